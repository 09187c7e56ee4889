"""Putting right the facts of entries typed by hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from aijournal.domain.assessment import Door
from aijournal.domain.entry import Entry
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.entry_line import EntryLine
from aijournal.domain.totals import GroupBy
from aijournal.domain.typed_facts import TypedFacts, typed_facts
from aijournal.errors import AijournalError
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings
from tests.journal.builders import NEW_YORK, NOW, add, an_exchange
from tests.journal.dumps import dump

LATER = NOW + timedelta(hours=1)
LINE = EntryLine("fixed the login", tool="chatgpt", model="gpt-5", typed_tokens=4_000)


def logged(journal: Journal, **more: Any) -> Entry:
    return journal.log(replace(LINE, **more), NOW, Door.QUICK_LOG)


def edit(journal: Journal, entry: Entry, now: datetime = NOW, **changed: Any) -> Entry:
    before = typed_facts(entry.interaction)
    return journal.by_hand.edit(entry.interaction.id, replace(before, **changed), now, before)


def test_every_fact_can_be_put_right_and_taken_back(journal: Journal) -> None:
    entry = logged(journal)
    before = dump(journal)
    began = datetime(2026, 10, 31, 23, 30)  # noqa: DTZ001 - what a clock on the wall showed
    told = edit(
        journal,
        entry,
        started_at=began,
        minutes=90.0,
        tool="Claude Code",
        model="claude-opus-4-5-20251101",
        typed_tokens=12_000,
        url="https://example.org/pull/7",
    ).interaction
    assert told.started_at == began.replace(tzinfo=NEW_YORK)
    assert told.ended_at - told.started_at == timedelta(minutes=90)
    assert (told.local_day, told.utc_offset_minutes) == (began.date(), -240)
    assert (told.tool, told.model) == ("claude-code", "claude-opus-4-5-20251101")
    assert (told.typed_tokens, told.url) == (12_000, "https://example.org/pull/7")
    assert typed_facts(told) == TypedFacts(
        began, 90.0, "claude-code", "claude-opus-4-5-20251101", 12_000, "https://example.org/pull/7"
    )
    assert journal.checks.full().is_sound
    after = dump(journal)
    assert journal.undo(NOW) == "Changed an entry"
    assert dump(journal) == before
    assert journal.redo(NOW) == "Changed an entry"
    assert dump(journal) == after


def test_the_end_of_summer_time_is_where_the_entry_was_made(journal: Journal) -> None:
    entry = logged(journal, started_at=datetime(2026, 11, 2, 9, tzinfo=NEW_YORK))
    told = edit(journal, entry, started_at=datetime(2026, 10, 30, 9, 0)).interaction  # noqa: DTZ001
    assert told.started_at == datetime(2026, 10, 30, 9, tzinfo=NEW_YORK)


def test_work_that_lasted_longer_than_was_thought_began_earlier(journal: Journal) -> None:
    entry = logged(journal, started_at=NOW - timedelta(minutes=10))
    told = edit(journal, entry, minutes=90.0).interaction
    assert (told.started_at, told.ended_at) == (NOW - timedelta(minutes=90), NOW)
    told = edit(journal, entry, minutes=5.0).interaction
    assert told.ended_at - told.started_at == timedelta(minutes=5)


def test_what_was_not_changed_stays_to_the_second(journal: Journal) -> None:
    entry = logged(journal, started_at=NOW - timedelta(hours=1, seconds=-17, milliseconds=-250))
    told = edit(journal, entry, minutes=5.0).interaction
    assert told.started_at == entry.interaction.started_at
    assert told.started_at.second == 17
    assert told.started_at.microsecond == 250_000


def test_what_changed_elsewhere_meanwhile_stays(journal: Journal) -> None:
    entry = logged(journal)
    edit(journal, entry, tool="kiro")
    assert edit(journal, entry, LATER, minutes=5.0).interaction.tool == "kiro"


def test_tokens_count_in_the_totals_of_their_new_day_and_tool(journal: Journal) -> None:
    entry = logged(journal)
    edit(journal, entry, started_at=datetime(2026, 10, 1, 12, 0), tool="kiro", typed_tokens=70)  # noqa: DTZ001
    by_day, by_tool = (journal.totals(EVERYTHING, by).rows for by in (GroupBy.DAY, GroupBy.TOOL))
    assert [(row.key, row.typed_tokens) for row in by_day] == [("2026-10-01", 70)]
    assert [(row.key, row.typed_tokens) for row in by_tool] == [("kiro", 70)]


def test_many_entries_of_a_day_are_logged_afterwards(journal: Journal) -> None:
    for hour in range(9):
        logged(journal, started_at=NOW - timedelta(days=40, hours=hour))
    assert len({row.interaction.id for row in journal.entries(EVERYTHING, NOW, 20).rows}) == 9


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"minutes": -5.0}, "between 0 minutes"),
        ({"minutes": 60.0 * 24 * 32}, "between 0 minutes"),
        ({"started_at": datetime(2026, 11, 20, 10, 31)}, "in the past"),  # noqa: DTZ001
        ({"started_at": datetime.max}, "It has not begun yet"),  # noqa: DTZ901
        ({"started_at": datetime(9999, 12, 30, 10, 0)}, "It has not begun yet"),  # noqa: DTZ001
        ({"started_at": datetime(2026, 11, 20, 10, 0), "minutes": 31.0}, "It is not over yet"),  # noqa: DTZ001
        ({"typed_tokens": 2**70}, "that many tokens"),
        ({"started_at": datetime.min}, "in 1970 or later"),  # noqa: DTZ901
        ({"typed_tokens": -1}, "than none"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(
    journal: Journal, changed: dict[str, Any], told: str
) -> None:
    entry = logged(journal)
    before = dump(journal)
    with pytest.raises(AijournalError) as caught:
        edit(journal, entry, **changed)
    assert told in f"{caught.value.title} {caught.value.message}"
    assert dump(journal) == before


def test_what_a_log_says_stays_but_a_link_may_be_added(journal: Journal) -> None:
    add(journal, an_exchange(1, NOW - timedelta(hours=1)))
    (entry,) = journal.entries(EVERYTHING, NOW, 9).rows
    before = dump(journal)
    for changed in ({"minutes": 3.0}, {"tool": "kiro"}, {"typed_tokens": 5}):
        with pytest.raises(AijournalError, match="typed by hand"):
            edit(journal, entry, **changed)
    assert dump(journal) == before
    assert edit(journal, entry, url="https://example.org").interaction.url == "https://example.org"
    journal.undo(NOW)
    assert dump(journal) == before


def test_an_entry_that_is_gone_is_said_to_be(journal: Journal) -> None:
    entry = logged(journal)
    journal.trash.delete([entry.interaction.id], NOW)
    with pytest.raises(AijournalError, match="joined or merged elsewhere"):
        edit(journal, entry, minutes=3.0)


def test_a_model_or_link_without_a_word_is_none(journal: Journal) -> None:
    told = edit(journal, logged(journal, url="https://example.org"), model="  ", url="").interaction
    assert (told.model, told.url) == (None, None)
    assert journal._db.execute("SELECT count(*) FROM model WHERE name = ''").fetchone() == (0,)


def test_half_a_character_is_replaced(journal: Journal) -> None:
    told = edit(journal, logged(journal), url="https://example.org/\ud83e", model="gpt\ud83e").interaction
    assert (told.model, told.url) == ("gpt\ufffd", "https://example.org/\ufffd")


@pytest.mark.parametrize("fold", [0, 1])
def test_of_two_equal_clock_times_it_stays_the_one_it_was(journal: Journal, fold: int) -> None:
    began = datetime(2026, 11, 1, 1, 30, 20, tzinfo=NEW_YORK, fold=fold)
    entry = logged(journal, started_at=began.astimezone(UTC))
    told = edit(journal, entry, started_at=datetime(2026, 11, 1, 1, 31)).interaction  # noqa: DTZ001
    assert told.started_at == began.astimezone(UTC) + timedelta(seconds=40)
    assert told.utc_offset_minutes == entry.interaction.utc_offset_minutes == (-240, -300)[fold]


def test_a_clock_is_read_where_the_entry_was_made(journal: Journal, paths: Paths) -> None:
    entry = logged(journal, started_at=NOW - timedelta(days=1))
    with Journal.open(paths, Settings(), ZoneInfo("Asia/Tokyo")) as journal_elsewhere:
        told = edit(journal_elsewhere, entry, started_at=datetime(2026, 11, 18, 9, 0)).interaction  # noqa: DTZ001
        assert told.started_at == datetime(2026, 11, 18, 9, 0, tzinfo=NEW_YORK)
        elsewhere = logged(journal_elsewhere, started_at=NOW - timedelta(days=1))
    moved = edit(journal, elsewhere, started_at=datetime(2026, 11, 18, 9, 0)).interaction  # noqa: DTZ001
    assert moved.started_at == datetime(2026, 11, 18, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert moved.utc_offset_minutes == 540


def test_what_lies_ahead_anyway_can_have_another_tool(journal: Journal) -> None:
    """A clock that ran wrong made it; what is not changed is not asked about."""
    entry = journal.log(LINE, NOW + timedelta(days=400), Door.QUICK_LOG)
    assert edit(journal, entry, tool="kiro").interaction.tool == "kiro"
