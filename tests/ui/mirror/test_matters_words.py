from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from aijournal.analysis.mirror import Matters
from aijournal.analysis.relief import Relief
from aijournal.analysis.value import ValueReport, value_of
from aijournal.analysis.value_sentences import value_notes
from aijournal.domain.totals import ValueDay
from aijournal.ui import phrases
from aijournal.ui.mirror.figures import Figure
from aijournal.ui.mirror.matters_words import matters_figures, matters_notes, matters_sentence

pytestmark = pytest.mark.usefixtures("qapp")
MONDAY = date(2026, 9, 7)
RELIEF = Relief(0.375, 30.0, 80.0, 24, None)


def _day(number: int, *, rated: int = 3, net: float = 20.0, helped: int = 2, hurt: int = 1) -> ValueDay:
    """Return a day of four interactions, of which some were judged with minutes and tokens."""
    return ValueDay(
        key=None,
        day=MONDAY + timedelta(days=number),
        interactions=4,
        assessed=rated,
        rated=rated,
        helped=helped,
        hurt=hurt,
        valued=rated,
        net_minutes=net,
        paired=rated,
        paired_net_minutes=net,
        paired_weight=1e6 + 1e5 * number,
        weight=2e6,
        rated_weight=1e6,
        without_weight=0,
        rework_unknown=1,
        gained_minutes=max(net, 0.0),
    )


def _figures(days: Sequence[ValueDay], relief: Relief = RELIEF) -> dict[str, Figure]:
    matters = Matters(value_of(None, days), relief, 0, None)
    return {figure.unit: figure for figure in matters_figures(matters)}


def _ten() -> list[ValueDay]:
    return [_day(number, net=10.0 + number) for number in range(10)]


def _said(low: float | None, high: float | None) -> str:
    assert low is not None
    assert high is not None
    return f"between {phrases.duration(low)} and {phrases.duration(high)}"


def test_every_figure_stands_with_what_it_rests_on() -> None:
    value = value_of(None, _ten())
    figures = _figures(_ten())
    net = figures["net saved"]
    assert (net.number, net.tone) == ("+2 h 25", "gained")
    assert net.basis == f"{_said(value.net_low, value.net_high)} · felt · 30 interactions"
    helped = figures["helped"]
    assert helped.number == phrases.share(20 / 30)
    assert f"hurt {phrases.share(10 / 30)} (" in helped.basis
    assert "felt · 30 interactions judged · helped" in helped.basis
    assert helped.basis.endswith("whatever the others were")
    assert figures["of the gain"].number == phrases.share(0.375)
    assert figures["of the gain"].basis == "fell on bottlenecks you named · felt · 24 interactions"
    vpt = figures["min per million"]
    assert vpt.number == phrases.decimal(value.vpt or 0, 0 if (value.vpt or 0) >= 9.95 else 1)
    assert vpt.basis.endswith("felt · 30 interactions on 10 days")
    judged = figures["judged"]
    assert (judged.number, judged.basis.split(" · ")[0]) == (phrases.share(0.75), "30 of 40 interactions")
    assert judged.basis.endswith(f"{phrases.share(0.5)} of weighted tokens")


def test_what_is_lost_is_said_by_sign_word_and_tone() -> None:
    figures = _figures([_day(number, net=-15.0) for number in range(10)])
    assert (figures["net lost"].number, figures["net lost"].tone) == ("−2 h 30", "lost")


def test_a_figure_without_enough_says_what_it_lacks() -> None:
    days = [_day(0, rated=1, helped=1, hurt=0)]
    value = value_of(None, days)
    figures = _figures(days, Relief(None, None, 20.0, 1, "No bottleneck is named for this period."))
    assert figures["net saved"].basis == f"felt · 1 interaction · {value.net_guard}"
    for unit, guard in (
        ("helped and hurt", value.rate_guard),
        ("min per million", value.vpt_guard),
        ("of the gain", "No bottleneck is named for this period."),
    ):
        assert (figures[unit].number, figures[unit].basis) == (phrases.NONE_YET, guard)


def test_nothing_to_judge_has_no_coverage() -> None:
    figures = _figures([])
    assert figures["judged"].basis == "There is nothing to judge in this period."
    assert figures["net minutes"].basis == "No minutes given in this period."


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ([], "Nothing is judged in this period yet, so nothing is known of what it was worth."),
        (
            [_day(0, net=95.0)],
            "By your own word it saved you 1 h 35, helped in 2 of 3 you judged, and hurt in 1.",
        ),
        (
            [_day(0, net=-20.0)],
            "By your own word it cost you 20 min, helped in 2 of 3 you judged, and hurt in 1.",
        ),
    ],
)
def test_the_sentence_to_remember(days: list[ValueDay], sentence: str) -> None:
    assert matters_sentence(value_of(None, days)) == sentence


def test_verdicts_without_minutes_are_told_so() -> None:
    report: ValueReport = value_of(
        None, [ValueDay(None, MONDAY, 4, 3, 3, 2, 1, 0, 0.0, 0, 0.0, 0.0, 2e6, 1e6, 0, 0)]
    )
    assert matters_sentence(report) == "It helped in 2 of 3 you judged and hurt in 1; you gave no minutes."


def test_notes_say_what_the_figures_leave_out() -> None:
    value = value_of(None, _ten())
    (note,) = value_notes(value)
    assert matters_notes(value) == note
    assert matters_notes(value_of(None, [])) == ""
