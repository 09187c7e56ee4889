"""What charts have in common whose points are rows with a name and a figure."""

from collections.abc import Mapping, Sequence

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QGraphicsRectItem, QWidget

from aijournal.ui.charts.canvas import AXIS_HEIGHT_EM
from aijournal.ui.charts.chart import Chart
from aijournal.ui.charts.look import Look
from aijournal.ui.type_scale import GRID

_MOST_OF_WIDTH = 0.42
_BEHIND = -20


class RowsChart(Chart):
    """Rows from above to below: the name to the left, the figure to the right, the marks between them."""

    row_em = 1.9

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._right = pg.AxisItem("right", linkView=self._plot)
        self._right.setStyle(tickLength=0, tickAlpha=0)
        self._canvas.addItem(self._right, row=1, col=2)
        self._band = QGraphicsRectItem()
        self._band.setZValue(_BEHIND)

    def wanted_height(self, width: int) -> int:
        """Return the height of all rows and of the axis under them."""
        del width
        rows = max(2, self.count) * self.row_em
        return round((rows + AXIS_HEIGHT_EM) * self._look.type.em) + 8 * GRID

    def _steps(self, *, is_far: bool) -> Mapping[int, int]:
        stride = 5 if is_far else 1
        down, up = (Qt.Key.Key_Down, Qt.Key.Key_Right), (Qt.Key.Key_Up, Qt.Key.Key_Left)
        return {**dict.fromkeys(down, stride), **dict.fromkeys(up, -stride)}

    def _first_read(self) -> int:
        return 0

    def _name_rows(self, names: Sequence[str], figures: Sequence[str], span: tuple[float, float]) -> None:
        """Set the rows between two values, and write names and figures beside them."""
        self._dress_axis(self._right)
        metrics = QFontMetricsF(self._look.type.small)
        most = _MOST_OF_WIDTH * self.width()
        names = [metrics.elidedText(name, Qt.TextElideMode.ElideRight, most) for name in names]
        self._left.setWidth(round(max(map(self._width_of, names))) + 2 * GRID)
        self._right.setWidth(round(max(map(self._width_of, figures))) + 2 * GRID)
        self._left.setTicks([[(-row, name) for row, name in enumerate(names)]])
        self._right.setTicks([[(-row, figure) for row, figure in enumerate(figures)]])
        self._plot.setYRange(0.5 - len(names), 0.5, padding=0)
        self._plot.setXRange(*span, padding=0)
        self._band.setPen(pg.mkPen(self._look.color("accent"), width=1))
        self._band.setBrush(self._look.color("accent_tint"))
        self._plot.addItem(self._band, ignoreBounds=True)

    def _show_cursor(self, at: int | None) -> None:
        self._band.setVisible(at is not None)
        if at is not None:
            left, right = self._plot.viewRange()[0]
            self._band.setRect(QRectF(left, -at - 0.46, right - left, 0.92))

    def _nearest(self, place: QPointF) -> int | None:
        row = round(-place.y())
        return row if 0 <= row < self.count else None
