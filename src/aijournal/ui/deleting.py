"""Deleting an entry, wherever it is shown: into the trash, with the way back in the notice."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from aijournal.domain.entry import Entry
from aijournal.ui import phrases

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal


def delete_entry(journal: "Journal", *, entry_id: int, now: datetime) -> str:
    """Move an entry to the trash, and return the act's label; to be called on the journal's thread."""
    return journal.trash.delete([entry_id], now)


def deleted_words(entry: Entry) -> str:
    """Return what the notice says after it."""
    title = phrases.plain_line(entry.interaction.title or "")
    if title:
        return QCoreApplication.translate("deleting", "Deleted “%1”.").replace("%1", title)
    at = phrases.clock(phrases.local_start(entry.interaction))
    return QCoreApplication.translate("deleting", "Deleted the entry of %1.").replace("%1", at)
