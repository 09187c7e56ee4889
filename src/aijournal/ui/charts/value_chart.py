"""Value per token over time, drawn; the drawing library is imported here and beside it only, and late."""

from collections.abc import Sequence
from datetime import date
from math import nan

import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent
from PySide6.QtCore import QEvent, QPointF, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aijournal.analysis.trend import Trend, TrendGap, TrendPoint
from aijournal.ui import phrases
from aijournal.ui.charts.chart_rows import CoverageStrip, MarkLanes, mark_pen, x_of
from aijournal.ui.charts.scale import day_names, value_levels
from aijournal.ui.charts.value_table import describe
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID

_AXIS_WIDTH_EM = 2.6
_AXIS_HEIGHT_EM = 1.6
_BAND_ALPHA = 46
_NAME_EM = 4.5  # the room that the name of a day or a month needs
_HEADROOM = 0.06
_HALF_A_DAY = 0.5


class ValueChart(QWidget):
    """Line and band over the days, event marks above them, and under them the share of tokens judged.

    A stretch that may not be shown is a gap with its reason. Arrow keys read day by day, with Control
    week by week, Home and End go to the ends; the mouse reads the day under it.
    """

    point_read = Signal(str)
    day_picked = Signal(date)
    mark_asked = Signal(date)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._trend: Trend | None = None
        self._at: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._canvas = pg.GraphicsLayoutWidget(parent=self)
        for widget in (self._canvas, self._canvas.viewport()):
            widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # Bare views and axes: the ready-made plot of the library brings fourteen menus along.
        self._plot = pg.ViewBox(enableMouse=False, enableMenu=False)
        self._lanes = MarkLanes()
        self._strip = CoverageStrip()
        self._left = pg.AxisItem("left", linkView=self._plot)
        self._bottom = pg.AxisItem("bottom", linkView=self._plot)
        self._line = pg.PlotCurveItem(connect="finite", antialias=True)
        self._low, self._high = (pg.PlotCurveItem(connect="finite", pen=None) for _ in range(2))
        self._band = pg.FillBetweenItem(self._low, self._high)
        self._levels, self._marks = (pg.PlotCurveItem(connect="pairs") for _ in range(2))
        self._levels.setZValue(-10)
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self._dot = pg.ScatterPlotItem(size=9)
        self._lay_out()
        self._canvas.scene().sigMouseMoved.connect(self._point_at)
        self._canvas.scene().sigMouseClicked.connect(self._pick)
        theme.changed.connect(self._draw)

    @property
    def points(self) -> tuple[TrendPoint, ...]:
        """The days that are drawn."""
        return self._trend.points if self._trend else ()

    def show_trend(self, trend: Trend) -> None:
        """Draw a trend; its sentence is what a screen reader says of the chart. The day at hand stays."""
        at_hand = self.points[self._at].day if self._at is not None else None
        self._trend = trend
        self._at = next((at for at, point in enumerate(trend.points) if point.day == at_hand), None)
        if self._at is None and self.hasFocus() and trend.points:
            self._at = len(trend.points) - 1
        self.setAccessibleName(self.tr("Chart: %1").replace("%1", trend.sentence))
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Read the days one by one or week by week, or mark the day at hand."""
        last = len(self.points) - 1
        stride = 7 if event.modifiers() & Qt.KeyboardModifier.ControlModifier else 1
        at = last if self._at is None else self._at
        steps = {Qt.Key.Key_Left: -stride, Qt.Key.Key_Right: stride, Qt.Key.Key_Home: -at}
        steps[Qt.Key.Key_End] = last - at
        if not self.points or event.key() not in (*steps, Qt.Key.Key_M):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_M:
            self.mark_asked.emit(self.points[at].day)
        else:
            self._read(max(0, min(last, at + steps[Qt.Key(event.key())])))
            self._announce()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own name
        """Draw anew: what can be written depends on the width."""
        super().resizeEvent(event)
        self._draw()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's own name
        """Show where reading begins: at the latest day."""
        super().focusInEvent(event)
        if self.points and self._at is None:
            self._read(len(self.points) - 1)
            self._announce()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's own name
        """Stop reading days."""
        super().focusOutEvent(event)
        self._read(None)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Stop reading the day under the mouse."""
        super().leaveEvent(event)
        if not self.hasFocus():
            self._read(None)

    def _lay_out(self) -> None:
        self._canvas.addItem(self._lanes, row=0, col=1)
        self._canvas.addItem(self._left, row=1, col=0)
        self._canvas.addItem(self._plot, row=1, col=1)
        self._canvas.addItem(self._bottom, row=2, col=1)
        self._canvas.addItem(self._strip, row=3, col=1)
        self._canvas.ci.layout.setRowStretchFactor(1, 1)
        self._canvas.ci.layout.setSpacing(GRID)
        for row in (self._strip, self._lanes):
            row.setXLink(self._plot)
        for axis in (self._left, self._bottom):
            axis.setStyle(tickLength=0, tickAlpha=0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._canvas)

    @Slot()
    def _draw(self) -> None:
        self._plot.clear()
        self._canvas.setBackground(self._theme.color("sheet"))
        if not self._trend or not self._trend.points:
            self._read(None)
            return
        self._draw_line(self._trend.points)
        bottom, top = self._set_ranges(self._trend)
        self._draw_levels(bottom, top)
        self._dress_axes(self._trend.points)
        for gap in self._trend.gaps:
            self._draw_gap(gap, bottom, top)
        self._draw_marks(self._trend, bottom, top)
        self._strip.show_weeks(self._trend.coverage, self._theme)
        self._draw_cursor()
        self._read(self._at)

    def _dress_axes(self, points: Sequence[TrendPoint]) -> None:
        em = self._theme.type.em
        self._bottom.setHeight(round(_AXIS_HEIGHT_EM * em))
        self._left.setWidth(round(_AXIS_WIDTH_EM * em))
        for axis in (self._left, self._bottom):
            axis.setPen(QPen(Qt.PenStyle.NoPen))
            axis.setTextPen(self._theme.color("soft_ink"))
            axis.setStyle(tickFont=self._theme.type.small)
        names = day_names(points[0].day, points[-1].day, int(self._room / (_NAME_EM * em)))
        self._bottom.setTicks([[(x_of(day), name) for day, name in names]])

    @property
    def _room(self) -> float:
        """How many pixels wide the days are."""
        return float(max(1, self.width() - round(_AXIS_WIDTH_EM * self._theme.type.em) - 3 * GRID))

    def _draw_line(self, points: Sequence[TrendPoint]) -> None:
        color, tint = self._theme.color("gained"), self._theme.color("gained")
        tint.setAlpha(_BAND_ALPHA)
        drawn = _widened(points)
        x = [at for at, _ in drawn]
        self._low.setData(x, [_or_nan(point.low) for _, point in drawn])
        self._high.setData(x, [_or_nan(point.high) for _, point in drawn])
        self._line.setData(x, [_or_nan(point.vpt) for _, point in drawn])
        self._line.setPen(pg.mkPen(color, width=2))
        self._band.setBrush(pg.mkBrush(tint))
        for item in (self._band, self._low, self._high, self._line):
            self._plot.addItem(item)

    def _set_ranges(self, trend: Trend) -> tuple[float, float]:
        """Show whole weeks, zero, and all that is drawn; return the values at the lower and upper end."""
        bottom = min([0.0, *(point.low for point in trend.points if point.low is not None)])
        top = max([1.0, *(point.high for point in trend.points if point.high is not None)])
        room = _HEADROOM * (top - bottom)
        bottom, top = bottom - (room if bottom < 0 else 0), top + room
        self._plot.setYRange(bottom, top, padding=0)
        self._plot.setXRange(*_span(trend), padding=0)
        return bottom, top

    def _draw_levels(self, bottom: float, top: float) -> None:
        levels = value_levels(bottom, top)
        begin, end = self._plot.viewRange()[0]
        y = [level for level in levels for _ in range(2)]
        self._levels.setData([begin, end] * len(levels), y)
        self._levels.setPen(pg.mkPen(self._theme.color("line"), width=1))
        self._plot.addItem(self._levels, ignoreBounds=True)
        digits = 0 if all(level == round(level) for level in levels) else 1
        self._left.setTicks([[(level, phrases.decimal(level, digits)) for level in levels]])

    def _draw_gap(self, gap: TrendGap, bottom: float, top: float) -> None:
        """Write the reason into the gap, on two lines where one is too long; the reading has it for all."""
        metrics = QFontMetricsF(self._theme.type.small)
        first, last = x_of(gap.first) - _HALF_A_DAY, x_of(gap.last) + _HALF_A_DAY
        begin, end = self._plot.viewRange()[0]
        room = (last - first) / (end - begin) * self._room - 2 * GRID
        for words in (gap.reason, _on_two_lines(gap.reason)):
            if max(map(metrics.horizontalAdvance, words.splitlines())) <= room:
                ground = self._theme.color("sheet")
                text = pg.TextItem(words, color=self._theme.color("soft_ink"), anchor=(0.5, 0.5), fill=ground)
                text.setFont(self._theme.type.small)
                text.setPos((first + last) / 2, (bottom + top) / 2)
                text.setZValue(1)
                self._plot.addItem(text, ignoreBounds=True)
                return

    def _draw_marks(self, trend: Trend, bottom: float, top: float) -> None:
        self._marks.setData(
            [x_of(mark.day) for mark in trend.marks for _ in range(2)], [bottom, top] * len(trend.marks)
        )
        self._marks.setPen(mark_pen(self._theme))
        self._plot.addItem(self._marks, ignoreBounds=True)
        self._lanes.show_marks(trend.marks, self._theme, _span(trend), self._room)

    def _draw_cursor(self) -> None:
        self._cursor.setPen(pg.mkPen(self._theme.color("soft_ink"), width=1))
        self._dot.setBrush(pg.mkBrush(self._theme.color("gained")))
        self._dot.setPen(pg.mkPen(self._theme.color("sheet"), width=1.5))
        for item in (self._cursor, self._dot):
            self._plot.addItem(item, ignoreBounds=True)

    @Slot(object)
    def _point_at(self, position: QPointF) -> None:
        """Read the day under the mouse."""
        if not self.points or not self._canvas.ci.sceneBoundingRect().contains(position):
            self._read(None)
            return
        day = round(self._plot.mapSceneToView(position).x() - x_of(self.points[0].day))
        self._read(max(0, min(len(self.points) - 1, day)))

    @Slot(object)
    def _pick(self, click: MouseClickEvent) -> None:
        """Pick the day that was clicked on; two clicks ask to mark it."""
        self._point_at(click.scenePos())
        if self._at is not None:
            asked = self.mark_asked if click.double() else self.day_picked
            asked.emit(self.points[self._at].day)

    def _read(self, at: int | None) -> None:
        self._at = at
        self._cursor.setVisible(at is not None)
        self._dot.setVisible(at is not None)
        if at is not None:
            point = self.points[at]
            self._cursor.setPos(x_of(point.day))
            shown = [] if point.vpt is None else [point.vpt]
            self._dot.setData([x_of(point.day)] * len(shown), shown)
        self.point_read.emit(self._reading())

    def _reading(self) -> str:
        """Return the day at hand in words, or nothing."""
        if self._at is None or self._trend is None:
            return ""
        point = self.points[self._at]
        gaps = (gap.reason for gap in self._trend.gaps if gap.first <= point.day <= gap.last)
        return describe(point, next(gaps, None), [one for one in self._trend.marks if one.day == point.day])

    def _announce(self) -> None:
        """Let a screen reader say the day at hand."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._reading()))


def _span(trend: Trend) -> tuple[float, float]:
    """Return the ends of the axis of time: whole weeks, as the strip under the chart shows them."""
    first = trend.coverage[0].week.first or trend.points[0].day
    last = trend.coverage[-1].week.last or trend.points[-1].day
    return x_of(first) - _HALF_A_DAY, x_of(last) + _HALF_A_DAY


def _widened(points: Sequence[TrendPoint]) -> Sequence[tuple[float, TrendPoint]]:
    """Return where each day is drawn; a day alone between two gaps becomes a line as wide as a day."""
    drawn: list[tuple[float, TrendPoint]] = []
    shown = [False, *(point.vpt is not None for point in points), False]
    for number, point in enumerate(points, 1):
        is_alone = shown[number] and not shown[number - 1] and not shown[number + 1]
        ends = (-_HALF_A_DAY, _HALF_A_DAY) if is_alone else (0.0,)
        drawn.extend((x_of(point.day) + end, point) for end in ends)
    return drawn


def _or_nan(value: float | None) -> float:
    return nan if value is None else value


def _on_two_lines(words: str) -> str:
    """Return words with the space nearest to their middle as a line break."""
    spaces = [place for place, letter in enumerate(words) if letter == " "]
    if not spaces:
        return words
    middle = min(spaces, key=lambda place: abs(place - len(words) / 2))
    return f"{words[:middle]}\n{words[middle + 1 :]}"
