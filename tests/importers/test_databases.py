"""Databases of other tools: everything in them is seen, nothing about them changes, no secret is read."""

import os
import pickle
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import IO

import pytest

from aijournal.importers.reading import databases
from aijournal.importers.reading.database_reading import Seen, newest_row, still_seen
from aijournal.importers.reading.databases import (
    BusyDatabaseError,
    DamagedDatabaseError,
    Table,
    bytes_of,
    is_at,
    opened,
    place_of,
    rowid_at,
    with_wal,
)
from aijournal.importers.reading.record_checks import UnusableRecordError
from tests.importers.database_files import contents, fill, in_use, leave_in_wal, locked
from tests.importers.readings import file_at

NOTES = Table("notes", ("id",), ("text",))
SECRETS = Table("secrets", ("value",))
SCHEMA = (
    "CREATE TABLE notes (id TEXT PRIMARY KEY, text TEXT, secret TEXT)",
    "CREATE TABLE secrets (value TEXT)",
    "INSERT INTO notes VALUES ('n-1', '{}', 'canary'), ('n-2', '[]', 'canary')",
    "INSERT INTO secrets VALUES ('canary')",
)
ALL = [(1, "n-1", b"{}"), (2, "n-2", b"[]")]


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let private copies be made in a folder that can be looked at."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the path of a database in a folder of its own, with a name that an address must escape."""
    folder = tmp_path / "a tool's 50% #1?"
    folder.mkdir()
    return folder / "nötes & more?.db"


def notes(path: Path) -> list[tuple[object, ...]]:
    with opened(path, [NOTES]) as database:
        return [tuple(row) for row in database.rows(NOTES, "ORDER BY rowid")]


def closed(path: Path) -> None:
    fill(path, ("PRAGMA journal_mode=wal", *SCHEMA))
    assert [part.name for part in path.parent.iterdir()] == [path.name]


def rollback(path: Path) -> None:
    fill(path, SCHEMA)


def killed(path: Path) -> None:
    fill(path, SCHEMA)
    leave_in_wal(path)
    assert path.stat().st_size <= 4096


def killed_without_shm(path: Path) -> None:
    fill(path, SCHEMA)
    leave_in_wal(path, shm=False)


def killed_in_a_rollback_transaction(path: Path) -> None:
    fill(path, SCHEMA)
    aside = path.with_name("aside")
    with closing(sqlite3.connect(path, isolation_level=None)) as tool:
        tool.execute("PRAGMA cache_size=1")
        tool.execute("PRAGMA cache_spill=1")
        tool.execute("BEGIN IMMEDIATE")
        tool.execute("UPDATE notes SET text = 'never committed'")
        tool.execute("INSERT INTO secrets SELECT hex(randomblob(2000)) FROM notes, notes AS a, notes AS b")
        for part in ("", "-journal"):
            Path(f"{aside}{part}").write_bytes(Path(f"{path}{part}").read_bytes())
        tool.execute("ROLLBACK")
    for part in ("", "-journal"):
        Path(f"{aside}{part}").replace(f"{path}{part}")
    assert Path(f"{path}-journal").stat().st_size > 512


STATES = [closed, rollback, killed, killed_without_shm, killed_in_a_rollback_transaction]


@pytest.mark.parametrize("state", STATES)
def test_everything_is_seen_and_no_file_changes(
    path: Path, scratch: Path, state: Callable[[Path], None]
) -> None:
    state(path)
    before = contents(path.parent)
    assert notes(path) == ALL
    assert contents(path.parent) == before
    assert list(scratch.iterdir()) == []


def test_what_a_running_tool_has_only_in_its_wal_is_seen_and_left_alone(path: Path) -> None:
    with in_use(path, *SCHEMA):
        before = contents(path.parent)
        assert before.keys() == {path.name, f"{path.name}-wal", f"{path.name}-shm"}
        assert path.stat().st_size <= 4096
        assert notes(path) == ALL
        assert contents(path.parent) == before


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a user who is kept out")
def test_a_folder_that_cannot_be_written_to_is_no_hindrance(path: Path) -> None:
    killed(path)
    path.parent.chmod(0o500)
    try:
        assert notes(path) == ALL
    finally:
        path.parent.chmod(0o700)


def test_a_locked_database_is_read_later_and_is_never_empty(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "_BUSY_SECONDS", 0.05)
    rollback(path)
    with locked(path), pytest.raises(BusyDatabaseError, match="read next time"):
        notes(path)
    assert notes(path) == ALL


def test_why_a_database_was_not_read_can_be_told_to_another_process() -> None:
    told = pickle.loads(pickle.dumps(BusyDatabaseError()))  # noqa: S301  # own words
    assert (type(told), str(told)) == (BusyDatabaseError, str(BusyDatabaseError()))


def test_a_database_that_changes_while_it_is_copied_is_read_later(
    path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed(path)
    copy = shutil.copyfileobj

    def copied_meanwhile(source: IO[bytes], target: IO[bytes]) -> None:
        copy(source, target)
        found = path.stat()
        os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns + 1))

    monkeypatch.setattr(shutil, "copyfileobj", copied_meanwhile)
    with pytest.raises(BusyDatabaseError):
        notes(path)
    assert list(scratch.iterdir()) == []


def test_a_database_that_is_too_large_is_not_copied(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "_LARGEST_COPY", 100)
    closed(path)
    with pytest.raises(OSError, match="too large to be copied"):
        notes(path)


