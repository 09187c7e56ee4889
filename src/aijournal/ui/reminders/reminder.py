"""Looks now and then whether a reminder is due; it says that one is, and nothing of what it is about."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from aijournal.settings import Settings
from aijournal.ui.clock import Clock
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.reminders.hours import may_come, next_chance
from aijournal.ui.reminders.memory import Memory

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal

_LEAST = timedelta(minutes=10)
_MOST = timedelta(minutes=30)  # computers sleep, and clocks are set meanwhile


class Reminder(QObject):
    """`due` comes at most once a day, and only while something waits for a verdict.

    Runs while the journal is open and the person wants it; it looks no more than every ten minutes.
    """

    due = Signal()

    def __init__(
        self,
        thread: JournalThread,
        clock: Clock,
        settings: Callable[[], Settings],
        memory: Memory,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._thread = thread
        self._clock = clock
        self._settings = settings
        self._memory = memory
        self._is_on = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)

    @property
    def is_waiting(self) -> bool:
        """Whether it will look again."""
        return self._timer.isActive()

    @Slot()
    def start(self) -> None:
        """Begin to look, if the person wants to be reminded."""
        self._is_on = True
        self._wait()

    @Slot()
    def stop(self) -> None:
        """Look no more, as while the journal is closed."""
        self._is_on = False
        self._timer.stop()

    @Slot()
    def snooze(self) -> None:
        """Leave the person alone for today."""
        self._memory.remember_day(self._clock.today())
        self._wait()

    @Slot()
    def look(self) -> None:
        """Ask whether something waits, if a reminder may come now."""
        if self._is_on and self._may_come():
            job = partial(_waiting, now=self._clock.now())
            self._thread.read(job, self._hear, _leave_it)
        else:
            self._wait()

    def _may_come(self) -> bool:
        return may_come(self._settings(), self._clock.local(), self._memory.reminded_on)

    def _hear(self, waiting: int) -> None:
        if waiting and self._is_on and self._may_come():
            self._memory.remember_day(self._clock.today())
            self.due.emit()
        self._wait()

    def _wait(self) -> None:
        self._timer.stop()
        now = self._clock.local()
        chance = next_chance(self._settings(), now, self._memory.reminded_on) if self._is_on else None
        if chance is not None:
            pause = min(max(chance - now, _LEAST), _MOST)
            self._timer.start(pause // timedelta(milliseconds=1))


def _waiting(journal: "Journal", *, now: datetime) -> int:
    return journal.inbox_count(now, 1)


def _leave_it(_: object) -> None:
    """Say nothing: nobody asked for this."""
