"""What was understood of the line, in words; pressing it takes it out again."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from aijournal.domain.entry_line import Chip
from aijournal.ui.icons import tinted_pixmap
from aijournal.ui.mirroring import mirrored
from aijournal.ui.phrases import plain_line
from aijournal.ui.quick_log.chip_tones import tone_of
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, KEY_CORNER, SIBLING_GAP, SMALLEST_TARGET

_CROSS_EM = 0.7


class ChipButton(QAbstractButton):
    """A tinted chip with a cross; click, Del, Backspace, Enter and Space take it out."""

    def __init__(self, theme: Theme, chip: Chip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.chip = chip
        words = plain_line(chip.label)
        self.setText(words)
        self.setAccessibleName(self.tr("%1, remove").replace("%1", words))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """Leave room for the words and the cross."""
        metrics = QFontMetricsF(self._theme.type.small)
        width = metrics.horizontalAdvance(self.text()) + 2 * SIBLING_GAP + GRID + self._cross
        return QSize(round(width), round(max(metrics.height() + SIBLING_GAP, SMALLEST_TARGET)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """Never cut the words."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Take out by keys, too."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's own name
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Draw the chip."""
        tone = tone_of(self.chip)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        is_lively = self.hasFocus() or self.underMouse()
        painter.setPen(QPen(self._theme.color(tone)) if is_lively else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(self._theme.color(f"{tone}_tint"))
        painter.drawRoundedRect(box, KEY_CORNER, KEY_CORNER)
        painter.setPen(self._theme.color(tone))
        painter.setFont(self._theme.type.small)
        words = mirrored(painter, box.adjusted(SIBLING_GAP, 0, 0, 0), box)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        self._paint_cross(painter, box, tone)
        painter.end()

    @property
    def _cross(self) -> int:
        """The size of the cross."""
        return round(_CROSS_EM * self._theme.type.em)

    def _paint_cross(self, painter: QPainter, box: QRectF, tone: str) -> None:
        size = self._cross
        icon = tinted_pixmap("remove", self._theme.color(tone), size, self.devicePixelRatioF())
        left = box.right() - SIBLING_GAP / 2 - size
        place = mirrored(painter, QRectF(left, box.center().y() - size / 2, size, size), box)
        painter.drawPixmap(place.toRect().topLeft(), icon)
