"""What a look back at the day asks about, asked of the journal in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from aijournal.domain.assessment import Outcome
from aijournal.domain.entry import Entry
from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.period import Period
from aijournal.ui.inbox.inbox import InboxContents

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal

MOST_ASKED = 5
_DAYS_ENTRIES = 500
_HELPED = (Outcome.HELPED, Outcome.HELPED_A_LOT)


@dataclass(frozen=True, slots=True)
class DayReviewView:
    """What waits of the day, what helped and may have unblocked something, and what may have had rework.

    `judged` counts the entries that were asked about and have a verdict by now.
    """

    today: date
    waiting: InboxContents
    judged: int
    helped: tuple[Entry, ...]
    rework: tuple[Entry, ...]


def day_review_view(
    journal: "Journal", *, now: datetime, zone: ZoneInfo, asked: Sequence[int] | None
) -> DayReviewView:
    """Ask the journal; `asked` are the entries that were asked about before, so that no others follow them.

    What was drawn at random comes first. To be called on the journal's thread.
    """
    today = now.astimezone(zone).date()
    waiting = tuple(one for one in journal.inbox(now, _DAYS_ENTRIES) if one.interaction.local_day == today)
    if asked is not None:
        waiting = tuple(one for one in waiting if one.interaction.id in asked)
    days = journal.entries(EntryFilter(period=Period(today, today)), now, _DAYS_ENTRIES).rows
    return DayReviewView(
        today=today,
        waiting=_contents(journal, waiting[:MOST_ASKED]),
        judged=sum(one.assessment is not None for one in days if one.interaction.id in (asked or ())),
        helped=tuple(filter(_may_have_unblocked, days))[:MOST_ASKED],
        rework=journal.rework.due(now, 1),
    )


def _contents(journal: "Journal", entries: tuple[Entry, ...]) -> InboxContents:
    projects = {entry.interaction.project for entry in entries}
    likely = {project: journal.task_list.last_in(project) for project in projects}
    return InboxContents(
        entries=entries,
        count=len(entries),
        task_types=journal.task_list.offered(),
        likely_tasks={project: task for project, task in likely.items() if task},
    )


def _may_have_unblocked(entry: Entry) -> bool:
    verdict = entry.assessment
    return verdict is not None and verdict.outcome in _HELPED and verdict.unblocked is None
