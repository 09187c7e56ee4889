"""The table on the page: what is shown in it, and what stands there when nothing is."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QPushButton, QStackedLayout, QWidget

from aijournal.domain.entry import Entry
from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.entry_order import EntryOrder, SortKey
from aijournal.domain.tokens import TokenWeights
from aijournal.errors import AijournalError
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.bulk.selection import Selection
from aijournal.ui.clock import Clock
from aijournal.ui.entry_table.column_panel import ColumnPanel
from aijournal.ui.entry_table.columns import MARGIN, ColumnName
from aijournal.ui.entry_table.header import toggled
from aijournal.ui.entry_table.listing import Listing, Question
from aijournal.ui.entry_table.loading import EntryLoading
from aijournal.ui.entry_table.model import EntryTableModel
from aijournal.ui.entry_table.prompt_lines import PromptLines
from aijournal.ui.entry_table.view import EntryTableView
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import CARD_CORNER
from aijournal.ui.widgets.empty_state import EmptyState
from aijournal.ui.widgets.slip_page import RuledPage


class EntryTable(QFrame):
    """Shows every entry that a question means, however many; the latest question wins.

    `counted` says how many there are, and whether the journal holds none at all.
    """

    entry_opened = Signal()
    entered = Signal()
    delete_asked = Signal()
    focused = Signal()
    counted = Signal(int, bool)
    arranged = Signal()  # another order or other columns
    failed = Signal(AijournalError)

    def __init__(
        self,
        theme: Theme,
        thread: JournalThread,
        clock: Clock,
        weights: TokenWeights,
        titles: PromptLines,
        *,
        bindings: Bindings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._clock = clock
        self._model = EntryTableModel(titles, weights, clock.today(), self)
        self.view = EntryTableView(theme, bindings, self._model)
        self._loading = EntryLoading(thread, clock, self.view.keep, self)
        self._question = Question()
        self._panel = ColumnPanel(theme, self._model.columns, self)
        self.empty = EmptyState(theme)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(1, 1, 1, CARD_CORNER // 2)
        margin = self.view.columnWidth(ColumnName.WHEN) - 1
        self._stack.addWidget(self.view)
        self._stack.addWidget(RuledPage(theme, self.empty, margin, self.view.row_height))
        self._connect()

    @property
    def entry(self) -> Entry | None:
        """The entry in the current row, as far as it is here."""
        return self.view.entry

    @property
    def count(self) -> int:
        """How many entries there are in the list."""
        return self._model.rowCount()

    def ask(self, wanted: EntryFilter) -> None:
        """Show what a question means, or the same again because entries changed."""
        if wanted != self._question.wanted:
            self.selection.clear()  # what is not seen any more must not be changed unseen
        self._question = replace(self._question, wanted=wanted)
        self._loading.ask(self._question)

    @property
    def selection(self) -> Selection:
        """The entries that are chosen."""
        return self.view.choosing.selection

    @property
    def order(self) -> EntryOrder:
        """How the entries stand."""
        return self._question.order

    @property
    def columns(self) -> tuple[ColumnName, ...]:
        """The columns that are chosen, in their order."""
        return self.view.shown_columns

    def put_in_order(self, order: EntryOrder) -> None:
        """Let the entries stand in another order, seen from its top."""
        if order != self.order:
            self._question = replace(self._question, order=order)
            self.view.choosing.let_go()
            self.view.show_order(order)
            self.view.begin_anew()
            self._loading.ask(self._question)
            self.arranged.emit()

    @Slot(SortKey)
    def sort_by(self, key: SortKey) -> None:
        """Put the entries in order by something, or the other way round where they are already."""
        self.put_in_order(toggled(self.order, key))

    @Slot(tuple)
    def show_columns(self, columns: tuple[ColumnName, ...]) -> None:
        """Show these columns, in this order."""
        if columns != self.columns:
            self.view.arrange(columns)
            self.arranged.emit()

    @Slot()
    def choose_columns(self) -> None:
        """Offer the choice of columns, by keys."""
        self._open_columns(self.view.header.mapToGlobal(self.view.header.rect().bottomLeft()))

    @Slot()
    def select_all(self) -> None:
        """Choose every entry that the question means, however many there are."""
        self.view.choosing.let_go()
        self._loading.ask_numbers(None, self.selection.choose)

    @Slot()
    def focus_headings(self) -> None:
        """Put the keyboard into the headings, which put the entries in order."""
        self.view.header.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(QPoint)
    def _open_columns(self, at: QPoint) -> None:
        self._panel.begin(self.columns, at)

    @Slot(int, int)
    def _drop_column(self, section: int, place: int) -> None:
        """Put a column to another place among those that are chosen; the margin keeps its own."""
        column = ColumnName(section)
        others = [one for one in self.columns if one is not column]
        if column is MARGIN or not 1 <= place <= len(others):
            self.view.arrange(self.columns)
            return
        self.show_columns((*others[:place], column, *others[place:]))

    @Slot(object)
    def _ask_rows(self, rows: range) -> None:
        self._loading.ask_numbers(rows, partial(self.view.choosing.take, rows))

    def seek(self, entry: Entry) -> None:
        """Let an entry be the current row of the next list that it is in."""
        self.view.seek(entry)

    @property
    def is_settled(self) -> bool:
        """Whether every row that is seen is here."""
        return self.view.is_settled

    @property
    def focus_target(self) -> QWidget:
        """The rows, or what can be done where there are none."""
        is_empty = self._stack.currentWidget() is not self.view
        return (is_empty and self.empty.findChild(QPushButton)) or self.view

    @Slot()
    def take_focus(self) -> None:
        """Put the keyboard into the table."""
        self.focus_target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """Show on the frame that the keyboard is in the table."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.setProperty("focused", event.type() == QEvent.Type.FocusIn)
            self.style().unpolish(self)
            self.style().polish(self)
        if event.type() == QEvent.Type.FocusIn:
            self.focused.emit()
        return super().eventFilter(watched, event)

    def _connect(self) -> None:
        self.view.installEventFilter(self)
        self.view.entry_opened.connect(self.entry_opened)
        self.view.entered.connect(self.entered)
        self.view.delete_asked.connect(self.delete_asked)
        self.view.select_all_asked.connect(self.select_all)
        self.view.choosing.rows_wanted.connect(self._ask_rows)
        self.view.header.sort_asked.connect(self.sort_by)
        self.view.header.columns_asked.connect(self._open_columns)
        self.view.header.column_dropped.connect(self._drop_column)
        self._panel.chosen.connect(self.show_columns)
        self._model.blocks_wanted.connect(self._loading.ask_blocks)
        self._loading.block_read.connect(self._model.show_block)
        self._loading.listed.connect(self._show)
        self._loading.failed.connect(self.failed)

    def show_emptiness(self) -> None:
        """Show what is said in place of rows."""
        self._stack.setCurrentIndex(1)

    @Slot(Listing)
    def _show(self, listing: Listing) -> None:
        self.view.show_listing(listing, self._clock.today())
        self._stack.setCurrentIndex(0 if listing.outline.count else 1)
        self.counted.emit(listing.outline.count, listing.is_blank)
