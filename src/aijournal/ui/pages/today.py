"""The page Today: what was just done with AI, and whether it helped."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from aijournal.domain.assessment import Door
from aijournal.domain.entry import Entry
from aijournal.domain.entry_line import EntryLine
from aijournal.domain.entry_words import minutes_in_words
from aijournal.errors import AijournalError
from aijournal.journal.journal import Journal
from aijournal.settings import Settings
from aijournal.ui import phrases
from aijournal.ui.actions.action import Scope
from aijournal.ui.actions.actions import Acts
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.asking import Asking, Otherwise, Then
from aijournal.ui.clock import Clock
from aijournal.ui.drafts import DraftKeeper
from aijournal.ui.import_strip import ImportStrip
from aijournal.ui.inbox.inbox import Inbox
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.log_reading import LogReading, PromptPeek
from aijournal.ui.pages.inbox_emptiness import InboxEmptiness
from aijournal.ui.pages.minutes_card import MinutesCard
from aijournal.ui.pages.page import Page
from aijournal.ui.pages.questions_card import QuestionsCard
from aijournal.ui.pages.today_view import TodayView, today_view
from aijournal.ui.pages.week_card import WeekCard
from aijournal.ui.quick_log.quick_log import QuickLog
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import CARD_GAP, GRID, SIBLING_GAP
from aijournal.ui.widgets.labels import plain_label

_CARDS_WIDTH_EM = 18
_INBOX_HEIGHT_EM = 24
_DRAFT = "quick log"


class TodayPage(Page):
    """The quick-log line, the inbox, and the week so far."""

    waiting_counted = Signal(int)
    entry_asked = Signal(Entry)
    mirror_asked = Signal()
    review_asked = Signal()

    def __init__(
        self,
        theme: Theme,
        thread: JournalThread,
        reading: LogReading,
        peek: PromptPeek,
        clock: Clock,
        *,
        drafts: DraftKeeper,
        bindings: Bindings,
    ) -> None:
        super().__init__(theme)
        self._bindings = bindings
        self._thread = thread
        self._reading = reading
        self._clock = clock
        self._asking = Asking(self._ask, self._show, self.failed.emit)
        self._when = plain_label(role="soft", wraps=True)
        self._review_button = QPushButton(self.tr("Look back at the day"))
        self._shows_share = True
        self._view: TodayView | None = None
        self.quick_log = QuickLog(theme, clock)
        self.inbox = Inbox(theme, thread, clock, bindings)
        self._emptiness = InboxEmptiness(self.inbox.empty, reading, self)
        self._read_button = QPushButton(self.tr("Read new logs"))
        self._strip = ImportStrip(around=self)
        self._week = WeekCard()
        self._minutes = MinutesCard(theme)
        self.questions = QuestionsCard()
        self._cards = QWidget()
        self._lay_out()
        self._connect(peek)
        self.quick_log.edited.connect(partial(drafts.type, _DRAFT))
        drafts.ask(_DRAFT, self.quick_log.restore)

    @Slot()
    def refresh(self) -> None:
        """Ask the journal for everything on the page; asking while it answers asks once more after."""
        self._asking.ask()

    @Slot()
    def arrange(self) -> None:
        """Set the cards beside the inbox, or under it where the page is narrow."""
        super().arrange()
        side = Qt.AlignmentFlag.AlignLeft if self.is_narrow else Qt.AlignmentFlag.AlignRight
        self._when.setAlignment(side | Qt.AlignmentFlag.AlignBottom)
        self._header.setAlignment(self._review_button, side | Qt.AlignmentFlag.AlignBottom)
        beside = round(_CARDS_WIDTH_EM * self._theme.type.em)
        self._cards.setMinimumWidth(0 if self.is_narrow else beside)
        self._cards.setMaximumWidth(self.width() if self.is_narrow else beside)

    def first_focus(self) -> QWidget:
        """Return the quick-log line."""
        return self.quick_log

    def acts(self) -> Acts:
        """Offer what can be done with the open row of the inbox."""
        return {name: partial(self.inbox.press, name) for name in self._inbox_acts}

    def can_run(self, name: str) -> bool:
        """Return whether there is an open row for what needs one."""
        return super().can_run(name) and (self.inbox.waiting > 0 or name not in self._inbox_acts)

    @property
    def _inbox_acts(self) -> tuple[str, ...]:
        return self._bindings.names_in(Scope.INBOX, Scope.VERDICT)

    def look_again(self) -> None:
        """Ask again: it may be another day."""
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's own name
        """Save what was said of the open row when the page is left."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.inbox.save_draft()

    def hold(self, settings: Settings) -> None:
        """Show what the person wants to see of the week, and offer what they want to be offered."""
        self.inbox.opens_next = settings.opens_next
        self._shows_share = settings.shows_week_share
        self._review_button.setVisible(settings.offers_day_review)
        self._tell_day()

    def _lay_out(self) -> None:
        self._header = header = self.row(GRID)
        header.addWidget(plain_label(self.tr("Today"), "title"))
        self._when.setContentsMargins(0, 0, 0, GRID)  # up to the line of the words beside it
        header.addWidget(self._when, 1)
        self._review_button.setProperty("role", "link")
        header.addWidget(self._review_button)
        body = self.row()
        body.addLayout(self._inbox_column(), 1)
        body.addWidget(self._cards)
        cards = QVBoxLayout(self._cards)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(CARD_GAP)
        cards.addWidget(self.questions)
        cards.addWidget(self._week)
        cards.addWidget(self._minutes)
        cards.addStretch(1)
        self.column.addLayout(header)
        self.column.addWidget(self.quick_log)
        self.column.addLayout(body, 1)
        self.inbox.setMinimumHeight(round(_INBOX_HEIGHT_EM * self._theme.type.em))

    def _inbox_column(self) -> QVBoxLayout:
        top = QHBoxLayout()
        top.setSpacing(GRID + 2)
        top.addWidget(plain_label(self.tr("Did it help?"), "heading"))
        top.addWidget(plain_label(self.tr("compared with doing it without AI"), "soft", wraps=True), 1)
        self._read_button.setProperty("role", "link")
        self._show_keys()
        top.addWidget(self._read_button)
        column = QVBoxLayout()
        column.setSpacing(SIBLING_GAP)
        column.addLayout(top)
        column.addWidget(self._strip)
        column.addWidget(self.inbox, 1)
        return column

    def _connect(self, peek: PromptPeek) -> None:
        self.quick_log.save_asked.connect(self._log)
        self.quick_log.left.connect(self.inbox.take_focus)
        self.inbox.said.connect(self.said)
        self.inbox.failed.connect(self.failed)
        self.inbox.open_asked.connect(self.entry_asked)
        self.inbox.peek_wanted.connect(peek.ask)
        peek.peeked.connect(self.inbox.set_peek)
        self.questions.rework_answered.connect(self._answer_rework)
        self.questions.joined.connect(self._join)
        self.questions.kept_apart.connect(self._keep_apart)
        self._week.mirror.clicked.connect(self.mirror_asked)
        self._thread.entries_changed.connect(self.refresh)
        self._bindings.changed.connect(self._show_keys)
        self._read_button.clicked.connect(self._reading.start)
        self._review_button.clicked.connect(self.review_asked)
        self._strip.cancel_asked.connect(self._reading.cancel)
        self._strip.undo_asked.connect(self._reading.take_back)
        self._reading.began.connect(self._strip.begin)
        self._reading.progressed.connect(self._strip.show_progress)
        self._reading.finished.connect(self._strip.show_results)
        self._reading.finished.connect(self.refresh)
        self._reading.failed.connect(self._strip.show_error)

    @Slot()
    def _show_keys(self) -> None:
        self._read_button.setToolTip(self._bindings.shown("logs.read"))

    def _ask(self, then: Then[TodayView], otherwise: Otherwise) -> None:
        job = partial(today_view, now=self._clock.now(), zone=self._clock.zone)
        self._thread.read(job, then, otherwise)

    def _show(self, view: TodayView) -> None:
        self.inbox.show_contents(view.inbox, view.today)
        if not view.inbox.entries:
            self._emptiness.show_reason(is_blank=view.is_blank)
        self._week.show_week(view.week)
        self._minutes.show_minutes(view.minutes)
        self.questions.show_questions(view.questions, view.today)
        self._view = view
        self._tell_day()
        self.waiting_counted.emit(view.inbox.count)

    def _tell_day(self) -> None:
        if self._view is not None:
            self._when.setText(self._day_and_share(self._view))

    def _day_and_share(self, view: TodayView) -> str:
        share = self.tr("%1 of %2 judged this week")
        words = share.replace("%1", str(view.week.judged)).replace("%2", str(view.week.interactions))
        day = phrases.day_in_words(view.today)
        says_share = self._shows_share and view.week.interactions
        return phrases.BETWEEN.join([day, words]) if says_share else day

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

    def _write(self, job: Callable[[Journal], object], words: str) -> None:
        self._thread.write(job, lambda _: self.said.emit(words, True))

    @Slot(EntryLine)
    def _log(self, line: EntryLine) -> None:
        job = partial(_log, line, self._clock)
        self._thread.write(job, self._tell_logged, self._tell_not_logged)

    def _tell_logged(self, entry: Entry) -> None:
        self.quick_log.tell_saved()
        title = phrases.plain_line(entry.interaction.title or "")
        self.said.emit(self.tr("Logged “%1”.").replace("%1", title), True)

    def _tell_not_logged(self, error: AijournalError) -> None:
        self.quick_log.tell_failed()
        self.failed.emit(error)


def _answer_rework(journal: Journal, *, entry: int, minutes: float | None, now: datetime) -> None:
    journal.rework.answer(entry, minutes, now)


def _join(journal: Journal, *, typed: int, imported: int, now: datetime) -> Entry:
    return journal.same_work.join(typed, imported, now)


def _keep_apart(journal: Journal, *, typed: int, imported: int, now: datetime) -> None:
    journal.same_work.keep_apart(typed, imported, now)


def _log(line: EntryLine, clock: Clock, journal: Journal) -> Entry:
    with journal.together():
        entry = journal.log(line, clock.now(), Door.QUICK_LOG)
        journal.drafts.drop(_DRAFT)
    return entry
