"""A line to type in that keeps no key for itself which does nothing there."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit


class LineEdit(QLineEdit):
    """Undo and redo are the line's own while it has something to take back, else the window's.

    Qt's own line keeps both keys even when they do nothing in it.
    """

    def event(self, event: QEvent) -> bool:
        """Claim a key that is a shortcut of the window as well, or let the window have it."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self._is_useless(event)
        ):
            event.ignore()
            return False
        return super().event(event)

    def _is_useless(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Undo):
            return not self.isUndoAvailable()
        return event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
