"""The inbox on the page: the list, what is said of it, and what stands there when it is empty."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QStackedLayout, QWidget

from aijournal.domain.entry import Entry
from aijournal.domain.entry_words import read_minutes
from aijournal.errors import AijournalError
from aijournal.ui import phrases
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.clock import Clock
from aijournal.ui.deleting import delete_entry, deleted_words
from aijournal.ui.inbox.inline_edit import InlineQuestion
from aijournal.ui.inbox.judging import Judging
from aijournal.ui.inbox.model import InboxModel
from aijournal.ui.inbox.session_acts import SessionActs, say_nothing_more
from aijournal.ui.inbox.verdict_keys import VerdictDraft
from aijournal.ui.inbox.view import InboxView
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.theme import Theme
from aijournal.ui.widgets.empty_state import EmptyState
from aijournal.ui.widgets.putting_away import has_keyboard
from aijournal.ui.widgets.slip_page import RuledPage

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal


@dataclass(frozen=True, slots=True)
class InboxContents:
    """What waits for a verdict, of how many, and what helps to judge it."""

    entries: tuple[Entry, ...]
    count: int
    task_types: tuple[str, ...]
    likely_tasks: Mapping[str | None, str]


class Inbox(QFrame):
    """Judging by keys: a verdict is saved, the next row opens, and a notice offers the way back.

    Unless `opens_next`, the judged row stays as it was judged until the person moves on.
    """

    peek_wanted = Signal(Entry)
    open_asked = Signal(Entry)
    said = Signal(str, bool)
    failed = Signal(AijournalError)

    def __init__(
        self,
        theme: Theme,
        thread: JournalThread,
        clock: Clock,
        bindings: Bindings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._thread = thread
        self._clock = clock
        self._tasks: Sequence[str] = ()
        self._undone: int | None = None
        self._kept: int | None = None
        self.opens_next = True
        self._model = InboxModel(clock.today(), self)
        self._view = InboxView(theme, bindings, self._model)
        self._judging = Judging(thread, clock, self)
        self._bindings = bindings
        self.acts = SessionActs(thread, self)
        self.empty = EmptyState(theme)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(1, 1, 1, 1)
        self._emptiness = RuledPage(theme, self.empty, self._view.margin, self._view.row_height)
        self._stack.addWidget(self._emptiness)
        self._stack.addWidget(self._view)
        self._connect()

    @property
    def waiting(self) -> int:
        """How many rows wait in the list."""
        return self._model.rowCount() - (self._kept is not None)

    def show_contents(self, contents: InboxContents, today: date) -> None:
        """Show what waits; the open row stays open, with what was said of it."""
        self._tasks = contents.task_types
        current = self._view.entry
        self._judging.set_likely_tasks(contents.likely_tasks)
        entries = self._with_kept(contents.entries)
        with self._view.held():
            self._model.set_entries(entries, today)
        self._turn_to(self._view if entries else self._emptiness)
        if self._undone is not None and self._model.index_of(self._undone).isValid():
            self._view.setCurrentIndex(self._model.index_of(self._undone))
            self._undone = None
        elif not self._view.currentIndex().isValid():
            again = self._model.index_of(current.interaction.id) if current else self._model.index(0)
            self._view.setCurrentIndex(again if again.isValid() else self._model.index(0))
        self._turn()

    @Slot()
    def take_focus(self) -> None:
        """Put the keyboard into the list."""
        self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def press(self, action: str) -> None:
        """Do what an action means for the open row, as its key would."""
        self._view.press(action)

    def set_peek(self, entry_id: int, line: str) -> None:
        """Show the first line of a prompt."""
        self._model.set_peek(entry_id, line)

    def save_draft(self) -> None:
        """Save what was said of the open row: the person is leaving."""
        self._judging.save()
        self._let_go()

    @Slot()
    def forget_unsaved(self) -> bool:
        """Forget what was said of the open row and is not saved; return whether there was anything."""
        return self._judging.forget()

    @Slot()
    def take_back(self) -> None:
        """Take back what was just said of the open row; if nothing was, what was done here last."""
        if self.forget_unsaved():
            return
        if self.acts.latest is not None:
            self.undo()
        else:
            self.said.emit(say_nothing_more(self._bindings.shown("act.undo")), False)

    def undo(self) -> None:
        """Take back what was just said of the open row; if nothing was, the last act that was saved."""
        if self.forget_unsaved():
            return
        self._undone, self._kept = self.acts.take(), None
        self._thread.retracing.undo(self._tell_undone)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """Show on the frame that the keyboard is in the list."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.setProperty("focused", event.type() == QEvent.Type.FocusIn)
            self.style().unpolish(self)
            self.style().polish(self)
        return super().eventFilter(watched, event)

    def _connect(self) -> None:
        self._view.installEventFilter(self)
        panel, judging = self._view.panel, self._judging
        self._model.peek_wanted.connect(self.peek_wanted)
        self._view.entry_opened.connect(self._turn)
        self._view.moved_past_end.connect(self.save_draft)
        self._view.delete_asked.connect(self._delete)
        self._view.open_asked.connect(self.open_asked)
        panel.outcome_given.connect(judging.give_outcome)
        panel.minutes_given.connect(judging.give_minutes)
        panel.need_given.connect(judging.give_need)
        panel.typed.connect(self._take_typed)
        panel.skip_asked.connect(self._skip)
        panel.undo_asked.connect(self.take_back)
        judging.acting.connect(self.acts.begin)
        judging.acted.connect(self.acts.claim)
        judging.not_done.connect(self.acts.fail)
        judging.draft_changed.connect(self._show_draft)
        judging.completed.connect(self._complete)
        judging.saved.connect(self._tell_saved)
        judging.failed.connect(self.failed)

    def _turn_to(self, shown: QWidget) -> None:
        """Show the list or what stands in its place; no button there gets the keyboard unasked."""
        if shown is not self._stack.currentWidget():
            had_keyboard = has_keyboard(self)
            self._stack.setCurrentWidget(shown)
            if had_keyboard:
                (self._view if shown is self._view else self).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _turn(self) -> None:
        """Turn to the open row; one that was judged and stayed goes once another one is open."""
        entry = self._view.entry
        self._judging.begin(entry)
        if self._kept is not None and (entry is None or entry.interaction.id != self._kept):
            QTimer.singleShot(0, self, self._let_go)

    @Slot()
    def _let_go(self) -> None:
        """Take out the judged row that stayed."""
        kept, self._kept = self._kept, None
        if kept is not None:
            self._model.remove(kept)
            if not self._model.rowCount():
                self._turn_to(self._emptiness)

    def _with_kept(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """Return the entries with the judged row that stays in its place."""
        index = QModelIndex() if self._kept is None else self._model.index_of(self._kept)
        kept = self._model.entry(index)
        if kept is None or any(one.interaction.id == self._kept for one in entries):
            return entries
        return (*entries[: index.row()], kept, *entries[index.row() :])

    @Slot()
    def _show_draft(self) -> None:
        self._view.panel.show_draft(self._judging.draft, self._judging.task, self._tasks)

    @Slot(InlineQuestion, str)
    def _take_typed(self, question: InlineQuestion, text: str) -> None:
        if question is InlineQuestion.NOTE:
            self._judging.give_note(text)
        elif question is InlineQuestion.TASK:
            self._judging.give_task(text)
        elif (minutes := _typed_minutes(text)) is not None:
            self._judging.give_minutes(minutes)
        else:
            self.said.emit(self.tr("Minutes are written like 25, 1h or -10."), False)

    @Slot(Entry, VerdictDraft)
    def _complete(self, entry: Entry, draft: VerdictDraft) -> None:
        if self.opens_next:
            self._advance(entry.interaction.id)
        else:
            self._kept = entry.interaction.id
            self._judging.stay(entry, draft)

    def _advance(self, entry_id: int) -> None:
        """Open the next row while the verdict is being saved; at the end, the one before."""
        row = self._model.index_of(entry_id).row()
        is_last = row == self._model.rowCount() - 1
        self._view.open_row(row - 1 if is_last else row + 1)

    @Slot(int, str)
    def _tell_saved(self, entry_id: int, words: str) -> None:
        if entry_id != self._kept:
            self._model.remove(entry_id)
        self.said.emit(self.tr("Judged “%1”.").replace("%1", words), True)

    @Slot()
    def _skip(self) -> None:
        entry = self._view.entry
        if entry is not None and entry.interaction.id == self._kept:
            self._let_go()
        elif entry is not None:
            entry_id = entry.interaction.id
            self._judging.forget()
            self._advance(entry_id)
            self.acts.begin(entry_id)
            self._thread.write(
                partial(_skip, entry_id, self._clock.now()),
                partial(self._tell_skipped, entry_id),
                partial(self._fail, entry_id),
            )

    def _tell_skipped(self, entry_id: int, _: None) -> None:
        self.acts.claim()
        self._model.remove(entry_id)
        self.said.emit(self.tr("Set aside until tomorrow."), True)

    @Slot()
    def _delete(self) -> None:
        """Move the open entry to the trash; what was said of it and not saved goes with it."""
        entry = self._view.entry
        if entry is not None:
            entry_id, self._kept = entry.interaction.id, None
            self._judging.forget()
            self._advance(entry_id)
            job = partial(delete_entry, entry_id=entry_id, now=self._clock.now())
            self.acts.begin(entry_id)
            self._thread.write(job, partial(self._tell_deleted, entry), partial(self._fail, entry_id))

    def _tell_deleted(self, entry: Entry, _: str) -> None:
        self.acts.claim()
        self._model.remove(entry.interaction.id)
        self.said.emit(deleted_words(entry), True)

    def _fail(self, entry_id: int, error: AijournalError) -> None:
        self.acts.fail(entry_id)
        self.failed.emit(error)

    def _tell_undone(self, label: str | None) -> None:
        self.acts.claim()
        words = self.tr("Taken back: %1.").replace("%1", label) if label else self.tr("Nothing to take back.")
        self.said.emit(phrases.plain_line(words), False)


def _skip(entry_id: int, now: datetime, journal: "Journal") -> None:
    journal.skip(entry_id, now)


def _typed_minutes(text: str) -> float | None:
    """Read minutes as the quick-log line does, and a bare number as minutes."""
    plain = text.replace(phrases.MINUS, "-").replace(" ", "")
    return read_minutes(plain) if plain[-1:].isalpha() else read_minutes(f"{plain}m")
