"""What is said where a key for one entry is pressed while many are chosen: which key is for all of them."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from aijournal.ui import phrases
from aijournal.ui.actions.action import Scope
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.actions.keys import native

_FOR_MANY: Mapping[str, str] = {
    "entry.project": "bulk.project",
    "entry.tags": "bulk.tags",
    "entry.merge": "bulk.merge",
    "verdict.task": "bulk.task",
}


def say_many_chosen(bindings: Bindings, action: str, count: int) -> str:
    """Return what to press instead of a key for one entry."""
    chosen = _tr("%1 are chosen, and this key is for one of them.").replace("%1", phrases.entries(count))
    is_verdict = action in bindings.names_in(Scope.VERDICT)
    other = _FOR_MANY.get(action, "bulk.verdict" if is_verdict else "")
    key = bindings.shown(other) if other else ""
    ways = _tr("%1 does it to all; %2 chooses none.").replace("%1", key) if key else _tr("%2 chooses none.")
    return f"{chosen} {ways.replace('%2', native('Esc'))}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("JournalPage", text)
