"""How often AI helped and hurt, cell by cell: as counted, and steadied by what all cells tell."""

from collections.abc import Iterable

import pyqtgraph as pg
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from aijournal.analysis.cells import CellRate, CellRow, CellTable
from aijournal.analysis.cells_sentence import cells_sentence
from aijournal.ui import phrases
from aijournal.ui.charts.cells_table import describe, name_of, shown_rows
from aijournal.ui.charts.look import Look
from aijournal.ui.charts.rows_chart import RowsChart

_LEVELS = (0.0, 0.25, 0.5, 0.75, 1.0)
_EDGE = 0.06
_APART = 0.17  # helped stands so much above the middle of a row, hurt as much below
_BAR_ALPHA, _FAINT_ALPHA = 120, 90
_SIZE_EM = 0.6


class CellsChart(RowsChart):
    """A row for each cell: a ring as counted, a filled mark steadied, and a bar for its range.

    Round marks are for helped, triangles for hurt. What rests on fewer than five verdicts is grey.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._rows: tuple[CellRow, ...] = ()

    @property
    def points(self) -> tuple[CellRow, ...]:
        """The cells that are drawn, from the one in which AI helped most often to the least."""
        return self._rows

    def show_cells(self, table: CellTable) -> None:
        """Draw the cells; the one at hand stays."""
        at_hand = self._rows[self._at].key if self._at is not None else None
        self._rows = shown_rows(table)
        at = next((at for at, row in enumerate(self._rows) if row.key == at_hand), None)
        sentence = phrases.told(cells_sentence(table))
        self._begin(self.tr("Chart: %1").replace("%1", sentence), at)

    def _paint(self) -> None:
        figures = [self.tr("n %1").replace("%1", phrases.decimal(row.rated)) for row in self._rows]
        # Half of the words at either end stands beyond the last line.
        edge = self._width_of(phrases.share(1)) / max(1, self.width()) + _EDGE
        self._name_rows([name_of(row) for row in self._rows], figures, (-edge, 1 + edge))
        self._rule(_LEVELS, is_upright=True)
        self._bottom.setTicks([[(level, phrases.share(level)) for level in _LEVELS[::2]]])
        helped = [(row, row.helped_rate, -at + _APART) for at, row in enumerate(self._rows)]
        hurt = [(row, row.hurt_rate, -at - _APART) for at, row in enumerate(self._rows)]
        self._draw_rates(helped, "gained", "o")
        self._draw_rates(hurt, "lost", "t1")

    def _draw_rates(
        self, rates: Iterable[tuple[CellRow, CellRate | None, float]], role: str, symbol: str
    ) -> None:
        """Draw the ranges, the ghosts as counted, and over them what is believed."""
        size = round(_SIZE_EM * self._look.type.em)
        for is_faint in (False, True):
            known = [(rate, y) for row, rate, y in rates if rate is not None and row.is_faint is is_faint]
            color = self._tint("soft_ink", _FAINT_ALPHA) if is_faint else self._look.color(role)
            bar = QColor(color)
            bar.setAlpha(_FAINT_ALPHA if is_faint else _BAR_ALPHA)
            ends = [(end, y) for rate, y in known for end in (rate.low, rate.high)]
            bars = pg.PlotCurveItem(
                [x for x, _ in ends], [y for _, y in ends], connect="pairs", pen=pg.mkPen(bar, width=3)
            )
            ghost = [rate.raw for rate, _ in known], [y for _, y in known]
            mark = [rate.shrunk for rate, _ in known], ghost[1]
            pen = pg.mkPen(color, width=1)
            ground = pg.mkBrush(self._look.color("sheet"))
            self._plot.addItem(bars)
            self._plot.addItem(pg.ScatterPlotItem(*ghost, size=size, symbol=symbol, pen=pen, brush=ground))
            self._plot.addItem(pg.ScatterPlotItem(*mark, size=size, symbol=symbol, pen=pen, brush=color))

    def _words_at(self, at: int) -> str:
        return describe(self._rows[at])
