"""A white sheet with a heading, on the warm ground."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from aijournal.ui.type_scale import CARD_GAP, GRID, SIBLING_GAP
from aijournal.ui.widgets.labels import plain_label


class Card(QFrame):
    """A heading in its `top` row, and what stands under it in its `body`."""

    def __init__(self, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._heading = plain_label(role="heading", wraps=True)
        self.top = QHBoxLayout()
        self.top.setSpacing(SIBLING_GAP)
        self.top.addWidget(self._heading, 1)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(CARD_GAP + 2, CARD_GAP, CARD_GAP + 2, CARD_GAP)
        self.body.setSpacing(GRID)
        self.body.addLayout(self.top)
        self.set_heading(heading)

    def set_heading(self, words: str) -> None:
        """Change the heading, for eyes and for screen readers."""
        self._heading.setText(words)
        self.setAccessibleName(words)


def rule(parent: QWidget | None = None) -> QFrame:
    """Return a line one pixel thin."""
    line = QFrame(parent)
    line.setProperty("role", "rule")
    return line
