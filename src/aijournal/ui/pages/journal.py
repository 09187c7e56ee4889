"""The page Journal: what happened when."""

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QSplitter, QWidget

from aijournal.domain.entry import Entry
from aijournal.domain.tokens import DEFAULT_WEIGHTS, TokenWeights
from aijournal.errors import AijournalError
from aijournal.ui import phrases
from aijournal.ui.clock import Clock
from aijournal.ui.deleting import delete_entry, deleted_words
from aijournal.ui.drafts import DraftKeeper
from aijournal.ui.entry_detail.pane import EntryPane
from aijournal.ui.entry_table.prompt_lines import PromptLines
from aijournal.ui.entry_table.table import EntryTable
from aijournal.ui.filter_bar.filter_bar import FilterBar
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.log_reading import PromptPeek
from aijournal.ui.pages.page import Page
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import CARD_GAP, GRID
from aijournal.ui.widgets.labels import plain_label

_PANE_EM = 21
_PANE_LEAST_EM = 16
_TABLE_HEIGHT_EM = 14
_PANE_HEIGHT_EM = 22
_SEARCH_KEY = "/"


class JournalPage(Page):
    """The filter bar, the table over everything it means, and the entry of the current row beside it."""

    said = Signal(str, bool)
    failed = Signal(AijournalError)
    today_asked = Signal()

    def __init__(
        self,
        theme: Theme,
        thread: JournalThread,
        peek: PromptPeek,
        clock: Clock,
        weights: TokenWeights = DEFAULT_WEIGHTS,
        *,
        drafts: DraftKeeper,
    ) -> None:
        super().__init__(theme)
        self._thread = thread
        self._clock = clock
        self._is_stale = True
        self._is_blank = False
        titles, prompts = PromptLines(peek, self), PromptLines(peek, self)
        self._count = plain_label(role="soft")
        self.filter_bar = FilterBar(theme, thread, clock)
        self.table = EntryTable(theme, thread, clock, weights, titles)
        self.pane = EntryPane(theme, thread, clock, weights, titles, prompts, drafts=drafts)
        self._hint = plain_label(role="small", wraps=True)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self._connect()

    @Slot()
    def refresh(self) -> None:
        """Ask the journal again, or remember to do so when the page is looked at."""
        self._is_stale = not self.isVisible()
        if not self._is_stale:
            self.table.ask(self.filter_bar.wanted())
            if self.pane.has_keyboard:  # its entry may not be the current row, or not be listed at all
                self.pane.reload()

    def first_focus(self) -> QWidget:
        """Return the table, or what can be done where it is empty."""
        return self.table.focus_target

    def look_again(self) -> None:
        """Ask again: it may be another day."""
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's own name
        """Catch up with what changed while nobody looked."""
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    @Slot()
    def arrange(self) -> None:
        """Set the pane beside the table, or under it where the page is narrow."""
        super().arrange()
        em = self._theme.type.em
        self.table.setMinimumHeight(round(_TABLE_HEIGHT_EM * em))
        self.pane.setMinimumHeight(round(_PANE_HEIGHT_EM * em) if self.is_narrow else 0)
        self.pane.setMinimumWidth(0 if self.is_narrow else round(_PANE_LEAST_EM * em))
        across = Qt.Orientation.Vertical if self.is_narrow else Qt.Orientation.Horizontal
        if across is not self._split.orientation():
            self._split.setOrientation(across)
            self._divide()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Judge, edit and search by keys, wherever on the page no text is typed."""
        key = event.text().upper()
        if event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
            super().keyPressEvent(event)
        elif key == _SEARCH_KEY:
            self.filter_bar.search.take_focus()
        elif not (key and self._is_on_entry and self.pane.press(key)):
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        header = self.row(GRID)
        header.addWidget(plain_label(self.tr("Journal"), "title"))
        header.addStretch(1)
        header.addWidget(self._count, 0, Qt.AlignmentFlag.AlignBottom)
        self._split.addWidget(self.table)
        self._split.addWidget(self.pane)
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 0)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(CARD_GAP)
        self.pane.hide()
        self._divide()
        self._hint.setText(
            self.tr(
                "Enter edits · Esc goes back · / searches · Del deletes · Ctrl+Z takes back · Home, End jump"
            )
        )
        self.column.addLayout(header)
        self.column.addWidget(self.filter_bar)
        self.column.addWidget(self._split, 1)
        self.column.addWidget(self._hint)

    def _divide(self) -> None:
        """Give the pane the width, or the height, that it needs at first."""
        em = self._theme.type.em
        if self._split.orientation() is Qt.Orientation.Horizontal:
            pane, room = round(_PANE_EM * em), self._split.width()
        else:
            pane, room = round(_PANE_HEIGHT_EM * em), self._split.height()
        self._split.setSizes([max(1, room - pane), pane])

    def _connect(self) -> None:
        self._thread.entries_changed.connect(self.refresh)
        self.filter_bar.changed.connect(self.refresh)
        self.filter_bar.left.connect(self.table.take_focus)
        self.table.entry_opened.connect(self._turn)
        self.table.focused.connect(self._turn)
        self.table.entered.connect(self.pane.take_focus)
        self.table.delete_asked.connect(self._delete)
        self.table.counted.connect(self._show_count)
        self.table.empty.acted.connect(self._act_on_empty)
        self.pane.left.connect(self._leave_pane)
        for part in (self.table, self.pane):
            part.failed.connect(self.failed)
        self.pane.said.connect(self.said)
        search = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        search.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        search.activated.connect(self.filter_bar.search.take_focus)

    @property
    def _is_on_entry(self) -> bool:
        """Whether the keyboard is on the current entry, so that a key can be meant for it."""
        return self.table.view.hasFocus() or self.pane.has_keyboard

    @Slot()
    def _turn(self) -> None:
        """Show the current entry; one that is being edited stays, even where the list has lost it."""
        entry, shown = self.table.entry, self.pane.entry
        is_other = entry is None or shown is None or entry.interaction.id != shown.interaction.id
        if is_other and shown is not None and self.pane.has_keyboard:
            self.pane.reload()
        else:
            self.pane.show_entry(entry)

    @Slot()
    def _delete(self) -> None:
        """Move the current entry to the trash, without a question: the notice offers the way back."""
        entry = self.table.entry
        if entry is not None:
            self.pane.forget(entry.interaction.id)
            job = partial(delete_entry, entry_id=entry.interaction.id, now=self._clock.now())
            self._thread.write(job, partial(self._tell_deleted, entry), self.failed.emit)

    def _tell_deleted(self, entry: Entry, _: str) -> None:
        self.said.emit(deleted_words(entry), True)

    @Slot()
    def _leave_pane(self) -> None:
        self.table.take_focus()
        self.pane.setVisible(self.table.count > 0)

    @Slot(int, bool)
    def _show_count(self, count: int, is_blank: bool) -> None:  # noqa: FBT001 - the signal's own argument
        self._count.setText(self.tr("1 entry") if count == 1 else self._entries(count))
        self._count.setVisible(not is_blank)
        self.filter_bar.setVisible(not is_blank)
        self.pane.setVisible(count > 0 or self.pane.has_keyboard)
        self._hint.setVisible(count > 0)
        self._is_blank = is_blank
        if is_blank:
            self._say_blank()
        elif not count:
            self._say_left_out()

    def _entries(self, count: int) -> str:
        return self.tr("%1 entries").replace("%1", phrases.decimal(count))

    def _say_blank(self) -> None:
        self.table.empty.say(
            "journal",
            self.tr("Nothing in the journal yet"),
            self.tr(
                "What you log by hand and what the logs of your tools hold stands here, the newest first."
            ),
            self.tr("Go to Today"),
        )

    def _say_left_out(self) -> None:
        """Say what leaves out everything; words are not looked for where nothing is kept."""
        filters = self.tr("There are entries, but the filters above leave out every one of them.")
        searched = self.tr(
            "Titles, notes and tags were searched. First lines of prompts are read from your tools’ logs to "
            "be shown and are not kept, so they cannot be found."
        )
        self.table.empty.say(
            "search",
            self.tr("No entry is like that"),
            searched if self.filter_bar.search.text else filters,
            self.tr("Clear all filters"),
        )

    @Slot()
    def _act_on_empty(self) -> None:
        if self._is_blank:
            self.today_asked.emit()
        else:
            self.filter_bar.clear()
            self.table.take_focus()
