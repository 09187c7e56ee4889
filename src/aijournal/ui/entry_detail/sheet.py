"""What stands in the pane, from the title down to the calls."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from aijournal.ui.entry_detail.draft import Field
from aijournal.ui.entry_detail.exchange_model import DetailView, ExchangeModel
from aijournal.ui.entry_detail.exchange_view import ExchangeTree
from aijournal.ui.entry_detail.fact_list import FactList
from aijournal.ui.entry_detail.fields import FIELD_KEYS, FieldSet
from aijournal.ui.entry_detail.verdict_rows import VerdictRows
from aijournal.ui.entry_table.prompt_lines import PromptLines
from aijournal.ui.phrases import BETWEEN
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import CARD_GAP, GRID, SIBLING_GAP
from aijournal.ui.widgets.card import rule
from aijournal.ui.widgets.labels import plain_label


class Exchanges(QWidget):
    """How many exchanges and calls there are, and the tree of them."""

    def __init__(self, theme: Theme, prompts: PromptLines, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = plain_label(role="heading")
        self.tree = ExchangeTree(theme, ExchangeModel(prompts, self))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(rule())
        column.addSpacing(SIBLING_GAP)
        column.addWidget(self._heading)
        column.addWidget(self.tree, 1)

    def show_view(self, view: DetailView | None) -> None:
        """Show the exchanges of an entry, or nothing where there are none."""
        exchanges = view.detail.exchanges if view else ()
        calls = sum(len(exchange.calls) for exchange in exchanges)
        self.setVisible(bool(exchanges))
        self._heading.setText(BETWEEN.join((self._exchanges(len(exchanges)), self._calls(calls))))
        self.tree.show_view(view)

    def _exchanges(self, count: int) -> str:
        return self.tr("1 exchange") if count == 1 else self.tr("%n exchanges", "", count)

    def _calls(self, count: int) -> str:
        return self.tr("1 call") if count == 1 else self.tr("%n calls", "", count)


class EntrySheet(QWidget):
    """The parts of the pane in their order."""

    def __init__(self, theme: Theme, prompts: PromptLines, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "paper")
        self.fields = FieldSet(self)
        self.verdict = VerdictRows(theme)
        self.facts = plain_label(role="small", wraps=True)
        self.facts.setMinimumWidth(1)  # a name without a blank must not widen the pane
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.said = FactList()
        self.exchanges = Exchanges(theme, prompts)
        self._labels: list[QHBoxLayout] = []
        self._grids = [
            self._grid(Field.PROJECT, Field.TASK, Field.TAGS),
            self._grid(Field.MINUTES, Field.NOTE),
        ]
        self._lay_out()
        theme.changed.connect(self._dress)
        self._dress()

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
        column.addLayout(words)
        column.addWidget(rule())
        column.addWidget(self.verdict)
        column.addLayout(minutes)
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
        label.addWidget(plain_label(FIELD_KEYS[field], "key"))
        return label

    @Slot()
    def _dress(self) -> None:
        """Make the names of all fields and facts equally wide."""
        margin = max(label.sizeHint().width() for label in self._labels)
        for grid in self._grids:
            grid.setColumnMinimumWidth(0, margin)
        self.said.set_margin(margin)
