"""Changing many entries on the journal's thread: how far it is, and a way to stop it."""

from collections.abc import Collection
from datetime import datetime
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from aijournal.domain.bulk_change import BulkChange, BulkResult
from aijournal.errors import AijournalError
from aijournal.ui.clock import Clock
from aijournal.ui.journal_thread import JournalThread

if TYPE_CHECKING:
    from aijournal.journal.bulk import Progress
    from aijournal.journal.journal import Journal


class BulkEditing(QObject):
    """One act at a time; asking for another one while it runs changes nothing."""

    began = Signal(int)  # how many entries
    progressed = Signal(int, int)  # entries done, of how many
    finished = Signal(object, BulkResult)  # a BulkChange
    failed = Signal(AijournalError)

    def __init__(self, thread: JournalThread, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = thread
        self._clock = clock
        self._cancelled = Event()
        self.is_running = False

    def start(self, entries: Collection[int], change: BulkChange) -> None:
        """Do one act to entries."""
        if self.is_running or not entries:
            return
        self.is_running = True
        self._cancelled.clear()
        self.began.emit(len(entries))
        job = partial(
            _change,
            entries=entries,
            change=change,
            now=self._clock.now(),
            progress=self.progressed.emit,
            cancelled=self._cancelled,
        )
        self._thread.write(job, partial(self._finish, change), self._fail)

    @Slot()
    def cancel(self) -> None:
        """Take back what was done of it, and do no more."""
        self._cancelled.set()

    def _finish(self, change: BulkChange, result: BulkResult) -> None:
        self.is_running = False
        self.finished.emit(change, result)

    def _fail(self, error: AijournalError) -> None:
        self.is_running = False
        self.failed.emit(error)


def _change(
    journal: "Journal",
    *,
    entries: Collection[int],
    change: BulkChange,
    now: datetime,
    progress: "Progress",
    cancelled: Event,
) -> BulkResult:
    return journal.bulk.change(entries, change, now, progress, cancelled.is_set)
