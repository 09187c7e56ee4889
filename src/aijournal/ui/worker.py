"""A thread that works for the window: plain callables go in, their answers come back by a signal."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from aijournal.errors import AijournalError
from aijournal.ui.receivers import is_gone

if TYPE_CHECKING:
    from concurrent.futures import Executor

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a job came to, ready to be told on the window's thread."""

    tell: Callable[[], None]
    round: int


class Worker(QObject):
    """Does one job after another on its own thread; answers arrive on the thread of the window.

    Asking takes microseconds. Who is deleted before the answer comes is not told. An exception that is not an
    `AijournalError` is a bug: who asked is told that something broke, and it is raised again on the window's
    thread, where bugs are reported.
    """

    _answered = Signal(_Answer)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._is_closed = False
        self._resting: list[Callable[[], None]] | None = None
        self._round = 0
        self._answered.connect(self._tell)

    @cached_property
    def _executor(self) -> "Executor":
        from concurrent.futures import ThreadPoolExecutor  # loaded when there is something to do

        return ThreadPoolExecutor(max_workers=1, thread_name_prefix=self._name)

    def ask(
        self,
        job: Callable[[], Result],
        then: Callable[[Result], None],
        otherwise: Callable[[AijournalError], None],
    ) -> None:
        """Do a job there, and tell its result or what kept it from being done here."""
        if self._is_closed:
            return
        todo = partial(self._do, job, then, otherwise, self._round)
        if self._resting is None:
            self._executor.submit(todo)
        else:
            self._resting.append(todo)

    def rest(self) -> None:
        """Begin nothing that is asked from now on until `go_on`."""
        self._resting = []

    def go_on(self) -> None:
        """Begin what was asked meanwhile, in its order; harmless where nothing rests."""
        resting, self._resting = self._resting or (), None
        for todo in resting:
            self._executor.submit(todo)

    def forget(self) -> None:
        """Answer nothing that was asked until now, because who asked is gone; it is done all the same."""
        self._round += 1

    def close(self, last_job: Callable[[], None] | None = None, *, drops_waiting: bool = False) -> None:
        """End the thread after what was asked and a last job; nothing is answered after this.

        Closing twice is harmless.
        """
        if self._is_closed:
            return
        self.go_on()
        self._is_closed = True
        if last_job is not None:
            self._executor.submit(last_job)
        self._executor.shutdown(wait=True, cancel_futures=drops_waiting)

    def _do(
        self,
        job: Callable[[], Result],
        then: Callable[[Result], None],
        otherwise: Callable[[AijournalError], None],
        asked_in: int,
    ) -> None:
        try:
            tell = partial(then, job())
        except AijournalError as error:
            tell = partial(otherwise, error)
        except Exception as error:  # noqa: BLE001 - not swallowed: raised again on the window's thread
            tell = partial(_tell_bug, otherwise, error)
        self._answered.emit(_Answer(tell, asked_in))

    @Slot(_Answer)
    def _tell(self, answer: _Answer) -> None:
        if not self._is_closed and answer.round == self._round and not is_gone(answer.tell):
            answer.tell()


def _tell_bug(otherwise: Callable[[AijournalError], None], error: Exception) -> None:
    """Answer who asked, who would wait for ever otherwise, and report the bug."""
    otherwise(AijournalError("Something in aijournal broke", "Nothing that was saved is lost."))
    raise error
