"""A ratio of sums around each day: near days count fully, days three weeks away not at all.

With u the distance in half-widths of 21 days, a day weighs K = (1 - |u|^3)^3 for |u| < 1, Cleveland's tricube
(1979). It stays a ratio of sums; smoothing daily ratios would let a day of few tokens speak as loud as a day
of many. Of the analysis, only this and the numbers of trials need numpy: import them late, it takes longer
to load than a command of the command line takes to answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view
from numpy.polynomial import Chebyshev

from aijournal.analysis.student_t import t_quantile

HALF_WIDTH: Final = 21
# The farthest day that still has weight.
REACH: Final = HALF_WIDTH - 1

_UPPER = 0.975
# Fewer effective days than this have no place in a line whatever its guard; the quantile below rests on it.
_LEAST_DAYS = 4
_MOST_DAYS = 2 * REACH + 1
# The degree from which the polynomial for the quantile is as good as the exact ones.
_DEGREE = 12

_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RatioLine:
    """Columns with one place for each day of a line: the ratio, its 95 % band, and what they rest on.

    Where a ratio is held back, it and its band are `None`.
    """

    ratio: Sequence[float | None]
    low: Sequence[float | None]
    high: Sequence[float | None]
    effective_days: Sequence[float]


def tricube(distance: int) -> float:
    """Return how much a day at that distance in days weighs."""
    return max(0.0, 1 - abs(distance / HALF_WIDTH) ** 3) ** 3


def ratio_line(
    days: Sequence[int],
    numerators: Sequence[float],
    denominators: Sequence[float],
    length: int,
    least_days: float,
) -> RatioLine:
    """Return the ratio on each of `length` days, one or more; observed `days` count from the first, day 0.

    r = sum(K V) / sum(K W); effective days n = sum(K)^2 / sum(K^2), Kish's (1965); with e_d = V_d - r W_d,
    SE = sqrt(sum(K^2 e^2)) / sum(K W) sqrt(n/(n-1)), r +- t(0.975, n-1) SE. With equal weights this is the
    interval of a ratio of sums over days. Days from `REACH` before day 0 to `REACH` after the last one have
    weight, others none. A ratio is held back where it rests on fewer than `least_days`, which is four or
    more, or is not finite.
    """
    if least_days < _LEAST_DAYS:
        raise ValueError(f"a line needs {_LEAST_DAYS} effective days or more")
    v, w = _laid_out(days, numerators, length), _laid_out(days, denominators, length)
    # Absurd sums overflow into infinities, which are no figures and become None below.
    with np.errstate(all="ignore"):
        effective = _effective_days(_laid_out(days, [1.0] * len(days), length))
        degrees = np.maximum(effective, least_days) - 1
        ratio = _around(v) / _around(w)
        error = _root_of_squares(v, w, ratio) / _around(w)
        half = _quantiles(degrees) * error * np.sqrt((degrees + 1) / degrees)
        low, high = ratio - half, ratio + half
        is_shown = (effective >= least_days) & np.isfinite(low) & np.isfinite(high)
    return RatioLine(
        _where(is_shown, ratio), _where(is_shown, low), _where(is_shown, high), effective.tolist()
    )


def share_line(
    days: Sequence[int], parts: Sequence[float], wholes: Sequence[float], length: int
) -> Sequence[float | None]:
    """Return sum(K part) / sum(K whole) on each of `length` days, `None` where there is no whole.

    Days are those of `ratio_line`.
    """
    with np.errstate(all="ignore"):
        shares = _around(_laid_out(days, parts, length)) / _around(_laid_out(days, wholes, length))
    return _where(np.isfinite(shares), shares)


def days_until(least_days: float, observed: Sequence[int]) -> int:
    """Return how many days in a row, from day 1 on, must be observed until the last has that many effective.

    `observed` are the days up to day 0 that were. Raises `ValueError` where `REACH` days are not enough;
    they are for up to fourteen effective days.
    """
    for more in range(1, HALF_WIDTH):
        weights = [tricube(more - day) for day in (*observed, *range(1, more + 1))]
        if sum(weights) ** 2 / sum(weight * weight for weight in weights) >= least_days:
            return more
    raise ValueError("so many effective days are never reached")


_KERNEL: Final = np.array([tricube(distance) for distance in range(-REACH, REACH + 1)])


def _laid_out(days: Sequence[int], values: Sequence[float], length: int) -> _Floats:
    """Return values by day from `REACH` days before day 0 to as many after the last, 0 where none is."""
    laid_out = np.zeros(length + 2 * REACH)
    places = np.array(days, dtype=np.int64) + REACH
    is_near = (places >= 0) & (places < laid_out.size)
    laid_out[places[is_near]] = np.array(values, dtype=np.float64)[is_near]
    return laid_out


def _where(is_known: npt.NDArray[np.bool_], figures: _Floats) -> Sequence[float | None]:
    known = is_known.tolist()
    return [figure if known[place] else None for place, figure in enumerate(figures.tolist())]


def _around(values: _Floats) -> _Floats:
    """Return sum(K value) around each day."""
    return np.correlate(values, _KERNEL, "valid")


def _effective_days(present: _Floats) -> _Floats:
    squares = np.correlate(present, _KERNEL**2, "valid")
    return np.divide(_around(present) ** 2, squares, out=np.zeros_like(squares), where=squares > 0)


def _root_of_squares(numerators: _Floats, denominators: _Floats, ratio: _Floats) -> _Floats:
    """Return sqrt(sum(K^2 e^2)) around each day; every day has its own ratio, and so its own errors."""
    errors = sliding_window_view(numerators, _KERNEL.size) - ratio[:, np.newaxis] * sliding_window_view(
        denominators, _KERNEL.size
    )
    weighted = errors * _KERNEL
    root: _Floats = np.sqrt(np.einsum("ij,ij->i", weighted, weighted))
    return root


def _quantiles(degrees: _Floats) -> _Floats:
    """Return t(0.975, v) for many v, whole or not, by a polynomial in 1/v through exact ones."""
    smooth = Chebyshev.interpolate(
        lambda inverses: np.array([t_quantile(_UPPER, float(1 / inverse)) for inverse in inverses]),
        _DEGREE,
        domain=[1 / _MOST_DAYS, 1 / (_LEAST_DAYS - 1)],
    )
    quantiles: _Floats = smooth(1 / degrees)
    return quantiles
