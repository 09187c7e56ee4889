"""The verdict in the making, and how it is saved."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from aijournal.domain.assessment import Assessment, Door, Need, Outcome
from aijournal.domain.entry import Entry
from aijournal.errors import AijournalError
from aijournal.ui import phrases
from aijournal.ui.clock import Clock
from aijournal.ui.inbox.verdict_keys import VerdictDraft
from aijournal.ui.journal_thread import JournalThread

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal


class Judging(QObject):
    """Gathers what the person says of the current entry; saves it when it is whole, or on moving on.

    Whole is an outcome, and after it a need. What could not be saved is kept and stands there again when its
    row is opened. `acting` tells of every act when it is asked for, `acted` when it is kept, and `not_done`
    when it is not.
    """

    draft_changed = Signal()
    completed = Signal(Entry, VerdictDraft)
    saved = Signal(int, str)
    acting = Signal(int)
    acted = Signal()
    not_done = Signal(int)
    failed = Signal(AijournalError)

    def __init__(self, thread: JournalThread, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = thread
        self._clock = clock
        self._entry: Entry | None = None
        self._draft = VerdictDraft(clock.now())
        self._held: VerdictDraft | None = None
        self._unsaved: dict[int, VerdictDraft] = {}
        self._saving: set[int] = set()
        self._given_tasks: dict[int, str | None] = {}  # on their way into the journal
        self._likely_tasks: Mapping[str | None, str] = {}

    @property
    def draft(self) -> VerdictDraft:
        """What has been said of the current entry so far."""
        return self._draft

    @property
    def task(self) -> str | None:
        """The task type of the current entry: its own, or the likely one of its project."""
        if self._entry is None:
            return None
        interaction = self._entry.interaction
        return interaction.task or self._likely_tasks.get(interaction.project)

    def set_likely_tasks(self, tasks: Mapping[str | None, str]) -> None:
        """Remember the task type that was last given in each project."""
        self._likely_tasks = tasks
        self.draft_changed.emit()

    def begin(self, entry: Entry | None) -> None:
        """Turn to an entry; what was said of the one before is saved."""
        entry = self._with_given_task(entry) if entry else None
        if entry is not None and self._is_current(entry):
            self._entry = entry
        else:
            self.save()
            self._entry = None if entry and entry.interaction.id in self._saving else entry
            fresh = VerdictDraft(self._clock.now())
            self._draft = self._unsaved.pop(entry.interaction.id, fresh) if entry else fresh
            self._held = None
        self.draft_changed.emit()

    @Slot(Outcome)
    def give_outcome(self, outcome: Outcome) -> None:
        """Say whether it helped."""
        self._say(self._draft.with_outcome(outcome))

    @Slot(Need)
    def give_need(self, need: Need) -> None:
        """Say whether it was needed; before it is said whether it helped, a stray key says nothing."""
        if self._draft.outcome is not None:
            self._say(replace(self._draft, need=need))

    @Slot(float)
    def give_minutes(self, minutes: float) -> None:
        """Say how many minutes it saved or lost."""
        self._say(replace(self._draft, net_minutes=minutes))

    def give_note(self, note: str) -> None:
        """Add a note, or take it away."""
        self._say(replace(self._draft, note=note or None))

    def give_task(self, task: str) -> None:
        """Say what kind of work it was; saved at once, because it is not part of the verdict."""
        if self._entry is not None and (task or None) != self._entry.interaction.task:
            entry_id, now = self._entry.interaction.id, self._clock.now()
            given = self._given_tasks[entry_id] = task or None
            self._entry = self._with_given_task(self._entry)
            self.acting.emit(entry_id)
            job = partial(_set_task, entry_id=entry_id, task=given, now=now)
            self._thread.write(job, self._tell_task_saved, partial(self._drop_task, entry_id))
            self.draft_changed.emit()

    def forget(self) -> bool:
        """Drop what was said of the current entry and is not saved; return whether there was anything."""
        had = self._has_news
        self._draft, self._held = VerdictDraft(self._clock.now()), None
        self.draft_changed.emit()
        return had

    @Slot()
    def save(self) -> None:
        """Save what has been said of the current entry, if anything."""
        if self._entry is None or not self._has_news:
            return
        entry, draft, now = self._entry, self._draft, self._clock.now()
        entry_id = entry.interaction.id
        door = Door.AUDIT if entry.interaction.is_audit else Door.INBOX
        assessment = draft.assessment(now, door)
        self._saving.add(entry_id)
        for _ in range(1 + (self.task != entry.interaction.task)):  # a task type is an act of its own
            self.acting.emit(entry_id)
        job = partial(_save_verdict, entry=entry, assessment=assessment, task=self.task, now=now)
        self._entry, self._draft = None, VerdictDraft(now)
        self.draft_changed.emit()
        words = phrases.verdict(assessment)
        self._thread.write(
            job, partial(self._tell_saved, entry_id, words), partial(self._keep, entry_id, draft)
        )

    def stay(self, entry: Entry, draft: VerdictDraft) -> None:
        """Stay with an entry whose verdict is being saved; what is said of it besides is saved anew."""
        self._entry, self._draft, self._held = entry, draft, draft
        self.draft_changed.emit()

    @property
    def _has_news(self) -> bool:
        is_new = self._draft.is_worth_saving and self._draft != self._held
        return self._entry is not None and is_new

    def _say(self, draft: VerdictDraft) -> None:
        if self._entry is None:
            return
        self._draft = draft
        if draft.outcome is not None and draft.need is not None:
            entry = self._entry
            self.save()
            self.completed.emit(entry, draft)
        else:
            self.draft_changed.emit()

    def _is_current(self, entry: Entry) -> bool:
        return self._entry is not None and self._entry.interaction.id == entry.interaction.id

    def _with_given_task(self, entry: Entry) -> Entry:
        """Return an entry with the task type that holds for the person, whether or not it is saved yet."""
        work = entry.interaction
        task = self._given_tasks.get(work.id, work.task)
        return replace(entry, interaction=replace(work, task=task))

    def _tell_task_saved(self, entry: Entry) -> None:
        entry_id = entry.interaction.id
        if self._given_tasks.get(entry_id) == entry.interaction.task:  # and not another one since
            self._given_tasks.pop(entry_id, None)
        self.acted.emit()
        self._take_entry(self._with_given_task(entry))

    def _drop_task(self, entry_id: int, error: AijournalError) -> None:
        self._given_tasks.pop(entry_id, None)
        self.not_done.emit(entry_id)
        self.failed.emit(error)

    def _take_entry(self, entry: Entry) -> None:
        if self._is_current(entry):
            self._entry = entry
            self.draft_changed.emit()

    def _tell_saved(self, entry_id: int, words: str, entry: Entry) -> None:
        self._saving.discard(entry_id)
        self._take_entry(entry)
        self.acted.emit()
        self.saved.emit(entry_id, words)

    def _keep(self, entry_id: int, draft: VerdictDraft, error: AijournalError) -> None:
        self._saving.discard(entry_id)
        self._unsaved[entry_id] = draft
        self.not_done.emit(entry_id)
        self.failed.emit(error)


def _set_task(journal: "Journal", *, entry_id: int, task: str | None, now: datetime) -> Entry:
    return journal.set_task(entry_id, task, now)


def _save_verdict(
    journal: "Journal", *, entry: Entry, assessment: Assessment, task: str | None, now: datetime
) -> Entry:
    """Save a verdict, and with it the task type that stood in the row."""
    if task != entry.interaction.task:
        journal.set_task(entry.interaction.id, task, now)
    return journal.assess(entry.interaction.id, assessment, now)
