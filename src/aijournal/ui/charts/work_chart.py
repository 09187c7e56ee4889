"""Net minutes against tokens, a mark for each day or interaction."""

from collections.abc import Iterable, Sequence
from math import log10

import pyqtgraph as pg
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QWidget

from aijournal.analysis.work_points import WorkPoint, WorkPoints
from aijournal.ui import phrases
from aijournal.ui.charts.chart import Chart
from aijournal.ui.charts.look import Look
from aijournal.ui.charts.scale import value_levels
from aijournal.ui.charts.work_table import describe
from aijournal.ui.type_scale import GRID

_HEIGHT_EM = 17
_ALPHA = 150
_SIZE_EM = 0.5
_NAME_EM = 3.5
_LINEAR = 1_000.0  # below so many tokens the axis is even, so that nothing is a place on it, too
_DECADES = tuple(10.0**exponent for exponent in range(3, 15))
_ROOM_BEYOND = 0.2  # for the words at the ends
_NEAR_EM = 3.0
# How a mark looks: which role its colour has, and its shape, so that colour is not all that tells.
_MARKS = {1: ("gained", "o"), -1: ("lost", "t"), 0: ("soft_ink", "s")}


def place_of(tokens: float) -> float:
    """Return where tokens stand: ten times as many are one step further, and none at all are at 0."""
    return log10(1 + tokens / _LINEAR)


class WorkChart(Chart):
    """Marks above the zero line saved minutes, marks below lost some; no line is laid through them.

    Arrow keys go from the fewest tokens to the most.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._work: WorkPoints | None = None
        self._ring = pg.ScatterPlotItem(pxMode=True)
        self._axis_em = 3.4

    @property
    def points(self) -> tuple[WorkPoint, ...]:
        """What is drawn, from the fewest tokens to the most."""
        return self._work.points if self._work else ()

    def wanted_height(self, width: int) -> int:
        """Return the height of a quiet chart, which is the same for every width."""
        del width
        return round(_HEIGHT_EM * self._look.type.em)

    def show_work(self, work: WorkPoints) -> None:
        """Draw points; the one at hand stays."""
        at_hand = self.points[self._at] if self._at is not None else None
        named = (at_hand.day, at_hand.key) if at_hand else None
        self._work = work
        at = next((at for at, one in enumerate(work.points) if (one.day, one.key) == named), None)
        self._begin(self.tr("Chart: %1").replace("%1", phrases.told(work.sentence)), at)

    def _paint(self) -> None:
        bottom, top = self._set_ranges()
        levels = value_levels(bottom, top)
        self._rule(levels, stressed=0.0)
        self._left.setTicks([[(level, phrases.decimal(level)) for level in levels]])
        self._name_tokens()
        for sign, (role, symbol) in _MARKS.items():
            self._draw_marks([one for one in self.points if _sign(one) == sign], role, symbol)
        self._say_sides()
        self._plot.addItem(self._ring, ignoreBounds=True)

    def _set_ranges(self) -> tuple[float, float]:
        lowest = min([0.0, *(point.net_minutes for point in self.points)])
        highest = max([0.0, *(point.net_minutes for point in self.points)])
        room = _ROOM_BEYOND * max(highest - lowest, 10.0)
        bottom, top = lowest - room, highest + room
        right = max(place_of(point.weighted_tokens) for point in self.points)
        left = min(place_of(point.weighted_tokens) for point in self.points)
        edge = max(0.1, 0.04 * (right - left))
        self._plot.setYRange(bottom, top, padding=0)
        self._plot.setXRange(left - edge, right + edge, padding=0)
        return bottom, top

    def _name_tokens(self) -> None:
        """Name round numbers of tokens; a step to the right is the same factor everywhere."""
        left, right = self._plot.viewRange()[0]
        most = max(2, int(self._room / (_NAME_EM * self._look.type.em)))
        shown = [number for number in _token_steps(left, right) if left <= place_of(number) <= right]
        stride = -(-len(shown) // most) or 1
        ticks = [(place_of(number), phrases.short_count(number)) for number in shown[::stride]]
        self._bottom.setTicks([ticks])

    def _draw_marks(self, points: Sequence[WorkPoint], role: str, symbol: str) -> None:
        marks = pg.ScatterPlotItem(
            x=[place_of(point.weighted_tokens) for point in points],
            y=[point.net_minutes for point in points],
            size=round(_SIZE_EM * self._look.type.em),
            symbol=symbol,
            pen=pg.mkPen(self._look.color(role), width=1),
            brush=pg.mkBrush(self._tint(role, _ALPHA)),
        )
        self._plot.addItem(marks)

    def _say_sides(self) -> None:
        """Write at the ends of the axes what they mean."""
        (left, right), (bottom, top) = self._plot.viewRange()
        self._write(self.tr("net minutes: above the line saved, below lost"), (left, top), (0, 0))
        self._write(self.tr("weighted tokens"), (right, bottom), (1, 1))

    def _show_cursor(self, at: int | None) -> None:
        self._ring.setVisible(at is not None)
        if at is not None:
            size = round(2 * _SIZE_EM * self._look.type.em) + GRID
            pen = pg.mkPen(self._look.color("accent"), width=2)
            self._ring.setData([self._place(at).x()], [self._place(at).y()], size=size, pen=pen, brush=None)

    def _place(self, at: int) -> QPointF:
        return QPointF(place_of(self.points[at].weighted_tokens), self.points[at].net_minutes)

    def _nearest(self, place: QPointF) -> int | None:
        """Return the mark nearest to the mouse, if it is near at all."""
        wide, high = self._plot.viewPixelSize()

        def distance(at: int) -> float:
            apart = self._place(at) - place
            return float((apart.x() / wide) ** 2 + (apart.y() / high) ** 2)

        nearest = min(range(self.count), key=distance)
        return nearest if distance(nearest) <= (_NEAR_EM * self._look.type.em) ** 2 else None

    def _words_at(self, at: int) -> str:
        return describe(self.points[at])


def _sign(point: WorkPoint) -> int:
    minutes = round(point.net_minutes)
    return (minutes > 0) - (minutes < 0)


def _token_steps(left: float, right: float) -> Iterable[float]:
    """Return round numbers between two places: powers of ten, and their parts where there are few."""
    decades = [number for number in _DECADES if left <= place_of(number) <= right]
    if len(decades) > 1:
        return (0.0, *decades)
    return sorted({0.0, *(part * number for number in _DECADES for part in (1, 2, 5))})
