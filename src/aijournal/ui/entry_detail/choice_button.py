"""A quiet button of a row of which one is chosen at most."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from aijournal.ui.mirroring import mirrored
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, KEY_CORNER, SIBLING_GAP, SMALLEST_TARGET

OFFER_KEY = "="
_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)
_ON = (Qt.Key.Key_Right, Qt.Key.Key_Down)
_PRESS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CENTRE = Qt.AlignmentFlag.AlignCenter


class ChoiceButton(QAbstractButton):
    """Words; where they are offered, and not chosen, in a dashed frame with the key that takes them."""

    stepped = Signal(int)
    offer_taken = Signal()

    def __init__(self, theme: Theme, words: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_offered = False
        self.setText(words)
        self.setCheckable(True)
        self.setAccessibleName(name)

    @property
    def is_offered(self) -> bool:
        """Whether it is what was said last."""
        return self._is_offered

    def offer(self, *, is_offered: bool) -> None:
        """Say whether it is what was said last, and can be taken by a key."""
        if is_offered is not self._is_offered:
            self._is_offered = is_offered
            told = self.tr("what you said last; the key = takes it") if is_offered else ""
            self.setAccessibleDescription(told)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """Leave room for the words; never less than a finger needs."""
        width = self._advance(self.text()) + SIBLING_GAP + 2 + self._key_width
        height = max(self._theme.type.em + SIBLING_GAP + 1, SMALLEST_TARGET)
        return QSize(round(max(width, SMALLEST_TARGET)) + 1, round(height))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """Never cut the words."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Move along the row by arrows, choose by Enter as by the space bar."""
        if event.key() in (*_BACK, *_ON):
            is_on = event.key() in _ON
            is_mirrored = event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self.isRightToLeft()
            self.stepped.emit(1 if is_on is not is_mirrored else -1)
        elif event.key() in _PRESS:
            self.click()
        elif event.text() == OFFER_KEY:
            self.offer_taken.emit()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's own name
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Draw frame and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        self._paint_frame(painter, box)
        painter.setFont(self._theme.type.small)
        painter.setPen(self._theme.color("on_accent" if self.isChecked() else "ink"))
        words = mirrored(painter, box.adjusted(self._key_width, 0, 0, 0), box)
        painter.drawText(words, _CENTRE, self.text())
        if self._key_width:
            painter.setPen(self._theme.color("soft_ink"))
            key = QRectF(box.x() + GRID, box.y(), self._key_width, box.height())
            painter.drawText(mirrored(painter, key, box), _CENTRE, OFFER_KEY)
        painter.end()

    @property
    def _key_width(self) -> float:
        return self._advance(OFFER_KEY) + GRID if self._is_offered and not self.isChecked() else 0.0

    def _advance(self, text: str) -> float:
        return QFontMetricsF(self._theme.type.small).horizontalAdvance(text)

    def _paint_frame(self, painter: QPainter, box: QRectF) -> None:
        is_lively = self.underMouse() or self._is_offered
        ground = "accent" if self.isChecked() else "accent_tint" if self.isDown() else "sheet"
        border = "accent" if self.isChecked() or self.hasFocus() else "soft_ink" if is_lively else "line"
        is_dashed = self._is_offered and not self.isChecked() and not self.hasFocus()
        style = Qt.PenStyle.DashLine if is_dashed else Qt.PenStyle.SolidLine
        painter.setBrush(self._theme.color(ground))
        painter.setPen(QPen(self._theme.color(border), 1, style))
        painter.drawRoundedRect(box, KEY_CORNER, KEY_CORNER)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self._theme.color("on_accent" if self.isChecked() else "accent"))
            painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), GRID, GRID)
