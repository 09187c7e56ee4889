"""A driver: kills the migration of an old journal at random moments, and looks what each kill left."""

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlite
from sqlite_utils import Database

from aijournal.journal.connection import connect, disconnect
from aijournal.journal.migrations import SCHEMA_VERSION
from tests.processes import SOURCE
from tests.reliability.driver import answer
from tests.reliability.forking import READY, Report, guard, run_and_kill, start

OLD = 3
_SCRIPT = SOURCE.parent / "tests" / "data" / "schemas" / f"v{OLD}.sql"
_WARM_UP = 3
_NEWER_TABLE = "tombstone"
_SOUND = {
    "PRAGMA user_version": [(SCHEMA_VERSION,)],
    "PRAGMA integrity_check": [("ok",)],
    "PRAGMA foreign_key_check": [],
}

Rows = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class OldJournal:
    """A journal of an older format: where it lies, the columns it knows by table, and what is in them."""

    path: Path
    columns: dict[str, str]
    rows: Rows

    def copied(self, folder: Path) -> Path:
        """Return a copy in a folder of its own."""
        folder.mkdir()
        return Path(shutil.copyfile(self.path, folder / "journal.db"))

    def changes_in(self, path: Path) -> list[str]:
        """Return the tables whose rows differ in another file, in what the old format knows."""
        with _opened(path) as connection:
            rows = _rows(connection, self.columns)
        return [f"{path}: {table} changed" for table in self.rows if rows[table] != self.rows[table]]


def make_old_journal(folder: Path) -> OldJournal:
    """Make a journal as the program of that format wrote it."""
    path = folder / "old.db"
    with _opened(path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(_SCRIPT.read_text(encoding="utf-8"))
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        columns = {
            table: ", ".join(f'"{row[1]}"' for row in connection.execute(f"PRAGMA table_info({table})"))
            for (table,) in tables
            if not table.startswith("_sqlite")  # the list of migrations itself
        }
        return OldJournal(path, columns, _rows(connection, columns))


def kill_migrations(folder: Path, kills: int, seed: int) -> dict[str, object]:
    """Kill as many migrations, each of a fresh copy of the old journal, and finish each afterwards."""
    old, draw = make_old_journal(folder), random.Random(seed)
    longest = min(_measured(old.copied(folder / f"trial-{number}")) for number in range(_WARM_UP))
    statements = int(start(partial(_migrate_until, old.copied(folder / "counted"), None)).end()[0][-1])
    versions, problems = [], []
    for turn in range(kills):
        path = old.copied(folder / str(turn))
        if turn % 2:
            run_and_kill(partial(_migrate, path), draw.uniform(0, longest))
        else:
            last = statements - turn * statements // kills
            start(partial(_migrate_until, path, last)).end()
        versions.append(_version_of(path))
        problems += old.changes_in(path)
        _migrate(path, _silently)
        problems += [*old.changes_in(path), *_unsound(path)]
    return {"versions": versions, "problems": problems, "seconds": longest, "hits": LIVE.hits}


def _measured(path: Path) -> float:
    """Return how long a migration in a child takes, in seconds."""
    began = time.monotonic()
    _, code = start(partial(_migrate, path)).end()
    if code:
        raise RuntimeError("The migration failed by itself")
    return time.monotonic() - began


def _migrate(path: Path, report: Report) -> None:
    report(READY)
    disconnect(connect(path), path)


def _migrate_until(path: Path, last: int | None, report: Report) -> None:
    """Migrate, and be killed when that many statements were asked for; `None` reports how many there are."""
    asked, execute = 0, Database.execute

    def counted(db: Database, *arguments: Any) -> Any:
        nonlocal asked
        asked += 1
        if asked == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(db, *arguments)

    pytest.MonkeyPatch().setattr(Database, "execute", counted)  # in this child alone
    disconnect(connect(path), path)
    report(str(asked))


def _silently(_: str) -> None:
    """Report to nobody."""


def _version_of(path: Path) -> tuple[int, bool]:
    """Return the format a file says it has, and whether the newer format's tables are there."""
    with _opened(path) as connection:
        newer = connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [_NEWER_TABLE]).fetchone()
        return connection.execute("PRAGMA user_version").fetchone()[0], newer is not None


def _unsound(path: Path) -> list[str]:
    with _opened(path) as connection:
        answers = {query: connection.execute(query).fetchall() for query in _SOUND}
    return [f"{path}: {query}: {answers[query]}" for query in _SOUND if answers[query] != _SOUND[query]]


def _rows(connection: sqlite.Connection, columns: dict[str, str]) -> Rows:
    return {
        table: sorted(map(repr, connection.execute(f"SELECT {own} FROM {table}")))  # noqa: S608 - our names
        for table, own in columns.items()
    }


@contextmanager
def _opened(path: Path) -> Iterator[sqlite.Connection]:
    with closing(sqlite.connect(str(path), isolation_level=None)) as connection:
        yield connection


LIVE = guard()

if __name__ == "__main__":
    answer(kill_migrations(Path(sys.argv[1]), int(sys.argv[2]), seed=11))
