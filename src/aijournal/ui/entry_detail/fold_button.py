"""The line that opens and closes what stands under it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from aijournal.ui.icons import tinted_pixmap
from aijournal.ui.mirroring import mirrored
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, KEY_CORNER, SIBLING_GAP, SMALLEST_TARGET

_SIGN_EM = 0.6
_ALIGN = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class FoldButton(QAbstractButton):
    """A sign that shows whether it is open, a few words, and the key that does the same."""

    def __init__(self, theme: Theme, words: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setText(words)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_key(key)

    def set_key(self, key: str) -> None:
        """Show another key, or none."""
        self._key = key
        told = self.tr("%1, key %2").replace("%1", self.text()).replace("%2", key)
        self.setAccessibleName(told if key else self.text())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """Leave room for sign, words and key."""
        width = self._words_at + self._advance(self.text()) + SIBLING_GAP + self._cap_width + GRID
        height = max(self._theme.type.em + SIBLING_GAP, SMALLEST_TARGET)
        return QSize(round(width) + 1, round(height))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """Never cut the words."""
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's own name
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Draw the line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("accent"), 1))
            painter.drawRoundedRect(box, KEY_CORNER, KEY_CORNER)
        ink = self._theme.color("ink" if self.underMouse() else "soft_ink")
        icon = tinted_pixmap(
            "open" if self.isChecked() else "closed", ink, self._sign, self.devicePixelRatioF()
        )
        sign = QRectF(0, (self.height() - self._sign) / 2, self._sign, self._sign)
        painter.drawPixmap(mirrored(painter, sign, box).topLeft(), icon)
        painter.setFont(self._theme.type.small)
        painter.setPen(ink)
        painter.drawText(mirrored(painter, box.adjusted(self._words_at, 0, 0, 0), box), _ALIGN, self.text())
        self._paint_cap(painter, box)
        painter.end()

    @property
    def _sign(self) -> int:
        return round(_SIGN_EM * self._theme.type.em)

    @property
    def _words_at(self) -> float:
        return self._sign + GRID

    @property
    def _cap_width(self) -> float:
        return self._advance(self._key) + SIBLING_GAP if self._key else 0.0

    def _advance(self, text: str) -> float:
        return QFontMetricsF(self._theme.type.small).horizontalAdvance(text)

    def _paint_cap(self, painter: QPainter, box: QRectF) -> None:
        if not self._key:
            return
        height = QFontMetricsF(self._theme.type.small).height() + 2
        left = self._words_at + self._advance(self.text()) + SIBLING_GAP
        cap = QRectF(left, box.center().y() - height / 2, self._cap_width, height)
        cap = mirrored(painter, cap, box)
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.setBrush(self._theme.color("raised"))
        painter.drawRoundedRect(cap, GRID, GRID)
        painter.setPen(self._theme.color("soft_ink"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)
