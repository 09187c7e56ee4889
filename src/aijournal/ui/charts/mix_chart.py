"""This quarter against the last: how far other kinds of work lead, and how far the same kinds do."""

import pyqtgraph as pg
from PySide6.QtWidgets import QWidget

from aijournal.analysis.change import Change
from aijournal.ui import phrases
from aijournal.ui.charts.look import Look
from aijournal.ui.charts.mix_table import Step, describe, figure_of, name_of, steps_of
from aijournal.ui.charts.rows_chart import RowsChart
from aijournal.ui.charts.scale import value_levels

_BAR = 0.46
_STEP = 0.3
_EDGE = 0.05
_LEVEL_ALPHA = 120


class MixChart(RowsChart):
    """Four bars, each beginning where the one before ends: last quarter, the two parts, this quarter."""

    row_em = 2.3

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._steps_shown: tuple[Step, ...] = ()

    @property
    def points(self) -> tuple[Step, ...]:
        """The bars that are drawn."""
        return self._steps_shown

    def show_change(self, change: Change) -> None:
        """Draw a comparison, or nothing where there is none."""
        self._steps_shown = steps_of(change.comparison) if change.comparison else ()
        self._begin(
            self.tr("Chart: %1").replace("%1", phrases.told(change.sentence)),
            self._at if self.count else None,
        )

    def _paint(self) -> None:
        ends = [end for step in self.points for end in (step.begin, step.end, step.low, step.high)]
        known = [0.0, *(end for end in ends if end is not None)]
        room = _EDGE * (max(known) - min(known) or 1.0)
        bottom, top = min(known) - room, max(known) + room
        self._name_rows(
            [name_of(one) for one in self.points], [figure_of(one) for one in self.points], (bottom, top)
        )
        levels = value_levels(bottom, top)
        self._rule(levels, is_upright=True, stressed=0.0)
        digits = 0 if all(level == round(level) for level in levels) else 1
        self._bottom.setTicks([[(level, phrases.decimal(level, digits)) for level in levels]])
        for row, step in enumerate(self.points):
            self._draw_bar(-row, step)
        self._link_bars()

    def _draw_bar(self, y: float, step: Step) -> None:
        role = "gained" if step.size >= 0 else "lost"
        color = self._look.color(role) if step.is_change else self._tint(role, _LEVEL_ALPHA)
        height = _STEP if step.is_change else _BAR
        bar = pg.BarGraphItem(
            x0=[min(step.begin, step.end)],
            width=[abs(step.size)],
            y=[y],
            height=height,
            brush=color,
            pen=None,
        )
        self._plot.addItem(bar)
        if step.low is not None and step.high is not None:
            pen = pg.mkPen(self._look.color("ink"), width=1)
            x = [step.low, step.high, step.low, step.low, step.high, step.high]
            caps = [y, y, y - 0.1, y + 0.1, y - 0.1, y + 0.1]
            self._plot.addItem(pg.PlotCurveItem(x, caps, connect="pairs", pen=pen))

    def _link_bars(self) -> None:
        """Lead the eye from where a bar ends to where the next one begins."""
        x = [step.end for step in self.points[:-1] for _ in range(2)]
        y = [end for row in range(self.count - 1) for end in (-row - 0.15, -row - 0.85)]
        pen = pg.mkPen(self._look.color("soft_ink"), width=1)
        self._plot.addItem(pg.PlotCurveItem(x, y, connect="pairs", pen=pen))

    def _words_at(self, at: int) -> str:
        return describe(self.points[at])
