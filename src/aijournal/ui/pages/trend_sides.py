"""The cards of Trends that are not seen at first, in two columns under the one that is."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout

from aijournal.ui.entry_table.prompt_lines import PromptLines
from aijournal.ui.pages.trend_cards import CalendarCard, CellsCard, MixCard, WorkCard
from aijournal.ui.pages.trend_chart_card import ChartCard
from aijournal.ui.pages.trends_view import TrendsView
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import CARD_GAP

AnyCard = TypeVar("AnyCard", bound=ChartCard)


class TrendSides:
    """Each card is made when it is asked for, in a turn of its own: together they would hold up the window.

    `connect` is told every card that was made.
    """

    def __init__(
        self, theme: Theme, lines: PromptLines, row: QBoxLayout, connect: Callable[[ChartCard], None]
    ) -> None:
        self._theme = theme
        self._lines = lines
        self._connect = connect
        self.row = row
        self._columns = QVBoxLayout(), QVBoxLayout()
        for column in self._columns:
            column.setSpacing(CARD_GAP)
            row.addLayout(column, 1)
        self.calendar: CalendarCard | None = None
        self.cells: CellsCard | None = None
        self.work: WorkCard | None = None
        self.mix: MixCard | None = None

    @property
    def cards(self) -> Sequence[ChartCard]:
        """The cards there are by now, from above to below."""
        every = (self.calendar, self.work, self.cells, self.mix)
        return [card for card in every if card is not None]

    def make_next(self) -> bool:
        """Make the next card, and return whether there was one to make."""
        left, right = self._columns
        if self.calendar is None:
            self.calendar = self._place(CalendarCard(self._theme, self._lines), left)
        elif self.cells is None:
            self.cells = self._place(CellsCard(self._theme, self._lines), right)
        elif self.work is None:
            self.work = self._place(WorkCard(self._theme, self._lines), left)
        elif self.mix is None:
            self.mix = self._place(MixCard(self._theme, self._lines), right)
            for column in self._columns:
                column.addStretch(1)  # so that no card is drawn anew because another one grew
        else:
            return False
        return True

    def show_view(self, view: TrendsView) -> None:
        """Hand their part to the cards; an empty journal has none of them."""
        for card in self.cards:
            card.setVisible(not view.is_blank)
        if self.calendar and self.work and self.mix:
            self.calendar.show_view(view)
            self.work.show_view(view)
            self.mix.show_view(view)

    def _place(self, card: AnyCard, column: QVBoxLayout) -> AnyCard:
        """Give a card its place, where it is seen as soon as it has something to show."""
        card.hide()
        column.addWidget(card)
        self._connect(card)
        return card
