"""Searching on Settings: a line at the top that leaves in sight what its words are in."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from aijournal.settings import Setting
from aijournal.ui.actions.matching import plain
from aijournal.ui.filter_bar.search_line import SearchLine
from aijournal.ui.settings import setting_words
from aijournal.ui.settings.group_card import GroupCard
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import CARD_GAP, SIBLING_GAP
from aijournal.ui.widgets.card import Card
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.putting_away import has_keyboard

CardSettings = Mapping[Card, Sequence[Setting]]
"""Cards, and the settings that each of them stands for."""


class SettingsSearch(QWidget):
    """Filters rows and cards as one types; where nothing is left it says so, and offers everything again.

    `left` says that the keyboard is to go on to what was found.
    """

    left = Signal()

    def __init__(self, theme: Theme, groups: Sequence[GroupCard], cards: CardSettings) -> None:
        super().__init__()
        self._groups = groups
        self._cards = cards
        self.line = SearchLine(theme, words=self.tr("Search settings"))
        self.found = plain_label(role="small")
        self.nothing = QFrame()
        self.nothing_words = plain_label(role="soft", wraps=True)
        self.show_all = QPushButton(self.tr("Show all"))
        self._lay_out()
        self.line.asked.connect(self._search)
        self.line.left.connect(self.left)
        self.show_all.clicked.connect(self.clear)

    @Slot()
    def clear(self) -> None:
        """Show everything again, with the caret in the line."""
        self.line.type("")
        self.line.take_focus()

    def _lay_out(self) -> None:
        self.nothing.setProperty("role", "slip")
        slip = QVBoxLayout(self.nothing)
        slip.setContentsMargins(CARD_GAP, CARD_GAP, CARD_GAP, CARD_GAP)
        slip.setSpacing(SIBLING_GAP)
        slip.addWidget(self.nothing_words)
        slip.addWidget(self.show_all, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIBLING_GAP)
        for part in (self.line, self.found, self.nothing):
            column.addWidget(part)
        self.found.hide()
        self.nothing.hide()

    @Slot()
    def _search(self) -> None:
        parts = tuple(plain(self.line.text).split())
        count = sum(group.show_found(parts) for group in self._groups)
        for card, settings in self._cards.items():
            is_found = all(part in _words(card, settings) for part in parts)
            if not is_found and has_keyboard(card):
                self.line.take_focus()
            card.setVisible(is_found)
            count += is_found
        self._tell(count, is_searching=bool(parts))

    def _tell(self, count: int, *, is_searching: bool) -> None:
        words = self.tr("No setting is found by “%1”.").replace("%1", self.line.text)
        self.nothing_words.setText(words)
        self.nothing.setVisible(not count)
        self.found.setText(self.tr("%n found", "", count))
        self.found.setVisible(is_searching and count > 0)


def _words(card: Card, settings: Sequence[Setting]) -> str:
    """Return every word that stands on a card, and those of the settings that it stands for."""
    labels = [label.text() for label in card.findChildren(QLabel)]
    buttons = [button.text() for button in card.findChildren(QAbstractButton)]
    lines = [line.accessibleName() for line in card.findChildren(QLineEdit)]
    return plain(" ".join([*labels, *buttons, *lines, *map(setting_words.search_words, settings)]))
