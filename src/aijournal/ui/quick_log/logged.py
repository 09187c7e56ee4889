"""A typed line becomes an entry, and its draft goes in the same step."""

from typing import TYPE_CHECKING

from aijournal.domain.assessment import Door
from aijournal.domain.entry import Entry
from aijournal.domain.entry_line import EntryLine
from aijournal.ui.clock import Clock

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal


def log_line(journal: "Journal", *, line: EntryLine, clock: Clock, draft: str) -> Entry:
    """Log an entry and drop the draft of that name; to be called on the journal's thread."""
    with journal.together():
        entry = journal.log(line, clock.now(), Door.QUICK_LOG)
        journal.drafts.drop(draft)
    return entry
