"""How good forecasts are: of the minutes a task takes, and of the chance that AI helps.

Minutes are compared as ratios, so that half the forecast and twice the forecast are equally far off.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import quantiles
from typing import Final, TypeGuard

from aijournal.analysis.estimate import Estimate
from aijournal.analysis.intervals import ratio, wilson
from aijournal.analysis.sentences import Sentence, plain_number, say, say_count
from aijournal.analysis.student_t import t_quantile
from aijournal.analysis.value import Tier
from aijournal.analysis.value_sentences import share_text
from aijournal.domain.calibration import Forecast

LEAST_TIMES: Final = 10
LEAST_CHANCES: Final = 20
LEAST_IN_BIN: Final = 10
LEAST_SIMILAR: Final = 3

_UPPER = 0.975
_STRIPES = 10
# Rounding alone makes this much.
_NO_SKILL = 1e-9
# A minute is the smallest unit that people state, ten years are the longest task; both with room to spare.
_SHORTEST, _LONGEST = 1e-6, 1e9


@dataclass(frozen=True, slots=True)
class TimeCalibration:
    """How forecast minutes compare with actual ones over `n` tasks; figures held back are `None`.

    `bias` is exp(mean log(actual/forecast)): above 1 tasks took longer than forecast. `mean_log_error` is the
    mean of |log(actual/forecast)|, `within_two` the share of tasks that took between half and twice the
    forecast, both included. `slope` and `intercept` are those of log actual on log forecast by least squares,
    in log minutes: below 1, tasks differ less than their forecasts do. Both are `None` where all forecasts
    are the same. Ranges take tasks as independent. `coverage` is the share of the tasks given that have both
    minutes, each above 0.
    """

    n: int
    coverage: float | None
    tier: Tier = Tier.TIMED
    bias: Estimate | None = None
    mean_log_error: float | None = None
    within_two: float | None = None
    slope: Estimate | None = None
    intercept: float | None = None
    sentence: Sentence | None = None
    guard: Sentence | None = None

    @property
    def told(self) -> Sentence:
        """What was found or is missing, with what it rests on."""
        figure = self.sentence or self.guard
        if figure is None:
            raise ValueError("what is held back needs a reason")
        share = share_text(self.coverage)
        return say("calibration.rests_on", figure=figure, tier=self.tier.value.capitalize(), share=share)


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Forecasts of a similar chance, from `lowest` to `highest`, their mean, and how often AI helped then.

    The range of the helped rate is Wilson's.
    """

    lowest: float
    highest: float
    n: int
    expected: float
    helped_rate: Estimate


@dataclass(frozen=True, slots=True)
class HelpCalibration:
    """How forecast chances of help compare with what happened in `n` tasks; figures held back are `None`.

    `expected` is the mean chance, `base_rate` the share in which AI helped. `brier` is the mean squared
    difference of chance and outcome, from 0 to 1 (Brier, 1950). `skill` is 1 - brier/brier of saying the base
    rate each time: 1 is perfect, 0 no better than that; `None` where all outcomes are the same. `bins` go
    from the lowest chances to the highest. `coverage` is the share of the tasks given that have both a chance
    and an outcome.
    """

    n: int
    coverage: float | None
    tier: Tier = Tier.FELT
    expected: float | None = None
    base_rate: float | None = None
    brier: Estimate | None = None
    skill: float | None = None
    bins: tuple[ReliabilityBin, ...] = ()
    sentence: str | None = None
    guard: str | None = None


@dataclass(frozen=True, slots=True)
class Calibration:
    """Both sides of the same forecasts."""

    time: TimeCalibration
    help: HelpCalibration


@dataclass(frozen=True, slots=True)
class SimilarTasks:
    """What `n` similar tasks took, in minutes: the median, and the quartiles on either side of it."""

    n: int
    tier: Tier = Tier.TIMED
    median: float | None = None
    lower_quartile: float | None = None
    upper_quartile: float | None = None
    sentence: str | None = None
    guard: str | None = None


def calibration(forecasts: Iterable[Forecast]) -> Calibration:
    """Return how good forecasts were; a task counts on each side of which it has both numbers."""
    tasks = tuple(forecasts)
    return Calibration(_of_time(tasks), _of_help(tasks))


def similar_median(actuals: Iterable[float | None]) -> SimilarTasks:
    """Return what similar tasks took, for a person to see before a forecast; unknown minutes are left out."""
    known = sorted(minutes for minutes in actuals if minutes is not None)
    n = len(known)
    if n < LEAST_SIMILAR:
        return SimilarTasks(n, guard=say_count("calibration.more_similar", LEAST_SIMILAR - n))
    lower, median, upper = quantiles(known, n=4, method="inclusive")
    sentence = say(
        "calibration.similar",
        count=str(n),
        median=plain_number(median),
        low=plain_number(lower, beside=median),
        high=plain_number(upper, beside=median),
    )
    return SimilarTasks(n, median=median, lower_quartile=lower, upper_quartile=upper, sentence=sentence)


