"""Writing what a person asked for to a place that they named."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from aijournal.errors import NO_ROOM, AijournalError, UsageError
from aijournal.paths import Paths, private_draft


def write_report(own: Paths, path: Path, content: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all; an older one is replaced.

    Raises `UsageError` for a place among the journal's `own` files, and `AijournalError` where it cannot be
    written or has no room; an older file is then as it was, and nothing else is left.
    """
    with _whole_or_not_at_all(own, path, "The report was not written"), private_draft(path) as draft:
        draft.write(content)


def write_export(own: Paths, path: Path, lines: Iterable[bytes]) -> int:
    """Write a file line by line as `write_report` does, and return its size in bytes."""
    with _whole_or_not_at_all(own, path, "The export was not written"), private_draft(path) as draft:
        draft.writelines(lines)
        return draft.tell()


@contextmanager
def _whole_or_not_at_all(own: Paths, path: Path, title: str) -> Iterator[None]:
    _refuse_own_place(own, path)
    try:
        yield
    except OSError as error:
        remedy = "Make room there, or choose" if error.errno in NO_ROOM else "Choose"
        raise AijournalError(
            title,
            f"{path}: {error.strerror or error}. An older file there is as it was. {remedy} another place.",
        ) from error


def _refuse_own_place(own: Paths, path: Path) -> None:
    """Refuse to write over the journal, its companions, its backups and the settings."""
    place, data = path.absolute().resolve(), own.data.resolve()
    if place.is_relative_to(data) or place == own.settings.resolve():
        raise UsageError(
            "That is the journal's own place",
            f"{place.parent} holds what aijournal itself keeps. Nothing was written; choose another place.",
        )
