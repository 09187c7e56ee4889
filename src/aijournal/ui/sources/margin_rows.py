"""Rows of a notebook page: what a line is about stands in the margin, what it says beside the rule."""

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from aijournal.ui.mirroring import mirrored
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.labels import plain_label

_MARGIN_EM = 5


class MarginRows(QWidget):
    """Grows downwards row by row; a row that has nothing to say can be hidden with its margin."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._margins: dict[QWidget, QLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * SIBLING_GAP)
        self._grid.setVerticalSpacing(SIBLING_GAP - 2)
        self._grid.setColumnStretch(1, 1)
        theme.changed.connect(self._dress)

    def head(self, mark: QWidget, said: QWidget) -> None:
        """Set a mark in the margin of what stands above all rows."""
        self._grid.addWidget(mark, 0, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(said, 0, 1)
        said.setContentsMargins(0, 0, 0, GRID)

    def add(self, words: str, said: QWidget) -> None:
        """Add a row: `words` in the margin, and what is said beside it."""
        margin = plain_label(words, "small", wraps=True)
        margin.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._margins[said] = margin
        row = len(self._margins)
        self._grid.addWidget(margin, row, 0)
        self._grid.addWidget(said, row, 1)
        self._dress()

    def show_row(self, said: QWidget, *, is_shown: bool) -> None:
        """Show or hide a row."""
        said.setVisible(is_shown)
        self._margins[said].setVisible(is_shown)

    def name_row(self, said: QWidget, words: str) -> None:
        """Change what stands in the margin of a row."""
        self._margins[said].setText(words)
        self._dress()

    @property
    def _margin(self) -> int:
        """The width of the margin: the usual one, or that of the longest word in it."""
        metrics = QFontMetricsF(self._theme.type.small)
        words = [word for label in self._margins.values() for word in label.text().split()]
        longest = max((metrics.horizontalAdvance(word) for word in words), default=0.0)
        return round(max(_MARGIN_EM * self._theme.type.em, longest + 1))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Draw the rule between margin and text."""
        painter = QPainter(self)
        at = self._margin + self._grid.horizontalSpacing() // 2
        line = QRectF(at, GRID // 2, 1, self.height() - GRID)
        painter.fillRect(mirrored(painter, line, QRectF(self.rect())), self._theme.color("line"))
        painter.end()

    @Slot()
    def _dress(self) -> None:
        for margin in self._margins.values():
            margin.setFixedWidth(self._margin)
        self.update()
