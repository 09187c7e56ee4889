"""A view of the journal under a name: which entries, in which order, in which columns."""

from dataclasses import dataclass

from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.entry_order import NEWEST_FIRST, EntryOrder
from aijournal.domain.period_choice import ANY_TIME, PeriodChoice


@dataclass(frozen=True, slots=True)
class EntryView:
    """What a table of entries shows.

    `wanted` says nothing of days: those are the choice's, so that "the last 30 days" stay the last ones.
    `columns` are the names of the columns that are shown, in their order; none stands for the usual ones.
    """

    wanted: EntryFilter = EVERYTHING
    period: PeriodChoice = ANY_TIME
    order: EntryOrder = NEWEST_FIRST
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view that the person named; `is_default` where the page begins with it."""

    id: int
    name: str
    view: EntryView
    is_default: bool = False
