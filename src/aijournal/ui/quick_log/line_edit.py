"""The line itself: what is understood is coloured in place, while it is typed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDropEvent, QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from aijournal.ui import phrases
from aijournal.ui.quick_log.chip_tones import tone_of
from aijournal.ui.theme import Theme
from aijournal.ui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QTextFormat

    from aijournal.domain.entry_line import Chip

_MOST_DROPPED = 4_000  # letters; what is longer is no line


class EntryLineEdit(LineEdit):
    """A plain line edit whose understood words have the colour of what they mean."""

    left = Signal()
    went_down = Signal()
    focus_changed = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_composing = False
        self.setProperty("role", "entry")
        self.setFrame(False)

    def color_words(self, chips: "Sequence[Chip]") -> None:
        """Colour what was understood; leaves words alone while an input method composes them."""
        if self._is_composing:
            return
        text, cursor = self.text(), self.cursorPosition()
        attributes = [
            QInputMethodEvent.Attribute(
                QInputMethodEvent.AttributeType.TextFormat,
                _units(text[: chip.start]) - cursor,
                _units(text[chip.start : chip.end]),
                self._format(chip),
            )
            for chip in chips
        ]
        # The one way in which a line edit takes formats: as if an input method had sent them.
        super().inputMethodEvent(QInputMethodEvent("", attributes))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802 - Qt's own name
        """Remember whether words are being composed."""
        self._is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Leave on Esc, or go on downwards; the draft stays."""
        leaving = {Qt.Key.Key_Escape: self.left, Qt.Key.Key_Down: self.went_down}.get(Qt.Key(event.key()))
        if leaving is not None:
            leaving.emit()
            return
        super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's own name
        """Make dropped text the line's, or a part of it where something stands there; undo takes it back."""
        words = phrases.plain_line(event.mimeData().text()[:_MOST_DROPPED])
        if not words:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if self.text():
            self.setCursorPosition(self.cursorPositionAt(event.position().toPoint()))
            words = f" {words} "
        self.insert(words)
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's own name
        """Say so, for the frame around the line."""
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's own name
        """Say so, for the frame around the line."""
        super().focusOutEvent(event)
        self.focus_changed.emit(False)

    def _format(self, chip: "Chip") -> "QTextFormat":
        from PySide6.QtGui import QTextCharFormat

        look = QTextCharFormat()
        look.setForeground(self._theme.color(tone_of(chip)))
        return look


def _units(text: str) -> int:
    """Return the length as Qt counts it, where an emoji is two."""
    return len(text.encode("utf-16-le")) // 2
