"""The estimate of a trial as it went, drawn with the range that may be looked at after every task."""

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QSignalBlocker
from PySide6.QtWidgets import QWidget

from aijournal.analysis.trial_course import CoursePoint
from aijournal.ui import phrases
from aijournal.ui.charts.chart import Chart
from aijournal.ui.charts.course_table import describe, percent
from aijournal.ui.charts.look import Look
from aijournal.ui.charts.scale import value_levels

_HEIGHT_EM = 14
_BAND_ALPHA = 46
_HEADROOM = 0.06
_NAME_EM = 3.0  # the room that a number of tasks needs
_AXIS_EM = 3.6
_MOST = 4.0  # five times the time: what lies beyond is cut off, or the rest could not be told apart
_LEAST_SPAN = 0.2


class CourseChart(Chart):
    """A line with its band over the tasks; 0 is no difference. Arrow keys read task by task."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._axis_em = _AXIS_EM
        self._points: tuple[CoursePoint, ...] = ()
        self._line = pg.PlotCurveItem(antialias=True)
        self._low, self._high = (pg.PlotCurveItem(pen=None) for _ in range(2))
        self._band = pg.FillBetweenItem(self._low, self._high)
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self._dot = pg.ScatterPlotItem(size=9)

    @property
    def points(self) -> tuple[CoursePoint, ...]:
        """The course, task by task."""
        return self._points

    def wanted_height(self, width: int) -> int:
        """Return the height of a quiet chart, which is the same for every width."""
        del width
        return round(_HEIGHT_EM * self._look.type.em)

    def show_course(self, points: tuple[CoursePoint, ...], sentence: str) -> None:
        """Draw a course; its sentence is what a screen reader says of the chart."""
        at = self._at if self._at is not None and self._at < len(points) else None
        self._points = points
        self._begin(self.tr("Chart: %1").replace("%1", sentence), at)

    def _paint(self) -> None:
        self._draw_line()
        bottom, top = self._set_ranges()
        levels = value_levels(100 * bottom, 100 * top)
        self._rule([level / 100 for level in levels], stressed=0.0)
        self._left.setTicks([[(level / 100, percent(level / 100)) for level in levels]])
        self._name_tasks()
        self._cursor.setPen(pg.mkPen(self._look.color("soft_ink"), width=1))
        self._dot.setBrush(pg.mkBrush(self._look.color("accent")))
        self._dot.setPen(pg.mkPen(self._look.color("sheet"), width=1.5))
        for item in (self._cursor, self._dot):
            self._plot.addItem(item, ignoreBounds=True)

    def _draw_line(self) -> None:
        # A course of one task is drawn as a line as wide as a task.
        drawn = [(float(one.done), one.effect) for one in self._points]
        if len(drawn) == 1:
            drawn = [(drawn[0][0] + end, drawn[0][1]) for end in (-0.5, 0.5)]
        x = [at for at, _ in drawn]
        with QSignalBlocker(self._low):  # the band follows either edge, and is filled once for both
            self._low.setData(x, [min(_MOST, one.low) for _, one in drawn])
        self._high.setData(x, [min(_MOST, one.high) for _, one in drawn])
        self._line.setData(x, [min(_MOST, one.point) for _, one in drawn])
        self._line.setPen(pg.mkPen(self._look.color("accent"), width=2))
        self._band.setBrush(pg.mkBrush(self._tint("accent", _BAND_ALPHA)))
        for item in (self._band, self._low, self._high, self._line):
            self._plot.addItem(item)

    def _set_ranges(self) -> tuple[float, float]:
        bottom = min([-_LEAST_SPAN, *(one.effect.low for one in self._points)])
        top = min(_MOST, max([_LEAST_SPAN, *(one.effect.high for one in self._points)]))
        room = _HEADROOM * (top - bottom)
        bottom, top = max(-1.0, bottom - room), top + room
        first, last = self._points[0].done, self._points[-1].done
        self._plot.setYRange(bottom, top, padding=0)
        self._plot.setXRange(first - 0.5, last + 0.5, padding=0)
        return bottom, top

    def _name_tasks(self) -> None:
        first, last = self._points[0].done, self._points[-1].done
        most = max(1, int(self._room / (_NAME_EM * self._look.type.em)))
        step = next(
            step
            for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 10_000)
            if (last - first) / step < most
        )
        named = [number for number in range(first, last + 1) if number % step == 0] or [last]
        self._bottom.setTicks([[(number, phrases.decimal(number)) for number in named]])

    def _nearest(self, place: QPointF) -> int | None:
        at = round(place.x()) - self._points[0].done
        return max(0, min(self.count - 1, at))

    def _show_cursor(self, at: int | None) -> None:
        self._cursor.setVisible(at is not None)
        self._dot.setVisible(at is not None)
        if at is not None:
            point = self._points[at]
            self._cursor.setPos(point.done)
            self._dot.setData([point.done], [min(_MOST, point.effect.point)])

    def _words_at(self, at: int) -> str:
        return describe(self._points[at])
