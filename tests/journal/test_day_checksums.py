"""Checksums of days: content that changes by itself is found, and no change by a statement is."""

import random
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from aijournal.demo import make_demo_journal
from aijournal.domain.assessment import Assessment, Door, Outcome
from aijournal.domain.entry import EntryWords
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.entry_line import parse_entry_line
from aijournal.errors import DamagedJournalError
from aijournal.journal.day_checksums import CONTENT
from aijournal.journal.journal import Journal
from aijournal.paths import Paths, find_paths
from aijournal.settings import Settings
from tests.journal.builders import NEW_YORK, NOW, add, an_exchange
from tests.journal.file_cells import Pages, Value

DAY = date(2026, 11, 20)
BEFORE = NOW - timedelta(days=3)
TABLES = ("interaction", "assessment", "interaction_tag")


@pytest.fixture
def filled(journal: Journal) -> Journal:
    """Return a journal with an imported and judged entry on one day, and one by hand on another."""
    add(journal, an_exchange(1, BEFORE), an_exchange(2, NOW - timedelta(hours=2)))
    (newest,) = journal.entries(EVERYTHING, NOW, 1).rows
    journal.assess(newest.interaction.id, Assessment(outcome=Outcome.HELPED, note="grüße\0🦉"), NOW)
    journal.log(parse_entry_line("tidy the shop +1 tag:docs tag:löten", BEFORE), BEFORE, Door.COMMAND_LINE)
    journal.checks.days()
    return journal


def _behind_its_back(journal: Journal, statement: str) -> None:
    """Change the tables as a failing disk would: no trigger sees it."""
    db = journal._db
    triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        db.execute(f"DROP TRIGGER {name}")
    db.execute("PRAGMA foreign_keys = 0")
    db.execute(statement)
    db.execute("PRAGMA foreign_keys = 1")
    for _, sql in triggers:
        db.execute(sql)


def test_every_column_is_summed_but_numbers_of_rows(journal: Journal) -> None:
    for table in ("interaction", "assessment"):
        columns = {row[1] for row in journal._db.execute(f"PRAGMA table_info({table})")}
        assert (
            columns - set(CONTENT[table])
            == {
                "interaction": {"id", "main_model_id"},
                "assessment": {"interaction_id", "useful_exchange_id"},
            }[table]
        )
    tags = [row[1] for row in journal._db.execute("PRAGMA table_info(interaction_tag)")]
    assert tags == ["interaction_id", "tag"]


def test_days_are_summed_once_and_then_compared(journal: Journal) -> None:
    add(journal, an_exchange(1, BEFORE), an_exchange(2, NOW))
    first, second = journal.checks.days(), journal.checks.days()
    assert (first.days_checked, first.days_summed, first.damaged) == (0, 2, ())
    assert (second.days_checked, second.days_summed, second.damaged) == (2, 0, ())


def test_an_empty_journal_has_no_days(journal: Journal) -> None:
    check = journal.checks.days()
    assert (check.days_checked, check.days_summed, check.damaged) == (0, 0, ())


@pytest.mark.parametrize(
    ("statement", "day"),
    [
        ("UPDATE interaction SET title = 'tidy the chop' WHERE source IS NULL", BEFORE.date()),
        ("UPDATE interaction SET output_tokens = 51 WHERE local_day = '2026-11-20'", DAY),
        ("UPDATE interaction SET output_tokens = NULL WHERE local_day = '2026-11-20'", DAY),
        ("UPDATE interaction SET time_zone = '' WHERE local_day = '2026-11-20'", DAY),
        ("UPDATE model SET name = 'gpt-5'", DAY),
        ("UPDATE assessment SET note = CAST(x'c328' AS TEXT) WHERE note IS NOT NULL", DAY),
        ("UPDATE assessment SET net_minutes = 5.000000000000001 WHERE note IS NOT NULL", DAY),
        ("DELETE FROM assessment WHERE note IS NOT NULL", DAY),
        ("UPDATE interaction_tag SET tag = 'doks' WHERE tag = 'docs'", BEFORE.date()),
        ("DELETE FROM interaction_tag WHERE tag = 'docs'", BEFORE.date()),
        ("DELETE FROM interaction WHERE source IS NULL", BEFORE.date()),
        ("UPDATE interaction SET local_day = '2026-11-21' WHERE local_day = '2026-11-20'", DAY),
        ("UPDATE day_checksum SET checksum = zeroblob(16) WHERE local_day = '2026-11-20'", DAY),
    ],
)
def test_a_change_that_nobody_made_is_found(filled: Journal, statement: str, day: date) -> None:
    _behind_its_back(filled, statement)
    assert day in filled.checks.days().damaged
    assert day in filled.checks.days().damaged, "asking does not make it good"


def test_a_day_whose_entries_are_all_gone_is_found(filled: Journal) -> None:
    _behind_its_back(filled, "DELETE FROM interaction WHERE local_day = '2026-11-20'")
    assert filled.checks.days().damaged == (DAY,)


def test_a_day_that_is_no_date_any_more_is_counted(filled: Journal) -> None:
    _behind_its_back(filled, "UPDATE interaction SET local_day = '2026-1q-20' WHERE local_day = '2026-11-20'")
    check = filled.checks.days()
    assert (check.damaged, check.days_unreadable) == ((DAY,), 1)


