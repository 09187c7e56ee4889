"""Value per token over time, drawn."""

from collections.abc import Mapping, Sequence
from datetime import date
from math import nan

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QWidget

from aijournal.analysis.trend import Trend, TrendGap, TrendPoint
from aijournal.ui import phrases
from aijournal.ui.charts.chart import Chart
from aijournal.ui.charts.chart_rows import CoverageStrip, MarkLanes, mark_pen, x_of
from aijournal.ui.charts.look import Look
from aijournal.ui.charts.scale import day_names, value_levels
from aijournal.ui.charts.value_table import describe
from aijournal.ui.type_scale import GRID

_HEIGHT_EM = 18
_BAND_ALPHA = 46
_MOST_PER_PIXEL = 1.0  # the line is smooth over weeks; more days than that cannot be seen
_NAME_EM = 4.5  # the room that the name of a day or a month needs
_HEADROOM = 0.06
_HALF_A_DAY = 0.5


class ValueChart(Chart):
    """Line and band over the days, event marks above them, and under them the share of tokens judged.

    A stretch that may not be shown is a gap with its reason. Arrow keys read day by day, with Control
    week by week; two clicks ask to mark a day.
    """

    day_picked = Signal(date)
    mark_asked = Signal(date)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._trend: Trend | None = None
        self._lanes = MarkLanes()
        self._strip = CoverageStrip()
        self._line = pg.PlotCurveItem(connect="finite", antialias=True)
        self._low, self._high = (pg.PlotCurveItem(connect="finite", pen=None) for _ in range(2))
        self._band = pg.FillBetweenItem(self._low, self._high)
        self._marks = pg.PlotCurveItem(connect="pairs")
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self._dot = pg.ScatterPlotItem(size=9)
        self._canvas.addItem(self._lanes, row=0, col=1)
        self._canvas.addItem(self._strip, row=3, col=1)
        for row in (self._strip, self._lanes):
            row.setXLink(self._plot)

    @property
    def points(self) -> tuple[TrendPoint, ...]:
        """The days that are drawn."""
        return self._trend.points if self._trend else ()

    def wanted_height(self, width: int) -> int:
        """Return the height of a quiet chart, which is the same for every width."""
        del width
        return round(_HEIGHT_EM * self._look.type.em)

    def show_trend(self, trend: Trend) -> None:
        """Draw a trend; its sentence is what a screen reader says of the chart. The day at hand stays."""
        at_hand = self.points[self._at].day if self._at is not None else None
        self._trend = trend
        at = next((at for at, point in enumerate(trend.points) if point.day == at_hand), None)
        self._begin(self.tr("Chart: %1").replace("%1", phrases.told(trend.sentence)), at)

    def _steps(self, *, is_far: bool) -> Mapping[int, int]:
        stride = 7 if is_far else 1
        return {Qt.Key.Key_Left: -stride, Qt.Key.Key_Right: stride}

    def _paint(self) -> None:
        if self._trend is None:
            return
        self._draw_line(self._trend.points)
        bottom, top = self._set_ranges(self._trend)
        self._draw_levels(bottom, top)
        self._name_days(self._trend.points)
        for gap in self._trend.gaps:
            self._draw_gap(gap, bottom, top)
        self._draw_marks(self._trend, bottom, top)
        self._strip.show_weeks(self._trend.coverage, self._look)
        self._draw_cursor()

    def _name_days(self, points: Sequence[TrendPoint]) -> None:
        most = int(self._room / (_NAME_EM * self._look.type.em))
        names = day_names(points[0].day, points[-1].day, most)
        self._bottom.setTicks([[(x_of(day), name) for day, name in names]])

    def _draw_line(self, points: Sequence[TrendPoint]) -> None:
        color, tint = self._look.color("gained"), self._look.color("gained")
        tint.setAlpha(_BAND_ALPHA)
        drawn = _thinned(_widened(points), _MOST_PER_PIXEL * self._room)
        x = [at for at, _ in drawn]
        with QSignalBlocker(self._low):  # the band follows either edge, and is filled once for both
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
        self._rule(levels)
        digits = 0 if all(level == round(level) for level in levels) else 1
        self._left.setTicks([[(level, phrases.decimal(level, digits)) for level in levels]])

    def _draw_gap(self, gap: TrendGap, bottom: float, top: float) -> None:
        """Write the reason into the gap, on two lines or upright where it is narrow; the reading has all."""
        metrics = QFontMetricsF(self._look.type.small)
        first, last = x_of(gap.first) - _HALF_A_DAY, x_of(gap.last) + _HALF_A_DAY
        begin, end = self._plot.viewRange()[0]
        wide, high = (last - first) / (end - begin) * self._room - 2 * GRID, self._plot.height() - 2 * GRID
        reason = phrases.told(gap.reason)
        for words, angle in (
            (reason, 0),
            (_on_two_lines(reason), 0),
            (reason, 90),
            (_on_two_lines(reason), 90),
        ):
            lines = words.splitlines()
            long, thick = max(map(metrics.horizontalAdvance, lines)), metrics.lineSpacing() * len(lines)
            if (thick <= wide and long <= high) if angle else long <= wide:
                place = QPointF((first + last) / 2, (bottom + top) / 2)
                self._plot.addItem(self._in_gap(words, angle, place), ignoreBounds=True)
                return

    def _in_gap(self, words: str, angle: float, place: QPointF) -> pg.TextItem:
        look = self._look
        text = pg.TextItem(
            words, color=look.color("soft_ink"), anchor=(0.5, 0.5), fill=look.color("sheet"), angle=angle
        )
        text.setFont(look.type.small)
        text.setPos(place)
        text.setZValue(1)
        return text

    def _draw_marks(self, trend: Trend, bottom: float, top: float) -> None:
        self._marks.setData(
            [x_of(mark.day) for mark in trend.marks for _ in range(2)], [bottom, top] * len(trend.marks)
        )
        self._marks.setPen(mark_pen(self._look))
        self._plot.addItem(self._marks, ignoreBounds=True)
        self._lanes.show_marks(trend.marks, self._look, _span(trend), self._room)

    def _draw_cursor(self) -> None:
        self._cursor.setPen(pg.mkPen(self._look.color("soft_ink"), width=1))
        self._dot.setBrush(pg.mkBrush(self._look.color("gained")))
        self._dot.setPen(pg.mkPen(self._look.color("sheet"), width=1.5))
        for item in (self._cursor, self._dot):
            self._plot.addItem(item, ignoreBounds=True)

    def _nearest(self, place: QPointF) -> int | None:
        day = round(place.x() - x_of(self.points[0].day))
        return max(0, min(self.count - 1, day))

    def _tell_picked(self, at: int, *, is_double: bool) -> None:
        if is_double:
            self.mark_asked.emit(self.points[at].day)
        else:
            self.day_picked.emit(self.points[at].day)
            super()._tell_picked(at, is_double=False)

    def _show_cursor(self, at: int | None) -> None:
        self._cursor.setVisible(at is not None)
        self._dot.setVisible(at is not None)
        if at is not None:
            point = self.points[at]
            self._cursor.setPos(x_of(point.day))
            shown = [] if point.vpt is None else [point.vpt]
            self._dot.setData([x_of(point.day)] * len(shown), shown)

    def _words_at(self, at: int) -> str:
        if self._trend is None:
            return ""
        point = self.points[at]
        gaps = (phrases.told(gap.reason) for gap in self._trend.gaps if gap.first <= point.day <= gap.last)
        return describe(point, next(gaps, None), [one for one in self._trend.marks if one.day == point.day])


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


def _thinned(drawn: Sequence[tuple[float, TrendPoint]], most: float) -> Sequence[tuple[float, TrendPoint]]:
    """Return every so many of the places, and all at which a gap begins or ends."""
    step = max(1, int(len(drawn) / max(1.0, most)))
    if step == 1:
        return drawn
    last = len(drawn) - 1
    known = [point.vpt is not None for _, point in drawn]
    return [
        one
        for at, one in enumerate(drawn)
        if at % step == 0 or at == last or known[at] != known[at - 1] or known[at] != known[at + 1]
    ]


def _or_nan(value: float | None) -> float:
    return nan if value is None else value


def _on_two_lines(words: str) -> str:
    """Return words with the space nearest to their middle as a line break."""
    spaces = [place for place, letter in enumerate(words) if letter == " "]
    if not spaces:
        return words
    middle = min(spaces, key=lambda place: abs(place - len(words) / 2))
    return f"{words[:middle]}\n{words[middle + 1 :]}"
