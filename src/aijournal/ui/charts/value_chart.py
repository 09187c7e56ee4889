"""Value per token by week, drawn; pyqtgraph is imported here and nowhere else, and late."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aijournal.analysis.series import WeekPoint
from aijournal.ui import phrases
from aijournal.ui.charts.value_table import describe
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID

_STRIP_HEIGHT_EM = 2.5
_AXIS_WIDTH_EM = 2.6
_AXIS_HEIGHT_EM = 1.6
_BAND_ALPHA = 46
_SHORT_SPAN = 20  # weeks, up to which the axis names weeks rather than months


class ValueChart(QWidget):
    """Line, band and dots over the weeks; under it the share of tokens that was judged.

    A stretch that may not be shown is a gap with its reason. Arrow keys and the mouse read single points.
    """

    point_read = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._points: tuple[WeekPoint, ...] = ()
        self._at: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._canvas = pg.GraphicsLayoutWidget(parent=self)
        for widget in (self._canvas, self._canvas.viewport()):
            widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # Bare views and axes: the ready-made plot of the library brings fourteen menus along.
        self._plot = pg.ViewBox(enableMouse=False, enableMenu=False)
        self._strip = pg.ViewBox(enableMouse=False, enableMenu=False)
        self._left = pg.AxisItem("left", linkView=self._plot)
        self._bottom = pg.AxisItem("bottom", linkView=self._plot)
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self._lay_out()
        self._canvas.scene().sigMouseMoved.connect(self._point_at)
        theme.changed.connect(self._draw)

    def show_points(self, points: Sequence[WeekPoint], sentence: str) -> None:
        """Draw these points; the sentence is what a screen reader says of the chart."""
        self._points = tuple(points)
        self._at = None
        self.setAccessibleName(self.tr("Chart: %1").replace("%1", sentence))
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Read the points one by one."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() not in steps or not self._points:
            super().keyPressEvent(event)
            return
        last = len(self._points) - 1
        at = last if self._at is None else self._at + steps[Qt.Key(event.key())]
        self._read(max(0, min(last, at)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own name
        """Draw anew: what can be written into a gap depends on its width."""
        super().resizeEvent(event)
        self._draw()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's own name
        """Stop reading points."""
        super().focusOutEvent(event)
        self._read(None)

    def _lay_out(self) -> None:
        self._canvas.addItem(self._left, row=0, col=0)
        self._canvas.addItem(self._plot, row=0, col=1)
        self._canvas.addItem(self._bottom, row=1, col=1)
        self._canvas.addItem(self._strip, row=2, col=1)
        self._canvas.ci.layout.setRowStretchFactor(0, 1)
        self._canvas.ci.layout.setSpacing(GRID)
        self._strip.setXLink(self._plot)
        self._strip.setYRange(0, 1, padding=0)
        for axis in (self._left, self._bottom):
            axis.setStyle(tickLength=0, tickAlpha=0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._canvas)

    @Slot()
    def _draw(self) -> None:
        self._plot.clear()
        self._strip.clear()
        self._canvas.setBackground(self._theme.color("sheet"))
        self._dress_axes()
        if not self._points:
            return
        for is_shown, group in groupby(self._points, key=_is_shown):
            stretch = list(group)
            if is_shown:
                self._draw_stretch(stretch)
            else:
                self._draw_gap(stretch)
        self._set_ranges()
        self._draw_strip()
        self._cursor.setPen(pg.mkPen(self._theme.color("soft_ink"), width=1))
        self._plot.addItem(self._cursor, ignoreBounds=True)
        self._read(self._at)

    def _dress_axes(self) -> None:
        em = self._theme.type.em
        self._strip.setMaximumHeight(round(_STRIP_HEIGHT_EM * em))
        self._bottom.setHeight(round(_AXIS_HEIGHT_EM * em))
        self._left.setWidth(round(_AXIS_WIDTH_EM * em))
        for axis in (self._left, self._bottom):
            axis.setPen(QPen(Qt.PenStyle.NoPen))
            axis.setTextPen(self._theme.color("soft_ink"))
            axis.setStyle(tickFont=self._theme.type.small)
        self._bottom.setTicks([list(_ticks(self._points))])

    def _draw_stretch(self, stretch: Sequence[WeekPoint]) -> None:
        x = [_x(point) for point in stretch]
        line = pg.mkPen(self._theme.color("gained"), width=2)
        low = pg.PlotCurveItem(x, [_low(point) for point in stretch], pen=None)
        high = pg.PlotCurveItem(x, [_high(point) for point in stretch], pen=None)
        band = self._theme.color("gained")
        band.setAlpha(_BAND_ALPHA)
        if len(stretch) > 1:
            self._plot.addItem(pg.FillBetweenItem(low, high, brush=pg.mkBrush(band)))
        else:
            self._draw_whisker(stretch[0])
        for curve in (low, high):
            self._plot.addItem(curve)
        values = [_value(point) for point in stretch]
        self._plot.addItem(pg.PlotCurveItem(x, values, pen=line, antialias=True))
        dots = pg.ScatterPlotItem(x, values, size=7, pen=pg.mkPen(self._theme.color("sheet"), width=1.5))
        dots.setBrush(pg.mkBrush(self._theme.color("gained")))
        self._plot.addItem(dots)

    def _draw_whisker(self, point: WeekPoint) -> None:
        pen = pg.mkPen(self._theme.color("gained"), width=1.5)
        x = _x(point)
        self._plot.addItem(pg.PlotCurveItem([x, x], [_low(point), _high(point)], pen=pen, antialias=True))

    def _draw_gap(self, stretch: Sequence[WeekPoint]) -> None:
        """Write the reason where the gap is wide enough; the table has it for every week."""
        text = self.tr("too few judged")
        share = (len(stretch) - 1) / max(1, len(self._points) - 1)
        if QFontMetricsF(self._theme.type.small).horizontalAdvance(text) > share * self._canvas.width():
            return
        words = pg.TextItem(text, color=self._theme.color("soft_ink"), anchor=(0.5, 0.5))
        words.setFont(self._theme.type.small)
        middle = (_x(stretch[0]) + _x(stretch[-1])) / 2
        words.setPos(QPointF(middle, self._middle()))
        self._plot.addItem(words, ignoreBounds=True)

    def _set_ranges(self) -> None:
        lows = [_low(point) for point in self._points if _is_shown(point)]
        highs = [_high(point) for point in self._points if _is_shown(point)]
        bottom, top = min([0.0, *lows]), max([1.0, *highs])
        room = 0.06 * (top - bottom)
        self._plot.setYRange(bottom - (room if bottom < 0 else 0), top + room, padding=0)
        self._plot.setXRange(_x(self._points[0]) - 4, _x(self._points[-1]) + 4, padding=0)
        self._draw_grid(bottom, top)

    def _draw_grid(self, bottom: float, top: float) -> None:
        pen = pg.mkPen(self._theme.color("line"), width=1)
        step = _step(top - bottom)
        levels = [step * number for number in range(int(bottom // step), int(top // step) + 2)]
        shown = [level for level in levels if bottom <= level <= top * 1.06]
        for level in shown:
            line = pg.InfiniteLine(pos=level, angle=0, pen=pen)
            line.setZValue(-10)
            self._plot.addItem(line, ignoreBounds=True)
        self._left.setTicks([[(level, phrases.decimal(level)) for level in shown]])

    def _draw_strip(self) -> None:
        """Draw the share of tokens that was judged, as bars on a faint full height."""
        x = [_x(point) for point in self._points]
        shares = [point.value.coverage_tokens or 0.0 for point in self._points]
        tint, full = self._theme.color("tokens_tint"), self._theme.color("tokens")
        nothing = QPen(Qt.PenStyle.NoPen)
        for heights, color in (([1.0] * len(x), tint), (shares, full)):
            self._strip.addItem(pg.BarGraphItem(x=x, height=heights, width=4.6, brush=color, pen=nothing))

    def _middle(self) -> float:
        highs = [_high(point) for point in self._points if _is_shown(point)]
        lows = [_low(point) for point in self._points if _is_shown(point)]
        return (min([0.0, *lows]) + max([1.0, *highs])) / 2

    @Slot(object)
    def _point_at(self, position: QPointF) -> None:
        """Read the point nearest to the mouse."""
        if not self._points or not self._canvas.ci.sceneBoundingRect().contains(position):
            self._read(None)
            return
        day = self._plot.mapSceneToView(position).x()
        self._read(min(range(len(self._points)), key=lambda at: abs(_x(self._points[at]) - day)))

    def _read(self, at: int | None) -> None:
        self._at = at
        self._cursor.setVisible(at is not None)
        if at is not None:
            self._cursor.setPos(_x(self._points[at]))
        self.point_read.emit(describe(self._points[at]) if at is not None else "")


def _is_shown(point: WeekPoint) -> bool:
    return point.value.vpt is not None


def _x(point: WeekPoint) -> float:
    return float((point.week.last or date.min).toordinal())


def _value(point: WeekPoint) -> float:
    return point.value.vpt or 0.0


def _low(point: WeekPoint) -> float:
    return _value(point) if point.value.vpt_low is None else point.value.vpt_low


def _high(point: WeekPoint) -> float:
    return _value(point) if point.value.vpt_high is None else point.value.vpt_high


def _step(span: float) -> float:
    """Return a round distance between lines that makes about five of them."""
    for step in (0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000):
        if span / step <= 6:
            return step
    return span / 5


def _ticks(points: Sequence[WeekPoint]) -> Iterator[tuple[float, str]]:
    """Name every other week where there are few, else the first week that ends in each month."""
    if len(points) <= _SHORT_SPAN:
        for point in points[::-2]:
            if point.week.last:
                yield _x(point), phrases.short_day(point.week.last)
        return
    seen: tuple[int, int] | None = None
    for point in points:
        last = point.week.last or date.min
        month = (last.year, last.month)
        if seen is not None and month != seen:
            yield _x(point), phrases.month_name(last)
        seen = month
