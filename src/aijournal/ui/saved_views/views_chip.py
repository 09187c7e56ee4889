"""The chip that says which saved view is open, and keeps what the page shows as one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from aijournal.domain.entry_order import NEWEST_FIRST
from aijournal.domain.saved_view import EntryView, SavedView
from aijournal.errors import AijournalError
from aijournal.ui import phrases
from aijournal.ui.clock import Clock
from aijournal.ui.entry_table.columns import USUAL, known_columns
from aijournal.ui.entry_table.table import EntryTable
from aijournal.ui.filter_bar.chip import FilterChip
from aijournal.ui.filter_bar.filter_bar import FilterBar
from aijournal.ui.filter_bar.period_panel import say_period
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.saved_views.views_panel import ViewsPanel
from aijournal.ui.theme import Theme

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal

Views = tuple[SavedView, ...]


class ViewsChip(FilterChip):
    """A view is what filter bar and table say together; the cross goes back to everything, newest first.

    `begun` says that the view to begin with, if there is one, is in force.
    """

    said = Signal(str, bool)
    failed = Signal(AijournalError)
    begun = Signal()

    def __init__(
        self, theme: Theme, thread: JournalThread, clock: Clock, bar: FilterBar, table: EntryTable
    ) -> None:
        super().__init__(theme, self.tr("View"))
        self._thread = thread
        self._clock = clock
        self._bar = bar
        self._table = table
        self._open: SavedView | None = None
        self.panel = ViewsPanel(theme, self)
        self.clicked.connect(self.open_list)
        self.removed.connect(self._leave)
        self.panel.opened.connect(self.show_view)
        self.panel.saved.connect(self._save)
        self.panel.renamed.connect(self._rename)
        self.panel.removed.connect(self._remove)
        self.panel.put_first.connect(self._put_first)
        thread.entries_changed.connect(self._renew)
        bar.changed.connect(self._tell)
        table.arranged.connect(self._tell)

    def begin(self) -> None:
        """Open the view to begin with, unless something else is asked for by now."""
        self._thread.read(_all, self._begin, self._begin_without)

    @property
    def view(self) -> EntryView:
        """What the page shows."""
        wanted, period = self._bar.question
        columns = self._table.columns
        names = () if columns == USUAL else tuple(column.lasting for column in columns)
        return EntryView(wanted, period, self._table.order, names)

    @Slot()
    def open_list(self) -> None:
        """Offer the views there are, and a name for what the page shows."""
        self.panel.begin(self)
        self._thread.read(_all, self._show_views, self.failed.emit)

    @Slot()
    def _renew(self) -> None:
        """Show what there is now: something was done, or taken back, while the list is open."""
        if self.panel.isVisible():
            self._thread.read(_all, self._show_views, self.failed.emit)

    @Slot()
    def save_view(self) -> None:
        """Ask for a name under which to keep what the page shows."""
        self.panel.begin(self, is_naming=True)
        self._thread.read(_all, self._show_views, self.failed.emit)

    @Slot(SavedView)
    def show_view(self, saved: SavedView) -> None:
        """Let the page show a view; days that do not move along with today are told."""
        self._open = saved
        self._apply(saved.view)
        if saved.view.period.is_absolute:
            words = self.tr("“%1” always shows these days: %2.")
            name, days = phrases.plain_line(saved.name), say_period(saved.view.period)
            self.said.emit(words.replace("%2", days).replace("%1", name), False)

    def _apply(self, view: EntryView) -> None:
        self._table.show_columns(known_columns(view.columns))
        self._table.put_in_order(view.order)
        self._bar.show_question(view.wanted, view.period)
        self._tell()

    @Slot()
    def _leave(self) -> None:
        self._open = None
        self._apply(EntryView(order=NEWEST_FIRST))

    @Slot()
    def _tell(self) -> None:
        """Say which view is open, and that the page shows something else by now."""
        if self._open is None:
            self.show_value("")
            return
        name = phrases.plain_line(self._open.name)
        is_same = _normal(self.view) == _normal(self._open.view)
        self.show_value(name if is_same else self.tr("%1, changed").replace("%1", name))

    def _begin(self, views: Views) -> None:
        first = next((view for view in views if view.is_default), None)
        if first is not None and self.view == EntryView():
            self.show_view(first)
        self.begun.emit()

    def _begin_without(self, error: AijournalError) -> None:
        self.begun.emit()
        self.failed.emit(error)

    def _show_views(self, views: Views) -> None:
        self.panel.show_views(views, self._open.id if self._open else None)

    @Slot(str)
    def _save(self, name: str) -> None:
        view, now = self.view, self._clock.now()
        words = self.tr("Saved the view “%1”.").replace("%1", name)
        self._write(partial(_save, name=name, view=view, now=now), words, name)

    @Slot(int, str)
    def _rename(self, number: int, name: str) -> None:
        now = self._clock.now()
        words = self.tr("The view is called “%1” now.").replace("%1", name)
        is_open = self._open is not None and self._open.id == number
        self._write(partial(_rename, number=number, name=name, now=now), words, name if is_open else None)

    @Slot(int)
    def _remove(self, number: int) -> None:
        now = self._clock.now()
        if self._open is not None and self._open.id == number:
            self._open = None
        self._write(lambda journal: journal.saved_views.remove(number, now), self.tr("Removed a view."))

    @Slot(object)
    def _put_first(self, number: int | None) -> None:
        now = self._clock.now()
        begins = self.tr("The page begins with this view.")
        words = begins if number else self.tr("The page begins with no view any more.")
        self._write(lambda journal: journal.saved_views.begin_with(number, now), words)

    def _write(self, act: Callable[["Journal"], object], words: str, opened: str | None = None) -> None:
        job = partial(_done, act=act)
        self._thread.write(job, partial(self._take, words, opened), self.failed.emit)

    def _take(self, words: str, opened: str | None, views: Views) -> None:
        """Show what there is now; the view of the name `opened` is the one that is open."""
        if opened is not None:
            self._open = next((view for view in views if view.name == opened), self._open)
        if self.panel.isVisible():
            self._show_views(views)
        self._tell()
        self.said.emit(words, True)


def _normal(view: EntryView) -> EntryView:
    """Return a view with its columns by name, those of another version left out."""
    return replace(view, columns=tuple(column.lasting for column in known_columns(view.columns)))


def _save(journal: "Journal", *, name: str, view: EntryView, now: datetime) -> None:
    journal.saved_views.save(name, view, now)


def _rename(journal: "Journal", *, number: int, name: str, now: datetime) -> None:
    journal.saved_views.rename(number, name, now)


def _all(journal: "Journal") -> Views:
    return journal.saved_views.all()


def _done(journal: "Journal", *, act: Callable[["Journal"], object]) -> Views:
    act(journal)
    return journal.saved_views.all()
