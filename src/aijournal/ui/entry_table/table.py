"""The table on the page: what is shown in it, and what stands there when nothing is."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QPushButton, QStackedLayout, QWidget

from aijournal.domain.entry import Entry
from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.tokens import TokenWeights
from aijournal.errors import AijournalError
from aijournal.ui.clock import Clock
from aijournal.ui.entry_table.columns import ColumnName
from aijournal.ui.entry_table.listing import Listing
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
    failed = Signal(AijournalError)

    def __init__(
        self,
        theme: Theme,
        thread: JournalThread,
        clock: Clock,
        weights: TokenWeights,
        titles: PromptLines,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._clock = clock
        self._model = EntryTableModel(titles, weights, clock.today(), self)
        self.view = EntryTableView(theme, self._model)
        self._loading = EntryLoading(thread, clock, self.view.keep, self)
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
        self._loading.ask(wanted)

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
        self._model.blocks_wanted.connect(self._loading.ask_blocks)
        self._loading.block_read.connect(self._model.show_block)
        self._loading.listed.connect(self._show)
        self._loading.failed.connect(self.failed)

    @Slot(Listing)
    def _show(self, listing: Listing) -> None:
        self.view.show_listing(listing, self._clock.today())
        self._stack.setCurrentIndex(0 if listing.outline.count else 1)
        self.counted.emit(listing.outline.count, listing.is_blank)
