"""The mirror's questions in a report: only where they are asked for, and no more of them than need be."""

from dataclasses import replace
from datetime import date

import pytest

from aijournal.analysis.mirror import Mirror, mirror
from aijournal.analysis.sentences import say
from aijournal.analysis.signals.signal import Measure, Signal
from aijournal.domain.mirror import SignalId
from aijournal.domain.period import Period
from aijournal.export.document import Document, Point
from aijournal.export.redaction import Redaction
from aijournal.export.review import review
from tests.export.reviews import many_days, names_in, report_of

HEADING = "Questions I asked myself"
LOOKED_AT = Period(date(2026, 2, 1), date(2026, 5, 1))
KNEW = Signal(
    SignalId.KNOWN_ANSWER,
    fires=True,
    measure=Measure.SHARE_OF_WEIGHT,
    value=0.4,
    threshold=0.15,
    n=21,
    sentence=say("mirror.known_answer.fires", share="40"),
    coverage=0.75,
)
EDGE = replace(
    KNEW,
    id=SignalId.QUOTA_EDGE,
    coverage=None,
    sentence=say("mirror.quota_edge.fires", edges="4", periods="6", since="2026-03-16"),
)


def _mirror(*signals: Signal) -> Mirror:
    looked = mirror(LOOKED_AT, [], [], [], date(2026, 5, 1))
    return replace(looked, looked_at=LOOKED_AT, signals=signals)


def _told(looked: Mirror | None, redaction: Redaction) -> Document:
    report = report_of(many_days())
    return review(report, names_in(report), redaction, mirror=looked).document


def _questions(looked: Mirror, redaction: Redaction) -> tuple[Point, ...]:
    (section,) = [one for one in _told(looked, redaction).sections if one.heading == HEADING]
    return section.points


def test_they_are_not_there_by_default() -> None:
    headings = {one.heading for one in _told(_mirror(KNEW), Redaction()).sections}
    assert HEADING not in headings
    assert _told(_mirror(KNEW), Redaction()) == _told(None, Redaction())


def test_a_question_has_its_title_and_what_it_rests_on() -> None:
    span, question = _questions(_mirror(KNEW), Redaction(signals=True))
    assert span.text == "Asked of 2026-02 to 2026-05, if nothing else is said."
    assert question.name == "Answers you already knew"
    assert question.text == (
        "40 % of the tokens went into answers you already knew. Did it help to see them confirmed? "
        "It rests on 21 interactions, which took 75 % of the tokens."
    )


@pytest.mark.parametrize(
    "silent", [replace(KNEW, fires=False), replace(KNEW, is_dismissed=True)], ids=["quiet", "put aside"]
)
def test_what_is_not_asked_is_not_told(silent: Signal) -> None:
    points = _questions(_mirror(silent, EDGE), Redaction(signals=True))
    assert [one.name for one in points] == ["", "At the edge of a target"]
    nothing = _questions(_mirror(silent), Redaction(signals=True))
    assert nothing[-1].text == "Nothing in these days raised one."


@pytest.mark.parametrize(("times", "since"), [(False, "from 2026-03 on"), (True, "from 2026-03-16 on")])
def test_days_in_a_question_are_months_unless_times_are_told(*, times: bool, since: str) -> None:
    told = " ".join(one.text for one in _questions(_mirror(EDGE), Redaction(signals=True, times=times)))
    assert since in told
    assert ("2026-02-01" in told) is times
