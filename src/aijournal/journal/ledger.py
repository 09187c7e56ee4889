"""The import ledger: which files of a source were read, how far, and what came of each reading."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from aijournal.domain.reading import Bookmark, LogFile
from aijournal.journal.connection import writing
from aijournal.journal.facts import AddedFacts
from aijournal.journal.instants import from_ms, to_ms

EXPORT_SOURCE: Final = "aijournal"
"""The source of readings that brought another journal; what came with them has sources of its own."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as it was when it was last read, and where reading stopped."""

    size: int
    mtime_ns: int
    device: int
    inode: int
    bookmark: Bookmark

    def is_unchanged(self, file: LogFile) -> bool:
        """Whether a file looks as it did then, by what `stat` says."""
        return (self.size, self.mtime_ns, self.device, self.inode) == (
            file.size,
            file.mtime_ns,
            file.device,
            file.inode,
        )


@dataclass(frozen=True, slots=True)
class LastRun:
    """The latest reading of a source that found anything.

    records = imported + duplicates + ignored + rejected. `finished_at` is `None` if it was stopped or cut
    off, or still goes on. `rejected_by_reason` counts every rejected record, the most frequent reason first.
    """

    started_at: datetime
    finished_at: datetime | None
    records: int
    imported: int
    duplicates: int
    ignored: int
    rejected: int
    rejected_by_reason: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """One reading of one source that found anything, as a list of imports shows it.

    records = imported + duplicates + ignored + rejected. `finished_at` is `None` if it was stopped or cut
    off, or still goes on; `undone`, if what it brought was taken back.
    """

    number: int
    source: str
    started_at: datetime
    finished_at: datetime | None
    records: int
    imported: int
    duplicates: int
    ignored: int
    rejected: int
    undone: bool


