"""What an entry can be made one with."""

from datetime import datetime
from typing import TYPE_CHECKING

from aijournal.domain.merging import Merging
from aijournal.errors import AijournalError

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal


def ways_to_merge(
    journal: "Journal", *, entry_id: int, now: datetime
) -> tuple[Merging | None, Merging | None]:
    """Ask what merging with the entry before and after would come to; on the journal's thread.

    Both are of the same conversation. Raises `AijournalError` where there is neither.
    """
    before, after = journal.reshaping.neighbours(entry_id)
    if before is None and after is None:
        raise AijournalError(
            "There is nothing to make it one with",
            "No other entry is of the same conversation. Entries of different ones can be selected in the "
            "table and made one there.",
        )
    preview = journal.reshaping.preview
    return (
        None if before is None else preview([before, entry_id], now),
        None if after is None else preview([entry_id, after], now),
    )
