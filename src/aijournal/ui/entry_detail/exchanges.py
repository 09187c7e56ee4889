"""The exchanges of an entry under their heading, and the mark after which nothing more was needed."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aijournal.ui import phrases
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.entry_detail.exchange_model import DetailView, ExchangeModel
from aijournal.ui.entry_detail.exchange_view import ExchangeTree
from aijournal.ui.entry_table.prompt_lines import PromptLines
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.card import rule
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.key_button import KeyButton
from aijournal.ui.widgets.labels import plain_label, tooltip

ENOUGH = "entry.enough"
SPLIT = "entry.split"
MERGE = "entry.merge"
_FIRST_CUT = 1  # nothing lies before the first exchange


class Exchanges(QWidget):
    """How many exchanges and calls there are, what came after enough, and the tree of them.

    `split_asked` names the exchange before which the entry is to be cut.
    """

    marked = Signal(str)
    split_asked = Signal(int)
    merge_asked = Signal()

    def __init__(
        self, theme: Theme, bindings: Bindings, prompts: PromptLines, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bindings = bindings
        self._heading = plain_label(role="heading", wraps=True)
        self._after = plain_label(role="small", wraps=True)
        self._model = ExchangeModel(prompts, self)
        self.tree = ExchangeTree(theme, self._model)
        self.mark = KeyButton(theme, self.tr("enough here"), bindings.shown(ENOUGH))
        self.mark.setToolTip(
            tooltip(self.tr("After this exchange nothing more was needed. Once more takes the mark away."))
        )
        self.cut = KeyButton(theme, self.tr("split here"), bindings.shown(SPLIT))
        self.cut.setToolTip(
            tooltip(self.tr("This exchange and those after it become an entry of their own."))
        )
        self.join = KeyButton(theme, self.tr("merge"), bindings.shown(MERGE))
        self.join.setToolTip(tooltip(self.tr("Make it one with the entry before or after it.")))
        self._lay_out()
        self.mark.clicked.connect(self._mark_current)
        self.cut.clicked.connect(self._cut_at_current)
        self.join.clicked.connect(self.merge_asked)
        bindings.changed.connect(self._show_key)

    def show_view(self, view: DetailView | None) -> None:
        """Show the exchanges of an entry, or nothing where there are none."""
        exchanges = view.detail.exchanges if view else ()
        calls = sum(len(exchange.calls) for exchange in exchanges)
        self.setVisible(bool(exchanges))
        self.mark.setVisible(len(exchanges) > 1)
        self.cut.setVisible(len(exchanges) > 1)
        self._heading.setText(phrases.BETWEEN.join((phrases.exchanges(len(exchanges)), self._calls(calls))))
        self.tree.show_view(view)
        self._say_after()

    def show_useful(self, exchange_id: str) -> None:
        """Show after which exchange nothing more was needed; an empty text is none."""
        self._model.show_useful(int(exchange_id) if exchange_id else None)
        self._say_after()

    def press(self, action: str) -> bool:
        """Lead to the exchanges, or do it to the one that the keyboard is on; return whether that can be."""
        if self.isHidden():
            return False
        if action == MERGE:
            self.merge_asked.emit()
            return True
        button = {ENOUGH: self.mark, SPLIT: self.cut}.get(action)
        if button is None or button.isHidden():
            return False
        if self.tree.hasFocus() or button.hasFocus():
            button.click()
        else:
            self.tree.focus(_FIRST_CUT if action == SPLIT else 0)
        return True

    def _lay_out(self) -> None:
        buttons = QWidget()
        line = FlowLayout(buttons, gap=GRID)
        for button in (self.mark, self.cut, self.join):
            line.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(rule())
        column.addSpacing(SIBLING_GAP)
        column.addWidget(self._heading)
        column.addWidget(buttons)
        column.addWidget(self._after)
        column.addWidget(self.tree, 1)

    @Slot()
    def _show_key(self) -> None:
        for action, button in ((ENOUGH, self.mark), (SPLIT, self.cut), (MERGE, self.join)):
            button.set_key(self._bindings.shown(action))

    @Slot()
    def _mark_current(self) -> None:
        """Mark the current exchange; without one, lead there first, so that nothing unseen is marked."""
        current = self.tree.current_id
        if current is None:
            self.tree.focus()
        else:
            self.marked.emit(str(current))

    @Slot()
    def _cut_at_current(self) -> None:
        """Cut before the current exchange; without one, or before the first of all, lead to where one can."""
        current = self.tree.current_id
        if current is None or self.tree.current_row < _FIRST_CUT:
            self.tree.focus(_FIRST_CUT)
        else:
            self.split_asked.emit(current)

    def _say_after(self) -> None:
        row, count = self._model.useful_row, self._model.rowCount()
        self._after.setVisible(row is not None)
        if row is None:
            return
        if row + 1 == count:
            self._after.setText(self.tr("Enough after the last of them: nothing came after it."))
            return
        place = self.tr("Enough after number %1 of %2").replace("%1", phrases.decimal(row + 1))
        self._after.setText(f"{place.replace('%2', phrases.decimal(count))}: {self._share_after()}")

    def _share_after(self) -> str:
        share = self._model.share_after
        if share is None:
            return self.tr("how many of the tokens came after it is not known.")
        return self.tr("%1 of the weighted tokens came after it.").replace("%1", phrases.share(share))

    def _calls(self, count: int) -> str:
        return self.tr("1 call") if count == 1 else self.tr("%n calls", "", count)
