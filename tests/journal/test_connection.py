"""Opening: one configuration, and whatever is not ours is refused and left alone."""

import hashlib
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite
from sqlite_utils import Database

from aijournal.errors import AijournalError, DamagedJournalError, ExitCode, NewerJournalError
from aijournal.journal.connection import (
    CONFIGURATION,
    OLDEST_SQLITE,
    connect,
    rarely_checkpointing,
    reading,
    writing,
)
from aijournal.journal.journal import Journal
from aijournal.journal.migrations import APPLICATION_ID, SCHEMA_VERSION
from aijournal.paths import Paths
from aijournal.settings import Settings
from tests.journal.builders import NEW_YORK


def open_journal(paths: Paths) -> Journal:
    return Journal.open(paths, Settings(), NEW_YORK)


def fingerprint(folder: Path) -> dict[str, tuple[str, int]]:
    return {
        path.name: (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in sorted(folder.iterdir())
        if path.name != "journal.lock"
    }


def test_every_connection_has_the_fixed_configuration(tmp_path: Path) -> None:
    db = connect(tmp_path / "journal.db")
    answers = {name: int(db.execute(f"PRAGMA {name}").fetchone()[0]) for name in CONFIGURATION}
    assert answers == CONFIGURATION
    assert db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    assert db.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
    assert sqlite.sqlite_version_info >= OLDEST_SQLITE
    db.conn.close()


def test_a_new_journal_is_private(paths: Paths) -> None:
    with open_journal(paths):
        modes = {path.name: path.stat().st_mode & 0o777 for path in paths.data.iterdir()}
    assert set(modes) >= {"journal.db", "journal.db-wal", "journal.lock"}
    assert set(modes.values()) == {0o600}
    assert paths.data.stat().st_mode & 0o777 == 0o700


def test_a_journal_of_a_newer_version_is_refused_and_left_alone(paths: Paths) -> None:
    open_journal(paths).close()
    raw = sqlite.connect(str(paths.journal))
    raw.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    raw.close()
    before = fingerprint(paths.data)
    with pytest.raises(NewerJournalError, match="newer aijournal") as caught:
        open_journal(paths)
    assert caught.value.exit_code == ExitCode.NEWER_JOURNAL
    assert fingerprint(paths.data) == before


def test_another_programs_database_is_refused_and_left_alone(paths: Paths) -> None:
    paths.data.mkdir(parents=True)
    raw = sqlite.connect(str(paths.journal))
    raw.execute("CREATE TABLE recipe (name TEXT)")
    raw.close()
    before = fingerprint(paths.data)
    with pytest.raises(AijournalError, match="another program"):
        open_journal(paths)
    assert fingerprint(paths.data) == before


@pytest.mark.parametrize(
    "content", [b"Dear diary, this is not a database. " * 200, b"SQLite format 3\0" + b"x" * 9000]
)
def test_a_damaged_file_is_refused_and_left_alone(paths: Paths, content: bytes) -> None:
    paths.data.mkdir(parents=True)
    paths.journal.write_bytes(content)
    before = fingerprint(paths.data)
    with pytest.raises(DamagedJournalError, match="left untouched"):
        open_journal(paths)
    assert fingerprint(paths.data) == before


def test_an_empty_file_becomes_a_journal(paths: Paths) -> None:
    paths.data.mkdir(parents=True)
    paths.journal.touch()
    with open_journal(paths) as journal:
        assert journal.data_version() > 0


def test_a_folder_that_is_a_file_is_one_plain_sentence(paths: Paths) -> None:
    paths.data.parent.mkdir(parents=True)
    paths.data.write_text("in the way")
    with pytest.raises(AijournalError, match="cannot be entered"):
        open_journal(paths)


def test_two_processes_may_make_the_journal_at_once(paths: Paths) -> None:
    script = (
        "import sys; from pathlib import Path; from aijournal.journal.connection import connect; "
        "connect(Path(sys.argv[1])).conn.close()"
    )
    paths.data.mkdir(parents=True)
    command = [sys.executable, "-c", script, str(paths.journal)]
    both = [subprocess.Popen(command) for _ in range(2)]
    assert [process.wait(timeout=60) for process in both] == [0, 0]
    with open_journal(paths) as journal:
        assert journal.task_list.offered() == ()


def test_a_failed_transaction_leaves_nothing(tmp_path: Path) -> None:
    db = connect(tmp_path / "journal.db")

    def fail_half_way() -> None:
        with writing(db):
            db.execute("INSERT INTO source (name, tool) VALUES ('codex', 'codex')")
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        fail_half_way()
    assert db.execute("SELECT count(*) FROM source").fetchone()[0] == 0
    db.conn.close()


def test_many_transactions_wait_in_the_log_and_then_reach_the_journal(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    db = connect(path)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = path.stat().st_size
    with rarely_checkpointing(db):
        for number in range(20):
            with writing(db):
                db.execute("INSERT INTO model (name) VALUES (?)", [f"{number} {'x' * 400_000}"])
        assert path.stat().st_size == before
    with writing(db):
        db.execute("INSERT INTO model (name) VALUES ('last')")
    assert path.stat().st_size > before + 7_000_000
    db.conn.close()


def _fail_after_an_act(db: Database) -> None:
    with writing(db):
        with writing(db):
            db.execute("INSERT INTO model (name) VALUES ('inner')")
        raise RuntimeError


def test_an_act_inside_another_ends_with_it(tmp_path: Path) -> None:
    db = connect(tmp_path / "journal.db")
    with pytest.raises(RuntimeError):
        _fail_after_an_act(db)
    assert db.execute("SELECT count(*) FROM model WHERE name = 'inner'").fetchone() == (0,)
    db.conn.close()


def test_looking_ends_also_where_the_engine_has_ended_it(tmp_path: Path) -> None:
    db = connect(tmp_path / "journal.db")
    with reading(db):
        db.conn.execute("ROLLBACK")  # as the engine does by itself after some faults of the disk
    with reading(db), reading(db):
        assert db.execute("SELECT count(*) FROM source").fetchone() == (0,)
    assert not db.conn.in_transaction
    db.conn.close()


def test_what_is_seen_while_looking_stays_as_it_was(tmp_path: Path) -> None:
    db, other = connect(tmp_path / "journal.db"), connect(tmp_path / "journal.db")
    with reading(db):
        assert db.execute("SELECT count(*) FROM model").fetchone() == (1,)
        other.execute("INSERT INTO model (name) VALUES ('new')")
        assert db.execute("SELECT count(*) FROM model").fetchone() == (1,)
    assert db.execute("SELECT count(*) FROM model").fetchone() == (2,)
    db.conn.close()
    other.conn.close()


def test_no_journal_is_made_in_place_of_one_that_is_open_and_was_taken_away(paths: Paths) -> None:
    elsewhere = paths.journal.with_name("elsewhere.db")
    with open_journal(paths) as journal:
        journal.bottlenecks.add("review", None, None, datetime.now(UTC))
        paths.journal.rename(elsewhere)
        with pytest.raises(DamagedJournalError, match="Put the file back"):
            open_journal(paths)
        assert not paths.journal.exists()
        assert [one.name for one in journal.bottlenecks.all()] == ["review"]
        elsewhere.rename(paths.journal)
    with open_journal(paths) as again:
        assert [one.name for one in again.bottlenecks.all()] == ["review"]


@pytest.mark.parametrize(
    ("place", "content"),
    [(47, b"\x07"), (500, b"\xff" * 40), (4_096 + 500, b"\xff" * 40), (100, b"\x00" * 60)],
)
def test_a_damaged_header_or_table_list_is_damage_and_no_bug(
    paths: Paths, place: int, content: bytes
) -> None:
    open_journal(paths).close()
    file = bytearray(paths.journal.read_bytes())
    file[place : place + len(content)] = content
    paths.journal.write_bytes(file)
    try:
        open_journal(paths).close()
    except DamagedJournalError as error:
        assert str(paths.journal) in error.message  # noqa: PT017 - some of it can be read all the same