def _of_time(tasks: Sequence[Forecast]) -> TimeCalibration:
    pairs = sorted(
        (task.forecast_minutes, task.actual_minutes)
        for task in tasks
        if _has_ratio(task.forecast_minutes) and _has_ratio(task.actual_minutes)
    )
    n, coverage = len(pairs), ratio(len(pairs), len(tasks))
    if n < LEAST_TIMES:
        return TimeCalibration(n, coverage, guard=say_count("calibration.more_time", LEAST_TIMES - n))
    forecasts, actuals = [math.log(pair[0]) for pair in pairs], [math.log(pair[1]) for pair in pairs]
    errors = [actual - forecast for forecast, actual in zip(forecasts, actuals, strict=True)]
    error = _mean(errors)
    bias = Estimate(math.exp(error.point), math.exp(error.low), math.exp(error.high))
    close = sum(max(pair) <= 2 * min(pair) for pair in pairs)
    slope, intercept = _line(forecasts, actuals)
    return TimeCalibration(
        n,
        coverage,
        bias=bias,
        mean_log_error=math.fsum(map(abs, errors)) / n,
        within_two=close / n,
        slope=slope,
        intercept=intercept,
        sentence=_sentence_of_time(bias, close, n),
    )


def _has_ratio(minutes: float | None) -> TypeGuard[float]:
    """Say whether minutes are known and can be compared as a ratio, which none at all cannot."""
    return minutes is not None and _SHORTEST <= minutes <= _LONGEST


def _mean(numbers: Sequence[float]) -> Estimate:
    """Return the mean of two or more numbers with Student's interval."""
    n = len(numbers)
    point = math.fsum(numbers) / n
    squares = math.fsum((number - point) ** 2 for number in numbers)
    half = t_quantile(_UPPER, n - 1) * math.sqrt(squares / (n - 1) / n)
    return Estimate(point, point - half, point + half)


def _line(x: Sequence[float], y: Sequence[float]) -> tuple[Estimate | None, float | None]:
    """Return slope and intercept of the line of least squares; neither where all x are the same."""
    n = len(x)
    x_mean, y_mean = math.fsum(x) / n, math.fsum(y) / n
    spread = math.fsum((value - x_mean) ** 2 for value in x)
    if min(x) == max(x) or not spread:
        return None, None
    slope = math.fsum((a - x_mean) * (b - y_mean) for a, b in zip(x, y, strict=True)) / spread
    intercept = y_mean - slope * x_mean
    squares = math.fsum((b - intercept - slope * a) ** 2 for a, b in zip(x, y, strict=True))
    half = t_quantile(_UPPER, n - 2) * math.sqrt(squares / (n - 2) / spread)
    return Estimate(slope, slope - half, slope + half), intercept


def _sentence_of_time(bias: Estimate, close: int, n: int) -> Sentence:
    return say(
        "calibration.time",
        bias=plain_number(bias.point),
        low=plain_number(bias.low, beside=bias.point),
        high=plain_number(bias.high, beside=bias.point),
        close=str(close),
        count=str(n),
    )


def _of_help(tasks: Sequence[Forecast]) -> HelpCalibration:
    pairs = sorted(
        (task.probability, task.helped)
        for task in tasks
        if task.probability is not None and task.helped is not None
    )
    n, coverage = len(pairs), ratio(len(pairs), len(tasks))
    if n < LEAST_CHANCES:
        return HelpCalibration(n, coverage, guard=say_count("calibration.more_help", LEAST_CHANCES - n))
    expected = math.fsum(chance for chance, _ in pairs) / n
    base_rate = sum(helped for _, helped in pairs) / n
    brier = _brier(pairs)
    without_skill = base_rate * (1 - base_rate)
    skill = 1 - brier.point / without_skill if without_skill else None
    return HelpCalibration(
        n,
        coverage,
        expected=expected,
        base_rate=base_rate,
        brier=brier,
        skill=skill,
        bins=_bins(pairs),
        sentence=_sentence_of_help(expected, base_rate, skill, n),
    )


def _brier(pairs: Sequence[tuple[float, bool]]) -> Estimate:
    mean = _mean([(chance - helped) ** 2 for chance, helped in pairs])
    return Estimate(mean.point, max(0.0, mean.low), min(1.0, mean.high))


def _bins(pairs: Sequence[tuple[float, bool]]) -> tuple[ReliabilityBin, ...]:
    """Return bins of ten or more from pairs in order: tenths of the scale, put together with the next ones.

    What is left at the upper end joins the last bin.
    """
    bins: list[list[tuple[float, bool]]] = []
    for _, stripe in groupby(pairs, lambda pair: min(_STRIPES - 1, int(pair[0] * _STRIPES))):
        if not bins or len(bins[-1]) >= LEAST_IN_BIN:
            bins.append([])
        bins[-1].extend(stripe)
    if len(bins) > 1 and len(bins[-1]) < LEAST_IN_BIN:
        rest = bins.pop()
        bins[-1].extend(rest)
    return tuple(map(_bin, bins))


def _bin(pairs: Sequence[tuple[float, bool]]) -> ReliabilityBin:
    n = len(pairs)
    rate = sum(helped for _, helped in pairs) / n
    interval = wilson(rate, n)
    return ReliabilityBin(
        lowest=pairs[0][0],
        highest=pairs[-1][0],
        n=n,
        expected=math.fsum(chance for chance, _ in pairs) / n,
        helped_rate=Estimate(rate, interval.low, interval.high),
    )


def _sentence_of_help(expected: float, base_rate: float, skill: float | None, n: int) -> str:
    helped = plain_number(100 * base_rate)
    sentence = say("calibration.help", expected=plain_number(100 * expected), helped=helped, count=str(n))
    if skill is None:
        return sentence
    comparison = "calibration.closer" if skill > _NO_SKILL else "calibration.not_closer"
    return say(comparison, sentence=sentence, helped=helped)
