"""What a person who looks every day for a year gets to see, for many simulated histories at once.

`ranges` is the twin of `change()` in arrays, from cumulative sums and with the distributions of scipy; a test
proves the two equal. Beside it stand the rules that a person would use without it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import stats

from tests.analysis.simulation import QUARTERS, TYPES, Bools, Floats, Histories

# The quarters of QUARTERS with one before them.
LOOKED_AT: Final = range(1, len(QUARTERS))
FIRST_LOOK: Final = 56
_BOUNDARY: Final = 2.6069


@dataclass(frozen=True, slots=True)
class Ranges:
    """What `change()` finds, by history and look; the first look is on day number 56 of the quarter, from 0.

    `is_shown` tells where there is a comparison, `is_covered` where enough was judged besides.
    """

    low: Floats
    high: Floats
    within_low: Floats
    within_high: Floats
    is_shown: Bools
    is_covered: Bools

    @property
    def is_up(self) -> Bools:
        """Where value per token is said to be up."""
        return self.is_covered & (self.low > 0) & (self.within_low > 0)

    @property
    def is_down(self) -> Bools:
        """Where value per token is said to be down."""
        return self.is_covered & (self.high < 0) & (self.within_high < 0)

    @property
    def is_told_apart(self) -> Bools:
        """Where the quarters differ, whatever the reason."""
        return self.is_covered & ((self.low > 0) | (self.high < 0))


@dataclass(frozen=True, slots=True)
class _Window:
    """A quarter up to each look; `value` and `weight` are by history, day and type.

    Sums are by history and look, those that say so by type besides. `share` is that of each day in the weight
    up to a look, by history, look and day.
    """

    value: Floats
    weight: Floats
    ratio: Floats
    whole: Floats
    type_ratio: Floats
    type_whole: Floats
    share: Floats
    is_so_far: Bools
    days: Floats
    is_enough: Bools
    coverage: Floats

    @property
    def effective_days(self) -> Floats:
        """Kish's, of the tokens."""
        effective: Floats = 1 / np.einsum("hld,hld->hl", self.share, self.share)
        return effective

    def variance(self, ratios: Floats, factors: Floats, *, is_left_out: bool = True) -> Floats:
        """Return the variance of the sum of factor (V - ratio W) over types, clustered by day."""
        errors = np.einsum("hlk,hdk->hld", factors, self.value)
        errors = np.where(
            self.is_so_far, errors - np.einsum("hlk,hdk->hld", factors * ratios, self.weight), 0
        )
        if is_left_out:
            errors = errors / (1 - self.share)
        variance: Floats = np.einsum("hld,hld->hl", errors, errors)
        return variance


def _window(histories: Histories, quarter: int, first_look: int | None) -> _Window:
    """Return a quarter at each of its looks, or at its end alone."""
    days = slice(*QUARTERS[quarter])
    length = QUARTERS[quarter][1] - QUARTERS[quarter][0]
    looks = np.arange(length - 1 if first_look is None else first_look, length)

    def so_far(values: npt.NDArray[np.generic]) -> Floats:
        return np.cumsum(values, axis=1, dtype=np.float64)[:, looks]

    value, weight = histories.net[:, days], histories.pair_weight[:, days] / 1e6
    whole, by_type = so_far(weight.sum(2)), so_far(weight)
    pairs = histories.pairs[:, days].sum(2)
    is_so_far = np.arange(length) <= looks[:, np.newaxis]
    return _Window(
        value=value,
        weight=weight,
        ratio=so_far(value.sum(2)) / whole,
        whole=whole,
        type_ratio=so_far(value) / np.where(by_type > 0, by_type, 1),
        type_whole=by_type,
        share=np.where(is_so_far, weight.sum(2)[:, np.newaxis] / whole[..., np.newaxis], 0),
        is_so_far=is_so_far,
        days=so_far(pairs > 0),
        is_enough=(so_far(pairs > 0) >= 8) & (so_far(pairs) >= 20),
        coverage=so_far(histories.rated_weight[:, days].sum(2)) / so_far(histories.weight[:, days].sum(2)),
    )


def ranges(histories: Histories, quarter: int) -> Ranges:
    """Return what is found in one quarter of `LOOKED_AT`, on every day on which something may be said."""
    # A person who did next to nothing has no ratio; the guards see to that.
    with np.errstate(invalid="ignore", divide="ignore"):
        before, after = _window(histories, quarter - 1, None), _window(histories, quarter, FIRST_LOOK)
        windows = (before, after)
        length = QUARTERS[quarter][1] - QUARTERS[quarter][0]
        tail = stats.norm.sf(_BOUNDARY * np.sqrt(length / np.arange(FIRST_LOOK + 1, length + 1)))
        every_type = np.ones(len(TYPES))
        low, high = _range(
            after.ratio - before.ratio,
            windows,
            [one.variance(one.ratio[..., None], every_type / one.whole[..., None]) for one in windows],
            tail,
        )
        has_both = (before.type_whole > 0) & (after.type_whole > 0)
        shares = [one.type_whole / one.whole[..., None] for one in windows]
        mean = np.where(has_both, (shares[0] + shares[1]) / 2, 0.0)
        within_low, within_high = _range(
            (mean * (after.type_ratio - before.type_ratio)).sum(2),
            windows,
            [one.variance(one.type_ratio, mean / np.where(has_both, one.type_whole, 1)) for one in windows],
            tail,
        )
    is_shown = before.is_enough & after.is_enough
    is_covered = is_shown & (np.minimum(before.coverage, after.coverage) >= 0.6)
    return Ranges(low, high, within_low, within_high, is_shown, is_covered)


def _range(
    point: Floats, windows: tuple[_Window, _Window], variances: Sequence[Floats], tail: Floats
) -> tuple[Floats, Floats]:
    """Return the ends by Welch's t, with what lies beyond them on one side."""
    both = variances[0] + variances[1]
    squares = [
        variance**2 / (one.effective_days - 1) for variance, one in zip(variances, windows, strict=True)
    ]
    half = stats.t.isf(tail, both**2 / (squares[0] + squares[1])) * np.sqrt(both)
    return point - half, point + half


def ordinary_ranges_differ(histories: Histories, quarter: int) -> Bools:
    """Return on which days, from eight days with pairs on, an ordinary 95 % range excludes no change."""
    every_type = np.ones(len(TYPES))
    with np.errstate(invalid="ignore", divide="ignore"):
        before, after = _window(histories, quarter - 1, None), _window(histories, quarter, 0)
        variances = [
            one.variance(one.ratio[..., None], every_type / one.whole[..., None], is_left_out=False)
            * (one.days / (one.days - 1))
            for one in (before, after)
        ]
        t = (after.ratio - before.ratio) / np.sqrt(variances[0] + variances[1])
        differ: Bools = np.abs(t) > stats.t.isf(0.025, before.days + after.days - 2)
    return after.is_enough & differ


def halves_differ(histories: Histories, quarter: int) -> Bools:
    """Return on which days the later half of the quarter so far is 20 % off the earlier one."""
    first, end = QUARTERS[quarter]
    value = np.cumsum(histories.net[:, first:end].sum(2), axis=1)
    weight = np.cumsum(histories.pair_weight[:, first:end].sum(2), axis=1)
    looks = np.arange(FIRST_LOOK, end - first)
    middle = looks // 2
    earlier = value[:, middle] / weight[:, middle]
    later = (value[:, looks] - value[:, middle]) / (weight[:, looks] - weight[:, middle])
    differ: Bools = np.abs(later / earlier - 1) > 0.2
    return differ