STATEMENTS = (
    (
        "INSERT INTO interaction (uid, started_at, ended_at, time_zone, utc_offset_minutes, local_day) "
        "VALUES ('new', 0, 0, 'UTC', 0, '2026-11-20')"
    ),
    "UPDATE interaction SET title = 'other'",
    "UPDATE interaction SET local_day = '2026-11-20'",
    "DELETE FROM interaction WHERE source IS NULL",
    "INSERT OR REPLACE INTO assessment (interaction_id, assessed_at) SELECT id, 7 FROM interaction",
    "UPDATE assessment SET note = 'other'",
    (
        "UPDATE assessment SET interaction_id = (SELECT id FROM interaction WHERE id NOT IN "
        "(SELECT interaction_id FROM assessment)) WHERE note IS NOT NULL"
    ),
    "DELETE FROM assessment",
    "INSERT INTO interaction_tag SELECT id, 'new' FROM interaction",
    "UPDATE interaction_tag SET tag = tag || 'x'",
    "UPDATE interaction_tag SET interaction_id = (SELECT max(id) FROM interaction WHERE source IS NOT NULL)",
    "DELETE FROM interaction_tag",
)


@pytest.mark.parametrize("statement", STATEMENTS)
def test_no_change_by_a_statement_is_taken_for_damage(filled: Journal, statement: str) -> None:
    changed = filled._db.execute(statement).rowcount
    assert changed > 0
    check = filled.checks.days()
    assert check.damaged == ()
    assert check.days_summed > 0


ACTS: tuple[Callable[[Journal, int], object], ...] = (
    lambda journal, entry: journal.assess(entry, Assessment(outcome=Outcome.HURT), NOW),
    lambda journal, entry: journal.edit(entry, EntryWords("other", "shop", "coding", ("a",)), NOW),
    lambda journal, entry: journal.set_task(entry, "writing", NOW),
    lambda journal, entry: journal.skip(entry, NOW),
    lambda journal, _: journal.undo(),
    lambda journal, _: add(journal, an_exchange(9, BEFORE, conversation_id="c-9")),
    lambda journal, _: add(journal, an_exchange(2, NOW - timedelta(hours=2), calls=5)),
)


@pytest.mark.parametrize("act", ACTS)
def test_no_act_of_the_person_is_taken_for_damage(
    filled: Journal, act: Callable[[Journal, int], object]
) -> None:
    (newest, *_) = filled.inbox(NOW, 9) or [filled.log(parse_entry_line("one +1", NOW), NOW, Door.INBOX)]
    filled.checks.days()
    act(filled, newest.interaction.id)
    check = filled.checks.days()
    assert (check.damaged, check.days_summed > 0) == ((), True)


def test_comparing_tells_how_far_it_is_and_can_be_stopped(journal: Journal) -> None:
    add(journal, *(an_exchange(n, NOW - timedelta(days=n), conversation_id=f"c-{n}") for n in range(100)))
    told: list[tuple[int, int]] = []
    stopped = journal.checks.days(lambda *at: told.append(at), lambda: len(told) == 2)
    assert stopped.was_cancelled
    assert stopped.days_summed == told[-1][0] == 16
    done = journal.checks.days(lambda *at: told.append(at))
    assert (done.days_checked, done.days_summed, done.was_cancelled) == (16, 84, False)
    assert told[-1] == (100, 100)


@pytest.fixture(scope="module")
def closed_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the bytes of a closed journal of half a year, all of whose days are summed."""
    paths = find_paths({"AIJOURNAL_HOME": str(tmp_path_factory.mktemp("half-year"))})
    make_demo_journal(paths, DAY)
    with Journal.open(paths, Settings(), NEW_YORK) as journal:
        assert journal.checks.full().is_sound
    return paths.journal.read_bytes()


def _values(file: bytes, path: Path) -> list[Value]:
    path.write_bytes(file)
    with closing(sqlite.connect(f"{path.as_uri()}?immutable=1", uri=True)) as connection:
        roots = [
            connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [table]).fetchone()[0]
            for table in TABLES
        ]
    path.unlink()
    pages = Pages(file)
    return [value for root in roots for value in pages.values(root)]


def _is_reported(paths: Paths) -> bool:
    try:
        with Journal.open(paths, Settings(), NEW_YORK) as journal:
            return not journal.checks.full().is_sound
    except DamagedJournalError:
        return True


def _engine_alone_reports(path: Path) -> bool:
    with closing(sqlite.connect(f"{path.as_uri()}?immutable=1", uri=True)) as connection:
        return bool(connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok")


@pytest.mark.parametrize("flips", [20, pytest.param(500, marks=pytest.mark.nightly)])
def test_bits_that_flip_in_a_closed_file_are_reported(
    closed_file: bytes, paths: Paths, tmp_path: Path, flips: int
) -> None:
    values = _values(closed_file, tmp_path / "look.db")
    chance = random.Random(flips)
    paths.data.mkdir(parents=True)
    ours, engines = 0, 0
    for value in chance.choices(values, [value.end - value.begin for value in values], k=flips):
        damaged = bytearray(closed_file)
        damaged[chance.randrange(value.begin, value.end)] ^= 1 << chance.randrange(8)
        paths.journal.write_bytes(damaged)
        engines += _engine_alone_reports(paths.journal)
        ours += _is_reported(paths)
    assert ours >= 0.99 * flips
    assert engines <= 0.8 * flips, "the day's checksum is not what found them"
