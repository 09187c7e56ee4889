"""Journals of every version of the format: older ones are brought up to date, newer ones are left alone.

`tests/data/schemas` holds journals as the code of those versions wrote them, as text.
"""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlite

from aijournal.domain.assessment import Door
from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.entry_line import EntryLine
from aijournal.domain.totals import GroupBy
from aijournal.errors import ExitCode, NewerJournalError
from aijournal.journal.journal import Journal
from aijournal.journal.migrations import SCHEMA_VERSION
from aijournal.paths import HOME_VARIABLE, Paths
from aijournal.settings import Settings
from tests.journal.builders import NEW_YORK, add, an_exchange
from tests.processes import run_python

SCHEMAS = Path(__file__).parents[1] / "data" / "schemas"
OLDER = range(1, 10)
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
LONG_NOTE = "So it went, and so it goes on; 🦉 ü\n" * 30_000
MIGRATIONS = "_sqlite_migrations"

Dump = dict[str, list[tuple[Any, ...]]]


@pytest.fixture(params=OLDER)
def older(request: pytest.FixtureRequest, paths: Paths) -> int:
    """Put a journal of an older version in place, with a note of a megabyte in it."""
    version: int = request.param
    _load(version, paths)
    return version


def _load(version: int, paths: Paths) -> None:
    paths.data.mkdir(parents=True)
    script = (SCHEMAS / f"v{version}.sql").read_text(encoding="utf-8")
    with _raw(paths.journal) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(script)
        (entry,) = connection.execute("SELECT id FROM interaction WHERE title = 'long note'").fetchone()
        connection.execute("UPDATE assessment SET note = ? WHERE interaction_id = ?", [LONG_NOTE, entry])
        connection.execute("DELETE FROM entry_text WHERE rowid = ?", [entry])
        connection.execute(
            "INSERT INTO entry_text (rowid, title, note, tags) VALUES (?, 'long note', ?, '')",
            [entry, LONG_NOTE],
        )


@contextmanager
def _raw(path: Path) -> Iterator[sqlite.Connection]:
    with closing(sqlite.connect(str(path), isolation_level=None)) as connection:
        yield connection


def _dump(path: Path, columns: Mapping[str, str] | None = None) -> Dump:
    """Return every row of every table, in order; of those tables and columns alone where they are given."""
    with _raw(path) as connection:
        known = columns or _columns(connection)
        return {
            table: sorted(connection.execute(f"SELECT {own} FROM {table}"), key=repr)  # noqa: S608 - names
            for table, own in known.items()
        }


def _columns(connection: sqlite.Connection) -> Mapping[str, str]:
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {
        table: ", ".join(row[1] for row in connection.execute(f"PRAGMA table_info({table})"))
        for (table,) in tables
    }


def _schema(path: Path) -> list[tuple[str, ...]]:
    with _raw(path) as connection:
        rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    return sorted(tuple(str(cell) for cell in row) for row in rows)


def _open(paths: Paths) -> Journal:
    return Journal.open(paths, Settings(), NEW_YORK)


def test_there_is_a_journal_of_every_older_version() -> None:
    assert [*OLDER] == [*range(1, SCHEMA_VERSION)]
    assert {path.name for path in SCHEMAS.iterdir()} == {f"v{version}.sql" for version in OLDER}


# Journals have gone through these: a step that is edited afterwards is one that they lack for ever.
SHIPPED = {
    "m001_first_light.sql": "ca99acc0ea8a01b3c0b368f5aa422b3bd0b1f3f869c2a7bad7b7c546db061785",
    "m002_marks_and_demo.sql": "c63d7c51e464a6d025140c954cfff9e2b4906d11a82c329bf94f0da5c76ccb63",
    "m003_long_journals.sql": "eff484a577060032974a4195889606ae0d1e1ad86f07f027237021cd40e348f1",
    "m004_trust.sql": "24f46d8cb5b4f2a801d466c51e30f92c558a55f2cdf58c65bbd20600b93ebe7e",
    "m005_whole_method.sql": "2bd9bac0e655d7042c171844f6b3c79df92f0456f5dc772a789b11d342aa888f",
    "m006_daily_use.sql": "d1935d2c91f98b6d4046ad138352599744e3ade494d0279a593bb837e9602b06",
    "m007_sound_undo.sql": "a08d9445316bd9d7185d58b55f244d8609788f3aa02b2cbdf6b2b53d72110342",
    "m008_charges.sql": "b34793af9375e432870b8623a749dc91177fe7bb63df462903667cd252680693",
    "m009_reviews.sql": "d3a7b2d39239a01aeee09e5467152436ef83bd8659b15254f7509c5c29fd6568",
    "m010_trials.sql": "9cc73977de4d4f797a2a624775f0735175062165515a33c9ce8fad0e2e558397",
}


