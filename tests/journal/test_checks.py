"""Checks: every kind of damage is told in a sentence, and a sound journal passes."""

from contextlib import closing
from datetime import date, timedelta

import pytest
from sqlcipher3 import dbapi2 as sqlite

from aijournal.domain.assessment import Assessment, Door, Outcome
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.entry_line import parse_entry_line
from aijournal.domain.facts import ExchangeKind
from aijournal.errors import LockedError
from aijournal.journal.connection import CONFIGURATION
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings
from tests.journal.builders import NEW_YORK, NOW, add, an_exchange

WORD = "plover"


@pytest.fixture
def filled(journal: Journal) -> Journal:
    """Return a journal with two imported entries, a judged one among them, and one by hand."""
    add(
        journal,
        an_exchange(1, NOW - timedelta(days=60)),
        an_exchange(2, NOW - timedelta(days=60, hours=-1), calls=0),
        an_exchange(3, NOW - timedelta(hours=2), calls=9, conversation_id="c-2"),
        an_exchange(4, NOW - timedelta(hours=2), kind=ExchangeKind.RUN, conversation_id="c-3"),
    )
    (newest,) = journal.entries(EVERYTHING, NOW, 1).rows
    journal.assess(newest.interaction.id, Assessment(outcome=Outcome.HELPED, note=WORD), NOW)
    journal.log(parse_entry_line(f"{WORD} nest +1 tag:{WORD}", NOW), NOW, Door.COMMAND_LINE)
    journal.checks.days()
    return journal


def _without_triggers(journal: Journal, statement: str) -> None:
    db = journal._db
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {name}")
    db.execute("PRAGMA foreign_keys = 0")
    db.execute(statement)
    db.execute(f"PRAGMA foreign_keys = {CONFIGURATION['foreign_keys']}")


def test_a_sound_journal_passes(filled: Journal) -> None:
    assert filled.checks.quick().is_sound
    result = filled.checks.full()
    assert result.is_sound
    assert (result.findings, result.damaged_days) == ((), ())


def test_an_empty_journal_passes(journal: Journal) -> None:
    assert journal.checks.full().is_sound


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        (
            "UPDATE call SET output_tokens = output_tokens + 1 WHERE native_id = 'msg_1_0'",
            "1 entry carries other sums than the calls in it come to.",
        ),
        (
            "UPDATE call SET output_tokens = output_tokens + 1 WHERE native_id = 'msg_1_0'",
            "The token sums of 1 stretch of 28 days do not fit the calls.",
        ),
        (
            "UPDATE call SET at = at + 1000 * 60 * 60 * 24 * 365 WHERE native_id = 'msg_3_0'",
            "The token sums of 2 stretches of 28 days do not fit the calls.",
        ),
        (
            "UPDATE call SET reasoning_tokens = 4 WHERE native_id = 'msg_1_1'",
            "1 entry carries other sums than the calls in it come to.",
        ),
        (
            "UPDATE interaction SET calls = 3 WHERE source IS NULL",
            "1 entry carries other sums than the calls in it come to.",
        ),
        (
            "UPDATE interaction SET input_tokens = NULL WHERE calls = 9",
            "1 entry carries other sums than the calls in it come to.",
        ),
        ("DELETE FROM token_slot", "The token sums of 2 stretches of 28 days do not fit the calls."),
        (
            "INSERT INTO token_slot VALUES (26880, 'codex', 0, '', 0, 1, 1, 0, 1, 2, 3, 4, 5, 6)",
            "The token sums of 1 stretch of 28 days do not fit the calls.",
        ),
        (
            "UPDATE token_slot SET project = 'chop'",
            "The stored sums of 2 stretches of 28 days do not fit its parts.",
        ),
        (
            "UPDATE token_block SET calls = calls + 1 WHERE block = (SELECT max(block) FROM token_block)",
            "The stored sums of 1 stretch of 28 days do not fit its parts.",
        ),
        (
            "UPDATE exchange SET interaction_id = 999 WHERE native_id = 'u-1'",
            "1 row of “exchange” points to rows of “interaction” that are not there.",
        ),
        (
            "UPDATE interaction SET title = 'other' WHERE source IS NULL",
            "Entries of 1 day changed by themselves: 2026-11-20.",
        ),
        (
            "UPDATE interaction SET title = 'other'",
            "Entries of 2 days changed by themselves: 2026-09-21, 2026-11-20.",
        ),
        (
            "UPDATE entry_text_content SET c1 = 'other'",
            "The file is damaged: malformed inverted index for FTS5 table main.entry_text.",
        ),
    ],
)
def test_every_kind_of_damage_is_a_sentence(filled: Journal, statement: str, finding: str) -> None:
    _without_triggers(filled, statement)
    result = filled.checks.full()
    assert finding in result.findings
    assert not result.is_sound
    assert WORD not in "".join(result.findings)


