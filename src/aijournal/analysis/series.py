"""Value by week, for the eye: no trend is claimed, and a stretch with too little is a gap with its reason."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from aijournal.analysis.days import merged_days
from aijournal.analysis.sentences import plain_number, say
from aijournal.analysis.value import ValueReport, value_of
from aijournal.domain.period import Period, week_of
from aijournal.domain.totals import ValueDay

_WEEK = timedelta(days=7)
# How far back a point looks: its own week and the three before it.
_WINDOW = timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class WeekPoint:
    """The figures of the four weeks that end with `week`; where `value.vpt` is `None`, `gap` says why."""

    week: Period
    window: Period
    value: ValueReport
    gap: str | None


@dataclass(frozen=True, slots=True)
class WeeklyValue:
    """Value per token by week, in order of time, up to the week of the day that was asked for.

    `sentence` says where the last point stands, `guard` why there is no point at all. `rated_this_week` of
    `interactions_this_week` counts the last calendar week alone.
    """

    points: tuple[WeekPoint, ...]
    sentence: str
    guard: str | None
    rated_this_week: int
    interactions_this_week: int


def weekly_value(days: Iterable[ValueDay], last_day: date) -> WeeklyValue:
    """Return one point for each week, Monday to Sunday, from the first day to the week of `last_day`.

    A week has seven days, and value per token needs eight: a single week could never be shown. Each point
    therefore holds the four weeks that end with its own, so that neighbours share three of them. Days after
    `last_day` are left out.
    """
    clusters = [day for day in merged_days(days) if day.day <= last_day]
    points = tuple(_point(monday, clusters) for monday in _mondays(clusters, last_day))
    this_week = value_of(None, _within(clusters, week_of(last_day)))
    return WeeklyValue(
        points=points,
        sentence=_sentence(points),
        guard=_guard(points),
        rated_this_week=this_week.rated,
        interactions_this_week=this_week.interactions,
    )


def _mondays(clusters: Sequence[ValueDay], last_day: date) -> Iterator[date]:
    if not clusters:
        return
    monday = last_day - timedelta(days=last_day.weekday())
    first = clusters[0].day - timedelta(days=clusters[0].day.weekday())
    yield from (first + _WEEK * number for number in range((monday - first).days // 7 + 1))


def _point(monday: date, clusters: Sequence[ValueDay]) -> WeekPoint:
    week = week_of(monday)
    window = Period(monday + _WEEK - _WINDOW, week.last)
    value = value_of(None, _within(clusters, window))
    return WeekPoint(week, window, value, _gap(value))


def _within(clusters: Sequence[ValueDay], period: Period) -> Sequence[ValueDay]:
    begin = bisect_left(clusters, period.first or date.min, key=_day)
    return clusters[begin : bisect_right(clusters, period.last or date.max, key=_day)]


def _day(cluster: ValueDay) -> date:
    return cluster.day


def _gap(value: ValueReport) -> str | None:
    if value.vpt is not None:
        return None
    if not value.interactions:
        return say("nothing_to_judge")
    return say("too_few", interactions=str(value.paired), days=str(value.days))


def _sentence(points: Sequence[WeekPoint]) -> str:
    if not points:
        return say("no_days")
    now = points[-1].value
    if now.vpt is None:
        return say("not_now", missing=_missing(points[-1]))
    point = plain_number(now.vpt)
    if now.vpt_low is None or now.vpt_high is None:
        return say("now_alone", point=point)
    low, high = (plain_number(end, beside=now.vpt) for end in (now.vpt_low, now.vpt_high))
    return say("now", point=point, low=low, high=high)


def _guard(points: Sequence[WeekPoint]) -> str | None:
    if not points:
        return say("no_days")
    if any(point.value.vpt is not None for point in points):
        return None
    return say("no_week", missing=_missing(points[-1]))


def _missing(point: WeekPoint) -> str:
    """Return what the latest point lacks; the pace of a week long past would tell nobody anything."""
    return point.value.vpt_guard or ""
