"""A line to type in that keeps no key for itself which does nothing there."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QDragEnterEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from aijournal.ui.type_scale import SMALLEST_TARGET


class LineEdit(QLineEdit):
    """Undo and redo are the line's own while it has something to take back, else the window's.

    Qt's own line keeps both keys even when they do nothing in it. Files that are held over the line are meant
    for the window, and so is Esc, unless the line `keeps_escape`.
    """

    keeps_escape = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumHeight(SMALLEST_TARGET)

    def event(self, event: QEvent) -> bool:
        """Claim a key that is a shortcut of the window as well, or let the window have it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if self._is_useless(event):
                event.ignore()
                return False
            if self.keeps_escape and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        return super().event(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's own name
        """Let the window have files."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def _is_useless(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Undo):
            return not self.isUndoAvailable()
        return event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
