from dataclasses import replace

import pytest

from aijournal.analysis.signals.tail import tail
from tests.analysis.signals.histories import ORDINARY, days_before, recent, several

MARKED = replace(ORDINARY, tail_weight=100.0)
USUAL = several(14, MARKED)


def test_a_heavy_conversation_that_went_on_after_its_answer_is_asked_about() -> None:
    long = replace(MARKED, id=40, weight=10_000.0, tail_weight=6000.0)
    signal = tail(recent([*USUAL, long]))
    assert signal.fires
    assert signal.value == 7400 / 24_000
    assert (signal.threshold, signal.n, signal.coverage) == (0.25, 15, 1.0)
    assert signal.evidence == (40,)
    assert signal.sentence == (
        "31 % of the tokens went in after the answer you needed, more than is usual for you. "
        "Worth stopping earlier?"
    )


def test_a_quarter_is_not_more_than_a_quarter() -> None:
    long = replace(MARKED, id=40, weight=10_000.0, tail_weight=4600.0)
    signal = tail(recent([*USUAL, long]))
    assert (signal.value, signal.fires, signal.evidence) == (0.25, False, ())
    assert tail(recent([*USUAL, replace(long, tail_weight=4601.0)])).fires


def test_what_is_usual_for_the_person_is_not_asked_about() -> None:
    # The median of the shares is 0.3 and the median distance from it 0.1.
    spread = [
        *several(5, replace(MARKED, tail_weight=200.0)),
        *several(5, replace(MARKED, tail_weight=300.0), 6),
        *several(5, replace(MARKED, tail_weight=400.0), 11),
    ]
    signal = tail(recent(spread))
    assert signal.value == pytest.approx(0.3)
    assert signal.threshold == pytest.approx(0.5)
    assert not signal.fires
    heavy = replace(MARKED, id=40, weight=100_000.0)
    assert not tail(recent([*spread, replace(heavy, tail_weight=50_000.0)])).fires
    assert tail(recent([*spread, replace(heavy, tail_weight=60_000.0)])).fires


def test_each_task_type_has_its_own_usual() -> None:
    reviews = several(15, replace(MARKED, task="review", weight=3000.0, tail_weight=2400.0), 20)
    bugs = several(15, MARKED)
    signal = tail(recent([*bugs, *reviews]))
    # A quarter of the weight usually has a tail of 0.1 and three quarters of 0.8.
    assert signal.threshold == pytest.approx(0.25 * 0.1 + 0.75 * 0.8)
    assert not signal.fires


def test_fourteen_marked_ones_of_one_task_type_are_too_few() -> None:
    others = several(14, replace(MARKED, task=None), 20)
    signal = tail(recent([*USUAL, *others]))
    assert (signal.value, signal.fires) == (None, False)
    assert signal.guard == "It needs 1 more interaction of one task type with the useful exchange marked."
    assert tail(recent(several(15, replace(MARKED, task=None)))).value is not None


def test_a_short_period_is_compared_with_ninety_days() -> None:
    earlier = [days_before(entry, 80) for entry in several(15, MARKED)]
    today = several(10, replace(MARKED, tail_weight=400.0), 40)
    assert tail(recent([*earlier, *today], length=7)).value == pytest.approx(0.4)
    too_old = [days_before(entry, 90) for entry in several(15, MARKED)]
    assert tail(recent([*too_old, *today], length=7)).value is None


def test_a_share_of_nine_interactions_is_not_shown() -> None:
    earlier = [days_before(entry, 80) for entry in several(15, MARKED)]
    signal = tail(recent([*earlier, *several(9, MARKED, 40)], length=7))
    assert (signal.value, signal.n) == (None, 9)
    assert signal.guard == "It needs 1 more interaction in its days with the useful exchange marked."


def test_without_a_mark_or_a_weight_an_interaction_is_left_out_and_not_nothing() -> None:
    known = [*USUAL, replace(MARKED, id=40, weight=10_000.0, tail_weight=6000.0)]
    unmarked = several(50, replace(ORDINARY, weight=480.0), 100)
    weightless = several(50, replace(MARKED, weight=None), 200)
    signal = tail(recent([*known, *unmarked, *weightless]))
    assert signal.value == tail(recent(known)).value
    assert signal.coverage == 0.5
