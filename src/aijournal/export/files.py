"""Writing what a person asked for to a place that they named."""

from pathlib import Path

from aijournal.errors import AijournalError
from aijournal.paths import replace_private_file


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
