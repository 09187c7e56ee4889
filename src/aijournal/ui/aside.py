"""What takes long with the journal and can be stopped: on a thread and a connection of its own."""

from collections.abc import Callable
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from aijournal.errors import AijournalError
from aijournal.ui.memory import give_back
from aijournal.ui.worker import Worker

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal

Result = TypeVar("Result")
IsCancelled = Callable[[], bool]


class Aside(QObject):
    """Does one job after another; a job is handed the journal, and whether it is to stop.

    A job that was stopped answers as well, with whatever it chooses to. What it answers has not crossed the
    veil of discreet mode.
    """

    failed = Signal(AijournalError)

    def __init__(
        self, open_journal: Callable[[], "Journal"], name: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._open_journal = open_journal
        self._worker = Worker(name, self)
        self._cancelled = Event()

    def ask(
        self,
        job: Callable[["Journal", IsCancelled], Result],
        then: Callable[[Result], None],
        otherwise: Callable[[AijournalError], None],
    ) -> None:
        """Do a job with the journal."""
        self._cancelled = Event()
        self._worker.ask(partial(self._with_journal, job, self._cancelled.is_set), then, otherwise)

    def think(
        self,
        job: Callable[[IsCancelled], Result],
        then: Callable[[Result], None],
        otherwise: Callable[[AijournalError], None],
    ) -> None:
        """Do a job that needs no journal."""
        self._cancelled = Event()
        self._worker.ask(partial(job, self._cancelled.is_set), then, otherwise)

    def cancel(self) -> None:
        """Let the job that was asked for last stop."""
        self._cancelled.set()

    def forget(self) -> None:
        """Stop, and answer nothing that was asked until now, because who asked is gone."""
        self.cancel()
        self._worker.forget()

    def pause(self, then: Callable[[], None]) -> None:
        """Stop without answering what was asked; `then` is told when the journal is let go."""
        self.forget()
        self._worker.ask(_nothing, lambda _: then(), self.failed.emit)

    def close(self) -> None:
        """Stop, and end the thread."""
        self.cancel()
        self._worker.close(drops_waiting=True)

    def _with_journal(
        self, job: Callable[["Journal", IsCancelled], Result], is_cancelled: IsCancelled
    ) -> Result:
        try:
            with self._open_journal() as journal:
                return job(journal, is_cancelled)
        finally:
            give_back()


def _nothing() -> None:
    pass
