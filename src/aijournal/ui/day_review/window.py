"""The small window of a look back at the day."""

from collections.abc import Callable
from datetime import datetime
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from aijournal.domain.assessment import Assessment
from aijournal.domain.entry import Entry
from aijournal.domain.entry_line import EntryLine
from aijournal.errors import AijournalError
from aijournal.ui import phrases
from aijournal.ui.asking import Asking, Otherwise, Then
from aijournal.ui.day_review.review_view import DayReviewView, day_review_view
from aijournal.ui.day_review.unblocked_question import UnblockedQuestion
from aijournal.ui.inbox.inbox import Inbox
from aijournal.ui.pages.questions_card import Questions, QuestionsCard
from aijournal.ui.parts import Parts
from aijournal.ui.prompt_peek import PromptPeek
from aijournal.ui.quick_log.logged import log_line
from aijournal.ui.quick_log.quick_log import QuickLog
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import CARD_GAP, PAGE_EDGE, SIBLING_GAP
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal

_WIDTH_EM = 48
_HEIGHT_EM = 30
_DRAFT = "day review"


class Step(Enum):
    """The questions, in their order; the second one asks about rework where nothing helped today."""

    WAITING = 0
    AFTERWARDS = 1
    LOG = 2


class DayReview(QDialog):
    """Three questions at most: what waits, what came of it, and what is not written down.

    Each is passed over with Ctrl+Enter, and Esc leaves. `said` tells at the end what was done, and is not
    emitted where nothing was.
    """

    said = Signal(str)

    def __init__(self, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme, thread, clock = parts.theme, parts.journal, parts.clock
        self._thread = thread
        self._clock = clock
        self._asking: Asking[DayReviewView] = Asking(self._ask, self._show, self._tell_failed)
        self._asked: tuple[int, ...] | None = None
        self._judged = self._afterwards = self._logged = 0
        self.step: Step | None = None
        self._begins_next = True
        self.heading = plain_label(role="heading", wraps=True)
        self._why = plain_label(role="soft", wraps=True)
        self._told = plain_label(role="small", wraps=True)
        self._notice = Notice()
        self._steps = QStackedWidget()
        self.inbox = Inbox(theme, thread, clock, parts.bindings)
        self.unblocked = UnblockedQuestion(theme)
        self.rework = QuestionsCard()
        self.quick_log = QuickLog(theme, clock)
        self._afterwards_part: QWidget = self.unblocked
        self.next = QPushButton(self.tr("Next"))
        self.leave = QPushButton(self.tr("Leave it at that"))
        self._lay_out(theme)
        self._connect(parts.peek)
        self.quick_log.edited.connect(partial(parts.drafts.type, _DRAFT))
        parts.drafts.ask(_DRAFT, self.quick_log.restore)
        self._asking.ask()

    @Slot()
    def go_on(self) -> None:
        """Save what was said, and go on to the next question that there is."""
        self.inbox.save_draft()
        self._begins_next = True
        self._asking.ask()

    def done(self, result: int) -> None:
        """Save what was said, and tell what was done."""
        self.inbox.save_draft()
        words = self._what_was_done()
        if words:
            self.said.emit(words)
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Answer the question about rework by number; Enter alone presses nothing by itself."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return
        digit = event.text()
        answers = self.rework.answers if self.step is Step.AFTERWARDS else []
        if digit.isdecimal() and 1 <= int(digit) <= len(answers):
            answers[int(digit) - 1].click()
        else:
            super().keyPressEvent(event)

    def _lay_out(self, theme: Theme) -> None:
        self.setWindowTitle(self.tr("Look back at the day"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for part in (self.inbox, self.unblocked, _at_the_top(self.rework), _at_the_top(self.quick_log)):
            self._steps.addWidget(part)
        self.next.setProperty("role", "primary")
        for button in (self.next, self.leave):
            button.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.setSpacing(SIBLING_GAP)
        foot.addWidget(self._told, 1)
        foot.addWidget(self.leave)
        foot.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_EDGE, PAGE_EDGE, PAGE_EDGE, CARD_GAP)
        column.setSpacing(SIBLING_GAP)
        for part in (self._notice, self.heading, self._why):
            column.addWidget(part)
        column.addWidget(self._steps, 1)
        column.addLayout(foot)
        wanted = QSize(round(_WIDTH_EM * theme.type.em), round(_HEIGHT_EM * theme.type.em))
        around = self.parentWidget()
        self.resize(wanted.boundedTo(around.window().size()) if around else wanted)

    def _connect(self, peek: PromptPeek) -> None:
        self.inbox.said.connect(self._tell)
        self.inbox.failed.connect(self._notice.show_error)
        self.inbox.peek_wanted.connect(peek.ask)
        peek.peeked.connect(self.inbox.set_peek)
        self.unblocked.answered.connect(self._keep_unblocked)
        self.rework.rework_answered.connect(self._keep_rework)
        self.quick_log.save_asked.connect(self._log)
        self.quick_log.left.connect(self.reject)
        self._thread.entries_changed.connect(self._asking.ask)
        self.next.clicked.connect(self.go_on)
        self.leave.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.go_on)

    def _ask(self, then: Then[DayReviewView], otherwise: Otherwise) -> None:
        job = partial(day_review_view, now=self._clock.now(), zone=self._clock.zone, asked=self._asked)
        self._thread.read(job, then, otherwise)

    def _show(self, view: DayReviewView) -> None:
        if self._asked is None:
            self._asked = tuple(entry.interaction.id for entry in view.waiting.entries)
        self._judged = view.judged
        is_judged = self.step is Step.WAITING and not view.waiting.entries
        if self._begins_next or is_judged:
            self._begins_next = False
            self._begin_next(view)
        elif self.step is Step.WAITING:
            self.inbox.show_contents(view.waiting, view.today)

    def _begin_next(self, view: DayReviewView) -> None:
        after = -1 if self.step is None else self.step.value
        later = [step for step in Step if step.value > after and self._is_asked(step, view)]
        if later:
            self._begin(later[0], view)
        else:
            self.accept()

    def _is_asked(self, step: Step, view: DayReviewView) -> bool:
        if step is Step.WAITING:
            return bool(view.waiting.entries)
        return step is Step.LOG or bool(view.helped or view.rework)

    def _begin(self, step: Step, view: DayReviewView) -> None:
        self.step = step
        self._told.setText("")
        if step is Step.WAITING:
            self._begin_waiting(view)
        elif step is Step.LOG:
            self._say(self.tr("Anything that no log knows of?"), self.tr("One line is plenty."))
            self.next.setText(self.tr("Done"))
            self._turn_to(Step.LOG.value + 1, self.quick_log)
        elif view.helped:
            words = self.tr("Did one of these get something unstuck?")
            self._say(words, self.tr("Its number, and a few words. Or go on."))
            self.unblocked.show_entries(view.helped, view.today)
            self._turn_to(1, self.unblocked)
        else:
            self._say(self.tr("What came of it?"), self.tr("Numbers answer, from left to right."))
            self.rework.show_questions(Questions(rework=view.rework), view.today)
            self._turn_to(2, self.rework)

    def _begin_waiting(self, view: DayReviewView) -> None:
        words = self.tr("compared with doing it without AI; what you pass over waits on Today")
        self._say(self.tr("Did it help?"), words)
        self._turn_to(0, self.inbox)
        self.inbox.show_contents(view.waiting, view.today)
        self.inbox.take_focus()

    def _say(self, heading: str, why: str) -> None:
        self.heading.setText(heading)
        self._why.setText(why)

    def _turn_to(self, place: int, focus: QWidget) -> None:
        self._steps.setCurrentIndex(place)
        focus.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str, bool)
    def _tell(self, words: str, _: bool) -> None:  # noqa: FBT001 - the signal's own argument
        self._told.setText(words)

    def _tell_failed(self, error: AijournalError) -> None:
        self._notice.show_error(error)

    @Slot(int, str)
    def _keep_unblocked(self, entry: int, text: str) -> None:
        self._write_afterwards(partial(_keep_unblocked, entry=entry, text=text, now=self._clock.now()))

    @Slot(int, object)
    def _keep_rework(self, entry: int, minutes: float | None) -> None:
        self._write_afterwards(partial(_keep_rework, entry=entry, minutes=minutes, now=self._clock.now()))

    def _write_afterwards(self, job: Callable[["Journal"], object]) -> None:
        self._thread.write(job, self._hear_afterwards, self._tell_failed)

    def _hear_afterwards(self, _: object) -> None:
        self._afterwards += 1
        self.go_on()

    @Slot(EntryLine)
    def _log(self, line: EntryLine) -> None:
        job = partial(log_line, line=line, clock=self._clock, draft=_DRAFT)
        self._thread.write(job, self._hear_logged, self._hear_not_logged)

    def _hear_logged(self, _: Entry) -> None:
        self._logged += 1
        self.quick_log.tell_saved()
        self._told.setText(self.tr("Logged. Another line, or Ctrl+Enter."))

    def _hear_not_logged(self, error: AijournalError) -> None:
        self.quick_log.tell_failed()
        self._tell_failed(error)

    def _what_was_done(self) -> str:
        counts = (
            (self._judged, self.tr("%1 judged")),
            (self._afterwards, self.tr("%1 answered")),
            (self._logged, self.tr("%1 logged")),
        )
        done = [words.replace("%1", phrases.decimal(count)) for count, words in counts if count]
        words = self.tr("Looked back at the day: %1.")
        return words.replace("%1", phrases.BETWEEN.join(done)) if done else ""


def _keep_unblocked(journal: "Journal", *, entry: int, text: str, now: datetime) -> None:
    journal.assess(entry, Assessment(unblocked=text), now)


def _keep_rework(journal: "Journal", *, entry: int, minutes: float | None, now: datetime) -> None:
    journal.rework.answer(entry, minutes, now)


def _at_the_top(part: QWidget) -> QWidget:
    """Return a step in which a part is no higher than it needs to be."""
    step = QWidget()
    column = QVBoxLayout(step)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(part)
    column.addStretch(1)
    return step
