"""What the page Trends shows, asked of the journal in one go."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from aijournal.analysis.series import WeekPoint, weekly_value
from aijournal.analysis.value import ValueReport, value_of
from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.period import Period, week_of
from aijournal.domain.totals import GroupBy, ValueDay
from aijournal.journal.journal import Journal

# A point looks back over four weeks, so the first one of a period needs three weeks from before it.
_LOOK_BACK = timedelta(weeks=3)


class Span(IntEnum):
    """How far back the page looks, in the order of its buttons."""

    THREE_MONTHS = 0
    NINE_MONTHS = 1
    ALL = 2

    @property
    def weeks(self) -> int | None:
        """The length in weeks; `None` is everything."""
        return {Span.THREE_MONTHS: 13, Span.NINE_MONTHS: 39, Span.ALL: None}[self]


@dataclass(frozen=True, slots=True)
class TrendsView:
    """Everything on the page. `sentence` says where the last point stands, `guard` why there is none."""

    points: tuple[WeekPoint, ...]
    sentence: str
    guard: str | None
    whole: ValueReport
    tools: tuple[str, ...]
    is_blank: bool


def trends_view(journal: Journal, *, today: date, span: Span, tool: str | None) -> TrendsView:
    """Ask the journal for the page; to be called on the journal's thread."""
    first = _first_day(today, span)
    wanted = EntryFilter(period=Period(first - _LOOK_BACK if first else None, today), tool=tool)
    days = journal.value_days(wanted)
    series = weekly_value(days, today)
    tools = tuple(row.key for row in journal.totals(EntryFilter(), GroupBy.TOOL).rows if row.key)
    return TrendsView(
        points=tuple(point for point in series.points if _is_within(point, first)),
        sentence=series.sentence,
        guard=series.guard,
        whole=value_of(None, _since(days, first)),
        tools=tools,
        is_blank=not tools,
    )


def _first_day(today: date, span: Span) -> date | None:
    if span.weeks is None:
        return None
    monday = week_of(today).first or today
    return monday - timedelta(weeks=span.weeks - 1)


def _is_within(point: WeekPoint, first: date | None) -> bool:
    return first is None or (point.week.first is not None and point.week.first >= first)


def _since(days: tuple[ValueDay, ...], first: date | None) -> list[ValueDay]:
    return [day for day in days if first is None or day.day >= first]