class Ledger:
    """What was read so far; part of the journal, and used only by it."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def begin_run(self, source: str, tool: str, now: datetime) -> int:
        """Record that reading a source begins, and return the number of the run."""
        with writing(self._db):
            self._db.execute(
                "INSERT INTO source (name, tool) VALUES (?, ?) "
                "ON CONFLICT (name) DO UPDATE SET tool = excluded.tool",
                [source, tool],
            )
            cursor = self._db.execute(
                "INSERT INTO import_run (source, started_at) VALUES (?, ?)", [source, to_ms(now)]
            )
            return int(cursor.lastrowid or 0)

    def finish_run(self, run: int, now: datetime) -> None:
        """Record that a run read everything there was."""
        with writing(self._db):
            self._db.execute("UPDATE import_run SET finished_at = ? WHERE id = ?", [to_ms(now), run])

    def count(self, run: int, added: AddedFacts, rejected_by_reason: Mapping[str, int]) -> None:
        """Add to what a run counted; called inside the transaction that stores the facts."""
        self._db.execute(
            "UPDATE import_run SET records = records + ?, imported = imported + ?, "
            "duplicates = duplicates + ?, ignored = ignored + ?, rejected = rejected + ? WHERE id = ?",
            [added.records, added.imported, added.duplicates, added.ignored, added.rejected, run],
        )
        self._db.conn.executemany(
            "INSERT INTO import_rejection (import_run_id, reason, count) VALUES (?, ?, ?) "
            "ON CONFLICT (import_run_id, reason) DO UPDATE SET count = count + excluded.count",
            [(run, reason, count) for reason, count in rejected_by_reason.items()],
        )

    def is_first_run(self, run: int) -> bool:
        """Whether no earlier run of the same source was finished."""
        row = self._db.execute(
            "SELECT NOT EXISTS (SELECT 1 FROM import_run AS earlier JOIN import_run AS this USING (source) "
            "WHERE this.id = ? AND earlier.id < this.id AND earlier.finished_at IS NOT NULL)",
            [run],
        ).fetchone()
        return bool(row[0])

    def files(self, source: str) -> Mapping[Path, ReadFile]:
        """Return every file of a source that was read, as it was then."""
        rows = self._db.execute(
            "SELECT path, size, mtime_ns, device, inode, read_offset, line, fingerprint, carry "
            "FROM source_file WHERE source = ?",
            [source],
        )
        return {
            Path(os.fsdecode(path)): ReadFile(
                size, mtime_ns, int(device), int(inode), Bookmark(offset, line, fingerprint, carry)
            )
            for path, size, mtime_ns, device, inode, offset, line, fingerprint, carry in rows
        }

    def keep(self, source: str, file: LogFile, bookmark: Bookmark, *, is_whole: bool) -> int:
        """Remember how far a file was read, inside the transaction that stores its facts.

        Until the file was read to its end (`is_whole`) its size is kept as unknown, so that a reading
        that is cut off is taken up again. Returns the number of the file.
        """
        row = self._db.execute(
            "INSERT INTO source_file (source, path, size, mtime_ns, device, inode, read_offset, line, "
            "fingerprint, carry) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (source, path) DO UPDATE SET size = excluded.size, mtime_ns = excluded.mtime_ns, "
            "device = excluded.device, inode = excluded.inode, read_offset = excluded.read_offset, "
            "line = excluded.line, fingerprint = excluded.fingerprint, carry = excluded.carry RETURNING id",
            [
                source,
                os.fsencode(file.path),
                file.size if is_whole else -1,
                file.mtime_ns,
                str(file.device),
                str(file.inode),
                bookmark.offset,
                bookmark.line,
                bookmark.fingerprint,
                bookmark.carry,
            ],
        ).fetchone()
        return int(row[0])

    def last_read(self) -> Mapping[str, datetime]:
        """Return when each source was last read to the end."""
        rows = self._db.execute(
            "SELECT source, max(finished_at) FROM import_run WHERE finished_at IS NOT NULL GROUP BY source"
        )
        return {source: from_ms(finished) for source, finished in rows}

    def last_runs(self) -> Mapping[str, LastRun]:
        """Return the latest run of each source that read any record."""
        return {row[1]: self._last_run(*row) for row in self._db.execute(_LAST_RUNS).fetchall()}

    def runs(self, limit: int) -> tuple[ImportRecord, ...]:
        """Return the latest runs that read any record, newest first."""
        rows = self._db.execute(
            "SELECT id, source, started_at, finished_at, records, imported, duplicates, ignored, rejected, "
            "undone_at IS NOT NULL FROM import_run WHERE records > 0 ORDER BY id DESC LIMIT ?",
            [limit],
        )
        return tuple(_record(*row) for row in rows)

    def _last_run(self, run: int, _source: str, started: int, finished: int | None, *counts: int) -> LastRun:
        records, imported, duplicates, ignored, rejected = counts
        return LastRun(
            started_at=from_ms(started),
            finished_at=None if finished is None else from_ms(finished),
            records=records,
            imported=imported,
            duplicates=duplicates,
            ignored=ignored,
            rejected=rejected,
            rejected_by_reason=self._rejections(run),
        )

    def _rejections(self, run: int) -> Mapping[str, int]:
        rows = self._db.execute(
            "SELECT reason, count FROM import_rejection WHERE import_run_id = ? ORDER BY count DESC, reason",
            [run],
        )
        return dict(rows.fetchall())


_LAST_RUNS = """
SELECT id, source, started_at, finished_at, records, imported, duplicates, ignored, rejected
FROM import_run WHERE id IN (SELECT max(id) FROM import_run WHERE records > 0 GROUP BY source)
"""


def _record(
    number: int, source: str, started: int, finished: int | None, *counts_and_undone: int
) -> ImportRecord:
    records, imported, duplicates, ignored, rejected, undone = counts_and_undone
    return ImportRecord(
        number=number,
        source=source,
        started_at=from_ms(started),
        finished_at=None if finished is None else from_ms(finished),
        records=records,
        imported=imported,
        duplicates=duplicates,
        ignored=ignored,
        rejected=rejected,
        undone=bool(undone),
    )
