"""A button that shows the key which does the same."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from aijournal.ui.mirroring import mirrored
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, KEY_CORNER, SIBLING_GAP, SMALLEST_TARGET


class KeyButton(QAbstractButton):
    """Words and, smaller, the key; `tone` is the role of the colour in which the words are written."""

    def __init__(
        self,
        theme: Theme,
        words: str,
        key: str = "",
        tone: str = "ink",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._key = key
        self._tone = tone
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setText(words)

    @property
    def key(self) -> str:
        """The key that is shown."""
        return self._key

    def setText(self, words: str) -> None:  # noqa: N802 - Qt's own name
        """Change the words, for eyes and for screen readers."""
        super().setText(words)
        self._tell()

    def set_key(self, key: str) -> None:
        """Show another key, or none."""
        self._key = key
        self._tell()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """Leave room for words and key; never less than a finger needs."""
        words = QFontMetricsF(self._theme.type.small).horizontalAdvance(self.text())
        height = max(self._theme.type.em + SIBLING_GAP + 1, SMALLEST_TARGET)
        return QSize(round(words + self._cap_width() + 2 * SIBLING_GAP + GRID - 2), round(height))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """Never cut the words."""
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's own name
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Draw the key cap."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        self._paint_ground(painter, box)
        painter.setFont(self._theme.type.small)
        painter.setPen(self._theme.color(self._ink()))
        words = mirrored(painter, box.adjusted(SIBLING_GAP, 0, 0, 0), box)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        self._paint_cap(painter, box)
        painter.end()

    def _tell(self) -> None:
        told = self.tr("%1, key %2").replace("%1", self.text()).replace("%2", self._key)
        self.setAccessibleName(told if self._key else self.text())
        self.updateGeometry()

    def _ink(self) -> str:
        if not self.isEnabled():
            return "soft_ink"
        return "on_accent" if self.isChecked() else self._tone

    def _cap_width(self) -> float:
        if not self._key:
            return 0.0
        return max(QFontMetricsF(self._theme.type.small).horizontalAdvance(self._key), GRID) + SIBLING_GAP

    def _paint_cap(self, painter: QPainter, box: QRectF) -> None:
        """Draw the key as it lies on a keyboard: a small cap with its letter."""
        if not self._key:
            return
        width, height = self._cap_width(), box.height() - 2 * GRID + 1
        cap = QRectF(box.right() - GRID - width, box.center().y() - height / 2, width, height)
        cap = mirrored(painter, cap, box)
        if not self.isChecked():
            painter.setPen(QPen(self._theme.color("line"), 1))
            painter.setBrush(self._theme.color("raised"))
            painter.drawRoundedRect(cap, GRID, GRID)
        painter.setPen(self._theme.color("on_accent" if self.isChecked() else "soft_ink"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)

    def _paint_ground(self, painter: QPainter, box: QRectF) -> None:
        is_lively = self.isEnabled() and (self.underMouse() or self.hasFocus() or self.isDown())
        chosen = self._tone if self._tone in ("gained", "lost") else "accent"
        ground = chosen if self.isChecked() else "accent_tint" if self.isDown() else "sheet"
        border = chosen if self.hasFocus() or self.isChecked() else "soft_ink" if is_lively else "line"
        painter.setBrush(self._theme.color(ground))
        painter.setPen(QPen(self._theme.color(border), 1))
        painter.drawRoundedRect(box, KEY_CORNER, KEY_CORNER)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self._theme.color("on_accent" if self.isChecked() else "accent"))
            painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), GRID, GRID)
