"""What is changed of an entry, and how it is saved: on Enter, on leaving a field, on leaving the entry."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from aijournal.domain.assessment import Assessment, Door, Need, Outcome
from aijournal.domain.entry import Entry, EntryWords
from aijournal.errors import AijournalError
from aijournal.ui import phrases
from aijournal.ui.clock import Clock
from aijournal.ui.drafts import DraftKeeper
from aijournal.ui.entry_detail import fact_texts
from aijournal.ui.entry_detail.answer_words import refusal, told
from aijournal.ui.entry_detail.answers import ANSWERS, Change, read_answer
from aijournal.ui.entry_detail.draft import FACTS, WORDS, Field, Texts, from_draft, to_draft
from aijournal.ui.entry_detail.entry_texts import revised_words, texts_of, words_of
from aijournal.ui.journal_thread import JournalThread

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal

DRAFT = "entry"


class EntryEditing(QObject):
    """Turns what stands in the fields into acts, each of which can be undone by itself.

    Turning to another entry saves what was typed. What cannot be saved, because it makes no sense or the
    journal refused it, is kept and stands there again when its entry is opened.
    """

    entry_changed = Signal()
    said = Signal(str, bool)
    failed = Signal(AijournalError)

    def __init__(
        self, thread: JournalThread, clock: Clock, drafts: DraftKeeper, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._drafts = drafts
        self._thread = thread
        self._clock = clock
        self._entry: Entry | None = None
        self._typed: dict[Field, str] = {}
        self._kept: dict[int, dict[Field, str]] = {}
        self._saving: dict[int, dict[Field, str]] = {}
        drafts.ask(DRAFT, self._restore, parted=True)

    @property
    def entry(self) -> Entry | None:
        """The entry that the fields belong to."""
        return self._entry

    def text(self, field: Field) -> str:
        """Return what belongs into a field: what was typed, else what is being saved, else what is known."""
        return self._typed.get(field, self._settled(field))

    def begin(self, entry: Entry | None) -> None:
        """Turn to an entry; the same one again brings what has changed elsewhere into the fields."""
        if entry is None or not self._is_current(entry.interaction.id):
            self.save()
            self._keep_typed()
            self._typed = self._new_of(entry) if entry else {}
        self._entry = entry
        self.entry_changed.emit()

    def type(self, field: Field, text: str) -> None:
        """Take what stands in a field now."""
        if self._entry is not None:
            self._typed[field] = text
            if text == self._settled(field):
                del self._typed[field]
            self.keep()

    def forget(self, field: Field) -> None:
        """Drop what was typed into a field and not saved."""
        self._typed.pop(field, None)
        self.keep()
        self.entry_changed.emit()

    def drop(self, entry_id: int) -> None:
        """Drop everything typed of an entry that is about to go."""
        self._kept.pop(entry_id, None)
        if self._is_current(entry_id):
            self._typed = {}
        self.keep()

    def keep(self) -> None:
        """Keep everything that is typed and not saved, so that it outlives the program."""
        texts: dict[int, dict[Field, str]] = {}
        current = {self._entry.interaction.id: self._typed} if self._entry is not None else {}
        for part in (self._kept, current):
            for entry_id, fields in part.items():
                texts[entry_id] = {**texts.get(entry_id, {}), **fields}
        self._drafts.type(DRAFT, to_draft(texts))

    @Slot()
    def save(self) -> None:
        """Save what was typed, if anything; the words are one act, and each answer is one."""
        words = {field: text for field, text in self._typed.items() if field in WORDS}
        if words:
            self._save_words(words)
        for field in [field for field in self._typed if field in ANSWERS]:
            self._save_answer(field)
        facts = {field: text for field, text in self._typed.items() if field in FACTS}
        if facts:
            self._save_facts(facts)

    @Slot(Field, str)
    def choose(self, field: Field, text: str) -> None:
        """Answer at once; the answer that stands there already is taken back."""
        self.type(field, "" if text == self.text(field) else text)
        if field in self._typed:
            self._save_answer(field)
            self.entry_changed.emit()

    @Slot(Outcome)
    def give_outcome(self, outcome: Outcome) -> None:
        """Say whether it helped."""
        if self._entry and not (self._entry.assessment and self._entry.assessment.outcome is outcome):
            words = self.tr("Judged “%1”.").replace("%1", phrases.outcome(outcome))
            self._assess(Change(Assessment(outcome=outcome)), {}, words)

    @Slot(Need)
    def give_need(self, need: Need) -> None:
        """Say whether it was needed."""
        if self._entry and not (self._entry.assessment and self._entry.assessment.need is need):
            words = self.tr("Judged “%1”.").replace("%1", phrases.need(need))
            self._assess(Change(Assessment(need=need)), {}, words)

    def _restore(self, draft: str) -> None:
        """Put what was typed before the program ended beside what has been typed since."""
        for entry_id, texts in from_draft(draft).items():
            typed = self._typed if self._is_current(entry_id) else self._kept.setdefault(entry_id, {})
            for field, text in texts.items():
                typed.setdefault(field, text)
        if self._typed:
            self.entry_changed.emit()

    def _save_words(self, changed: Texts) -> None:
        if self._entry is None:
            return
        entry_id = self._entry.interaction.id
        before = revised_words(words_of(self._entry), self._words_being_saved(entry_id))
        words = revised_words(before, changed)
        if words == before:
            self._forget_all(changed)
            return
        job = partial(_edit, entry_id=entry_id, words=words, before=before, now=self._clock.now())
        self._write(job, changed, self._say_changed(changed))

    def _save_answer(self, field: Field) -> None:
        """Save one answer; what makes no sense stays where it was typed."""
        text = self._typed[field]
        change = read_answer(field, text)
        if text.strip() == self._settled(field):
            self.forget(field)
        elif change is None:
            self.said.emit(refusal(field), False)
        else:
            self._assess(change, {field: text}, told(field, text, change))

    def _save_facts(self, typed: Texts) -> None:
        """Save facts as one act; what makes no sense stays where it was typed."""
        if self._entry is None:
            return
        now = self._clock.now()
        change = fact_texts.read_facts(self._entry.interaction, typed, now.astimezone(self._clock.zone))
        for field in change.refused:
            self.said.emit(fact_texts.refusal(field), False)
        if change.facts == change.before:
            self._forget_all(change.read)
        elif change.read:
            job = partial(_edit_facts, entry_id=self._entry.interaction.id, change=change, now=now)
            field = next(iter(change.read))
            one = len(change.read) == 1
            words = fact_texts.told(field, typed[field]) if one else self.tr("Changed the entry.")
            self._write(job, change.read, words)

    def _assess(self, change: Change, changed: Texts, words: str) -> None:
        if self._entry is None:
            return
        door = None if self._entry.assessment else Door.DETAIL
        job = partial(
            _assess,
            entry_id=self._entry.interaction.id,
            change=replace(change, assessment=replace(change.assessment, door=door)),
            now=self._clock.now(),
        )
        self._write(job, changed, words)

    def _write(self, job: Callable[["Journal"], Entry], changed: Texts, words: str) -> None:
        if self._entry is None:
            return
        entry_id = self._entry.interaction.id
        self._saving[entry_id] = {**self._saving.get(entry_id, {}), **changed}
        self._forget_all(changed)
        self.keep()  # what is being saved is no draft; this is written after it
        self._thread.write(
            job, partial(self._take_saved, changed, words), partial(self._take_back, entry_id, changed)
        )

    def _take_saved(self, changed: Texts, words: str, entry: Entry) -> None:
        self._end_saving(entry.interaction.id, changed)
        was_so = entry == self._entry  # then nothing was written, and the way back would lead further
        if self._is_current(entry.interaction.id):
            self._entry = entry
            self.entry_changed.emit()
        self.said.emit(words, not was_so)

    def _take_back(self, entry_id: int, changed: Texts, error: AijournalError) -> None:
        """Put what was not saved back into the fields; what was typed there since stays."""
        self._end_saving(entry_id, changed)
        typed = self._typed if self._is_current(entry_id) else self._kept.setdefault(entry_id, {})
        for field, text in changed.items():
            typed.setdefault(field, text)
        self.keep()
        self.entry_changed.emit()
        self.failed.emit(error)

    def _end_saving(self, entry_id: int, changed: Texts) -> None:
        saving = self._saving.get(entry_id, {})
        left = {field: text for field, text in saving.items() if changed.get(field) != text}
        self._saving[entry_id] = left
        if not left:
            del self._saving[entry_id]

    def _new_of(self, entry: Entry) -> dict[Field, str]:
        """Take what was kept of an entry, but for what the journal holds by now."""
        known = texts_of(entry)
        kept = self._kept.pop(entry.interaction.id, {})
        return {field: text for field, text in kept.items() if text != known[field]}

    def _settled(self, field: Field) -> str:
        """Return what a field holds when nothing is typed into it."""
        if self._entry is None:
            return ""
        saving = self._saving.get(self._entry.interaction.id, {})
        return saving.get(field, texts_of(self._entry)[field])

    def _words_being_saved(self, entry_id: int) -> Texts:
        return {field: text for field, text in self._saving.get(entry_id, {}).items() if field in WORDS}

    def _keep_typed(self) -> None:
        if self._entry is not None and self._typed:
            self._kept[self._entry.interaction.id] = self._typed
        self._typed = {}

    def _forget_all(self, fields: Texts) -> None:
        for field in fields:
            self._typed.pop(field, None)

    def _is_current(self, entry_id: int) -> bool:
        return self._entry is not None and self._entry.interaction.id == entry_id

    def _say_changed(self, changed: Texts) -> str:
        if len(changed) > 1:
            return self.tr("Changed the entry.")
        return {
            Field.TITLE: self.tr("Changed the title."),
            Field.PROJECT: self.tr("Changed the project."),
            Field.TASK: self.tr("Changed the task type."),
            Field.TAGS: self.tr("Changed the tags."),
        }[next(iter(changed))]


def _edit(
    journal: "Journal", *, entry_id: int, words: EntryWords, before: EntryWords, now: datetime
) -> Entry:
    return journal.edit(entry_id, words, now, before)


def _edit_facts(journal: "Journal", *, entry_id: int, change: fact_texts.FactChange, now: datetime) -> Entry:
    return journal.by_hand.edit(entry_id, change.facts, now, change.before)


def _assess(journal: "Journal", *, entry_id: int, change: Change, now: datetime) -> Entry:
    return journal.assess(entry_id, change.assessment, now, change.cleared)
