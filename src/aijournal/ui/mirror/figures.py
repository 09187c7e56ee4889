"""Figures in columns, each with its unit and, under it, what it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import CARD_GAP, GRID, SIBLING_GAP
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.labels import plain_label, set_tone

_COLUMN_EM = 12
_MOST_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it is said: the number, its unit, what it rests on or lacks, and its tone if any."""

    number: str
    unit: str
    basis: str
    tone: str = ""


class FigureCell(QWidget):
    """One large, quiet figure; its unit stands beside it, or under it where there is no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = plain_label(role="figure")
        self.unit = plain_label()
        self.unit.setContentsMargins(0, SIBLING_GAP, 0, 0)  # down to the foot of the figure
        self.basis = plain_label(role="small", wraps=True)
        line = QWidget()
        line.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        flow = FlowLayout(line, SIBLING_GAP - 2)
        flow.addWidget(self.number)
        flow.addWidget(self.unit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(line)
        column.addWidget(self.basis)
        column.addStretch(1)

    def show_figure(self, figure: Figure) -> None:
        """Show a figure."""
        self.number.setText(figure.number)
        self.unit.setText(figure.unit)
        self.basis.setText(figure.basis)
        set_tone(self.number, figure.tone)
        self.setAccessibleName(" ".join(filter(None, (figure.number, figure.unit))))
        self.setAccessibleDescription(figure.basis)


class FigureGrid(QWidget):
    """As many figures as there are, side by side where there is room for two."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._columns = 0
        self.cells: list[FigureCell] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(CARD_GAP)
        self._grid.setVerticalSpacing(CARD_GAP)
        theme.changed.connect(self._arrange)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show figures in their order."""
        while len(self.cells) > len(figures):
            self.cells.pop().deleteLater()
        while len(self.cells) < len(figures):
            self.cells.append(FigureCell())
            self._columns = 0
        for cell, figure in zip(self.cells, figures, strict=True):
            cell.show_figure(figure)
        self._arrange()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """Need no more width than one column, so that a narrow page can turn two into one."""
        widest = max((cell.minimumSizeHint().width() for cell in self.cells), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own name
        """Arrange the figures for the new width."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        columns = max(1, min(_MOST_COLUMNS, round(self.width() / (_COLUMN_EM * self._theme.type.em))))
        if columns == self._columns:
            return
        self._columns = columns
        for place, cell in enumerate(self.cells):
            self._grid.addWidget(cell, place // columns, place % columns, Qt.AlignmentFlag.AlignTop)
        for column in range(_MOST_COLUMNS):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
