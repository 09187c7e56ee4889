"""The raw entries behind a point of a chart, asked of the journal."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from aijournal.domain.entry import Entry
from aijournal.domain.entry_filter import EntryFilter

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal

MOST_LISTED = 50
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Behind:
    """Which entries a point rests on, and `words` that say so.

    A filter cannot ask for what has no name: `without_model` and `without_task` ask for entries that have
    none.
    """

    wanted: EntryFilter
    words: str
    without_model: bool = False
    without_task: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether the filter says it all."""
        return not (self.without_model or self.without_task)

    def holds(self, entry: Entry) -> bool:
        """Whether an entry that passed the filter is meant."""
        work = entry.interaction
        return not (self.without_model and work.model) and not (self.without_task and work.task)


@dataclass(frozen=True, slots=True)
class BehindView:
    """The newest of the entries, and the numbers of all of them."""

    entries: tuple[Entry, ...]
    ids: tuple[int, ...]


def behind_view(journal: "Journal", behind: Behind, now: datetime) -> BehindView:
    """Ask the journal; to be called on the journal's thread."""
    if behind.is_plain:
        entries = journal.entries(behind.wanted, now, MOST_LISTED).rows
        return BehindView(entries, journal.numbers(behind.wanted))
    found = tuple(entry for entry in _all(journal, behind.wanted, now) if behind.holds(entry))
    return BehindView(found[:MOST_LISTED], tuple(entry.interaction.id for entry in found))


def _all(journal: "Journal", wanted: EntryFilter, now: datetime) -> Iterator[Entry]:
    before: tuple[datetime, int] | None = None
    while True:
        page = journal.entries(wanted, now, _AT_ONCE, before)
        yield from page.rows
        if not page.more:
            return
        last = page.rows[-1].interaction
        before = last.started_at, last.id
