"""Differences between two groups of interactions, with intervals for which the local day is the cluster.

Both groups may have worked on the same days; a day is then one cluster of both.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from aijournal.analysis.intervals import exact_sum, finite, rate_interval, ratio
from aijournal.analysis.student_t import t_quantile

_UPPER = 0.975

# The two sides of a ratio, by local day.
DaySums = Mapping[date, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Difference:
    """What the first group has more than the second, and the ends of its 95 % interval."""

    point: float
    low: float
    high: float

    @property
    def is_sure(self) -> bool:
        """Whether the interval excludes 0."""
        return self.low > 0 or self.high < 0


def ratio_difference(first: DaySums, second: DaySums) -> Difference | None:
    """Return the difference of two ratios of sums over days; `None` for fewer than two days.

    With e_d = (V1_d - r1 W1_d) / sum(W1) - (V2_d - r2 W2_d) / sum(W2) over the G days of either group,
    SE = sqrt(G/(G-1) sum(e_d^2)), r1 - r2 +- t(0.975, G-1) SE. It equals the slope of weighted least squares
    of V/W on the group, weights W, with standard errors clustered by day.
    """
    days = sorted({*first, *second})
    r1, r2 = _ratio_of(first), _ratio_of(second)
    if r1 is None or r2 is None or len(days) < 2:
        return None
    whole1, whole2 = (exact_sum(w for _, w in group.values()) for group in (first, second))
    errors = [_error(first, day, r1) / whole1 - _error(second, day, r2) / whole2 for day in days]
    error = math.sqrt(len(days) / (len(days) - 1)) * math.hypot(*sorted(errors))
    half = t_quantile(_UPPER, len(days) - 1) * error
    return _finite_difference(r1 - r2, r1 - r2 - half, r1 - r2 + half)


def rate_difference(first: Sequence[tuple[int, int]], second: Sequence[tuple[int, int]]) -> Difference | None:
    """Return the difference of two rates, given hits and counts by day; `None` where one counted nothing.

    The two intervals of the rates are joined as by Newcombe (1998, method 10), which holds for rates of 0
    and 1 too; each is Wilson's with the sample size that the days leave.
    """
    hits1, counts1 = [hit for hit, _ in first], [count for _, count in first]
    hits2, counts2 = [hit for hit, _ in second], [count for _, count in second]
    one, two = rate_interval(hits1, counts1), rate_interval(hits2, counts2)
    if one is None or two is None:
        return None
    p1, p2 = sum(hits1) / sum(counts1), sum(hits2) / sum(counts2)
    low = p1 - p2 - math.hypot(p1 - one.low, two.high - p2)
    high = p1 - p2 + math.hypot(one.high - p1, p2 - two.low)
    return Difference(p1 - p2, low, high)


def _ratio_of(sums: DaySums) -> float | None:
    return ratio(exact_sum(v for v, _ in sums.values()), exact_sum(w for _, w in sums.values()))


def _error(sums: DaySums, day: date, ratio_of_sums: float) -> float:
    value, weight = sums.get(day, (0.0, 0.0))
    return value - ratio_of_sums * weight


def _finite_difference(point: float, low: float, high: float) -> Difference | None:
    if finite(low) is None or finite(high) is None:
        return None
    return Difference(point, low, high)
