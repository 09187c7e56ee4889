"""The settings of one group, a row for each."""

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from aijournal.settings import Group
from aijournal.ui.settings import setting_words
from aijournal.ui.settings.setting_row import SettingRow
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.card import Card


class GroupCard(Card):
    """Rows with a line between any two that are shown."""

    def __init__(self, group: Group, rows: Iterable[SettingRow], parent: QWidget | None = None) -> None:
        super().__init__(setting_words.group(group), parent)
        self.rows = tuple(rows)
        self.body.setSpacing(SIBLING_GAP + GRID)
        for row in self.rows:
            self.body.addWidget(row)
        self.rows[0].rule.hide()

    def show_found(self, parts: tuple[str, ...]) -> int:
        """Show the rows in whose words every part is, or nothing at all; return how many."""
        found = [row for row in self.rows if row.is_found(parts)]
        for row in self.rows:
            row.setVisible(row in found)
            row.rule.setVisible(row is not found[0] if found else False)
        self.setVisible(bool(found))
        return len(found)
