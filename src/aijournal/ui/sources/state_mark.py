"""What was found of a source, told by a shape and by a word; the colour only agrees."""

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from aijournal.domain.reading import SourceState
from aijournal.ui.theme import Theme

_LINE = 1.6


def state_words(state: SourceState) -> str:
    """Return a state as the window says it."""
    words = {
        SourceState.FOUND: "found",
        SourceState.EMPTY: "found, empty",
        SourceState.UNREADABLE: "unreadable",
        SourceState.NOT_FOUND: "not found",
    }
    return QCoreApplication.translate("SourceState", words[state])


class StateMark(QWidget):
    """A ticked disc is found, a ring is empty, a triangle is unreadable, a dash is not found."""

    def __init__(self, theme: Theme, state: SourceState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state = state
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self._dress)

    @property
    def state(self) -> SourceState:
        """What the mark says."""
        return self._state

    def show_state(self, state: SourceState) -> None:
        """Say what was found."""
        self._state = state
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """Be as high as a line of text."""
        return QSize(round(self._theme.type.em), round(self._theme.type.em))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Draw the shape."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(self.width(), self.height()) - 2.0
        box = QRectF(0, 0, side, side)
        box.moveCenter(QRectF(self.rect()).center())
        draw = {
            SourceState.FOUND: self._draw_disc,
            SourceState.EMPTY: self._draw_ring,
            SourceState.UNREADABLE: self._draw_triangle,
            SourceState.NOT_FOUND: self._draw_dash,
        }
        draw[self._state](painter, box)
        painter.end()

    @Slot()
    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    def _pen(self, role: str) -> QPen:
        pen = QPen(self._theme.color(role), _LINE)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        return pen

    def _draw_disc(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("gained"))
        painter.drawEllipse(box)
        painter.setPen(self._pen("on_accent"))
        tick = ((0.28, 0.53), (0.44, 0.68), (0.72, 0.36))
        painter.drawPolyline([_within(box, x, y) for x, y in tick])

    def _draw_ring(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(self._pen("soft_ink"))
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))

    def _draw_triangle(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(self._pen("lost"))
        painter.setBrush(self._theme.color("lost_tint"))
        painter.drawPolygon([_within(box, x, y) for x, y in ((0.5, 0.08), (0.98, 0.92), (0.02, 0.92))])
        painter.drawLine(_within(box, 0.5, 0.4), _within(box, 0.5, 0.6))
        painter.drawPoint(_within(box, 0.5, 0.77))

    def _draw_dash(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(self._pen("soft_ink"))
        painter.drawLine(_within(box, 0.15, 0.5), _within(box, 0.85, 0.5))


def _within(box: QRectF, x: float, y: float) -> QPointF:
    return QPointF(box.x() + x * box.width(), box.y() + y * box.height())
