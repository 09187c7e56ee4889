"""Rework is asked about once, from a week to five weeks after the verdict."""

from datetime import datetime, timedelta

import pytest

from aijournal.domain.assessment import Assessment, Door, Outcome
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.entry_line import EntryLine
from aijournal.errors import AijournalError
from aijournal.journal.journal import Journal
from tests.journal.builders import NOW
from tests.journal.dumps import dump

SAVED = Assessment(Outcome.HELPED, net_minutes=30)
WEEK, INSTANT = timedelta(days=7), timedelta(milliseconds=1)


def judge(journal: Journal, said: Assessment = SAVED, at: datetime = NOW) -> int:
    return journal.log(EntryLine("work", assessment=said), at, Door.QUICK_LOG).interaction.id


def due(journal: Journal, after: timedelta) -> list[int]:
    return [one.interaction.id for one in journal.rework.due(NOW + after, 10)]


def verdict(journal: Journal, entry: int) -> Assessment:
    found = journal.entry(entry, NOW)
    assert found is not None
    assert found.entry.assessment is not None
    return found.entry.assessment


def test_an_entry_is_due_from_a_week_to_five_weeks_after_it_was_judged(journal: Journal) -> None:
    entry = judge(journal)
    assert due(journal, WEEK - INSTANT) == []
    assert due(journal, WEEK) == [entry]
    assert due(journal, 5 * WEEK) == [entry]
    assert due(journal, 5 * WEEK + INSTANT) == []


@pytest.mark.parametrize(
    ("said", "is_asked"),
    [
        (Assessment(Outcome.HELPED), False),
        (Assessment(Outcome.HELPED, unaided_minutes=20), True),
        (Assessment(net_minutes=0.0), True),
        (Assessment(net_minutes=30, is_new_work=True), False),
        (Assessment(net_minutes=30, is_new_work=False), True),
        (Assessment(net_minutes=30, rework_minutes=0.0), False),
    ],
)
def test_it_is_asked_where_it_would_change_net_minutes(
    journal: Journal, said: Assessment, *, is_asked: bool
) -> None:
    entry = judge(journal, said)
    assert due(journal, WEEK) == ([entry] if is_asked else [])


def test_what_was_judged_first_is_asked_about_first(journal: Journal) -> None:
    later, first = judge(journal, at=NOW), judge(journal, at=NOW - timedelta(days=1))
    assert due(journal, WEEK) == [first, later]
    assert [one.interaction.id for one in journal.rework.due(NOW + WEEK, 1)] == [first]


@pytest.mark.parametrize("minutes", [None, 0.0, 12.5])
def test_it_is_asked_once_whatever_the_answer(journal: Journal, minutes: float | None) -> None:
    entry = judge(journal)
    before, asked = dump(journal), NOW + WEEK
    journal.rework.answer(entry, minutes, asked)
    after, said = dump(journal), verdict(journal, entry)
    assert (said.rework_minutes, said.rework_asked_at, said.assessed_at) == (minutes, asked, NOW)
    assert due(journal, WEEK) == due(journal, 2 * WEEK) == []
    (day,) = journal.value_days(EVERYTHING)
    assert (day.net_minutes, day.rework_unknown) == (30 - (minutes or 0), int(minutes is None))
    label = journal.undo()
    assert label == ("Did not say about rework" if minutes is None else "Answered about rework")
    assert dump(journal) == before
    assert due(journal, WEEK) == [entry]
    assert journal.redo() == label
    assert dump(journal) == after


def test_revising_a_verdict_changes_neither_when_it_was_made_nor_when_it_was_asked_about(
    journal: Journal,
) -> None:
    entry = judge(journal)
    journal.assess(entry, Assessment(Outcome.HURT), NOW + timedelta(days=6))
    assert verdict(journal, entry).assessed_at == NOW
    assert due(journal, WEEK) == [entry]
    journal.rework.answer(entry, None, NOW + WEEK)
    journal.assess(entry, Assessment(net_minutes=-5), NOW + 2 * WEEK)
    said = verdict(journal, entry)
    assert (said.outcome, said.net_minutes) == (Outcome.HURT, -5)
    assert (said.assessed_at, said.rework_asked_at) == (NOW, NOW + WEEK)
    assert due(journal, 2 * WEEK) == []


def test_what_is_gone_or_was_never_judged_cannot_be_answered(journal: Journal) -> None:
    unjudged = journal.log(EntryLine("work"), NOW, Door.QUICK_LOG).interaction.id
    gone = judge(journal)
    journal.trash.delete([gone], NOW)
    before = dump(journal)
    for entry, told in ((unjudged, "The verdict is gone"), (gone, "The entry is gone")):
        with pytest.raises(AijournalError, match=told):
            journal.rework.answer(entry, 5.0, NOW + WEEK)
    assert dump(journal) == before


def test_a_deleted_and_restored_entry_keeps_what_was_asked_and_marked(journal: Journal) -> None:
    entry = judge(journal, Assessment(Outcome.HELPED, net_minutes=30, useful_exchange_id=7))
    journal.rework.answer(entry, None, NOW + WEEK)
    before, said = dump(journal), verdict(journal, entry)
    assert (said.useful_exchange_id, said.rework_asked_at) == (7, NOW + WEEK)
    journal.trash.delete([entry], NOW + WEEK)
    (item,) = journal.trash.contents()
    journal.trash.restore(item.id, NOW + WEEK)
    assert dump(journal) == before
    assert verdict(journal, entry) == said
    journal.undo()
    journal.undo()
    assert verdict(journal, entry) == said
    assert due(journal, WEEK) == []
