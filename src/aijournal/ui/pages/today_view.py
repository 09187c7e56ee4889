"""What the page Today shows, asked of the journal in one go."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.period import week_of
from aijournal.domain.totals import GroupBy, ValueDay
from aijournal.ui.inbox.inbox import InboxContents
from aijournal.ui.pages.questions_card import Questions
from aijournal.ui.sidebar import MOST_COUNTED

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal

_ROWS_SHOWN = 200  # more than anybody judges at once; the next ones come up as these go
_QUESTIONS = 20


@dataclass(frozen=True, slots=True)
class WeekSums:
    """The two meters of a week: what others can see of it, and what it was worth.

    `tokens` sums all known tokens, raw; `None` where none is known. `net_minutes` is `None` where
    nobody said any, and stated for the `valued` ones; `days_gone` counts the days of the week until today.
    """

    tokens: int | None
    is_lower_bound: bool
    days_used: int
    days_gone: int
    net_minutes: float | None
    valued: int
    helped: int
    hurt: int
    judged: int
    interactions: int


@dataclass(frozen=True, slots=True)
class TaskMinutes:
    """Net minutes that fell on one task type; `None` is work without one."""

    task: str | None
    minutes: float


@dataclass(frozen=True, slots=True)
class TodayView:
    """Everything on the page. `is_blank` says that the journal holds nothing at all yet.

    `set_aside` counts what waits tomorrow, where nothing does today.
    """

    today: date
    inbox: InboxContents
    week: WeekSums
    minutes: tuple[TaskMinutes, ...]
    questions: Questions
    is_blank: bool
    set_aside: int = 0


def today_view(journal: "Journal", *, now: datetime, zone: ZoneInfo) -> TodayView:
    """Ask the journal for the page; to be called on the journal's thread."""
    today = now.astimezone(zone).date()
    this_week = EntryFilter(period=week_of(today))
    by_task = journal.value_days(this_week, GroupBy.TASK)
    inbox = _inbox(journal, now)
    tomorrow = datetime.combine(today + timedelta(days=1), time(0, 1), zone)
    return TodayView(
        today=today,
        inbox=inbox,
        week=_week_sums(journal, this_week, by_task, today),
        minutes=_task_minutes(by_task),
        questions=Questions(journal.rework.due(now, _QUESTIONS), journal.same_work.offers(now, _QUESTIONS)),
        is_blank=journal.is_blank(),
        set_aside=0 if inbox.entries else journal.inbox_count(tomorrow),
    )


def _inbox(journal: "Journal", now: datetime) -> InboxContents:
    entries = journal.inbox(now, _ROWS_SHOWN)
    projects = {entry.interaction.project for entry in entries}
    likely = {project: journal.task_list.last_in(project) for project in projects}
    return InboxContents(
        entries=entries,
        count=journal.inbox_count(now, MOST_COUNTED + 1),
        task_types=journal.task_list.offered(),
        likely_tasks={project: task for project, task in likely.items() if task},
    )


def _week_sums(
    journal: "Journal", this_week: EntryFilter, days: tuple[ValueDay, ...], today: date
) -> WeekSums:
    totals = journal.totals(this_week, GroupBy.DAY)
    used = [row for row in totals.rows if row.calls or row.interactions]
    return WeekSums(
        tokens=totals.total.raw_tokens,
        is_lower_bound=totals.total.is_lower_bound,
        days_used=len(used),
        days_gone=today.weekday() + 1,
        net_minutes=sum(day.net_minutes for day in days) if any(day.valued for day in days) else None,
        valued=sum(day.valued for day in days),
        helped=sum(day.helped for day in days),
        hurt=sum(day.hurt for day in days),
        judged=sum(day.assessed for day in days),
        interactions=sum(day.interactions for day in days),
    )


def _task_minutes(days: tuple[ValueDay, ...]) -> tuple[TaskMinutes, ...]:
    """Sum net minutes by task type, the most gained first."""
    sums: dict[str | None, float] = defaultdict(float)
    for day in days:
        if day.valued:
            sums[day.key] += day.net_minutes
    rows = (TaskMinutes(task, minutes) for task, minutes in sums.items())
    return tuple(sorted(rows, key=lambda row: (-row.minutes, row.task or "")))
