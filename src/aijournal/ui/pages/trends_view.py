"""What the page Trends shows, asked of the journal in one go."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from aijournal.analysis.change import Change, change, compared_days
from aijournal.analysis.trend import Trend, trend
from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.marks import EventMark
from aijournal.domain.period import ALL_TIME, Period, week_of
from aijournal.domain.totals import GroupBy
from aijournal.journal.journal import Journal


class Span(IntEnum):
    """How far back the page looks, in the order of its buttons."""

    THREE_MONTHS = 0
    NINE_MONTHS = 1
    ALL = 2

    def period(self, today: date) -> Period:
        """Return the days, whole weeks until today."""
        weeks = {Span.THREE_MONTHS: 13, Span.NINE_MONTHS: 39, Span.ALL: None}[self]
        if weeks is None:
            return ALL_TIME
        monday = week_of(today).first or today
        return Period(monday - timedelta(weeks=weeks - 1), today)


@dataclass(frozen=True, slots=True)
class TrendsView:
    """Everything on the page; `change` is this quarter against the last, `marks` are all there are.

    `is_blank` says that the journal holds no work with any tool yet.
    """

    trend: Trend
    change: Change
    marks: tuple[EventMark, ...]
    tools: tuple[str, ...]
    is_blank: bool


def trends_view(journal: Journal, *, today: date, span: Span, tool: str | None) -> TrendsView:
    """Ask the journal for the page; to be called on the journal's thread."""
    # The days beside the period shape its ends, and only the whole history tells if it is long enough.
    days = journal.value_days(EntryFilter(tool=tool))
    quarters = journal.value_days(EntryFilter(tool=tool, period=compared_days(today)), GroupBy.TASK)
    tools = tuple(row.key for row in journal.totals(EntryFilter(), GroupBy.TOOL).rows if row.key)
    marks = journal.marks.all()
    return TrendsView(
        trend=trend(days, today, span.period(today), marks),
        change=change(quarters, today),
        marks=marks,
        tools=tools,
        is_blank=not tools,
    )
