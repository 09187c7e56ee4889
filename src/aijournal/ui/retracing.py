"""Taking the latest act back, or doing it again, with a way to stop where it changed very many entries."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from aijournal.errors import AijournalError
from aijournal.ui.receivers import is_gone

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal
    from aijournal.ui.journal_thread import JournalThread

_SLOW_MS = 700  # what takes longer is told of, and can be stopped

Then = Callable[[str | None], None]
"""Is told the label of the act, or `None` where there was none."""


@dataclass(frozen=True, slots=True)
class _Retraced:
    label: str | None
    was_stopped: bool = False


class Retracing(QObject):
    """One step after another, in the order in which they are asked for.

    `slow` says that it takes long, `settled` that nothing is under way any more. What is `stopped` is as it
    was, and whoever asked for it is told nothing.
    """

    slow = Signal()
    settled = Signal()
    stopped = Signal()

    def __init__(self, thread: "JournalThread") -> None:
        super().__init__(thread)
        self._thread = thread
        self._under_way: list[Event] = []
        self._patience = QTimer(self, singleShot=True, interval=_SLOW_MS)
        self._patience.timeout.connect(self.slow)

    def undo(self, then: Then) -> None:
        """Take back the latest act."""
        self._ask(then, is_undo=True)

    def redo(self, then: Then) -> None:
        """Do again what was taken back last."""
        self._ask(then, is_undo=False)

    @Slot()
    def stop(self) -> None:
        """Leave everything that was asked for as it was."""
        for cancelled in self._under_way:
            cancelled.set()

    def _ask(self, then: Then, *, is_undo: bool) -> None:
        cancelled = Event()
        self._under_way.append(cancelled)
        if not self._patience.isActive():
            self._patience.start()
        job = partial(_retrace, is_undo=is_undo, cancelled=cancelled)
        self._thread.write(job, partial(self._tell, cancelled, then), partial(self._refuse, cancelled))

    def _tell(self, cancelled: Event, then: Then, retraced: _Retraced) -> None:
        self._settle(cancelled)
        if retraced.was_stopped:
            self.stopped.emit()
        elif not is_gone(then):
            then(retraced.label)

    def _refuse(self, cancelled: Event, error: AijournalError) -> None:
        self._settle(cancelled)
        self._thread.refused.emit(error)

    def _settle(self, cancelled: Event) -> None:
        self._under_way.remove(cancelled)
        if not self._under_way:
            self._patience.stop()
            self.settled.emit()


def _retrace(journal: "Journal", *, is_undo: bool, cancelled: Event) -> _Retraced:
    from aijournal.journal.interrupting import Interrupted

    step = journal.undo if is_undo else journal.redo
    try:
        return _Retraced(step(is_cancelled=cancelled.is_set))
    except Interrupted:
        return _Retraced(None, was_stopped=True)
