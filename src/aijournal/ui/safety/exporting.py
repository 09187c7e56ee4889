"""Writing a whole journal as a file, and reading one in: with their progress, and an end at any time."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from aijournal.collect import Progress
from aijournal.collect_export import ExportResult, collect_export
from aijournal.crash_report import program_version
from aijournal.export.files import write_export
from aijournal.export.whole import open_export, to_lines
from aijournal.paths import Paths
from aijournal.ui.aside import IsCancelled

if TYPE_CHECKING:
    from aijournal.domain.portable import PortableHead, PortableRecord
    from aijournal.journal.journal import Journal

Told = Callable[[int, int], None]
"""Is told how much is done, of how much."""

_LINES_A_STEP = 500


@dataclass(frozen=True, slots=True)
class WrittenExport:
    """A file with everything in it; `in_trash` counts the deletions that only this journal can take back."""

    path: Path
    size: int
    entries: int
    in_trash: int


@dataclass(frozen=True, slots=True)
class LookedAt:
    """An export that is whole: how many entries it has, and whether they are sample data."""

    path: Path
    entries: int
    is_sample: bool


class _Stopped(Exception):  # noqa: N818 - it is no error: the person asked for it
    """Ends the writing, so that nothing of it is kept."""


def write_everything(
    journal: "Journal", is_cancelled: IsCancelled, *, own: Paths, path: Path, tell: Told
) -> WrittenExport | None:
    """Write all that a journal holds to a file, whole or not at all; `None` once it is cancelled."""
    in_trash = journal.export_rows.in_trash()
    with closing(journal.export_rows.all()) as records:
        walk = _Walk(is_cancelled, tell)
        try:
            size = write_export(own, path, walk.through(to_lines(walk.counted(records), program_version())))
        except _Stopped:
            return None
    return WrittenExport(path, size, walk.entries, in_trash)


def look_at_export(is_cancelled: IsCancelled, *, path: Path) -> LookedAt:  # noqa: ARG001 - as all that is asked aside
    """Read an export once; raises `AijournalError` for what is no whole one."""
    file = open_export(path)
    return LookedAt(path, file.head.counts.get("entry", 0), file.head.is_sample)


def read_in(
    journal: "Journal", is_cancelled: IsCancelled, *, path: Path, now: datetime, tell: Told
) -> ExportResult:
    """Read an export into the journal as one act, or nothing of it once it is cancelled."""

    def progress(one: Progress) -> None:
        tell(one.bytes_read, one.bytes_total)

    return collect_export(journal, path, now, progress=progress, is_cancelled=is_cancelled)


class _Walk:
    """Tells how far the writing is, and ends it where it is to end."""

    def __init__(self, is_cancelled: IsCancelled, tell: Told) -> None:
        self._is_cancelled = is_cancelled
        self._tell = tell
        self._count = 0
        self.entries = 0

    def counted(
        self, records: "Iterable[PortableHead | PortableRecord]"
    ) -> "Iterator[PortableHead | PortableRecord]":
        """Hand records on; the first says how many of each kind there are."""
        for number, record in enumerate(records):
            if number == 0:
                counts = getattr(record, "counts", {})
                self._count = sum(count for kind, count in counts.items() if kind != "call")
                self.entries = counts.get("entry", 0)
            yield record

    def through(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Hand lines on."""
        for number, line in enumerate(lines):
            if number % _LINES_A_STEP == 0:
                if self._is_cancelled():
                    raise _Stopped
                self._tell(min(number, self._count), self._count)
            yield line
