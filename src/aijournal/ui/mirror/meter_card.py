"""One of the two meters: its name, the sentence that a person may remember, and its figures."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from aijournal.ui.mirror.figures import Figure, FigureGrid
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.card import Card
from aijournal.ui.widgets.labels import plain_label, set_tone


class MeterCard(Card):
    """A card whose upper edge and name have the colour of what it measures."""

    def __init__(self, theme: Theme, heading: str, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(heading, parent)
        self.setProperty("edge", tone)
        set_tone(self._heading, tone)
        self.sentence = plain_label(wraps=True)
        self.figures = FigureGrid(theme)
        self.notes = plain_label(role="small", wraps=True)
        self.body.addWidget(self.sentence)
        self.body.addSpacing(SIBLING_GAP)
        self.body.addWidget(self.figures)
        self.body.addSpacing(GRID)
        self.body.addWidget(self.notes)
        self.body.addStretch(1)

    def show_meter(self, sentence: str, figures: Sequence[Figure], notes: str = "") -> None:
        """Show what the meter says."""
        self.sentence.setText(sentence)
        self.figures.show_figures(figures)
        self.notes.setText(notes)
        self.notes.setVisible(bool(notes))
