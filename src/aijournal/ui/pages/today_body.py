"""What stands under the line on Today: the inbox, what is asked besides, and the week so far."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from aijournal.domain.entry import Entry
from aijournal.domain.entry_words import minutes_in_words
from aijournal.errors import AijournalError
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.clock import Clock
from aijournal.ui.import_strip import ImportStrip
from aijournal.ui.inbox.inbox import Inbox
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.log_reading import LogReading
from aijournal.ui.pages.inbox_emptiness import InboxEmptiness
from aijournal.ui.pages.minutes_card import MinutesCard
from aijournal.ui.pages.questions_card import QuestionsCard
from aijournal.ui.pages.today_view import TodayView
from aijournal.ui.pages.week_card import WeekCard
from aijournal.ui.prompt_peek import PromptPeek
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import CARD_GAP, GRID, SIBLING_GAP
from aijournal.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal

_CARDS_WIDTH_EM = 18
_INBOX_HEIGHT_EM = 24


class TodayBody(QWidget):
    """The inbox with what reading logs has to say above it, and the cards beside them.

    `row` holds both; the page turns it where it is narrow. Messages stand `around` the whole page.
    """

    said = Signal(str, bool)
    failed = Signal(AijournalError)
    entry_asked = Signal(Entry)
    mirror_asked = Signal()

    def __init__(
        self,
        theme: Theme,
        thread: JournalThread,
        reading: LogReading,
        peek: PromptPeek,
        clock: Clock,
        bindings: Bindings,
        *,
        around: QWidget,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._thread = thread
        self._clock = clock
        self._bindings = bindings
        self.row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.inbox = Inbox(theme, thread, clock, bindings)
        self._emptiness = InboxEmptiness(self.inbox.empty, reading, self)
        self.read_button = QPushButton(self.tr("Read new logs"))
        self.strip = ImportStrip(around=around)
        self.week = WeekCard()
        self.minutes = MinutesCard(theme)
        self.questions = QuestionsCard()
        self.cards = QWidget()
        self._lay_out()
        self._connect_inbox(peek)
        self._connect_reading(reading)

    def show_view(self, view: TodayView) -> None:
        """Show what the journal has said."""
        self.inbox.show_contents(view.inbox, view.today)
        if not view.inbox.entries:
            self._emptiness.show_reason(is_blank=view.is_blank, set_aside=view.set_aside)
        self.week.show_week(view.week)
        self.minutes.show_minutes(view.minutes)
        self.questions.show_questions(view.questions, view.today)

    def arrange(self, *, is_narrow: bool, page_width: int) -> None:
        """Give the cards their column, or all the page where it is narrow."""
        beside = round(_CARDS_WIDTH_EM * self._theme.type.em)
        self.cards.setMinimumWidth(0 if is_narrow else beside)
        self.cards.setMaximumWidth(page_width if is_narrow else beside)

    def _lay_out(self) -> None:
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(CARD_GAP)
        self.row.addLayout(self._inbox_column(), 1)
        self.row.addWidget(self.cards)
        cards = QVBoxLayout(self.cards)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(CARD_GAP)
        cards.addWidget(self.questions)
        cards.addWidget(self.week)
        cards.addWidget(self.minutes)
        cards.addStretch(1)
        self.inbox.setMinimumHeight(round(_INBOX_HEIGHT_EM * self._theme.type.em))

    def _inbox_column(self) -> QVBoxLayout:
        top = QHBoxLayout()
        top.setSpacing(GRID + 2)
        top.addWidget(plain_label(self.tr("Did it help?"), "heading"))
        top.addWidget(plain_label(self.tr("compared with doing it without AI"), "soft", wraps=True), 1)
        self.read_button.setProperty("role", "link")
        self._show_keys()
        top.addWidget(self.read_button)
        column = QVBoxLayout()
        column.setSpacing(SIBLING_GAP)
        column.addLayout(top)
        column.addWidget(self.strip)
        column.addWidget(self.inbox, 1)
        return column

    def _connect_inbox(self, peek: PromptPeek) -> None:
        self.inbox.said.connect(self.said)
        self.inbox.failed.connect(self.failed)
        self.inbox.open_asked.connect(self.entry_asked)
        self.inbox.peek_wanted.connect(peek.ask)
        peek.peeked.connect(self.inbox.set_peek)
        self.questions.rework_answered.connect(self._answer_rework)
        self.questions.joined.connect(self._join)
        self.questions.kept_apart.connect(self._keep_apart)
        self.week.mirror.clicked.connect(self.mirror_asked)

    def _connect_reading(self, reading: LogReading) -> None:
        self._bindings.changed.connect(self._show_keys)
        self.read_button.clicked.connect(reading.start)
        self.strip.cancel_asked.connect(reading.cancel)
        self.strip.undo_asked.connect(reading.take_back)
        reading.began.connect(self.strip.begin)
        reading.progressed.connect(self.strip.show_progress)
        reading.finished.connect(self.strip.show_results)
        reading.failed.connect(self.strip.show_error)
        if reading.request is not None:
            self.strip.begin(reading.request)

    @Slot()
    def _show_keys(self) -> None:
        self.read_button.setToolTip(self._bindings.shown("logs.read"))

    @Slot(int, object)
    def _answer_rework(self, entry: int, minutes: float | None) -> None:
        job = partial(_answer_rework, entry=entry, minutes=minutes, now=self._clock.now())
        words = self.tr("It is not asked about again.")
        if minutes is not None:
            words = self.tr("Rework: %1.").replace("%1", minutes_in_words(minutes))
        self._write(job, words)

    @Slot(int, int)
    def _join(self, typed: int, imported: int) -> None:
        job = partial(_join, typed=typed, imported=imported, now=self._clock.now())
        self._write(job, self.tr("The two are one now."))

    @Slot(int, int)
    def _keep_apart(self, typed: int, imported: int) -> None:
        job = partial(_keep_apart, typed=typed, imported=imported, now=self._clock.now())
        self._write(job, self.tr("They stay two entries."))

    def _write(self, job: Callable[["Journal"], object], words: str) -> None:
        self._thread.write(job, lambda _: self.said.emit(words, True))


def _answer_rework(journal: "Journal", *, entry: int, minutes: float | None, now: datetime) -> None:
    journal.rework.answer(entry, minutes, now)


def _join(journal: "Journal", *, typed: int, imported: int, now: datetime) -> Entry:
    return journal.same_work.join(typed, imported, now)


def _keep_apart(journal: "Journal", *, typed: int, imported: int, now: datetime) -> None:
    journal.same_work.keep_apart(typed, imported, now)
