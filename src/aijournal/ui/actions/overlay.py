"""What stands over the whole window for a moment, and gives the keyboard back where it was."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from aijournal.ui.actions.keys import key_of
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import CARD_GAP, GRID, PAGE_EDGE

_SHADE = QColor(0, 0, 0, 90)


class Overlay(QWidget):
    """A sheet over the window while the rest waits: no key and no shortcut gets past it, Esc closes it.

    Its parent says by `place` when the window has grown or shrunk.
    """

    closed = Signal()

    def __init__(self, theme: Theme, name: str, width_em: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._width_em = width_em
        self._before: QWidget | None = None
        self._area = parent
        self.sheet = QFrame(self)
        self.sheet.setProperty("role", "overlay")
        self.sheet.setAccessibleName(name)
        self.column = QVBoxLayout(self.sheet)
        self.column.setContentsMargins(GRID, GRID, GRID, GRID)
        self.column.setSpacing(GRID)
        theme.changed.connect(self.place)
        self.hide()

    def open(self, focus: QWidget) -> None:
        """Stand over the window with the keyboard in one of its parts."""
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self.place()
        self.show()
        self.raise_()
        focus.setFocus(Qt.FocusReason.PopupFocusReason)

    def wanted_height(self) -> int:
        """Return how high the sheet would be with all that is on it."""
        return self.sheet.sizeHint().height()

    def place(self) -> None:
        """Cover the window, with the sheet in the upper middle, as large as it needs to be."""
        area = self._area.rect()
        self.setGeometry(area)
        width = min(round(self._width_em * self._theme.type.em), area.width() - 2 * CARD_GAP)
        top = min(area.height() // 8, 3 * PAGE_EDGE)
        height = min(self.wanted_height(), area.height() - top - CARD_GAP)
        self.sheet.setGeometry((area.width() - width) // 2, top, width, height)

    def event(self, event: QEvent) -> bool:
        """Keep every key here, also those that would be a shortcut of the window, but Enter on a button."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_press = isinstance(QApplication.focusWidget(), QAbstractButton) and key_of(event) == "Return"
            event.setAccepted(not is_press)
            return not is_press
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Close on Esc; what nobody here wants goes nowhere else."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        event.accept()

    def mousePressEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's own name
        """Close on a click beside the sheet."""
        self.close()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's own name
        """Give the keyboard back."""
        super().hideEvent(event)
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802, FBT001 - Qt's own name and argument
        """Let Tab go round within the sheet."""
        stops = [one for one in self.sheet.findChildren(QWidget) if _is_stop(one)]
        focus = QApplication.focusWidget()
        if stops:
            at = stops.index(focus) if focus in stops else -1
            stop = stops[(at + (1 if forward else -1)) % len(stops)]
            stop.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Shade what is under the sheet."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), _SHADE)
        painter.end()


def _is_stop(widget: QWidget) -> bool:
    takes_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes_tab and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None
