"""Value per million weighted tokens over time: a line with its band, and gaps with their reason.

No direction is claimed: the sentence says where value stands now and how sure that is, or what is missing.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise

from aijournal.analysis.days import merged_days
from aijournal.analysis.guards import TREND_DAYS, TREND_SPAN
from aijournal.analysis.intervals import exact_sum, ratio
from aijournal.analysis.sentences import plain_number, say, say_count
from aijournal.analysis.value import ValueReport, value_of
from aijournal.domain.marks import EventMark
from aijournal.domain.period import ALL_TIME, Period, week_of
from aijournal.domain.totals import ValueDay

_MILLION = 1e6
_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """Value on one local day, from the days around it; `vpt`, `low` and `high` are all `None` in a gap.

    `vpt` is in net minutes per million weighted tokens. `effective_days` says how many days of equal weight
    it rests on, `coverage_tokens` which share of the tokens around it was judged, `None` where there were
    none.
    """

    day: date
    vpt: float | None
    low: float | None
    high: float | None
    effective_days: float
    coverage_tokens: float | None


@dataclass(frozen=True, slots=True)
class TrendGap:
    """A stretch of days without a line, both ends included, and why in a few words."""

    first: date
    last: date
    reason: str


@dataclass(frozen=True, slots=True)
class CoverageWeek:
    """How much of a week, Monday to Sunday, was judged; the share is `None` where no tokens were used."""

    week: Period
    rated: int
    interactions: int
    coverage_tokens: float | None


@dataclass(frozen=True, slots=True)
class Trend:
    """Value over a period of local days.

    `points` has one point for each day, `gaps` the stretches that are no line, `coverage` one row for each
    week that the period touches: whole weeks, so that the period's ends do not change what a week says.
    `marks` are those of the period. `guard` says what is missing where there is no line at all, `sentence`
    where the last point stands. `value` holds the figures of the period itself.
    """

    points: tuple[TrendPoint, ...]
    gaps: tuple[TrendGap, ...]
    coverage: tuple[CoverageWeek, ...]
    marks: tuple[EventMark, ...]
    guard: str | None
    sentence: str
    value: ValueReport


@dataclass(frozen=True, slots=True)
class TrendRow:
    """One week of the table that says the same as the chart: its last day that is shown, and its marks."""

    point: TrendPoint
    gap: str | None
    coverage: CoverageWeek
    marks: tuple[EventMark, ...]


def trend(
    days: Iterable[ValueDay], today: date, period: Period = ALL_TIME, marks: Iterable[EventMark] = ()
) -> Trend:
    """Return the trend over a period, from its first day or the first one recorded to its last day or today.

    Give the whole history, not only the period: a point rests on up to twenty days on either side of it,
    whether they are shown or not, and a line needs six weeks of history. Days after `today` are left out.
    """
    history = tuple(day for day in merged_days(days) if day.day <= today)
    shown = _shown(history, period, today)
    within = [day for day in history if shown and shown[0] <= day.day <= shown[-1]]
    span_guard = _span_guard(history, today)
    points = _points(history, shown, is_drawn=span_guard is None)
    sentence = span_guard or _sentence(history, points, today)
    return Trend(
        points=points,
        gaps=_gaps(points, is_short=span_guard is not None),
        coverage=_coverage(history, shown),
        marks=tuple(sorted(mark for mark in marks if shown and shown[0] <= mark.day <= shown[-1])),
        guard=span_guard or _line_guard(points, sentence),
        sentence=sentence,
        value=value_of(None, within),
    )


def weekly_rows(trend: Trend) -> tuple[TrendRow, ...]:
    """Return one row for each week of the period, in order of time."""
    marks: dict[Period, list[EventMark]] = defaultdict(list)
    for mark in trend.marks:
        marks[week_of(mark.day)].append(mark)
    last_points = {(point.day - _DAY * point.day.weekday()): point for point in trend.points}
    return tuple(
        TrendRow(point, _reason_on(point.day, trend.gaps), coverage, tuple(marks[coverage.week]))
        for coverage, point in zip(trend.coverage, last_points.values(), strict=True)
    )


def _shown(history: Sequence[ValueDay], period: Period, today: date) -> Sequence[date]:
    """Return the days of the period in which anything can be shown."""
    if not history:
        return ()
    first = max(period.first or date.min, history[0].day)
    last = min(period.last or date.max, today)
    return [first + _DAY * number for number in range((last - first).days + 1)]


def _span_guard(history: Sequence[ValueDay], today: date) -> str | None:
    """Return what a history is short of for a line, or `None` if it is long enough."""
    if not history:
        return say("no_days")
    paired = [day.day for day in history if day.paired]
    if not paired:
        return say("trend.no_pairs")
    enough = paired[0] + TREND_SPAN - _DAY
    if paired[-1] >= enough:
        return None
    return say_count("trend.span", max(1, (enough - today).days))


def _points(history: Sequence[ValueDay], shown: Sequence[date], *, is_drawn: bool) -> tuple[TrendPoint, ...]:
    if not shown:
        return ()
    from aijournal.analysis.kernel import ratio_line, share_line  # noqa: PLC0415 - brings numpy

    first = shown[0].toordinal()
    pairs = [day for day in history if day.paired]
    line = ratio_line(
        [day.day.toordinal() - first for day in pairs],
        [day.paired_net_minutes * _MILLION for day in pairs],
        [day.paired_weight for day in pairs],
        len(shown),
        TREND_DAYS,
    )
    shares = share_line(
        [day.day.toordinal() - first for day in history],
        [day.rated_weight for day in history],
        [day.weight for day in history],
        len(shown),
    )
    nothing = [None] * len(shown)
    vpt, low, high = (line.ratio, line.low, line.high) if is_drawn else (nothing, nothing, nothing)
    return tuple(map(TrendPoint, shown, vpt, low, high, line.effective_days, shares))


def _gaps(points: Sequence[TrendPoint], *, is_short: bool) -> tuple[TrendGap, ...]:
    def reason(point: TrendPoint) -> str | None:
        if point.vpt is not None:
            return None
        if is_short:
            return "trend.gap.span"
        return "trend.gap.too_few" if point.effective_days < TREND_DAYS else "trend.gap.nothing_weighs"

    stretches = [(name, list(stretch)) for name, stretch in groupby(points, reason)]
    return tuple(TrendGap(days[0].day, days[-1].day, say(name)) for name, days in stretches if name)


def _reason_on(day: date, gaps: Sequence[TrendGap]) -> str | None:
    return next((gap.reason for gap in gaps if gap.first <= day <= gap.last), None)


def _coverage(history: Sequence[ValueDay], shown: Sequence[date]) -> tuple[CoverageWeek, ...]:
    """Return a row for each week of the shown days; history is in order of time."""
    if not shown:
        return ()
    days = [day.day for day in history]
    monday = shown[0] - _DAY * shown[0].weekday()
    mondays = [monday + _WEEK * number for number in range((shown[-1] - monday).days // 7 + 1)]
    ends = [bisect_left(days, monday) for monday in (*mondays, mondays[-1] + _WEEK)]
    return tuple(
        _covered(week_of(monday), history[begin:end])
        for monday, (begin, end) in zip(mondays, pairwise(ends), strict=True)
    )


def _covered(week: Period, days: Sequence[ValueDay]) -> CoverageWeek:
    judged, used = exact_sum(day.rated_weight for day in days), exact_sum(day.weight for day in days)
    return CoverageWeek(
        week=week,
        rated=sum(day.rated for day in days),
        interactions=sum(day.interactions for day in days),
        coverage_tokens=ratio(judged, used),
    )


def _line_guard(points: Sequence[TrendPoint], sentence: str) -> str | None:
    if not points:
        return sentence
    if any(point.vpt is not None for point in points):
        return None
    return say("trend.no_line", sentence=sentence)


def _sentence(history: Sequence[ValueDay], points: Sequence[TrendPoint], today: date) -> str:
    if not points:
        return say("trend.no_days")
    end = points[-1]
    if end.vpt is None or end.low is None or end.high is None:
        return _not_said(history, end, today)
    figures = {
        "point": plain_number(end.vpt),
        "low": plain_number(end.low, beside=end.vpt),
        "high": plain_number(end.high, beside=end.vpt),
    }
    if end.day == today:
        return say("trend.now", **figures)
    return say("trend.then", day=end.day.isoformat(), **figures)


def _not_said(history: Sequence[ValueDay], end: TrendPoint, today: date) -> str:
    """Say why the last point has no value, and what it takes if time can still bring it."""
    if end.effective_days >= TREND_DAYS:
        return say("trend.nothing_weighs")
    if end.day != today:
        return say("trend.not_then", day=end.day.isoformat())
    from aijournal.analysis.kernel import days_until  # noqa: PLC0415 - brings numpy

    paired = [(day.day - today).days for day in history if day.paired]
    return say_count("trend.not_now", days_until(TREND_DAYS, paired))
