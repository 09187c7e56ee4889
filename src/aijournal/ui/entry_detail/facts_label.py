"""The label of an entry's facts, which learns what was charged once the calls are read."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from aijournal.ui.entry_detail.facts import facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aijournal.domain.entry import Entry
    from aijournal.domain.facts import Charge
    from aijournal.domain.tokens import TokenWeights


class FactsLabel(QLabel):
    """Shows the facts of an entry line by line, with the charges that were last told of that entry."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._weights: TokenWeights | None = None
        self._entry: Entry | None = None
        self._charges: Sequence[Charge] = ()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("role", "small")
        self.setMinimumWidth(1)  # a name without a blank must not widen the pane
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def show_entry(self, entry: "Entry", weights: "TokenWeights") -> None:
        """Show an entry's facts."""
        if self._entry is None or self._entry.interaction.id != entry.interaction.id:
            self._charges = ()
        self._entry, self._weights = entry, weights
        self._show()

    def show_charges(self, charges: "Sequence[Charge]") -> None:
        """Show what the tool charged for the entry that is shown."""
        self._charges = charges
        self._show()

    def _show(self) -> None:
        if self._entry and self._weights:
            self.setText("\n".join(facts(self._entry, self._weights, self._charges)))
