"""What stands in the pane, from the title down to the calls."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from aijournal.ui import phrases
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.entry_detail.draft import Field
from aijournal.ui.entry_detail.exchanges import Exchanges
from aijournal.ui.entry_detail.fact_form import FACTS_FOLD, FactForm
from aijournal.ui.entry_detail.fact_list import FactList
from aijournal.ui.entry_detail.facts_label import FactsLabel
from aijournal.ui.entry_detail.fields import FIELD_ACTIONS, FieldSet
from aijournal.ui.entry_detail.long_form import FOLD, LongForm
from aijournal.ui.entry_detail.verdict_rows import VerdictRows
from aijournal.ui.entry_table.prompt_lines import PromptLines
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import CARD_GAP, GRID, SIBLING_GAP
from aijournal.ui.widgets.card import rule
from aijournal.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from aijournal.domain.assessment import Assessment
    from aijournal.domain.name_kind import NameKind
    from aijournal.ui.entry_detail.exchange_model import DetailView


class EntrySheet(QWidget):
    """The parts of the pane in their order."""

    def __init__(
        self, theme: Theme, bindings: Bindings, prompts: PromptLines, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bindings = bindings
        self._keys: dict[Field, QLabel] = {}
        self.setProperty("role", "paper")
        self.fields = FieldSet(self)
        self.verdict = VerdictRows(theme, bindings)
        self.facts = FactsLabel()
        self.fact_form = FactForm(theme, bindings)
        self.long_form = LongForm(theme, bindings)
        self.odd = plain_label(role="small", wraps=True)
        self.odd.hide()
        self.said = FactList()
        self.exchanges = Exchanges(theme, bindings, prompts)
        self._labels: list[QHBoxLayout] = []
        self._grids = [
            self._grid(Field.PROJECT, Field.TASK, Field.TAGS),
            self._grid(Field.MINUTES, Field.NOTE),
        ]
        self._lay_out()
        bindings.changed.connect(self._dress)
        theme.changed.connect(self._dress)
        self._dress()

    def show_assessment(self, said: "Assessment | None") -> None:
        """Show what was said, and softly what is odd about it."""
        self.verdict.show_assessment(said)
        self.odd.setText(phrases.contradiction(said.outcome, said.net_minutes) if said else "")
        self.odd.setVisible(bool(self.odd.text()))

    def show_view(self, view: "DetailView | None") -> None:
        """Show the exchanges of an entry, and what was charged for them beside its tokens."""
        self.exchanges.show_view(view)
        self.facts.show_charges(view.detail.charges if view else ())

    def press(self, action: str) -> bool:
        """Lead to what an action is about; return whether it is about anything here."""
        field = next((field for field, name in FIELD_ACTIONS.items() if name == action), None)
        if field is not None:
            self.fields.focus(field)
        elif action == FOLD:
            self.long_form.toggle()
        elif action == FACTS_FOLD:
            self.fact_form.toggle()
        else:
            return self.exchanges.press(action)
        return True

    def offer(self, kind: "NameKind", names: Sequence[str]) -> None:
        """Offer names while somebody types."""
        self.fields.offer(kind, names)
        self.fact_form.offer(kind, names)

    def _lay_out(self) -> None:
        """Indent everything by as much as the title's words stand within their field."""
        title = self.fields.title
        inset = round(title.document().documentMargin()) + 1
        sheet, column = QVBoxLayout(self), QVBoxLayout()
        sheet.setContentsMargins(CARD_GAP - inset, CARD_GAP - GRID, CARD_GAP, CARD_GAP)
        sheet.setSpacing(SIBLING_GAP)
        column.setContentsMargins(inset, 0, 0, 0)
        column.setSpacing(SIBLING_GAP + GRID)
        words, minutes = self._grids
        sheet.addWidget(title)
        sheet.addLayout(column, 1)
        column.addWidget(self.facts)
        column.addWidget(self.fact_form)
        column.addLayout(words)
        column.addWidget(rule())
        column.addWidget(self.verdict)
        column.addLayout(minutes)
        column.addWidget(self.odd)
        column.addWidget(self.long_form)
        column.addWidget(self.said)
        column.addWidget(self.exchanges, 1)
        column.addStretch(0)

    def _grid(self, *fields: Field) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SIBLING_GAP)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(1, 1)
        for row, field in enumerate(fields):
            label = self._label(field)
            self._labels.append(label)
            grid.addLayout(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self.fields[field], row, 1)
        return grid

    def _label(self, field: Field) -> QHBoxLayout:
        """Return the name of a field and the key that leads to it."""
        label = QHBoxLayout()
        label.setSpacing(GRID)
        label.setContentsMargins(0, GRID, 0, 0)
        label.addWidget(plain_label(self.fields.names[field], "small"), 1)
        self._keys[field] = key = plain_label(role="key")
        label.addWidget(key)
        return label

    @Slot()
    def _dress(self) -> None:
        """Show the keys of the fields, and make the names of all fields and facts equally wide."""
        for field, key in self._keys.items():
            key.setText(self._bindings.shown(FIELD_ACTIONS[field]))
            key.setVisible(bool(key.text()))
        margin = max(label.sizeHint().width() for label in self._labels)
        for grid in self._grids:
            grid.setColumnMinimumWidth(0, margin)
        self.fact_form.set_margin(margin)
        self.long_form.set_margin(margin)
        self.said.set_margin(margin)
