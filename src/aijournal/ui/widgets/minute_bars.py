"""Where minutes were gained and lost, one line for each kind of work."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from aijournal.ui.mirroring import mirrored
from aijournal.ui.phrases import signed
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, SIBLING_GAP

_BAR = 4


@dataclass(frozen=True, slots=True)
class MinuteLine:
    """Net minutes that fell on one kind of work."""

    words: str
    minutes: float


class MinuteBars(QWidget):
    """Words, a signed figure, and a bar that grows to the right for gained, to the left for lost."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: tuple[MinuteLine, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: tuple[MinuteLine, ...]) -> None:
        """Draw these lines, in this order."""
        self._lines = lines
        self.setAccessibleName(", ".join(f"{line.words} {signed(line.minutes)}" for line in lines))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """Ask for the height of the lines."""
        return QSize(0, round(len(self._lines) * self._line_height()))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """Never cut a line."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Draw every line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self._line_height()
        for index, line in enumerate(self._lines):
            box = QRectF(0, index * height, self.width(), height)
            self._paint_words(painter, box, line)
            self._paint_bar(painter, box, line.minutes)
        painter.end()

    def _line_height(self) -> float:
        return self._theme.type.em + 5 * GRID

    def _paint_words(self, painter: QPainter, box: QRectF, line: MinuteLine) -> None:
        text = box.adjusted(0, GRID, 0, -3 * GRID)
        figure = signed(line.minutes)
        metrics = QFontMetricsF(self._theme.type.text)
        painter.setFont(self._theme.type.text)
        painter.setPen(self._theme.color("ink"))
        room = text.width() - metrics.horizontalAdvance(figure) - SIBLING_GAP
        words = metrics.elidedText(line.words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.setPen(self._theme.color(tone_of(line.minutes) or "ink"))
        painter.setFont(self._theme.type.heading)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, figure)

    def _paint_bar(self, painter: QPainter, box: QRectF, minutes: float) -> None:
        """Draw the bar from the one zero that all lines share."""
        lowest = min(0.0, *(line.minutes for line in self._lines), 0.0)
        highest = max(0.0, *(line.minutes for line in self._lines), 0.0)
        scale = box.width() / ((highest - lowest) or 1.0)
        zero = -lowest * scale
        y = box.bottom() - GRID - _BAR / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("line"))
        painter.drawRect(QRectF(0, y + _BAR / 2 - 0.5, box.width(), 1))
        end = zero + minutes * scale
        painter.setBrush(self._theme.color(tone_of(minutes) or "soft_ink"))
        bar = QRectF(min(zero, end), y, max(abs(end - zero), 2.0), _BAR)
        painter.drawRoundedRect(mirrored(painter, bar, box), 2, 2)


def tone_of(minutes: float) -> str:
    """Return the role of the colour for minutes: gained, lost, or none at zero."""
    whole = round(minutes)
    return "gained" if whole > 0 else "lost" if whole < 0 else ""