def test_a_file_that_is_gone_cannot_be_read(path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        notes(path)
    assert list(path.parent.iterdir()) == []


@pytest.mark.parametrize("size", [0, 17, 100, 5000])
def test_a_file_that_is_no_database_is_no_reason_to_fail(path: Path, size: int) -> None:
    path.write_bytes(b"x" * size)
    if size:
        with pytest.raises(DamagedDatabaseError, match="a damaged database"):
            notes(path)
    else:
        assert notes(path) == []
    assert path.read_bytes() == b"x" * size


def test_a_database_with_a_damaged_page_is_damaged(path: Path) -> None:
    pair = "notes AS a, notes AS b, notes AS c, notes AS d, notes AS e, notes AS f"
    many = f"INSERT INTO notes SELECT hex(randomblob(9)), hex(zeroblob(900)), 1 FROM {pair}"  # noqa: S608  # own words
    fill(path, (*SCHEMA, many))
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))
    with pytest.raises(DamagedDatabaseError):
        notes(path)


@pytest.mark.parametrize(
    "question",
    [
        "SELECT secret FROM notes",
        "SELECT * FROM notes",
        "SELECT value FROM secrets",
        "SELECT id FROM notes WHERE secret LIKE 'c%'",
        "SELECT id FROM notes, secrets",
        "SELECT name FROM sqlite_master",
        "SELECT id FROM notes_and_more",
        "PRAGMA user_version=7",
        "ATTACH ':memory:' AS other",
        "DELETE FROM notes",
        "UPDATE notes SET text = ''",
        "CREATE TEMP TABLE mine (x)",
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n",
        "SELECT load_extension('x')",
    ],
)
def test_the_engine_itself_refuses_what_was_not_named(path: Path, question: str) -> None:
    view = "CREATE VIEW notes_and_more AS SELECT value AS id FROM secrets"
    fill(path, (*SCHEMA, view))
    with opened(path, [NOTES]) as database, pytest.raises(DamagedDatabaseError, match="unknown form"):
        list(database.ask(question))


def test_a_view_cannot_pass_for_a_table(path: Path) -> None:
    fill(
        path,
        (*SCHEMA, "DROP TABLE notes", "CREATE VIEW notes AS SELECT value AS id, value AS text FROM secrets"),
    )
    with pytest.raises(DamagedDatabaseError):
        notes(path)


def test_columns_and_tables_that_are_not_there_are_unknown(path: Path) -> None:
    fill(path, SCHEMA)
    later = Table("notes", ("id", "since_2030"), ("text", "picture"))
    missing = Table("folders", ("id",))
    with opened(path, [later, missing]) as database:
        assert list(database.rows(later, "WHERE id = ?", ["n-1"])) == [(1, "n-1", None, b"{}", None)]
        assert database.has(later, "id", "text")
        assert not database.has(later, "since_2030")
        assert not database.has(missing)
        assert list(database.rows(missing)) == []


def test_a_full_text_table_can_be_read(path: Path) -> None:
    fill(
        path,
        ("CREATE VIRTUAL TABLE words USING fts5(id UNINDEXED, text)", "INSERT INTO words VALUES ('w', 'hi')"),
    )
    words = Table("words", ("id",), ("text",))
    with opened(path, [words]) as database:
        assert list(database.rows(words)) == [(1, "w", b"hi")]


def test_what_is_too_long_or_no_text_harms_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "LONGEST_DOCUMENT", 10)
    rows: list[tuple[str, Sequence[object]]] = [
        ("INSERT INTO notes (id, text) VALUES (?, ?)", ["long", "x" * 11]),
        ("INSERT INTO notes (id, text) VALUES (?, ?)", ["i" * 70_000, b"\x00\xff"]),
        ("INSERT INTO notes (id, text) VALUES (CAST(? AS TEXT), ?)", [b"caf\xe9", 5]),
    ]
    fill(path, SCHEMA[:1], rows)
    assert notes(path) == [(1, "long", 11), (2, None, b"\x00\xff"), (3, "caf\ufffd", b"5")]
    assert bytes_of(b"x") == b"x"
    with pytest.raises(UnusableRecordError, match="a record too long to read"):
        bytes_of(11)
    with pytest.raises(UnusableRecordError, match="no content"):
        bytes_of(None)


def test_a_place_is_proved_by_the_name_of_its_row() -> None:
    place = place_of(17, "msg_1")
    assert place is not None
    assert (rowid_at(place), is_at(place, "msg_1"), is_at(place, "msg_2")) == (17, True, False)
    assert 0 <= place < 2**63
    assert place_of(2**42, "msg_1") is None
    assert place_of(-1, "msg_1") is None
    assert place_of("17", "msg_1") is None
    assert not is_at(-1, "msg_1")


def test_rows_that_were_numbered_anew_are_read_again(path: Path) -> None:
    fill(path, SCHEMA)
    with opened(path, [NOTES]) as database:
        seen = newest_row(database, NOTES)
        assert seen == Seen(2, "n-2")
        assert still_seen(database, NOTES, seen) == seen
        assert still_seen(database, NOTES, Seen(1, "n-2")) == Seen()
        assert still_seen(database, NOTES, Seen(9, "n-2")) == Seen()
        assert still_seen(database, NOTES, None) == Seen()


def test_a_change_in_the_wal_is_a_change_of_the_log(path: Path) -> None:
    fill(path, SCHEMA)
    alone = file_at(path)
    assert with_wal(alone) == alone
    wal = path.with_name(f"{path.name}-wal")
    wal.write_bytes(b"x" * 100)
    os.utime(wal, ns=(0, alone.mtime_ns + 5))
    combined = with_wal(alone)
    assert (combined.size, combined.mtime_ns) == (alone.size + 100, alone.mtime_ns + 5)
    assert (combined.path, combined.inode) == (path, alone.inode)
