"""A place for plain text that is as high as its words."""

from math import ceil

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from aijournal.ui.discreet import changes_in_part, hides_figures
from aijournal.ui.type_scale import GRID

_MOST_LINES = 6


class GrowingEdit(QPlainTextEdit):
    """Enter and leaving the field finish it, Shift+Enter begins a new line, Esc gives up.

    In discreet mode Enter leaves the field, too, and a hidden text can only be replaced whole: other keys are
    `refused`.
    """

    edited = Signal(str)
    finished = Signal()
    given_up = Signal()
    refused = Signal()

    def __init__(self, name: str, *, has_lines: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._has_lines = has_lines
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(GRID)
        self.textChanged.connect(self._take)

    def text(self) -> str:
        """Return what stands in it."""
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        """Show a text that nobody typed; the caret stays where it is when nothing changes."""
        if text != self.text():
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)
        self._fit()

    def show_hint(self, hint: str) -> None:
        """Show softly what stands there while nothing is typed."""
        self.setPlaceholderText(hint)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Finish and give up by keys."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif is_enter and not (self._has_lines and event.modifiers() & Qt.KeyboardModifier.ShiftModifier):
            self.finished.emit()
            if hides_figures():
                self.given_up.emit()  # nothing is left to give up but the caret, which would go on typing
        elif changes_in_part(event, self.text(), self.textCursor().selection().toPlainText()):
            self.refused.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's own name
        """Finish when the caret goes elsewhere."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.finished.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own name
        """Fit the height to the new width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Fit the height to a new font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """Take what width there is."""
        return QSize(0, self.height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """Be as high as the words."""
        return self.sizeHint()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802 - Qt's own name
        """Let the window have files that are dropped."""
        return not source.hasUrls() and super().canInsertFromMimeData(source)

    @Slot()
    def _take(self) -> None:
        self._fit()
        self.edited.emit(self.text())

    def _fit(self) -> None:
        lines = self._lines()
        is_long = lines > _MOST_LINES
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if is_long else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        words = ceil(min(lines, _MOST_LINES) * QFontMetricsF(self.font()).lineSpacing())
        edges = self.height() - self.viewport().height()
        self.setFixedHeight(words + round(2 * self.document().documentMargin()) + max(0, edges))

    def _lines(self) -> int:
        """Return how many lines the words need, or the hint where there are none."""
        if self.text():
            return round(self.document().size().height())
        width = self.viewport().width() - 2 * GRID
        flags = int(Qt.TextFlag.TextWordWrap)
        needed = self.fontMetrics().boundingRect(0, 0, max(1, width), 10_000, flags, self.placeholderText())
        return max(1, round(needed.height() / self.fontMetrics().lineSpacing()))
