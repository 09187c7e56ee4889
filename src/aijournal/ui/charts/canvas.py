"""What every chart is drawn on; the drawing library is imported here and beside it only, and late."""

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aijournal.ui.charts.look import Look
from aijournal.ui.type_scale import GRID

AXIS_HEIGHT_EM = 1.6
_AXIS_WIDTH_EM = 2.6


class ChartCanvas(QWidget):
    """A bare plot with an axis to its left and one below, and what charts draw and write on it.

    Time and numbers run from left to right in every language.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._axis_em = _AXIS_WIDTH_EM
        self._canvas = pg.GraphicsLayoutWidget(parent=self)
        self._canvas.ci.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        for widget in (self._canvas, self._canvas.viewport()):
            widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # Bare views and axes: the ready-made plot of the library brings fourteen menus along.
        self._plot = pg.ViewBox(enableMouse=False, enableMenu=False)
        self._left = pg.AxisItem("left", linkView=self._plot)
        self._bottom = pg.AxisItem("bottom", linkView=self._plot)
        self._levels = pg.PlotCurveItem(connect="pairs")
        self._levels.setZValue(-10)
        self._lay_out()

    def _lay_out(self) -> None:
        self._canvas.addItem(self._left, row=1, col=0)
        self._canvas.addItem(self._plot, row=1, col=1)
        self._canvas.addItem(self._bottom, row=2, col=1)
        self._canvas.ci.layout.setRowStretchFactor(1, 1)
        self._canvas.ci.layout.setSpacing(GRID)
        for axis in (self._left, self._bottom):
            axis.setStyle(tickLength=0, tickAlpha=0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._canvas)

    @property
    def _room(self) -> float:
        """How many pixels wide the plot is."""
        return float(max(1, self.width() - round(self._axis_em * self._look.type.em) - 3 * GRID))

    def _dress_axes(self) -> None:
        em = self._look.type.em
        self._bottom.setHeight(round(AXIS_HEIGHT_EM * em))
        self._left.setWidth(round(self._axis_em * em))
        for axis in (self._left, self._bottom):
            self._dress_axis(axis)

    def _dress_axis(self, axis: pg.AxisItem) -> None:
        axis.setPen(QPen(Qt.PenStyle.NoPen))
        axis.setTextPen(self._look.color("soft_ink"))
        axis.setStyle(tickFont=self._look.type.small)

    def _rule(
        self, across: Sequence[float], *, is_upright: bool = False, stressed: float | None = None
    ) -> None:
        """Draw faint lines at these values of an axis, from end to end; the `stressed` one in ink."""
        (left, right), (bottom, top) = self._plot.viewRange()
        ends = (bottom, top) if is_upright else (left, right)
        along = [end for _ in across for end in ends]
        places = [value for value in across for _ in range(2)]
        self._levels.setData(*((places, along) if is_upright else (along, places)))
        self._levels.setPen(pg.mkPen(self._look.color("line"), width=1))
        self._plot.addItem(self._levels, ignoreBounds=True)
        if stressed is not None:
            line = ([stressed] * 2, ends) if is_upright else (ends, [stressed] * 2)
            pen = pg.mkPen(self._look.color("soft_ink"), width=1)
            self._plot.addItem(pg.PlotCurveItem(*map(list, line), pen=pen), ignoreBounds=True)

    def _write(
        self, words: str, at: tuple[float, float], anchor: tuple[float, float], role: str = "soft_ink"
    ) -> None:
        """Write small words onto the plot; the part of them that the anchor names, 0 to 1, stands there."""
        text = pg.TextItem(words, color=self._look.color(role), anchor=anchor)
        text.setFont(self._look.type.small)
        text.setPos(*at)
        self._plot.addItem(text, ignoreBounds=True)

    def _width_of(self, words: str) -> float:
        """Return how many pixels wide small words are."""
        return QFontMetricsF(self._look.type.small).horizontalAdvance(words)

    def _tint(self, role: str, alpha: int) -> QColor:
        color = self._look.color(role)
        color.setAlpha(alpha)
        return color
