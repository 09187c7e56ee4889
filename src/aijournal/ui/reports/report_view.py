"""What the page Reports shows besides the report, asked of the journal."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.review import ReviewWords

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal


@dataclass(frozen=True, slots=True)
class ReportView:
    """What the person wrote for a report of some entries, and the names that are not to leave in it."""

    wanted: EntryFilter
    words: ReviewWords
    names: tuple[str, ...]


def report_view(journal: "Journal", *, wanted: EntryFilter) -> ReportView:
    """Ask for it; to be called on the journal's thread."""
    return ReportView(wanted, journal.review.of(wanted), journal.kept_names.all())
