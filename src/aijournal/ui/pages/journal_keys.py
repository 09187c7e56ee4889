"""The line under the table: which keys do what."""

from PySide6.QtCore import QCoreApplication

from aijournal.ui import phrases
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.actions.keys import native


def _tr(text: str) -> str:
    return QCoreApplication.translate("JournalPage", text)


def key_hints(bindings: Bindings) -> str:
    """Return what the keys of the table do; what has no key is left out."""
    shown = bindings.shown
    hints = (
        (shown("entries.edit"), _tr("%1 edits")),
        (native("Esc"), _tr("%1 goes back")),
        (shown("journal.search"), _tr("%1 searches")),
        (shown("entries.delete"), _tr("%1 deletes")),
        (shown("entries.toggle"), _tr("%1 chooses")),
        (shown("entries.select_all"), _tr("%1 chooses all")),
        (shown("entries.sort"), _tr("%1 sorts")),
        (shown("view.open"), _tr("%1 opens a view")),
        (shown("act.undo"), _tr("%1 takes back")),
        (_tr("Home, End"), _tr("%1 jump")),
    )
    return phrases.BETWEEN.join(words.replace("%1", key) for key, words in hints if key)
