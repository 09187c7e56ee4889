"""Intervals for ratios, sums and rates whose observations come in local days.

What happens within one day hangs together, so the day is the cluster and the number of days sets the
degrees of freedom. The nominal level is 95 %; on real clusters these intervals hold 90 to 95 %.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aijournal.analysis.student_t import normal_quantile, t_quantile

_UPPER = 0.975


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure's plausible range, both ends included."""

    low: float
    high: float


def exact_sum(numbers: Iterable[float]) -> float:
    """Return a sum that does not depend on the order; infinite where it leaves the range of a float."""
    try:
        return math.fsum(numbers)
    except OverflowError:
        return math.inf


def ratio(numerator: float, denominator: float) -> float | None:
    """Return a quotient, or `None` where there is none that is finite."""
    if denominator == 0:
        return None
    return finite(numerator / denominator)


def finite(number: float) -> float | None:
    """Return the number, or `None` if it is infinite or not a number."""
    return number if math.isfinite(number) else None


def ratio_interval(numerators: Sequence[float], denominators: Sequence[float]) -> Interval | None:
    """Return the interval of a ratio of sums over days; `None` for fewer than two days.

    r = sum(V) / sum(W), e_d = V_d - r W_d, SE = sqrt(G/(G-1) sum(e_d^2)) / sum(W), r +- t(0.975, G-1) SE.
    It equals weighted least squares of V/W on a constant, weights W, with standard errors clustered by day.
    """
    whole = exact_sum(denominators)
    r = ratio(exact_sum(numerators), whole)
    if r is None:
        return None
    errors = [v - r * w for v, w in zip(numerators, denominators, strict=True)]
    spread = _root_of_squares(errors)
    return _around(r, spread / whole, len(numerators)) if spread is not None else None


def sum_interval(values: Sequence[float]) -> Interval | None:
    """Return the interval of a sum over days; `None` for fewer than two days.

    SE = sqrt(G/(G-1) sum((V_d - mean V)^2)), sum(V) +- t(0.975, G-1) SE.
    """
    if not values:
        return None
    whole = exact_sum(values)
    mean = whole / len(values)
    spread = _root_of_squares([value - mean for value in values])
    return _around(whole, spread, len(values)) if spread is not None else None


def rate_interval(hits: Sequence[int], counts: Sequence[int]) -> Interval | None:
    """Return Wilson's interval for a rate, given hits and counts by day; `None` where nothing was counted.

    The sample size is n/deff. deff, the design effect, is the variance of the rate clustered by day over its
    binomial variance, and at least 1. One day alone cannot tell it, and a rate of 0 or 1 leaves it open:
    then it is 1.
    """
    n = sum(counts)
    if not n:
        return None
    p = sum(hits) / n
    return wilson(p, n / _design_effect(p, hits, counts))


def wilson(rate: float, size: float) -> Interval:
    """Return Wilson's 95 % score interval for a rate observed in a sample of that size, 1927."""
    z2 = normal_quantile(_UPPER) ** 2
    middle = (rate + z2 / (2 * size)) / (1 + z2 / size)
    half = math.sqrt(z2 * (rate * (1 - rate) / size + z2 / (4 * size * size))) / (1 + z2 / size)
    # Rounding must not push the observed rate, or the end of the scale, out of its own interval.
    return Interval(max(0.0, min(rate, middle - half)), min(1.0, max(rate, middle + half)))


def _design_effect(p: float, hits: Sequence[int], counts: Sequence[int]) -> float:
    n = sum(counts)
    binomial = p * (1 - p) / n
    spread = _root_of_squares([hit - p * count for hit, count in zip(hits, counts, strict=True)])
    if not binomial or spread is None:
        return 1.0
    return max(1.0, (spread / n) ** 2 / binomial)


def _root_of_squares(errors: Sequence[float]) -> float | None:
    """Return sqrt(G/(G-1) sum(e^2)), or `None` if one day alone cannot say how days differ."""
    days = len(errors)
    if days < 2:
        return None
    return math.sqrt(days / (days - 1)) * math.hypot(*sorted(errors))


def _around(point: float, error: float, days: int) -> Interval | None:
    half = t_quantile(_UPPER, days - 1) * error
    if not (math.isfinite(point - half) and math.isfinite(point + half)):
        return None
    return Interval(point - half, point + half)
