"""What opens under a chip and goes away again by itself."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, SIBLING_GAP


class Popup(QFrame):
    """A sheet of paper over the page; Esc and a click elsewhere put it away."""

    closed = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "popup")
        self.setAccessibleName(name)
        self._theme = theme
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SIBLING_GAP, SIBLING_GAP, SIBLING_GAP, SIBLING_GAP)
        self.column.setSpacing(GRID)

    def open_under(self, anchor: QWidget) -> None:
        """Show it under a chip, as far left as the screen asks for."""
        self.fit()
        corner = anchor.mapToGlobal(QPoint(0, anchor.height() + GRID))
        screen = anchor.screen().availableGeometry()
        left = min(corner.x(), screen.right() - self.width())
        top = corner.y() if corner.y() + self.height() <= screen.bottom() else screen.bottom() - self.height()
        self.move(max(screen.left(), left), max(screen.top(), top))
        self.show()

    def fit(self) -> None:
        """Be as large as the contents, and no larger: `adjustSize` has a least size of its own."""
        self.column.activate()
        self.resize(self.sizeHint())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Go away on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif not self._take_back(event):
            super().keyPressEvent(event)

    def _take_back(self, event: QKeyEvent) -> bool:
        """Take back, or do again, by the window's own keys, which do not work while this is open."""
        parent, key = self.parentWidget(), QKeySequence(event.keyCombination())
        for name in ("act.undo", "act.redo"):
            act = parent.window().findChild(QAction, name) if parent is not None else None
            if act is not None and act.isEnabled() and key in act.shortcuts():
                act.trigger()
                return True
        return False

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's own name
        """Say so, for the chip that gets the keyboard back."""
        super().hideEvent(event)
        self.closed.emit()
