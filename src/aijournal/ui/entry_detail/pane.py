"""The pane beside the table: one entry, its verdict, its facts and its exchanges."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout

from aijournal.domain.assessment import Need, Outcome
from aijournal.domain.entry import Entry, EntryDetail
from aijournal.domain.name_kind import NameKind
from aijournal.domain.tokens import TokenWeights
from aijournal.errors import AijournalError
from aijournal.ui import phrases
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.clock import Clock
from aijournal.ui.drafts import DraftKeeper
from aijournal.ui.entry_detail.draft import Field
from aijournal.ui.entry_detail.editing import EntryEditing
from aijournal.ui.entry_detail.exchange_model import DetailView, detail_view
from aijournal.ui.entry_detail.facts import said, said_when
from aijournal.ui.entry_detail.long_answers import LongAnswers
from aijournal.ui.entry_detail.merge_slip import MergeSlip
from aijournal.ui.entry_detail.reshaping import EntryReshaping
from aijournal.ui.entry_detail.sheet import EntrySheet
from aijournal.ui.entry_table.prompt_lines import PromptLines
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.theme import Theme

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal

Verdict = TypeVar("Verdict", Outcome, Need)

_REST_MS = 30  # so that rows that only fly by are not put into the pane
_LATE_MS = 150  # from then on an empty place is better than what belongs to another entry


class EntryPane(QFrame):
    """Shows the current entry; what is typed into it is saved on Enter and on leaving, and can be undone."""

    said = Signal(str, bool)
    failed = Signal(AijournalError)
    left = Signal()

    def __init__(
        self,
        theme: Theme,
        thread: JournalThread,
        clock: Clock,
        weights: TokenWeights,
        titles: PromptLines,
        prompts: PromptLines,
        *,
        drafts: DraftKeeper,
        bindings: Bindings,
    ) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._thread = thread
        self._clock = clock
        self._weights = weights
        self._titles = titles
        self._asked: int | None = None
        self._shown: int | None = None
        self._editing = EntryEditing(thread, clock, drafts, self)
        self.sheet = EntrySheet(theme, bindings, prompts)
        self.slip = MergeSlip(theme)
        self._reshaping = EntryReshaping(self._editing, self.sheet.exchanges, self.slip, thread, clock)
        self._long_answers = LongAnswers(self.sheet.long_form, self._editing, thread, self)
        self._area = QScrollArea()
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._late = QTimer(self, singleShot=True, interval=_LATE_MS)
        self._lay_out()
        self._connect()

    @property
    def entry(self) -> Entry | None:
        """The entry that is shown and can be changed."""
        return self._editing.entry

    @property
    def is_settled(self) -> bool:
        """Whether everything of the entry is here, down to its calls."""
        return self._asked is None and not self._rest.isActive()

    @property
    def has_keyboard(self) -> bool:
        """Whether what is typed goes into the pane."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def show_entry(self, entry: Entry | None) -> None:
        """Turn to an entry; what was typed of the one before is saved."""
        self._editing.begin(entry)

    def reload(self) -> None:
        """Read the entry that is shown again, because it may have changed."""
        if self.entry is not None:
            entry_id, now = self.entry.interaction.id, self._clock.now()
            self._thread.read(lambda journal: journal.entry(entry_id, now), self._take_again)

    def press(self, action: str) -> bool:
        """Do what an action means for the entry; return whether it means anything here."""
        if self.entry is None:
            return False
        self._catch_up()
        if self.sheet.verdict.press(action):
            return True
        if not self.sheet.press(action):
            return False
        QTimer.singleShot(0, self, self._reveal)  # when what has opened has its place
        return True

    @Slot()
    def take_focus(self) -> None:
        """Put the keyboard into the pane."""
        self._catch_up()
        self.sheet.fields.focus(Field.TITLE)

    @Slot()
    def save(self) -> None:
        """Save what was typed: the person is leaving."""
        self._editing.save()

    @Slot(tuple)
    def merge_selected(self, entry_ids: Sequence[int]) -> None:
        """Say what would become of some entries that are made one, and do it if the person agrees."""
        self._reshaping.ask_selected(entry_ids)

    def forget(self, entry_id: int) -> None:
        """Drop what was typed of an entry and not saved: it is being deleted."""
        self._editing.drop(entry_id)

    def keep(self) -> None:
        """Keep what is typed as it stands: it comes back when the journal is open again."""
        self._editing.keep()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Leave on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's own name
        """Save what was typed when the page is left."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.save()

    def _lay_out(self) -> None:
        area = self._area
        area.setProperty("role", "paper")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.slip)
        column.addWidget(area, 1)
        self.sheet.hide()

    def _connect(self) -> None:
        fields, form, editing = self.sheet.fields, self.sheet.long_form, self._editing
        for part in (fields, self.sheet.fact_form):
            part.edited.connect(editing.type)
            part.finished.connect(editing.save)
            part.given_up.connect(self._give_up)
            part.names_wanted.connect(self._ask_names)
        fields.said.connect(self.said)
        form.given_up.connect(self._give_up)
        form.folded.connect(self._show_said)
        self.sheet.exchanges.marked.connect(partial(editing.choose, Field.USEFUL))
        self.sheet.verdict.outcome_given.connect(partial(self._give, editing.give_outcome))
        self.sheet.verdict.need_given.connect(partial(self._give, editing.give_need))
        editing.entry_changed.connect(self._turn)
        self._rest.timeout.connect(self._show)
        for source in (editing, self._reshaping):
            source.said.connect(self.said)
            source.failed.connect(self.failed)
        self._titles.line_read.connect(self._show_title_hint)
        self._late.timeout.connect(self._clear)

    @Slot()
    def _turn(self) -> None:
        """Show at once what is new of the entry that is shown; for another one, wait for a rest."""
        entry_id = self.entry.interaction.id if self.entry else None
        if entry_id is not None and entry_id == self._shown:
            self._show()
        else:
            self._rest.start()
            self._late.start()

    def _catch_up(self) -> None:
        """Show what belongs to the entry that the next key is meant for."""
        if self._rest.isActive():
            self._show()

    @Slot()
    def _show(self) -> None:
        self._rest.stop()
        entry = self.entry
        self._shown = entry.interaction.id if entry else None
        if entry is None:
            return
        self.sheet.fields.show_texts(self._editing.text)
        self._show_title_hint()
        self.sheet.show_assessment(entry.assessment)
        self._long_answers.show()
        self.sheet.fact_form.show_entry(entry, self._editing.text)
        self._show_said()
        self.sheet.exchanges.show_useful(self._editing.text(Field.USEFUL))
        self.sheet.facts.show_entry(entry, self._weights)
        self.sheet.show()
        self._ask_detail(entry.interaction.id)

    @Slot()
    def _reveal(self) -> None:
        """Scroll to where the keyboard is now, with as much of the long form as there is room for."""
        focus = QApplication.focusWidget()
        if focus is not None and self.sheet.isAncestorOf(focus):
            if self.sheet.long_form.isAncestorOf(focus):
                self._area.ensureWidgetVisible(self.sheet.long_form)
            self._area.ensureWidgetVisible(focus)

    @Slot()
    def _show_said(self) -> None:
        """Show what was said; the fields of the long form say it themselves where they are shown."""
        assessment = self.entry.assessment if self.entry else None
        lines = said_when if self.sheet.long_form.is_open else said
        self.sheet.said.show_lines(lines(assessment, self._clock) if assessment else ())

    @Slot()
    def _show_title_hint(self) -> None:
        if self.entry is not None:
            line = self._titles.line(self.entry.prompt)
            self.sheet.fields.title.show_hint(
                line or phrases.BETWEEN.join(phrases.whose(self.entry.interaction))
            )

    @Slot()
    def _clear(self) -> None:
        """Show nothing that belongs to another entry while this one is still being read."""
        self.sheet.exchanges.show_view(None)
        self.sheet.setVisible(self.entry is not None)

    def _ask_detail(self, entry_id: int) -> None:
        """Ask for the exchanges of the current entry; while one answer is under way no other is asked for."""
        if self._asked is None:
            self._asked = entry_id
            job = partial(detail_view, entry_id=entry_id, now=self._clock.now(), weights=self._weights)
            self._thread.read(job, self._take_detail, self._fail_detail)

    def _take_again(self, detail: EntryDetail | None) -> None:
        if detail and self.entry and detail.entry.interaction.id == self.entry.interaction.id:
            self._editing.begin(detail.entry)

    def _take_detail(self, view: DetailView | None) -> None:
        asked, self._asked = self._asked, None
        if self.entry is None:
            return
        if self.entry.interaction.id == asked:
            self._late.stop()
            self.sheet.show_view(view)
        elif self.entry.interaction.id == self._shown:
            self._ask_detail(self._shown)

    def _fail_detail(self, error: AijournalError) -> None:
        self._asked = None
        self.failed.emit(error)

    @Slot(NameKind)
    def _ask_names(self, kind: NameKind) -> None:
        self._thread.read(partial(_names, kind=kind), partial(self.sheet.offer, kind))

    @Slot(Field)
    def _give_up(self, field: Field) -> None:
        """Put back what stood there, and leave; so Esc twice is Esc once."""
        self._editing.forget(field)
        self.left.emit()

    def _give(self, give: Callable[[Verdict], object], verdict: Verdict) -> None:
        give(verdict)
        self._show()


def _names(journal: "Journal", *, kind: NameKind) -> tuple[str, ...]:
    return journal.names.of(kind)
