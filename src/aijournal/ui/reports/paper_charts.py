"""Charts on paper: the shapes of every format, painted as lines and words within the text around them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, QSizeF
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QPyTextObject,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from aijournal.export.chart_shapes import (
    TYPE_SIZE,
    Anchor,
    Box,
    Dot,
    Drawing,
    Line,
    Shape,
    Tone,
    Words,
)
from aijournal.ui.colors import LIGHT

_OBJECT: Final = QTextFormat.ObjectTypes.UserObject.value + 1
_NUMBER: Final = QTextFormat.Property.UserProperty.value + 1
_POINTS: Final = 0.75  # to a unit of a drawing: 640 of them are as wide as the text on A4
_HIGHEST: Final = 620  # points, for a page to have room for it and its heading
_POINTS_AN_INCH: Final = 72
_COLORS: Final[Mapping[Tone, str]] = MappingProxyType(
    {
        Tone.INK: LIGHT.ink,
        Tone.SOFT: LIGHT.soft_ink,
        Tone.FAINT: LIGHT.line,
        Tone.GAINED: LIGHT.gained,
        Tone.LOST: LIGHT.lost,
    }
)


class PaperCharts(QPyTextObject):
    """Draws every chart of one text where a sign stands for it; the text's layout owns it."""

    def __init__(self, paper: QTextDocument, font: QFont) -> None:
        super().__init__(paper)
        self._drawings: list[Drawing] = []
        self._font = QFont(font)
        self._font.setPixelSize(round(TYPE_SIZE))
        self.draw_in(paper)

    def draw_in(self, paper: QTextDocument) -> None:
        """Draw in another text too, which is a copy of the first."""
        paper.documentLayout().registerHandler(_OBJECT, self)

    def insert(self, cursor: QTextCursor, drawing: Drawing) -> None:
        """Put a drawing into the text."""
        sign = QTextCharFormat()
        sign.setObjectType(_OBJECT)
        sign.setProperty(_NUMBER, len(self._drawings))
        self._drawings.append(drawing)
        cursor.insertText(chr(0xFFFC), sign)

    def intrinsicSize(  # noqa: N802 - Qt's name
        self,
        doc: QTextDocument,
        posInDocument: int,  # noqa: N803 - Qt's name
        format: QTextFormat,  # noqa: A002 - Qt's name
    ) -> QSizeF:
        """Return the room that a drawing takes, in the dots of what the text is laid out for."""
        del posInDocument
        drawn, paper = self._drawn(format), doc.documentLayout().paintDevice()
        dots_an_inch = paper.logicalDpiX() if paper else _POINTS_AN_INCH  # for no paper yet, any will do
        points = min(_POINTS, _HIGHEST / drawn.height)
        return QSizeF(drawn.width, drawn.height) * (points * dots_an_inch / _POINTS_AN_INCH)

    def drawObject(  # noqa: N802 - Qt's name
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        posInDocument: int,  # noqa: N803 - Qt's name
        format: QTextFormat,  # noqa: A002 - Qt's name
    ) -> None:
        """Paint a drawing into its room."""
        del doc, posInDocument
        drawn, room = self._drawn(format), QRectF(rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(room.topLeft())
        painter.scale(room.width() / drawn.width, room.height() / drawn.height)
        painter.setFont(self._font)
        for shape in drawn.shapes:
            paint_shape(painter, shape)
        painter.restore()

    def _drawn(self, sign: QTextFormat) -> Drawing:
        return self._drawings[sign.intProperty(_NUMBER)]


def paint_shape(painter: QPainter, shape: Shape) -> None:
    """Paint one shape in the units of its drawing."""
    match shape:
        case Line(x1, y1, x2, y2, width, tone):
            painter.setPen(QPen(_color(tone), width))
            painter.drawLine(QLineF(x1, y1, x2, y2))
        case Box(x, y, width, height, radius, tone, opacity):
            _fill(painter, tone, opacity)
            painter.drawRoundedRect(QRectF(x, y, width, height), radius, radius)
        case Dot(x, y, radius, tone):
            _fill(painter, tone)
            painter.drawEllipse(QPointF(x, y), radius, radius)
        case Words(x, y, text, anchor, tone):
            painter.setPen(_color(tone))
            width = QFontMetricsF(painter.font()).horizontalAdvance(text)
            before = {Anchor.START: 0.0, Anchor.MIDDLE: width / 2, Anchor.END: width}[anchor]
            painter.drawText(QPointF(x - before, y), text)


def _fill(painter: QPainter, tone: Tone, opacity: float = 1.0) -> None:
    painter.setPen(QPen(QColor(0, 0, 0, 0)))
    painter.setBrush(QBrush(_color(tone, opacity)))


def _color(tone: Tone, opacity: float = 1.0) -> QColor:
    color = QColor(_COLORS[tone])
    color.setAlphaF(opacity)
    return color
