import math
import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.regression.linear_model import WLS
from statsmodels.stats.proportion import proportion_confint

from aijournal.analysis.intervals import (
    Interval,
    exact_sum,
    finite,
    rate_interval,
    ratio,
    ratio_interval,
    sum_interval,
    wilson,
)


def ends(interval: Interval | None) -> tuple[float, float]:
    assert interval
    return interval.low, interval.high


def drawn_days(seed: int, days: int) -> list[list[tuple[float, float]]]:
    """Return net minutes and weighted tokens of invented interactions, day by day."""
    source = random.Random(seed)
    drawn = []
    for _ in range(days):
        mood = source.gauss(10, 5)
        size = source.randint(1, 9)
        drawn.append([(source.gauss(mood, 20), source.lognormvariate(12, 1.5)) for _ in range(size)])
    return drawn


def sums(days: Sequence[Sequence[tuple[float, float]]]) -> tuple[list[float], list[float]]:
    values = [math.fsum(value for value, _ in day) for day in days]
    return values, [math.fsum(weight for _, weight in day) for day in days]


def weighted_least_squares(days: Sequence[Sequence[tuple[float, float]]]) -> tuple[float, float, float]:
    """Return r and its interval by regressing V/W of single interactions on a constant, clustered by day."""
    value, weight = (np.array(side) for side in zip(*(pair for day in days for pair in day), strict=True))
    day = np.repeat(np.arange(len(days)), [len(pairs) for pairs in days])
    fitted: Any = WLS(value / weight, np.ones_like(value), weights=weight).fit(
        cov_type="cluster", cov_kwds={"groups": day}, use_t=True
    )
    ((low, high),) = fitted.conf_int()
    return float(fitted.params[0]), float(low), float(high)


@pytest.mark.parametrize("days", [2, 3, 8, 20, 60, 365])
@pytest.mark.parametrize("seed", range(5))
def test_a_ratio_has_the_interval_of_weighted_least_squares_clustered_by_day(seed: int, days: int) -> None:
    drawn = drawn_days(seed, days)
    values, weights = sums(drawn)
    point, low, high = weighted_least_squares(drawn)
    interval = ratio_interval(values, weights)
    assert interval
    assert ratio(math.fsum(values), math.fsum(weights)) == pytest.approx(point, rel=1e-9)
    assert interval.low == pytest.approx(low, rel=1e-9)
    assert interval.high == pytest.approx(high, rel=1e-9)


@pytest.mark.parametrize("days", [2, 8, 60])
def test_a_sum_has_the_interval_of_as_many_times_the_mean(days: int) -> None:
    values, _ = sums(drawn_days(7, days))
    interval = sum_interval(values)
    low, high = stats.t.interval(0.95, days - 1, loc=np.mean(values), scale=stats.sem(values))
    assert interval
    assert interval.low == pytest.approx(days * low, rel=1e-9)
    assert interval.high == pytest.approx(days * high, rel=1e-9)


def test_intervals_by_hand() -> None:
    # r = 3/3 = 1, e = (1, -1), SE = sqrt(2 * 2) / 3, t(0.975, 1) = 12.7062
    half = 12.7062047 * 2 / 3
    assert ends(ratio_interval([2, 1], [1, 2])) == pytest.approx((1 - half, 1 + half))
    # sum = 3, deviations +-0.5, SE = sqrt(2 * 0.5) = 1
    assert ends(sum_interval([2, 1])) == pytest.approx((3 - 12.7062047, 3 + 12.7062047))


@pytest.mark.parametrize("values", [[], [5.0]])
def test_one_day_alone_has_no_interval(values: list[float]) -> None:
    assert ratio_interval(values, values) is None
    assert sum_interval(values) is None


def test_tokens_that_weigh_nothing_have_no_ratio() -> None:
    assert ratio_interval([1, 2], [0, 0]) is None
    assert ratio(3, 0) is None


@given(st.integers(1, 3000), st.data())
def test_wilson_is_that_of_statsmodels(size: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, size))
    low, high = proportion_confint(hits, size, method="wilson")
    interval = wilson(hits / size, size)
    assert interval.low == pytest.approx(low, rel=1e-9, abs=1e-12)
    assert interval.high == pytest.approx(high, rel=1e-9, abs=1e-12)


def test_days_that_differ_more_than_chance_widen_a_rate() -> None:
    alike = rate_interval([5, 5, 5, 5], [10, 10, 10, 10])
    torn = rate_interval([10, 0, 10, 0], [10, 10, 10, 10])
    assert alike == wilson(0.5, 40)
    # Clustered variance 4/3 * 4 * 25 / 1600 over the binomial 0.25/40.
    deff = (4 / 3 * 4 * 25 / 1600) / (0.25 / 40)
    assert ends(torn) == pytest.approx(ends(wilson(0.5, 40 / deff)))


@pytest.mark.parametrize("hits", [0, 10])
def test_a_rate_without_variance_and_a_single_day_take_the_plain_interval(hits: int) -> None:
    assert rate_interval([hits, hits], [10, 10]) == wilson(hits / 10, 20)
    assert rate_interval([hits], [10]) == wilson(hits / 10, 10)
    assert rate_interval([4], [10]) == wilson(0.4, 10)


def test_nothing_rated_has_no_rate() -> None:
    assert rate_interval([], []) is None
    assert rate_interval([0, 0], [0, 0]) is None


DAYS = st.lists(st.tuples(st.floats(-1e5, 1e5), st.floats(1, 1e9)), min_size=2, max_size=20)


@given(DAYS, st.randoms())
def test_the_order_of_days_never_matters(days: list[tuple[float, float]], source: random.Random) -> None:
    shuffled = days.copy()
    source.shuffle(shuffled)

    def figures(pairs: list[tuple[float, float]]) -> tuple[Interval | None, Interval | None]:
        values, weights = [value for value, _ in pairs], [weight for _, weight in pairs]
        return ratio_interval(values, weights), sum_interval(values)

    assert figures(days) == figures(shuffled)


@given(DAYS)
def test_an_interval_contains_its_point(days: list[tuple[float, float]]) -> None:
    values, weights = [value for value, _ in days], [weight for _, weight in days]
    of_ratio, of_sum = ratio_interval(values, weights), sum_interval(values)
    point = ratio(exact_sum(values), exact_sum(weights))
    assert of_ratio
    assert of_sum
    assert point is not None
    assert of_ratio.low <= point <= of_ratio.high
    assert of_sum.low <= exact_sum(values) <= of_sum.high


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=20))
def test_the_interval_of_a_rate_contains_it_and_stays_between_none_and_all(
    drawn: list[tuple[int, int]],
) -> None:
    hits, counts = [min(pair) for pair in drawn], [max(pair) for pair in drawn]
    assume(sum(counts))
    interval = rate_interval(hits, counts)
    assert interval
    assert 0 <= interval.low <= sum(hits) / sum(counts) <= interval.high <= 1


def test_numbers_without_an_end_are_no_figures() -> None:
    assert exact_sum([1e308, 1e308]) == math.inf
    assert finite(math.inf) is None
    assert finite(math.nan) is None
    assert ratio(1e308, 1e-308) is None
    assert sum_interval([1e308, -1e308, 1e308]) is None
