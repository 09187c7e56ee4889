"""The page Journal: what happened when."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QWidget

from aijournal.domain.entry import Entry
from aijournal.domain.tokens import DEFAULT_WEIGHTS, TokenWeights
from aijournal.errors import AijournalError
from aijournal.ui import phrases
from aijournal.ui.actions.action import Scope
from aijournal.ui.actions.actions import Acts
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.bulk.bulk_bar import BulkBar
from aijournal.ui.clock import Clock
from aijournal.ui.deleting import delete_entry, deleted_words
from aijournal.ui.drafts import DraftKeeper
from aijournal.ui.entry_detail.pane import EntryPane
from aijournal.ui.entry_table.prompt_lines import PromptLines
from aijournal.ui.entry_table.table import EntryTable
from aijournal.ui.filter_bar.filter_bar import FilterBar
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.pages.journal_emptiness import (
    Emptiness,
    say_blank,
    say_emptied,
    say_left_out,
    say_unread,
)
from aijournal.ui.pages.journal_keys import key_hints
from aijournal.ui.pages.late_page import LatePage
from aijournal.ui.pages.many_chosen import say_many_chosen
from aijournal.ui.prompt_peek import PromptPeek
from aijournal.ui.saved_views.views_chip import ViewsChip
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import CARD_GAP, GRID
from aijournal.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal

_PANE_EM = 21
_PANE_LEAST_EM = 16
_TABLE_HEIGHT_EM = 14
_PANE_HEIGHT_EM = 22


class JournalPage(LatePage):
    """The filter bar, the table over everything it means, and the entry of the current row beside it."""

    def __init__(
        self,
        theme: Theme,
        thread: JournalThread,
        peek: PromptPeek,
        clock: Clock,
        weights: TokenWeights = DEFAULT_WEIGHTS,
        *,
        drafts: DraftKeeper,
        bindings: Bindings,
    ) -> None:
        super().__init__(theme)
        self._bindings = bindings
        self._thread = thread
        self._clock = clock
        self._has_begun = False
        self._emptiness = Emptiness.NOT
        titles, prompts = PromptLines(peek, self), PromptLines(peek, self)
        self._count = plain_label(role="soft")
        self.filter_bar = FilterBar(theme, thread, clock)
        self.table = EntryTable(theme, thread, clock, weights, titles, bindings=bindings)
        self.pane = EntryPane(
            theme, thread, clock, weights, titles, prompts, drafts=drafts, bindings=bindings
        )
        self.bulk = BulkBar(theme, thread, clock, self.table.selection)
        self.views = ViewsChip(theme, thread, clock, self.filter_bar, self.table)
        self._hint = plain_label(role="small", wraps=True)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setObjectName("journal")  # under which its sizes are remembered
        self._lay_out()
        self._connect()

    def ask_now(self) -> None:
        """List anew what the filter bar means, once the view to begin with is known."""
        if self._has_begun:
            self.table.ask(self.filter_bar.wanted())
            if self.pane.has_keyboard:  # its entry may not be the current row, or not be listed at all
                self.pane.reload()

    def first_focus(self) -> QWidget:
        """Return the table, or what can be done where it is empty."""
        return self.table.focus_target

    def acts(self) -> Acts:
        """Offer the search, and what can be done with the current entry."""
        named = self._bindings.names_in
        entries = {name: partial(self.table.view.press, name) for name in named(Scope.ENTRIES)}
        entry = {name: partial(self._press, name) for name in named(Scope.ENTRY, Scope.VERDICT)}
        own = {
            "journal.search": self.filter_bar.search.take_focus,
            "entries.columns": self.table.choose_columns,
            "entries.sort": self.table.focus_headings,
            "view.open": self.views.open_list,
            "view.save": self.views.save_view,
        }
        return {**own, **self.bulk.acts(), **entries, **entry}

    def can_run(self, name: str) -> bool:
        """Return whether there is an entry for what needs one, and entries for what needs many."""
        if name in self.bulk.acts():
            return bool(self.table.selection)
        needs_entry = name in self._bindings.names_in(Scope.ENTRIES, Scope.ENTRY, Scope.VERDICT)
        return super().can_run(name) and (self.table.entry is not None or not needs_entry)

    def show_entry(self, entry: Entry) -> None:
        """Make an entry the current row, among all of them."""
        self.table.seek(entry)
        self.filter_bar.clear()

    def show_only(self, ids: tuple[int, ...], behind: str, entry: Entry | None = None) -> None:
        """List some entries and no others, one of them as the current row; `behind` says what they are."""
        if entry is not None:
            self.table.seek(entry)
        self.filter_bar.show_only(ids, behind)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's own name
        """Find out which view to begin with before anything is asked."""
        super().showEvent(event)
        if not self._has_begun:
            self.views.begin()

    @Slot()
    def _begin(self) -> None:
        """Ask for the first time, after the view to begin with is known."""
        self._has_begun = True
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
        action = self._bindings.find(event, Scope.ENTRY, Scope.VERDICT)
        if action is None or not (self._is_on_entry and self._press(action)):
            super().keyPressEvent(event)

    def _press(self, action: str) -> bool:
        """Do what an action means for the current entry, unless many look as if they were meant."""
        count = len(self.table.selection)
        if count > 1 and not self.pane.has_keyboard:
            self.said.emit(say_many_chosen(self._bindings, action, count), False)
            return True
        return self.pane.press(action)

    def _lay_out(self) -> None:
        header = self.row(GRID)
        header.addWidget(plain_label(self.tr("Journal"), "title"))
        header.addSpacing(CARD_GAP)
        header.addWidget(self.views, 0, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
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
        self._show_keys()
        self.column.addLayout(header)
        self.column.addWidget(self.filter_bar)
        self.column.addWidget(self.bulk)
        self.column.addWidget(self._split, 1)
        self.column.addWidget(self._hint)

    @Slot()
    def _show_keys(self) -> None:
        """Say under the table which keys do what; those without a key are left out."""
        self._hint.setText(key_hints(self._bindings))
        self.filter_bar.search.show_key(self._bindings.shown("journal.search"))

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
        self.table.failed.connect(self._show_failure)
        self.bulk.left.connect(self.table.take_focus)
        self.bulk.merge_asked.connect(self.pane.merge_selected)
        self.views.begun.connect(self._begin)
        for part in (self.table, self.pane, self.bulk, self.views):
            part.failed.connect(self.failed)
        for speaker in (self.pane, self.bulk, self.views):
            speaker.said.connect(self.said)
        self._bindings.changed.connect(self._show_keys)

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
        """Move what is chosen, or the current entry, to the trash: the notice offers the way back."""
        entry = self.table.entry
        if self.table.selection:
            self.bulk.delete()
        elif entry is not None:
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
        self._count.setText(phrases.entries(count))
        self._count.setVisible(not is_blank)
        self.filter_bar.setVisible(not is_blank)
        self.views.setVisible(not is_blank)
        self.pane.setVisible(count > 0 or self.pane.has_keyboard)
        self._hint.setVisible(count > 0)
        self._emptiness = Emptiness.BLANK if is_blank else Emptiness.NOT if count else Emptiness.LEFT_OUT
        if is_blank:
            say_blank(self.table.empty)
            self._thread.read(_has_trash, self._tell_trash)
        elif not count:
            say_left_out(self.table.empty, is_searched=bool(self.filter_bar.search.text))

    def _tell_trash(self, has_trash: bool) -> None:  # noqa: FBT001 - the journal's answer
        if has_trash and self._emptiness is Emptiness.BLANK:
            say_emptied(self.table.empty, self._bindings.shown("act.undo"))

    @Slot(AijournalError)
    def _show_failure(self, error: AijournalError) -> None:
        """Say that reading failed where there is nothing else to see."""
        if not self.table.count:
            self._emptiness = Emptiness.UNREAD
            say_unread(self.table.empty, error)
            self.table.show_emptiness()

    @Slot()
    def _act_on_empty(self) -> None:
        if self._emptiness is Emptiness.BLANK:
            self.today_asked.emit()
        elif self._emptiness is Emptiness.UNREAD:
            self.refresh()
        else:
            self.filter_bar.clear()
            self.table.take_focus()


def _has_trash(journal: "Journal") -> bool:
    return bool(journal.trash.contents())
