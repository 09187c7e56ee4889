"""What safety costs: one entry committed, a backup taken and checks made, each against bare bytes or SQL."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import perf_counter

from sqlcipher3 import dbapi2 as sqlite

from aijournal.domain.assessment import Assessment, Door, Outcome
from aijournal.domain.entry_line import EntryLine
from aijournal.journal.backup_files import BackupReason
from aijournal.journal.connection import CONFIGURATION
from aijournal.journal.journal import Journal
from aijournal.paths import Paths, find_paths
from aijournal.settings import Settings
from tests.benchmarks.questions import NOW, ZONE
from tests.benchmarks.table import Measure, pair, timed

_LINE = EntryLine(
    "fixed the flaky test",
    project="field-notes",
    tool="claude-code",
    tags=("ci",),
    assessment=Assessment(outcome=Outcome.HELPED, net_minutes=20.0),
)
_ROW = (
    "INSERT INTO interaction (uid, tool, project, title, started_at, ended_at, time_zone, "
    "utc_offset_minutes, local_day, is_closed) "
    "VALUES (hex(randomblob(16)), 'claude-code', 'field-notes', 'fixed the flaky test', 1795176000000, "
    "1795176000000, 'UTC', 0, '2026-11-20', 1)"
)
_CHUNK = 1 << 20
_MOST_RUNS = 5  # of what takes seconds and as much room as the journal


def measure_safety(paths: Paths, folder: Path, runs: int) -> Iterator[Measure]:
    """Measure on a copy of a journal that nobody has open, which stays the floor: bare bytes on a disk."""
    few = min(runs, _MOST_RUNS)
    with _copy(paths, folder) as copy, Journal.open(copy, Settings(), ZONE) as journal:
        with _bare_table(journal, copy.state / "bare.db") as bare:
            log = timed(lambda: journal.log(_LINE, NOW, Door.INBOX))
            yield pair("log one entry / bare insert and commit", log, timed(lambda: bare.execute(_ROW)), runs)
        copied = timed(lambda: _copy_bytes(paths.journal, copy.state / "bytes"))
        yield pair("backup, verified / copying the bytes", _backing_up(journal), copied, few)
        read = timed(lambda: _read_bytes(paths.journal))
        checks = journal.checks
        checks.days()  # sums the days, which is done once
        for name, check in (
            ("quick check", checks.quick),
            ("all days", checks.days),
            ("full check", checks.full),
        ):
            yield pair(f"{name} / reading the bytes", timed(check), read, few)


@contextmanager
def _copy(paths: Paths, folder: Path) -> Iterator[Paths]:
    with tempfile.TemporaryDirectory(dir=folder) as home:
        copy = find_paths({"AIJOURNAL_HOME": home})
        copy.data.mkdir(parents=True)
        copy.state.mkdir(parents=True)
        shutil.copyfile(paths.journal, copy.journal)
        yield copy


@contextmanager
def _bare_table(journal: Journal, path: Path) -> Iterator[sqlite.Connection]:
    """Open a file with one table like that of entries, configured as a journal and with nothing around it."""
    (table,) = journal._db.execute("SELECT sql FROM sqlite_master WHERE name = 'interaction'").fetchone()
    with closing(sqlite.connect(str(path), isolation_level=None)) as connection:
        for name, value in CONFIGURATION.items():
            connection.execute(f"PRAGMA {name} = {value}")
        connection.execute("PRAGMA foreign_keys = 0")  # the tables that it points to are not there
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(table)
        yield connection


def _backing_up(journal: Journal) -> Callable[[], float]:
    def run() -> float:
        began = perf_counter()
        backup = journal.backups.take(BackupReason.BY_HAND, NOW)
        taken = perf_counter() - began
        for file in backup.path.parent.iterdir():
            file.unlink()
        return taken

    return run


def _copy_bytes(source: Path, target: Path) -> None:
    with source.open("rb") as read, target.open("wb") as written:
        shutil.copyfileobj(read, written, _CHUNK)
        written.flush()
        os.fsync(written.fileno())
    target.unlink()


def _read_bytes(path: Path) -> None:
    with path.open("rb", buffering=0) as file:
        while file.read(_CHUNK):
            pass
