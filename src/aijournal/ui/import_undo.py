"""Taking back what one reading of logs brought, of however many sources."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from aijournal.errors import AijournalError
from aijournal.ui import phrases
from aijournal.ui.clock import Clock
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.log_reading import LogReading

if TYPE_CHECKING:
    from aijournal.collect_table import TableResult, TakenBack
    from aijournal.journal.journal import Journal

_RUNS_LOOKED_AT = 50  # more than there are sources


class ImportUndo(QObject):
    """Moves to the trash what the latest reading brought; what the person judged since stays."""

    said = Signal(str, bool)
    failed = Signal(AijournalError)

    def __init__(
        self, thread: JournalThread, reading: LogReading, clock: Clock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._thread = thread
        self._clock = clock
        reading.undo_asked.connect(self.undo)

    @Slot(object)
    def undo(self, what: "datetime | TableResult") -> None:
        """Take back every run of a reading, which all began at the same moment, or what a table brought."""
        now = self._clock.now()
        if isinstance(what, datetime):
            self._thread.write(partial(_undo, began_at=what, now=now), self._tell, self.failed.emit)
        else:
            self._thread.write(partial(_undo_table, result=what, now=now), self._tell_table, self.failed.emit)

    def _tell(self, count: int) -> None:
        if not count:
            self.said.emit(self.tr("Nothing of that reading is left to take back."), False)
            return
        words = self.tr("Took back what was read: %1. It lies in the trash; the logs are as they were.")
        self.said.emit(words.replace("%1", phrases.entries(count)), True)

    def _tell_table(self, taken: "TakenBack") -> None:
        if not taken.entries and not taken.verdicts:
            self.said.emit(self.tr("Nothing of that table is left to take back."), False)
            return
        words = self.tr("Took back what the table brought: %1. It lies in the trash; the table is as it was.")
        self.said.emit(words.replace("%1", phrases.entries(taken.entries)), True)


def _undo_table(journal: "Journal", *, result: "TableResult", now: datetime) -> "TakenBack":
    from aijournal.collect_table import take_back_table

    return take_back_table(journal, result, now)


def _undo(journal: "Journal", *, began_at: datetime, now: datetime) -> int:
    """Return how many entries went."""
    runs = [
        run
        for run in journal.imports.runs(_RUNS_LOOKED_AT)
        if run.started_at == _whole_ms(began_at) and run.imported and not run.undone
    ]
    before = {item.id for item in journal.trash.contents()}
    if runs:
        journal.trash.undo_imports([run.number for run in runs], now)
    return sum(item.entries for item in journal.trash.contents() if item.id not in before)


def _whole_ms(moment: datetime) -> datetime:
    """Return a moment as the journal keeps it."""
    return moment.replace(microsecond=moment.microsecond // 1_000 * 1_000)