def test_a_step_that_journals_went_through_is_never_edited() -> None:
    scripts = [one for one in files("aijournal.journal").joinpath("sql").iterdir() if one.is_file()]
    read = {one.name: hashlib.sha256(one.read_bytes()).hexdigest() for one in scripts}
    assert read == SHIPPED
    assert len(SHIPPED) == SCHEMA_VERSION


def test_a_journal_of_the_first_edition_of_version_5_has_all_that_one_has(paths: Paths, home: Path) -> None:
    """That edition knew neither `joined_entry` nor `interaction_last_task`."""
    _load(5, paths)
    with _raw(paths.journal) as connection:
        connection.execute("DROP TABLE joined_entry")
        connection.execute("DROP INDEX interaction_last_task")
    new = Paths(home / "new", paths.config, paths.state, paths.runtime)
    _open(new).close()
    with _open(paths) as journal:
        typed = journal.log(EntryLine("seen twice"), NOW, Door.QUICK_LOG).interaction.id
        add(journal, an_exchange(7_001, NOW, conversation_id="c-new"), now=NOW)
        (imported,) = journal.entries(EntryFilter(project="shop"), NOW, 1).rows
        journal.same_work.join(typed, imported.interaction.id, NOW)
        assert journal.task_list.last_in("shop")
        journal.trash.purge(journal.trash.uids([imported.interaction.id]))
        assert journal.checks.full().is_sound
    assert _schema(paths.journal) == _schema(new.journal)


def test_the_journals_of_older_versions_are_what_they_say(older: int, paths: Paths) -> None:
    with _raw(paths.journal) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (older,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        applied = connection.execute(f"SELECT count(*) FROM {MIGRATIONS}").fetchone()  # noqa: S608 - a name
        assert applied == (older,)


def test_every_row_is_as_it_was(older: int, paths: Paths) -> None:
    with _raw(paths.journal) as connection:
        columns = _columns(connection)
    before = _dump(paths.journal, columns)
    assert len(before["interaction"]) > 20
    assert len(before["call"]) > 70
    assert len(before["undo_row"]) > 10
    _open(paths).close()
    after = _dump(paths.journal, columns)
    assert sorted(after.pop(MIGRATIONS))[:older] == sorted(before.pop(MIGRATIONS))
    if older < 5:  # an assessment says more since than when the days were summed
        assert after.pop("day_checksum", []) == []
        before.pop("day_checksum", None)
    assert after == before
    with _raw(paths.journal) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)


def test_what_is_new_is_empty(older: int, paths: Paths) -> None:
    with _raw(paths.journal) as connection:
        old = set(_columns(connection))
    _open(paths).close()
    new = {table: rows for table, rows in _dump(paths.journal).items() if table not in old}
    assert new or older >= SCHEMA_VERSION - 2, "the last steps add no table"
    assert not any(new.values())
    with _raw(paths.journal) as connection:
        assert connection.execute("SELECT is_demo FROM journal_key").fetchall() == [(0,)]


@pytest.mark.usefixtures("older")
def test_opening_again_changes_nothing(paths: Paths) -> None:
    _open(paths).close()
    rows, schema = _dump(paths.journal), _schema(paths.journal)
    _open(paths).close()
    assert (_dump(paths.journal), _schema(paths.journal)) == (rows, schema)


@pytest.mark.usefixtures("older")
def test_the_tables_are_those_of_a_new_journal(paths: Paths, home: Path) -> None:
    new = Paths(home / "new", paths.config, paths.state, paths.runtime)
    _open(paths).close()
    _open(new).close()
    assert _schema(paths.journal) == _schema(new.journal)


