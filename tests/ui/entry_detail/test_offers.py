"""What was said last is offered for the same kind of work, and the person's own bottlenecks with it."""

from datetime import date, timedelta

import pytest
from pytestqt.qtbot import QtBot

from aijournal.domain.assessment import Accepted, Assessment, Door
from aijournal.domain.entry_line import EntryLine
from aijournal.domain.own_lists import Bottleneck
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.ui.entry_detail.draft import Field
from aijournal.ui.entry_detail.offers import OfferQuestion, Offers, bottlenecks_on, offers_for
from tests.ui.journal_stage import HeldThread, the_entry
from tests.ui.stage import NOW, with_journal

DAY = date(2026, 11, 20)


def _bottleneck(name: str, first: int | None, last: int | None) -> Bottleneck:
    def day(of_month: int | None) -> date | None:
        return None if of_month is None else date(2026, 11, of_month)

    return Bottleneck(1, name, day(first), day(last), 0)


@pytest.mark.parametrize(
    ("first", "last", "is_named"),
    [(None, None, True), (20, 20, True), (1, None, True), (None, 19, False), (21, None, False)],
)
def test_bottlenecks_named_for_the_day_come_first(
    first: int | None, last: int | None, *, is_named: bool
) -> None:
    others = _bottleneck("of last week", 9, 13), _bottleneck("build times", first, last)
    expected = ("build times", "of last week") if is_named else ("of last week", "build times")
    assert bottlenecks_on(DAY, others) == expected


def test_the_same_name_twice_is_offered_once() -> None:
    again = _bottleneck("reviews", 1, 2), _bottleneck("flaky\tbuilds", 3, 4), _bottleneck("reviews", 20, 20)
    assert bottlenecks_on(DAY, again) == ("reviews", "flaky builds")


def _said(journal: Journal) -> list[int]:
    """Log work of two kinds; return the number of one of each, the one without a task type last."""
    said = {
        "debugging": Assessment(accepted=Accepted.MOSTLY, rework_minutes=20.0),
        "review": Assessment(accepted=Accepted.NONE),
        None: None,
    }
    journal.bottlenecks.add("reviews", None, None, NOW)
    return [
        journal.log(
            EntryLine("x", task=task, assessment=one), NOW - timedelta(hours=1), Door.INBOX
        ).interaction.id
        for task, one in said.items()
    ]


def test_offers_are_texts_as_they_stand_in_the_fields(paths: Paths) -> None:
    with_journal(paths, _said)
    offers = with_journal(paths, lambda journal: offers_for(journal, task="debugging", day=DAY))
    assert offers == Offers({Field.ACCEPTED: "mostly", Field.REWORK: "20"}, ("reviews",))
    nothing = with_journal(paths, lambda journal: offers_for(journal, task=None, day=DAY))
    assert nothing == Offers({}, ("reviews",))


def test_only_the_last_question_is_answered(held: HeldThread, paths: Paths, qtbot: QtBot) -> None:
    debugging, review, _ = (the_entry(paths, number) for number in with_journal(paths, _said))
    question = OfferQuestion(held, held)
    taken: list[str] = []
    question.answered.connect(lambda offers: taken.append(offers.texts[Field.ACCEPTED]))
    question.ask(debugging)
    question.ask(review)
    question.ask(debugging)
    question.ask(review)
    held.let_go(qtbot)
    assert taken == []
    held.let_go(qtbot)
    assert taken == ["none"]
    assert held.answers == []
    question.ask(debugging)
    held.let_go(qtbot)
    assert taken == ["none", "mostly"]
