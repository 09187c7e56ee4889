"""How far value per token of two windows lies apart, with a range that stays true when looked at every day.

The range is a repeated confidence interval (Jennison and Turnbull, 1989) of O'Brien and Fleming's shape
(1979): at a fraction f of a quarter, z is 2.6069 / sqrt(f), so that early looks, which can tell little, cost
little. `BOUNDARY` is solved for daily looks from the 57th to the 92nd day, a quarter before of as many days
of work, and a chance of 1.25 % that any look is wrong, a fourth of 5 % for each quarter of a year; however
well the quarter before is known, it stays below 1.6 %.

The error comes from both windows, clustered by local day. Where a few days hold most of the tokens, the
plain sum of squares and the number of days promise too much so far out in the tails: false alarms in 6 to 9 %
of heavy-tailed years. So each day counts by what leaving it out would change, the delete-one-day jackknife
(CR3; Bell and McCaffrey, 2002), and the degrees of freedom come from Kish's effective days of the tokens
(1965). With W_d / W the share of a day in its window:

    Var = sum((e_d / (1 - W_d/W))^2) / W^2        difference +- t(v) sqrt(Var before + Var after)
    n = W^2 / sum(W_d^2)                          v by Welch and Satterthwaite from n - 1

The logarithm of the ratio does no better, finds losses less often, and has no meaning where as much was lost
as saved.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import NormalDist
from typing import Final

from aijournal.analysis.days import merged_days
from aijournal.analysis.intervals import Interval, exact_sum, finite, ratio
from aijournal.analysis.mix import Mix, value_mix
from aijournal.analysis.student_t import t_quantile
from aijournal.domain.totals import ValueDay

BOUNDARY: Final = 2.6069

_MILLION = 1e6
# Fewer effective days have no spread to speak of.
_LEAST_EFFECTIVE = 2.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far value per token of two quarters lies apart, in net minutes per million weighted tokens.

    `low` and `high` enclose the difference, `within_low` and `within_high` its part within the same task
    types; `mix` holds both parts. These ranges stay true under daily looks and so are wider than those of one
    window. `relative` is the difference as a share of what was before, `None` unless that was above 0.
    """

    difference: float
    low: float
    high: float
    relative: float | None
    within_low: float
    within_high: float
    mix: Mix


@dataclass(frozen=True, slots=True)
class _Residual:
    """What a row adds to the error of an effect: `factor` times how far its minutes lie off the ratio."""

    ratio: float
    factor: float


_Residuals = Mapping[str | None, _Residual]


@dataclass(frozen=True, slots=True)
class _Window:
    """One side of a comparison: its rows with pairs, their weight, and the share of it that each day has."""

    rows: Sequence[ValueDay]
    weight: float
    shares: Mapping[date, float]

    @property
    def effective_days(self) -> float:
        """As many days of equal weight would tell as much; 0 without any."""
        return ratio(1.0, exact_sum(share * share for share in self.shares.values())) or 0.0


def compared(before: Iterable[ValueDay], after: Iterable[ValueDay], fraction: float) -> Comparison | None:
    """Compare two windows at a fraction of the later one, above 0 and up to 1; rows are keyed by task type.

    `None` where a window used no tokens, or nearly all of them on one day.
    """
    rows = tuple(before), tuple(after)
    mix = value_mix(*rows)
    windows = [_window(side) for side in rows]
    if mix is None or min(window.effective_days for window in windows) < _LEAST_EFFECTIVE:
        return None
    width = BOUNDARY / math.sqrt(fraction)
    whole = _range(mix.change, list(zip(windows, _of_whole(mix, *windows), strict=True)), width)
    within = _range(mix.within, list(zip(windows, _of_types(mix, *windows), strict=True)), width)
    if whole is None or within is None:
        return None
    return Comparison(
        difference=mix.change,
        low=whole.low,
        high=whole.high,
        relative=ratio(mix.change, mix.before) if mix.before > 0 else None,
        within_low=within.low,
        within_high=within.high,
        mix=mix,
    )


def _window(rows: Iterable[ValueDay]) -> _Window:
    paired = [row for row in rows if row.paired]
    weight = exact_sum(row.paired_weight for row in paired)
    shares = {day.day: ratio(day.paired_weight, weight) or 0.0 for day in merged_days(paired)}
    return _Window(paired, weight, shares)


def _of_whole(mix: Mix, before: _Window, after: _Window) -> tuple[_Residuals, _Residuals]:
    keys = [part.key for part in mix.parts]
    return (
        dict.fromkeys(keys, _Residual(mix.before, 1 / before.weight)),
        dict.fromkeys(keys, _Residual(mix.after, 1 / after.weight)),
    )


def _of_types(mix: Mix, before: _Window, after: _Window) -> tuple[_Residuals, _Residuals]:
    """Return the residuals of the part within types, sum(mean w dr), whose shares count as known.

    That is exact where no type changed: what the shares vary then multiplies nothing.
    """
    earlier: dict[str | None, _Residual] = {}
    later: dict[str | None, _Residual] = {}
    for part in mix.parts:
        if part.ratio_before is not None and part.ratio_after is not None:
            share = (part.share_before + part.share_after) / 2
            earlier[part.key] = _Residual(part.ratio_before, share / part.share_before / before.weight)
            later[part.key] = _Residual(part.ratio_after, share / part.share_after / after.weight)
    return earlier, later


def _range(point: float, sides: Sequence[tuple[_Window, _Residuals]], width: float) -> Interval | None:
    """Return the point with as many standard errors on either side, or as Student's t has it."""
    variances = [_variance(window, residuals) for window, residuals in sides]
    both = exact_sum(variances)
    shares = [ratio(variance, both) or 0.0 for variance in variances]
    inverse = sum(
        share**2 / (window.effective_days - 1) for share, (window, _) in zip(shares, sides, strict=True)
    )
    # Days that do not differ have no error, and no degrees of freedom are needed to say so.
    half = t_quantile(NormalDist().cdf(width), 1 / inverse) * math.sqrt(both) if inverse else 0.0
    low, high = finite(point - half), finite(point + half)
    return Interval(low, high) if low is not None and high is not None else None


def _variance(window: _Window, residuals: _Residuals) -> float:
    errors: dict[date, list[float]] = defaultdict(list)
    for row in window.rows:
        if residual := residuals.get(row.key):
            off = row.paired_net_minutes * _MILLION - residual.ratio * row.paired_weight
            errors[row.day].append(residual.factor * off)
    left_out = [exact_sum(errors[day]) / (1 - window.shares[day]) for day in errors]
    return math.hypot(*sorted(left_out)) ** 2