@pytest.mark.usefixtures("older")
def test_a_journal_that_was_brought_up_to_date_is_sound(paths: Paths) -> None:
    with _open(paths) as journal:
        assert journal.checks.full().findings == ()
        assert journal.checks.full().is_sound, "and so it is once its days are summed"


@pytest.mark.usefixtures("older")
def test_every_entry_can_be_read(paths: Paths) -> None:
    with _raw(paths.journal) as connection:
        (count,) = connection.execute("SELECT count(*) FROM interaction").fetchone()
    with _open(paths) as journal:
        rows = journal.entries(EVERYTHING, NOW, 1_000).rows
        details = [journal.entry(entry.interaction.id, NOW) for entry in rows]
    assert len(rows) == count
    assert sum(len(detail.exchanges) for detail in details if detail) > 30
    starts = sorted(entry.interaction.started_at for entry in rows)
    assert (starts[0], starts[-1].year) == (datetime(1970, 1, 1, tzinfo=UTC), 2100)


@pytest.mark.usefixtures("older")
def test_odd_text_is_as_it_was(paths: Paths) -> None:
    with _open(paths) as journal:
        entries = {entry.interaction.title: entry for entry in journal.entries(EVERYTHING, NOW, 1_000).rows}
        found = journal.entries(EntryFilter(search="flaky"), NOW, 10).rows
    notes = {title: entry.assessment.note for title, entry in entries.items() if entry.assessment}
    assert notes["nul \0 within"] == "before\0after\nsecond line 'quoted' \"twice\""
    assert notes["long note"] == LONG_NOTE
    owl = entries["🦉🏳️\u200d🌈 umlaut äöü, 漢字 and \u202eright to left"].interaction
    assert (owl.tags, owl.project) == (("🦉",), "lötstelle 🦉")
    assert [entry.interaction.title for entry in found] == ["fixed flaky test"]


@pytest.mark.usefixtures("older")
def test_totals_are_those_of_the_calls(paths: Paths) -> None:
    with _raw(paths.journal) as connection:
        expected = connection.execute("SELECT count(*), sum(output_tokens) FROM call").fetchone()
        by_model = connection.execute(
            "SELECT model.name, count(*) FROM call JOIN model ON model.id = model_id GROUP BY model.name"
        ).fetchall()
    with _open(paths) as journal:
        total = journal.totals(EVERYTHING).total
        models = journal.totals(EVERYTHING, GroupBy.MODEL).rows
    assert (total.calls, total.usage.output_tokens) == expected
    assert {row.key: row.calls for row in models if row.calls} == dict(by_model)
    assert total.typed_tokens == 12_000


@pytest.mark.usefixtures("older")
def test_value_is_that_of_the_verdicts(paths: Paths) -> None:
    with _open(paths) as journal:
        days = journal.value_days(EVERYTHING)
    assert (sum(day.helped for day in days), sum(day.hurt for day in days)) == (3, 2)
    assert sum(day.net_minutes for day in days) == 20.5 + 15.0 - 0.1


def test_the_person_goes_on_where_they_were(older: int, paths: Paths) -> None:
    with _open(paths) as journal:
        waiting = journal.inbox_count(NOW)
        assert waiting > 0
        labels = [journal.undo() for _ in range(3)]
        assert all(labels)
        assert [mark.text for mark in journal.marks.all()] == _marks_left(older, labels)
        add(journal, an_exchange(1, NOW, conversation_id="c-new"), now=NOW)
        assert journal.inbox_count(NOW) > 0
        assert journal.checks.full().is_sound


def _marks_left(version: int, undone: list[str | None]) -> list[str]:
    """Return what is left of the marks when the latest three acts are taken back."""
    if version < 2:
        return []
    assert undone == ["Marked a day", "Removed a mark", "Marked a day"]
    kept = [
        *("the beginning", "new model 🎉", "seats cut", "new laptop", "new keyboard", "standing desk"),
        "kneeling chair",
    ]
    return kept[1:2] if version < 4 else kept[: version - 2]


