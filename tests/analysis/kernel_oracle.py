"""The ratio around a day straight from its definition, a day at a time: slow, and plain to check by eye."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from scipy import stats


@dataclass(frozen=True, slots=True)
class Defined:
    """A ratio with its band on one day, and the effective days that it rests on; `None` without any."""

    ratio: float | None
    low: float | None
    high: float | None
    effective_days: float


def kernel_weight(distance: int) -> Fraction:
    """Return (1 - |u|^3)^3 with u in half-widths of 21 days, without rounding."""
    u = abs(Fraction(distance, 21))
    return (1 - u**3) ** 3 if u < 1 else Fraction(0)


def by_definition(observed: Mapping[int, tuple[float, float]], at: int) -> Defined:
    """Return what day `at` should show, from the two sides of the ratio by day."""
    near = {day: kernel_weight(day - at) for day in observed if kernel_weight(day - at)}
    if len(near) < 2:
        return Defined(None, None, None, float(len(near)))
    n = float(sum(near.values()) ** 2 / sum(k**2 for k in near.values()))
    whole = sum(k * Fraction(observed[day][1]) for day, k in near.items())
    r = sum(k * Fraction(observed[day][0]) for day, k in near.items()) / whole
    squares = sum(
        (k * (Fraction(observed[day][0]) - r * Fraction(observed[day][1]))) ** 2 for day, k in near.items()
    )
    error = math.sqrt(squares) / float(whole) * math.sqrt(n / (n - 1))
    half = stats.t.ppf(0.975, n - 1) * error
    return Defined(float(r), float(r) - half, float(r) + half, n)
