"""Writing what a person asked for to a place that they named."""

from collections.abc import Iterable
from pathlib import Path

from aijournal.errors import NO_ROOM, AijournalError
from aijournal.paths import private_draft, replace_private_file


def write_report(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all; an older one is replaced.

    Raises `AijournalError` where the place cannot be written; an older file is then as it was.
    """
    try:
        replace_private_file(path, content)
    except OSError as error:
        raise AijournalError(
            "The report was not written",
            f"{path}: {error.strerror or error}. Nothing was changed; choose another place with --out.",
        ) from error


def write_export(path: Path, lines: Iterable[bytes]) -> int:
    """Write a file that only its owner may read, line by line, whole or not at all; return its size in bytes.

    An older file is replaced once the new one is on the disk. Raises `AijournalError` where the place cannot
    be written or has no room; an older file is then as it was, and nothing else is left.
    """
    try:
        with private_draft(path) as draft:
            draft.writelines(lines)
            return draft.tell()
    except OSError as error:
        remedy = "Make room there, or choose" if error.errno in NO_ROOM else "Choose"
        raise AijournalError(
            "The export was not written",
            f"{path}: {error.strerror or error}. An older file there is as it was. {remedy} another place "
            "with --out.",
        ) from error
