"""Lines of what it is and what it says, one under the other."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from aijournal.ui.entry_detail.facts import Line
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.labels import plain_label


class FactList(QWidget):
    """Shows as many lines as there are; labels are made once and used again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: list[tuple[QLabel, QLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SIBLING_GAP)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnStretch(1, 1)

    def set_margin(self, margin: int) -> None:
        """Set how wide the column of what it is is."""
        self._grid.setColumnMinimumWidth(0, margin)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines."""
        while len(self._labels) < len(lines):
            self._add_labels()
        for row, (what, says) in enumerate(self._labels):
            is_shown = row < len(lines)
            what.setVisible(is_shown)
            says.setVisible(is_shown)
            if is_shown:
                what.setText(lines[row][0])
                says.setText(lines[row][1])

    def _add_labels(self) -> None:
        row = len(self._labels)
        what, says = plain_label(role="small", parent=self), plain_label(role="fact", wraps=True, parent=self)
        says.setMinimumWidth(1)  # a word without end must not widen the pane
        says.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._grid.addWidget(what, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(says, row, 1)
        self._labels.append((what, says))