def test_damaged_days_are_told_and_only_some_are_named(journal: Journal) -> None:
    for days in range(8):
        at = NOW - timedelta(days=days)
        journal.log(parse_entry_line("work +1", at), at, Door.COMMAND_LINE)
    journal.checks.days()
    _without_triggers(journal, "UPDATE interaction SET title = 'other'")
    result = journal.checks.full()
    assert result.damaged_days == tuple(date(2026, 11, day) for day in range(13, 21))
    (finding,) = result.findings
    assert finding.endswith("2026-11-13, 2026-11-14, 2026-11-15, 2026-11-16, 2026-11-17 and 3 more.")


def test_an_index_that_misses_a_row_is_found_by_the_full_check(filled: Journal) -> None:
    db = filled._db
    db.execute("PRAGMA writable_schema = 1")
    sql = db.execute("SELECT sql FROM sqlite_master WHERE name = 'interaction_started'").fetchone()[0]
    db.execute("UPDATE sqlite_master SET sql = sql || ' WHERE id > 0' WHERE name = 'interaction_started'")
    db.execute("PRAGMA writable_schema = RESET")
    _without_triggers(filled, "UPDATE interaction SET id = -id WHERE source IS NULL")
    db.execute("PRAGMA writable_schema = 1")
    db.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'interaction_started'", [sql])
    db.execute("PRAGMA writable_schema = RESET")
    assert any("missing from index interaction_started" in one for one in filled.checks.full().findings)


def test_pages_of_garbage_are_findings_and_no_crash(filled: Journal, paths: Paths) -> None:
    size, root = (
        filled._db.execute(query).fetchone()[0]
        for query in ("PRAGMA page_size", "SELECT rootpage FROM sqlite_master WHERE name = 'call'")
    )
    filled.close()
    with paths.journal.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xa5" * size)
    with Journal.open(paths, Settings(), NEW_YORK) as damaged:
        assert not damaged.checks.quick().is_sound
        findings = damaged.checks.full().findings
    assert findings == ("The file could not be gone through: database disk image is malformed.",)


def test_a_full_check_tells_how_far_it_is(filled: Journal) -> None:
    told: list[tuple[int, int]] = []
    filled.checks.full(lambda *at: told.append(at))
    assert told == [(done, 7) for done in range(8)]


def test_a_full_check_can_be_stopped_between_its_parts(filled: Journal) -> None:
    told: list[tuple[int, int]] = []
    result = filled.checks.full(lambda *at: told.append(at), lambda: len(told) > 2)
    assert result.was_cancelled
    assert not result.is_sound
    assert told[-1] == (2, 7)


def test_a_full_check_can_be_stopped_within_a_part(journal: Journal) -> None:
    add(journal, *(an_exchange(n, NOW - timedelta(minutes=n), calls=9) for n in range(2_000)))
    asked: list[bool] = []

    def is_cancelled() -> bool:
        asked.append(len(asked) > 1)
        return asked[-1]

    told: list[tuple[int, int]] = []
    result = journal.checks.full(lambda *at: told.append(at), is_cancelled)
    assert (result.was_cancelled, result.findings) == (True, ())
    assert told == [(0, 7)], "before the first part was done"
    assert journal.inbox_count(NOW) > 0, "nothing of the interruption stays"
    assert journal.checks.full().is_sound


def test_a_check_beside_a_long_write_compares_days_and_says_who_is_busy_otherwise(
    filled: Journal, paths: Paths
) -> None:
    filled._db.execute("PRAGMA busy_timeout = 1")
    with closing(sqlite.connect(str(paths.journal), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM interaction WHERE source IS NULL")
        assert filled.checks.days().damaged == ()
        other.execute("COMMIT")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LockedError):
            filled.checks.days()  # there is a day to be summed now
        assert filled.checks.quick().is_sound
        with pytest.raises(LockedError):
            filled.checks.full()
        other.execute("ROLLBACK")


def test_when_everything_was_last_sound_is_kept(filled: Journal, paths: Paths) -> None:
    assert filled.checks.last() is None
    filled.checks.remember(NOW)
    filled.close()
    with Journal.open(paths, Settings(), NEW_YORK) as again:
        assert again.checks.last() == NOW
