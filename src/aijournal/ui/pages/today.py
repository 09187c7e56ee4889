"""The page Today: what was just done with AI, and whether it helped."""

from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QPushButton, QWidget

from aijournal.errors import AijournalError
from aijournal.settings import Settings
from aijournal.ui import phrases
from aijournal.ui.actions.action import Scope
from aijournal.ui.actions.actions import Acts
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.asking import Asking, Otherwise, Then
from aijournal.ui.clock import Clock
from aijournal.ui.drafts import DraftKeeper
from aijournal.ui.first_paint import FirstPaint
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.log_reading import LogReading
from aijournal.ui.pages.page import Page
from aijournal.ui.prompt_peek import PromptPeek
from aijournal.ui.quick_log.quick_log import QuickLog
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID
from aijournal.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from aijournal.domain.entry import Entry
    from aijournal.domain.entry_line import EntryLine
    from aijournal.journal.journal import Journal
    from aijournal.ui.inbox.inbox import Inbox
    from aijournal.ui.pages.today_body import TodayBody
    from aijournal.ui.pages.today_view import TodayView

_DRAFT = "quick log"


class TodayPage(Page):
    """The quick-log line, which is there at once; under it the inbox and the week so far, a moment later."""

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
        self._peek = peek
        self._clock = clock
        self._asking = Asking(self._ask, self._show, self.failed.emit)
        self._when = plain_label(role="soft", wraps=True)
        self._review_button = QPushButton(self.tr("Look back at the day"))
        self._settings: Settings | None = None
        self._view: TodayView | None = None
        self._has_body = False
        self.quick_log = QuickLog(theme, clock)
        self._lay_out()
        self._connect()
        self.quick_log.edited.connect(partial(drafts.type, _DRAFT))
        drafts.ask(_DRAFT, self.quick_log.restore)

    @cached_property
    def body(self) -> "TodayBody":
        """What stands under the line; built when it is first needed, at the latest when the line was seen."""
        from aijournal.ui.pages.today_body import TodayBody

        body = TodayBody(
            self._theme, self._thread, self._reading, self._peek, self._clock, self._bindings, around=self
        )
        self._take_in(body)
        return body

    def _take_in(self, body: "TodayBody") -> None:
        body.said.connect(self.said)
        body.failed.connect(self.failed)
        body.entry_asked.connect(self.entry_asked)
        body.mirror_asked.connect(self.mirror_asked)
        self._reading.finished.connect(self.refresh)
        self._reading.arrived.connect(self.refresh)
        if self._settings is not None:
            body.inbox.opens_next = self._settings.opens_next
        self.turn(body.row)
        self.column.addWidget(body, 1)
        self._has_body = True
        super().arrange()
        body.arrange(is_narrow=self.is_narrow, page_width=self.width())
        self.grown.emit(body)

    @property
    def inbox(self) -> "Inbox":
        """What waits for a verdict."""
        return self.body.inbox

    def save_draft(self) -> None:
        """Save what was said of the open row."""
        if self._has_body:
            self.inbox.save_draft()

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
        if self._has_body:
            self.body.arrange(is_narrow=self.is_narrow, page_width=self.width())

    def first_focus(self) -> QWidget:
        """Return the quick-log line."""
        return self.quick_log

    def acts(self) -> Acts:
        """Offer what can be done with the open row of the inbox."""
        return {name: partial(self._press, name) for name in self._inbox_acts}

    def can_run(self, name: str) -> bool:
        """Return whether there is an open row for what needs one."""
        has_row = self._has_body and self.inbox.waiting > 0
        return super().can_run(name) and (has_row or name not in self._inbox_acts)

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
            self.save_draft()

    def hold(self, settings: Settings) -> None:
        """Show what the person wants to see of the week, and offer what they want to be offered."""
        self._settings = settings
        if self._has_body:
            self.inbox.opens_next = settings.opens_next
        self._review_button.setVisible(settings.offers_day_review)
        self._tell_day()

    def _lay_out(self) -> None:
        self._header = header = self.row(GRID)
        header.addWidget(plain_label(self.tr("Today"), "title"))
        self._when.setContentsMargins(0, 0, 0, GRID)  # up to the line of the words beside it
        header.addWidget(self._when, 1)
        self._review_button.setProperty("role", "link")
        header.addWidget(self._review_button)
        self.column.addLayout(header)
        self.column.addWidget(self.quick_log)
        self.column.addStretch(0)

    def _connect(self) -> None:
        self.quick_log.save_asked.connect(self._log)
        self.quick_log.left.connect(self._leave_line)
        self.quick_log.went_down.connect(self._leave_line)
        self._thread.entries_changed.connect(self.refresh)
        self._review_button.clicked.connect(self.review_asked)
        FirstPaint(self.quick_log).done.connect(self._complete)

    @Slot()
    def _complete(self) -> None:
        """Build what is not there yet."""
        _ = self.body

    @Slot()
    def _leave_line(self) -> None:
        self.inbox.take_focus()

    def _press(self, name: str) -> None:
        self.inbox.press(name)

    def _ask(self, then: "Then[TodayView]", otherwise: Otherwise) -> None:
        self._thread.read(partial(_today, now=self._clock.now(), zone=self._clock.zone), then, otherwise)

    def _show(self, view: "TodayView") -> None:
        self.body.show_view(view)
        self._view = view
        self._tell_day()
        self.waiting_counted.emit(view.inbox.count)

    def _tell_day(self) -> None:
        if self._view is not None:
            self._when.setText(self._day_and_share(self._view))

    def _day_and_share(self, view: "TodayView") -> str:
        share = self.tr("%1 of %2 judged this week")
        words = share.replace("%1", str(view.week.judged)).replace("%2", str(view.week.interactions))
        day = phrases.day_in_words(view.today)
        wants_share = self._settings is None or self._settings.shows_week_share
        says_share = wants_share and view.week.interactions
        return phrases.BETWEEN.join([day, words]) if says_share else day

    @Slot(object)
    def _log(self, line: "EntryLine") -> None:
        job = partial(_log, line, self._clock)
        self._thread.write(job, self._tell_logged, self._tell_not_logged)

    def _tell_logged(self, entry: "Entry") -> None:
        self.quick_log.tell_saved()
        title = phrases.plain_line(entry.interaction.title or "")
        self.said.emit(self.tr("Logged “%1”.").replace("%1", title), True)

    def _tell_not_logged(self, error: AijournalError) -> None:
        self.quick_log.tell_failed()
        self.failed.emit(error)


def _today(journal: "Journal", *, now: datetime, zone: ZoneInfo) -> "TodayView":
    from aijournal.ui.pages.today_view import today_view

    return today_view(journal, now=now, zone=zone)


def _log(line: "EntryLine", clock: Clock, journal: "Journal") -> "Entry":
    from aijournal.domain.assessment import Door

    with journal.together():
        entry = journal.log(line, clock.now(), Door.QUICK_LOG)
        journal.drafts.drop(_DRAFT)
    return entry
