"""The exchanges of an entry under their heading, and the mark after which nothing more was needed."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from aijournal.ui import phrases
from aijournal.ui.entry_detail.exchange_model import DetailView, ExchangeModel
from aijournal.ui.entry_detail.exchange_view import ExchangeTree
from aijournal.ui.entry_table.prompt_lines import PromptLines
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.card import rule
from aijournal.ui.widgets.key_button import KeyButton
from aijournal.ui.widgets.labels import plain_label, tooltip

USEFUL_KEY = "U"


class Exchanges(QWidget):
    """How many exchanges and calls there are, what came after enough, and the tree of them."""

    marked = Signal(str)

    def __init__(self, theme: Theme, prompts: PromptLines, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = plain_label(role="heading", wraps=True)
        self._after = plain_label(role="small", wraps=True)
        self._model = ExchangeModel(prompts, self)
        self.tree = ExchangeTree(theme, self._model)
        self.mark = KeyButton(theme, self.tr("enough here"), USEFUL_KEY)
        self.mark.setToolTip(
            tooltip(self.tr("After this exchange nothing more was needed. Once more takes the mark away."))
        )
        self._lay_out()
        self.mark.clicked.connect(self._mark_current)

    def show_view(self, view: DetailView | None) -> None:
        """Show the exchanges of an entry, or nothing where there are none."""
        exchanges = view.detail.exchanges if view else ()
        calls = sum(len(exchange.calls) for exchange in exchanges)
        self.setVisible(bool(exchanges))
        self.mark.setVisible(len(exchanges) > 1)
        self._heading.setText(phrases.BETWEEN.join((phrases.exchanges(len(exchanges)), self._calls(calls))))
        self.tree.show_view(view)
        self._say_after()

    def show_useful(self, exchange_id: str) -> None:
        """Show after which exchange nothing more was needed; an empty text is none."""
        self._model.show_useful(int(exchange_id) if exchange_id else None)
        self._say_after()

    def press(self, key: str) -> bool:
        """Press a key by its name: it leads to the exchanges, and on one of them it marks it."""
        if key != USEFUL_KEY or self.isHidden() or self.mark.isHidden():
            return False
        if self.tree.hasFocus() or self.mark.hasFocus():
            self._mark_current()
        else:
            self.tree.focus()
        return True

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(SIBLING_GAP)
        line.addWidget(self._heading, 1)
        line.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(rule())
        column.addSpacing(SIBLING_GAP)
        column.addLayout(line)
        column.addWidget(self._after)
        column.addWidget(self.tree, 1)

    @Slot()
    def _mark_current(self) -> None:
        """Mark the current exchange; without one, lead there first, so that nothing unseen is marked."""
        current = self.tree.current_id
        if current is None:
            self.tree.focus()
        else:
            self.marked.emit(str(current))

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
