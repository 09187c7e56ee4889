"""A page with nothing on it but a slip of paper in its middle; it may be ruled like a notebook."""

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from aijournal.ui.mirroring import mirrored
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import CARD_GAP

_FAINT = 0.45
_WIDTH_EM = 26


def rule_page(painter: QPainter, theme: Theme, area: QWidget, margin: int, top: int, step: int) -> None:
    """Draw the margin and faint lines from `top` to the end of the page."""
    height, width = area.height(), area.width()
    edge = mirrored(painter, QRectF(margin, top, 1, height - top), QRectF(area.rect()))
    painter.fillRect(edge, theme.color("line"))
    painter.setOpacity(_FAINT)
    for line in range(top + step, height, step):
        painter.fillRect(0, line, width, 1, theme.color("line"))


class SlipPage(QWidget):
    """Keeps the slip in the middle, as wide as it may be and as high as its words need."""

    def __init__(self, theme: Theme, slip: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._slip = slip
        slip.setParent(self)

    def event(self, event: QEvent) -> bool:
        """Make room when the words on the slip have changed."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own name
        """Keep to the middle."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        width = min(round(_WIDTH_EM * self._theme.type.em), self.width() - 2 * CARD_GAP)
        height = max(self._slip.heightForWidth(width), self._slip.minimumSizeHint().height())
        left, above = (self.width() - width) // 2, max(0, (self.height() - height) * 2 // 5)
        self._slip.setGeometry(left, above, width, height)


class RuledPage(SlipPage):
    """Ruled paper with a margin."""

    def __init__(
        self, theme: Theme, slip: QWidget, margin: int, step: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, slip, parent)
        self._margin = margin
        self._step = step

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Rule the page."""
        painter = QPainter(self)
        rule_page(painter, self._theme, self, self._margin, 0, self._step)
        painter.end()
