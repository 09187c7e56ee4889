import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from scipy import stats

from aijournal.analysis.signals.growth import DRAWS, Pair, growth, is_more_for_the_same, share_of_draws
from aijournal.analysis.signals.signal import Recent
from aijournal.domain.mirror import SignalEntry
from aijournal.domain.totals import ValueDay
from tests.analysis.builders import MONDAY, day
from tests.analysis.signals.histories import ORDINARY, TODAY, days_before

LAST = MONDAY + timedelta(days=41)


def six_weeks(weight: float, net: float, unrated: int = 1) -> list[ValueDay]:
    """Return 42 days of which the last 21 have that weight and those minutes, the others 10 and 100."""
    before = [day(number, net=100, weight=10) for number in range(21)]
    return [*before, *(day(number, net=net, weight=weight, unrated=unrated) for number in range(21, 42))]


def recent(days: Sequence[ValueDay], entries: Sequence[SignalEntry] = ()) -> Recent:
    return Recent(LAST - timedelta(days=89), LAST, LAST, history=tuple(entries), days=tuple(days))


def test_more_tokens_for_the_same_minutes_are_asked_about() -> None:
    to_last = (TODAY - LAST).days
    late = [
        replace(days_before(ORDINARY, to_last + ago), id=ago + 1, weight=100.0 + ago) for ago in range(42)
    ]
    signal = growth(recent(six_weeks(12, 100), [*late, replace(late[0], id=99, weight=None)]))
    assert signal.fires
    assert (signal.value, signal.threshold, signal.n) == (1.0, 0.8, 126)
    assert signal.coverage == pytest.approx(0.75)
    assert signal.evidence == tuple(range(21, 1, -1))


@pytest.mark.parametrize(("weight", "net"), [(11.9, 100), (12, 105), (50, 200), (5, 50)])
def test_fewer_tokens_or_more_minutes_are_not(weight: float, net: float) -> None:
    signal = growth(recent(six_weeks(weight, net)))
    assert (signal.value, signal.fires, signal.evidence, signal.guard) == (0.0, False, (), None)


@pytest.mark.parametrize(
    ("before", "after", "holds"),
    [
        ((100, 100), (120, 104.9), True),
        ((100, 100), (120, 105), False),
        ((100, 100), (119.9, 0), False),
        ((100, -100), (120, -95.1), True),
        ((100, -100), (120, -95), False),
        ((100, 0), (120, 0), True),
        ((100, 0), (120, 0.1), False),
        ((0, 0), (0, 0), False),
        ((0, 10), (1, 10), True),
    ],
)
def test_what_more_tokens_for_the_same_value_are(before: Pair, after: Pair, holds: bool) -> None:  # noqa: FBT001 - a case
    assert is_more_for_the_same(before, after) is holds


@pytest.mark.parametrize("needed", range(1, 7))
def test_the_share_of_draws_is_the_one_that_counting_all_of_them_gives(needed: int) -> None:
    # In each of the late weeks one day of seven is heavy: in 21 draws, as many as a binomial variable.
    # They are enough if the heavy day is drawn `needed` times.
    extra = 0.2 * 21 / (needed - 0.5)
    early, late = [(1.0, 1.0)] * 7, [(1.0, 1.0)] * 6 + [(1.0 + extra, 1.0)]
    truth = float(stats.binom.sf(needed - 1, 21, 1 / 7))
    error = math.sqrt(truth * (1 - truth) / DRAWS)
    assert share_of_draws([early] * 3 + [late] * 3) == pytest.approx(truth, abs=4 * error)


@pytest.mark.parametrize(("needed", "fires"), [(2, True), (3, False)])
def test_it_fires_only_where_most_draws_agree(needed: int, fires: bool) -> None:  # noqa: FBT001 - a case
    # The chances are 0.82 and 0.61, by the binomial distribution above.
    extra = 0.2 * 21 / (needed - 0.5)
    days = [
        day(number, net=10, weight=1 + extra * (number >= 21 and number % 7 == 3)) for number in range(42)
    ]
    signal = growth(recent(days))
    assert signal.value == pytest.approx(stats.binom.sf(needed - 1, 21, 1 / 7), abs=0.035)
    assert signal.fires is fires


def test_a_day_without_work_is_a_day_of_nothing() -> None:
    working = [one for one in six_weeks(13, 100) if one.day.weekday() < 5]
    idle = [day(number, rated=0, helped=0, hurt=0, unrated=0) for number in range(42) if number % 7 > 4]
    idle_weekend = growth(recent([*working, *idle]))
    assert growth(recent(working)).value == idle_weekend.value


def test_six_weeks_of_history_are_needed() -> None:
    signal = growth(recent(six_weeks(13, 100)[1:]))
    assert (signal.value, signal.fires) == (None, False)
    assert signal.guard == "It looks at six weeks in a row, 1 more day."
    assert growth(recent([])).guard == "It looks at six weeks in a row, 41 more days."


def test_without_enough_minutes_it_is_held_back() -> None:
    few = [replace(one, valued=int(number < 19)) for number, one in enumerate(six_weeks(13, 100))]
    assert growth(recent(few)).guard == (
        "Six weeks need 1 more interaction with net minutes, about 3 days at your pace."
    )


def test_three_tokens_in_five_must_be_judged_in_both_halves() -> None:
    assert growth(recent(six_weeks(13, 100, unrated=2))).guard is None
    signal = growth(recent(six_weeks(13, 100, unrated=3)))
    assert (signal.value, signal.fires) == (None, False)
    assert signal.guard == (
        "Three tokens in five need a verdict, in the last three weeks and in the three before."
    )


def test_unknown_minutes_are_not_taken_for_none() -> None:
    days = six_weeks(13, 100)
    silent = [replace(one, valued=0, net_minutes=0.0, paired=0, paired_weight=0.0) for one in days[21:]]
    held = growth(recent([*days[:21], *silent]))
    assert (held.fires, held.value) == (False, None)
    assert held.guard


def test_new_work_is_no_waste() -> None:
    days = six_weeks(13, 100)
    assert growth(recent(days)).fires
    assert not growth(recent([*days[:21], *(replace(one, new_work_weight=12.0) for one in days[21:])])).fires
