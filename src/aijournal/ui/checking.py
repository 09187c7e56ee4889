"""Looking the journal over while the window stays alive: on a thread and a connection of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from aijournal.errors import AijournalError
from aijournal.ui.clock import Clock
from aijournal.ui.journal_access import JournalAccess
from aijournal.ui.worker import Worker

if TYPE_CHECKING:
    from aijournal.journal.backup_files import Backup
    from aijournal.journal.checks import CheckResult
    from aijournal.journal.journal import Journal

Result = TypeVar("Result")

_JOURNAL_PARTS = 6  # how much of the progress is the journal's; each backup is one more


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What looking at the journal and at all `backups` came to: a sentence for each finding.

    `damaged_days` are the local days whose entries changed by themselves.
    """

    findings: tuple[str, ...]
    damaged_days: tuple[date, ...]
    backups: int
    was_cancelled: bool


class Checking(QObject):
    """One check at a time; the full one can be cancelled. `looked` tells of the quick one at the start."""

    began = Signal()
    progressed = Signal(int, int)  # parts done, of how many
    finished = Signal(CheckReport)
    looked = Signal(object)  # a CheckResult
    failed = Signal(AijournalError)

    def __init__(self, access: JournalAccess, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._access = access
        self._clock = clock
        self._worker = Worker("checking", self)
        self._cancelled = Event()
        self._is_checking = False
        self._latest: CheckResult | None = None

    @property
    def latest_look(self) -> "CheckResult | None":
        """What the latest quick look came to, for those who were not there to hear of it."""
        return self._latest

    @property
    def is_checking(self) -> bool:
        """Whether a full check runs right now."""
        return self._is_checking

    def look(self) -> None:
        """Look quickly how the pages of the file hang together."""
        self._worker.ask(self._look, self._tell_look, self.failed.emit)

    def aside(
        self,
        job: Callable[["Journal"], Result],
        then: Callable[[Result], None],
        otherwise: Callable[[AijournalError], None],
    ) -> None:
        """Do what takes long, such as a backup, while the journal's own thread goes on answering."""
        self._worker.ask(partial(self._do, job), then, otherwise)

    def start(self) -> None:
        """Check everything; asking while a check runs changes nothing."""
        if not self._is_checking:
            self._is_checking = True
            self._cancelled.clear()
            self.began.emit()
            self._worker.ask(self._check, self._finish, self._fail)

    def cancel(self) -> None:
        """Stop checking; what was found until then is told."""
        self._cancelled.set()

    def pause(self, then: Callable[[], None]) -> None:
        """Stop checking without telling what was found; `then` is told when the journal is let go."""
        self.cancel()
        self._is_checking = False
        self._worker.forget()
        self._worker.ask(_nothing, lambda _: then(), self.failed.emit)

    def close(self) -> None:
        """Stop checking and end the thread."""
        self.cancel()
        self._worker.close(drops_waiting=True)

    def _do(self, job: Callable[["Journal"], Result]) -> Result:
        with self._access.open() as journal:
            return job(journal)

    def _tell_look(self, result: "CheckResult") -> None:
        self._latest = result
        self.looked.emit(result)

    def _look(self) -> "CheckResult":
        return self._do(lambda journal: journal.checks.quick())

    def _check(self) -> CheckReport:
        """Check the journal, then one backup after another; called on the checking thread."""
        from aijournal.journal.backup_files import list_backups

        backups = list_backups(self._access.paths)
        with self._access.open() as journal:
            result = self._check_journal(journal, len(backups))
        findings = list(result.findings)
        for number, backup in enumerate(backups):
            if self._cancelled.is_set():
                break
            findings += self._check_backup(backup)
            self.progressed.emit(_JOURNAL_PARTS + number + 1, _JOURNAL_PARTS + len(backups))
        return CheckReport(tuple(findings), result.damaged_days, len(backups), self._cancelled.is_set())

    def _check_journal(self, journal: "Journal", backups: int) -> "CheckResult":
        def tell(done: int, total: int) -> None:
            self.progressed.emit(_JOURNAL_PARTS * done // max(1, total), _JOURNAL_PARTS + backups)

        result = journal.checks.full(tell, self._cancelled.is_set)
        if result.is_sound:
            journal.checks.remember(self._clock.now())
        return result

    def _check_backup(self, backup: "Backup") -> tuple[str, ...]:
        from aijournal.journal.backups import verify

        try:
            verify(backup, self._access.passphrase)
        except AijournalError as error:
            return (f"{error.title}: {error.message}",)
        return ()

    def _finish(self, report: CheckReport) -> None:
        self._is_checking = False
        self.finished.emit(report)

    def _fail(self, error: AijournalError) -> None:
        self._is_checking = False
        self.failed.emit(error)


def _nothing() -> None:
    pass
