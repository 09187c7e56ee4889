"""The narrow rows above and under a chart over time: event marks, and the share of tokens judged."""

from collections.abc import Sequence
from datetime import date

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QPen

from aijournal.analysis.trend import CoverageWeek
from aijournal.domain.marks import EventMark
from aijournal.ui import phrases
from aijournal.ui.charts.look import Look
from aijournal.ui.charts.mark_lanes import MarkLabel, label_marks

_LANE_EM = 1.25
_LONGEST_EM = 12
_STRIP_EM = 1.6
_BAR_DAYS = 6.0


def x_of(day: date) -> float:
    """Return where a day stands on the axis of time."""
    return float(day.toordinal())


class CoverageStrip(pg.ViewBox):  # type: ignore[misc]  # the library has no types
    """A violet bar for each week, as high as the share of its tokens that was judged.

    A week without tokens has no bar at all, one of which nothing was judged an empty one.
    """

    def __init__(self) -> None:
        super().__init__(enableMouse=False, enableMenu=False)
        self.setYRange(0, 1, padding=0)

    def show_weeks(self, weeks: Sequence[CoverageWeek], look: Look) -> None:
        """Draw these weeks."""
        self.clear()
        self.setMaximumHeight(round(_STRIP_EM * look.type.em))
        used = [(_middle(week), share) for week in weeks if (share := week.coverage_tokens) is not None]
        x = [middle for middle, _ in used]
        full, shares = [1.0] * len(used), [share for _, share in used]
        nothing = QPen(Qt.PenStyle.NoPen)
        for heights, role in ((full, "tokens_tint"), (shares, "tokens")):
            bars = pg.BarGraphItem(x=x, height=heights, width=_BAR_DAYS, brush=look.color(role), pen=nothing)
            self.addItem(bars)


class MarkLanes(pg.ViewBox):  # type: ignore[misc]  # the library has no types
    """The words of event marks, each at the upper end of its dotted line."""

    def __init__(self) -> None:
        super().__init__(enableMouse=False, enableMenu=False)
        self.labels: tuple[MarkLabel, ...] = ()

    def show_marks(
        self, marks: Sequence[EventMark], look: Look, span: tuple[float, float], room: float
    ) -> None:
        """Write these marks above a chart that shows the days of `span` on `room` pixels."""
        self.clear()
        metrics = QFontMetricsF(look.type.small)
        longest = _LONGEST_EM * look.type.em
        words = {
            mark: metrics.elidedText(phrases.plain_line(mark.text), Qt.TextElideMode.ElideRight, longest)
            for mark in marks
        }
        scale = room / max(1.0, span[1] - span[0])
        self.labels = label_marks(
            marks,
            lambda mark: (x_of(mark.day) - span[0]) * scale,
            lambda mark: metrics.horizontalAdvance(words[mark]),
            room,
        )
        lanes = 1 + max((label.lane for label in self.labels), default=-1)
        self.setFixedHeight(round(lanes * _LANE_EM * look.type.em))
        self.setYRange(0, max(1, lanes), padding=0)
        for label in self.labels:
            text = pg.TextItem(words[label.mark], color=look.color("soft_ink"), anchor=(0, 0.5))
            text.setFont(look.type.small)
            text.setPos(span[0] + label.begin / scale, label.lane + 0.5)
            self.addItem(text, ignoreBounds=True)
        self._draw_lines(look)

    def _draw_lines(self, look: Look) -> None:
        """Lead the line of each mark up to its words."""
        x = [x_of(label.mark.day) for label in self.labels for _ in range(2)]
        y = [end for label in self.labels for end in (0.0, label.lane + 0.5)]
        self.addItem(pg.PlotCurveItem(x, y, connect="pairs", pen=mark_pen(look)), ignoreBounds=True)


def mark_pen(look: Look) -> QPen:
    """Return the pen for what the person marked: dotted."""
    return pg.mkPen(look.color("soft_ink"), width=1, style=Qt.PenStyle.DotLine)  # type: ignore[no-any-return]  # the library has no types


def _middle(week: CoverageWeek) -> float:
    return x_of(week.week.first or date.min) + 3.0
