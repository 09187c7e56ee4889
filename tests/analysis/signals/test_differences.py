import math
import random
from datetime import timedelta

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep

from aijournal.analysis.signals.differences import rate_difference, ratio_difference
from tests.analysis.builders import MONDAY


@pytest.mark.parametrize("seed", range(5))
def test_a_difference_of_ratios_is_the_slope_of_weighted_least_squares_clustered_by_day(seed: int) -> None:
    source = random.Random(seed)
    rows = [
        (number, group, source.gauss(10 + 5 * group, 8), source.lognormvariate(1, 0.7))
        for number in range(14)
        for group in (0, 1)
        if source.random() < 0.8
    ]
    first, second = (
        {MONDAY + timedelta(days=number): (v, w) for number, group, v, w in rows if group == which}
        for which in (1, 0)
    )
    days, groups, values, weights = (np.array(column) for column in zip(*rows, strict=True))
    fitted = sm.WLS(values / weights, sm.add_constant(groups), weights=weights).fit(
        cov_type="cluster", cov_kwds={"groups": days, "use_correction": False}
    )
    clusters = len(set(days))
    half = stats.t.ppf(0.975, clusters - 1) * fitted.bse[1] * math.sqrt(clusters / (clusters - 1))
    difference = ratio_difference(first, second)
    assert difference is not None
    assert difference.point == pytest.approx(fitted.params[1], rel=1e-9)
    assert (difference.low, difference.high) == pytest.approx(
        (difference.point - half, difference.point + half), rel=1e-9
    )


@pytest.mark.parametrize(
    ("first", "second"), [((9, 20), (3, 15)), ((8, 8), (0, 5)), ((5, 5), (7, 7)), ((0, 9), (4, 9))]
)
def test_a_difference_of_rates_within_a_day_is_newcombes(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    difference = rate_difference([first], [second])
    assert difference is not None
    low, high = confint_proportions_2indep(*first, *second, method="newcomb", compare="diff")
    assert (difference.low, difference.high) == pytest.approx((low, high), abs=1e-9)
    assert difference.low <= difference.point <= difference.high


def test_days_that_hang_together_widen_a_difference_of_rates() -> None:
    mixed = rate_difference([(3, 6)] * 4, [(1, 6)] * 4)
    apart = rate_difference([(6, 6), (0, 6)] * 2, [(1, 6)] * 4)
    assert mixed is not None
    assert apart is not None
    assert mixed.is_sure
    assert not apart.is_sure
    assert mixed.point == apart.point


def test_without_two_days_or_two_groups_there_is_no_difference() -> None:
    one = {MONDAY: (1.0, 2.0)}
    two = {MONDAY: (1.0, 2.0), MONDAY + timedelta(days=1): (3.0, 2.0)}
    assert ratio_difference(one, one) is None
    assert ratio_difference(two, {}) is None
    assert ratio_difference(two, {MONDAY: (1.0, 0.0)}) is None
    assert rate_difference([(1, 1)], []) is None