@pytest.mark.nightly
@pytest.mark.parametrize("version", OLDER)
def test_a_hundred_thousand_entries_are_as_they_were(version: int, paths: Paths) -> None:
    _load(version, paths)
    with _raw(paths.journal) as connection:
        connection.execute("BEGIN")
        for statement in MANY:
            connection.execute(statement)
        connection.execute("COMMIT")
        columns = _columns(connection)
    before = _dump(paths.journal, columns)
    assert len(before["interaction"]) > 100_000
    with _open(paths) as journal:
        assert journal.outline(EVERYTHING, 1_000).count == len(before["interaction"])
        assert journal.checks.full().is_sound
    after = _dump(paths.journal, columns)
    del before[MIGRATIONS], after[MIGRATIONS]
    assert after == before


# Entries by hand, judged and tagged, over a hundred years; numbers that no entry of the file has.
MANY = (
    """
    WITH RECURSIVE many (n) AS (SELECT 1000 UNION ALL SELECT n + 1 FROM many WHERE n < 101000)
    INSERT INTO interaction (id, uid, tool, project, title, started_at, ended_at, time_zone,
      utc_offset_minutes, local_day, is_closed)
    SELECT n, printf('%032x', n), 'claude-code', 'shop', 'entry ' || n, n * 30000000, n * 30000000 + 60000,
      'UTC', 0, date(n * 30000, 'unixepoch'), 1 FROM many
    """,
    """
    INSERT INTO assessment (interaction_id, outcome, net_minutes, note, assessed_at)
    SELECT id, id % 5 - 2, id % 60 / 4.0, 'note ' || id, ended_at FROM interaction WHERE id >= 1000
    """,
    "INSERT INTO interaction_tag SELECT id, 'tag-' || (id % 7) FROM interaction WHERE id >= 1000",
    """
    INSERT INTO entry_text (rowid, title, note, tags)
    SELECT id, title, 'note ' || id || ' ', 'tag-' || (id % 7) FROM interaction WHERE id >= 1000
    """,
)


# A process that has written to a journal of a newer version, and ended before its -wal went into the file.
NEWER = """
import os, sys
from sqlcipher3 import dbapi2 as sqlite
connection = sqlite.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode = WAL")
connection.execute(f"PRAGMA user_version = {sys.argv[2]}")
connection.execute("CREATE TABLE something_new (words TEXT)")
connection.execute("INSERT INTO something_new VALUES ('kept')")
os._exit(0)
"""


@pytest.fixture(params=[True, False], ids=["with a -wal", "alone"])
def newer(request: pytest.FixtureRequest, paths: Paths) -> Paths:
    """Return where a journal of the next version of the format lies."""
    _open(paths).close()
    arguments = ["-c", NEWER, str(paths.journal), str(SCHEMA_VERSION + 1)]
    assert run_python(paths.data, *arguments).returncode == 0
    if not request.param:
        with _raw(paths.journal) as connection:
            connection.execute("PRAGMA wal_checkpoint")
    assert _wal(paths).exists() == request.param
    return paths


def _wal(paths: Paths) -> Path:
    return paths.journal.with_name("journal.db-wal")


def _state(paths: Paths) -> dict[str, tuple[str, int]]:
    """Return what is in the file and its -wal, and when they were written."""
    return {
        path.name: (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in (paths.journal, _wal(paths))
        if path.exists()
    }


def test_a_newer_journal_is_refused_and_left_alone(newer: Paths) -> None:
    before = _state(newer)
    with pytest.raises(NewerJournalError) as caught:
        _open(newer)
    assert _state(newer) == before
    for told in (str(newer.journal), f"format {SCHEMA_VERSION + 1}", f"knows {SCHEMA_VERSION}"):
        assert told in caught.value.message


def test_the_command_line_says_so_with_an_exit_code_of_its_own(newer: Paths, home: Path) -> None:
    before = _state(newer)
    where = {HOME_VARIABLE: str(newer.data.parent)}
    for command in ("list", "log something +1", "inbox"):
        answer = run_python(home, "-m", "aijournal", *command.split(maxsplit=1), **where)
        assert (answer.returncode, answer.stdout) == (ExitCode.NEWER_JOURNAL, ""), command
        assert f"format {SCHEMA_VERSION + 1}; this one knows {SCHEMA_VERSION}" in answer.stderr
        assert _state(newer) == before


def test_a_newer_journal_keeps_what_only_it_knows(newer: Paths) -> None:
    with pytest.raises(NewerJournalError):
        _open(newer)
    with _raw(newer.journal) as connection:
        assert connection.execute("SELECT words FROM something_new").fetchall() == [("kept",)]
