"""What the page Trends shows, asked of the journal."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING

from aijournal.analysis.cells import CellTable, cell_table
from aijournal.analysis.change import Change, change, compared_days
from aijournal.analysis.day_calendar import DayCalendar, day_calendar
from aijournal.analysis.felt_measured import FeltMeasured
from aijournal.analysis.guards import TREND_SPAN
from aijournal.analysis.trend import Trend, trend
from aijournal.analysis.work_points import WorkPoints, work_by_day, work_by_interaction
from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.marks import EventMark
from aijournal.domain.name_kind import NameKind
from aijournal.domain.period import ALL_TIME, Period, week_of
from aijournal.domain.totals import GroupBy, ValueDay
from aijournal.export.journal_trials import own_trials_of

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal

# More marks than that lie on one another.
MOST_INTERACTIONS = 2_000
_DAY = timedelta(days=1)


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
    """Everything that days tell; `change` is this quarter against the last, `marks` are all there are.

    `wanted` is what was asked: the period of all charts but `change`, and the tool. `is_blank` says that the
    journal holds nothing yet.
    """

    wanted: EntryFilter
    trend: Trend
    change: Change
    work: WorkPoints
    calendar: DayCalendar
    marks: tuple[EventMark, ...]
    is_blank: bool


@dataclass(frozen=True, slots=True)
class TrendsRest:
    """What is asked afterwards: how often AI helped by model and task type, the tools there are, and trials.

    `felt` is what trials measured of the minutes that were felt, `None` where they cannot say.
    """

    cells: CellTable
    tools: tuple[str, ...]
    felt: FeltMeasured | None


def trends_view(journal: "Journal", *, today: date, span: Span, tool: str | None) -> TrendsView:
    """Ask the journal for what is shown first; to be called on the journal's thread."""
    wanted = EntryFilter(tool=tool, period=span.period(today))
    days = _days(journal, wanted)
    quarters = journal.value_days(EntryFilter(tool=tool, period=compared_days(today)), GroupBy.TASK)
    marks = journal.marks.all()
    shown = _within(days, wanted.period, today)
    return TrendsView(
        wanted=wanted,
        trend=trend(days, today, wanted.period, marks),
        change=change(quarters, today),
        work=work_by_day(shown),
        calendar=day_calendar(shown, today, wanted.period),
        marks=marks,
        is_blank=journal.is_blank(),
    )


def trends_rest(journal: "Journal", wanted: EntryFilter) -> TrendsRest:
    """Ask for what takes as long as all the rest together, when that is shown already."""
    cells = cell_table(journal.cells(wanted, (GroupBy.MODEL, GroupBy.TASK)))
    trials = own_trials_of(journal)
    felt = trials.felt if trials and trials.felt.share else None
    return TrendsRest(cells, tuple(sorted(journal.names.of(NameKind.TOOL))), felt)


def work_of_interactions(journal: "Journal", wanted: EntryFilter) -> WorkPoints:
    """Ask for a point for each interaction of a period."""
    return work_by_interaction(journal.value_days(wanted, GroupBy.INTERACTION))


def _days(journal: "Journal", wanted: EntryFilter) -> Sequence[ValueDay]:
    """Return the days that a trend needs: those of a period and around it, or the whole history.

    The days before the period shape its beginning, and whether history is long enough for a line is seen in
    them as well; only where they leave it open the whole history is asked.
    """
    first = wanted.period.first
    if first is not None:
        near = replace(wanted, period=Period(first - TREND_SPAN, wanted.period.last))
        days = journal.value_days(near)
        paired = [day.day for day in days if day.paired]
        if paired and days[0].day <= first and paired[-1] - paired[0] >= TREND_SPAN - _DAY:
            return days
    return journal.value_days(replace(wanted, period=ALL_TIME))


def _within(days: Sequence[ValueDay], period: Period, today: date) -> Sequence[ValueDay]:
    first, last = period.first or date.min, min(period.last or today, today)
    return [day for day in days if first <= day.day <= last]
