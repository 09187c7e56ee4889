"""A filter as a chip: it opens a list to pick from, and a set one can be taken out."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from aijournal.ui.icons import tinted_pixmap
from aijournal.ui.mirroring import mirrored
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, KEY_CORNER, SIBLING_GAP, SMALLEST_TARGET

_SIGN_EM = 0.65
_LONGEST_EM = 16


class FilterChip(QAbstractButton):
    """Click, Enter and Space open the list; the cross, Del and Backspace take the filter out."""

    removed = Signal()

    def __init__(self, theme: Theme, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = words
        self._value = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.show_value("")

    @property
    def is_set(self) -> bool:
        """Whether the filter is in force."""
        return bool(self._value)

    @property
    def _sign(self) -> int:
        """The size of the sign beside the words."""
        return round(_SIGN_EM * self._theme.type.em)

    def show_value(self, value: str) -> None:
        """Show what entries must be, or that anything will do."""
        self._value = value
        self.setText(f"{self._words}: {value}" if value else self._words)
        spoken = self.tr("%1: %2, Delete takes it out") if value else self.tr("%1: any")
        self.setAccessibleName(spoken.replace("%1", self._words).replace("%2", value))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """Leave room for the words and the sign beside them."""
        metrics = QFontMetricsF(self._theme.type.small)
        words = min(metrics.horizontalAdvance(self.text()), _LONGEST_EM * self._theme.type.em)
        height = max(metrics.height() + SIBLING_GAP + 2, SMALLEST_TARGET)
        return QSize(round(words) + 2 * SIBLING_GAP + GRID + self._sign, round(height))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """Never cut the words."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Open and take out by keys."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.is_set:
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.click()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's own name
        """Take the filter out where the cross was clicked."""
        from_edge = event.position().x() if self.isRightToLeft() else self.width() - event.position().x()
        is_on_cross = from_edge <= self._sign + 2 * GRID
        if self.is_set and is_on_cross and self.rect().contains(event.position().toPoint()):
            self.setDown(False)
            self.removed.emit()
        else:
            super().mouseReleaseEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's own name
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Draw the chip."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        is_lively = self.hasFocus() or self.underMouse()
        ink = self._theme.color("accent" if self.is_set else "ink" if is_lively else "soft_ink")
        edge = (
            "accent"
            if self.hasFocus()
            else "soft_ink"
            if is_lively
            else "accent_tint"
            if self.is_set
            else "line"
        )
        painter.setPen(QPen(self._theme.color(edge), 1))
        painter.setBrush(self._theme.color("accent_tint" if self.is_set or self.isDown() else "sheet"))
        painter.drawRoundedRect(box, KEY_CORNER, KEY_CORNER)
        painter.setPen(ink)
        painter.setFont(self._theme.type.small)
        words = mirrored(painter, box.adjusted(SIBLING_GAP, 0, -SIBLING_GAP - self._sign, 0), box)
        shown = QFontMetricsF(self._theme.type.small).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, words.width() + 1
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        sign = tinted_pixmap("remove" if self.is_set else "open", ink, self._sign, self.devicePixelRatioF())
        left, top = box.right() - GRID - self._sign, box.center().y() - self._sign / 2
        place = mirrored(painter, QRectF(left, top, self._sign, self._sign), box)
        painter.drawPixmap(round(place.x()), round(place.y()), sign)
        painter.end()
