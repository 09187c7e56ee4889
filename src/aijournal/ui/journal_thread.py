"""The one thread that owns the journal's connection; the window never touches the database itself."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NoReturn, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from aijournal.errors import AijournalError
from aijournal.ui.discreet import Veil
from aijournal.ui.receivers import is_gone
from aijournal.ui.retracing import Retracing
from aijournal.ui.worker import Worker

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal

_WATCH_MS = 500

Result = TypeVar("Result")


def _close(journal: "Journal") -> None:
    journal.close()


class JournalThread(QObject):
    """Runs plain callables `job(journal)`, one after another, away from the window's thread.

    What a job returns is handed to `then` on the window's thread; an `AijournalError` goes to
    `otherwise`, or to the signal `refused`. `entries_changed` follows own writes and, within a second,
    those of other processes and connections. `wrote` and `troubled` tell of every write that was kept and
    of everything that was refused, whoever asked.
    """

    opened = Signal()
    opening_failed = Signal(AijournalError)
    entries_changed = Signal()
    refused = Signal(AijournalError)
    wrote = Signal()
    troubled = Signal(AijournalError)

    def __init__(
        self,
        open_journal: Callable[[], "Journal"],
        close_journal: Callable[["Journal"], None] = _close,
        parent: QObject | None = None,
        veil: Veil | None = None,
    ) -> None:
        super().__init__(parent)
        self._veil = veil or Veil()
        self._open_journal = open_journal
        self._close_journal = close_journal
        self._worker = Worker("journal", self)
        self.retracing = Retracing(self)
        self._journal: Journal | None = None
        self._seen_version: int | None = None
        self._is_looking = False
        self._watch = QTimer(self, interval=_WATCH_MS)
        self._watch.timeout.connect(self._look_for_changes)

    def open(self) -> None:
        """Open the journal on its thread; `opened` or `opening_failed` says how that went."""
        self._worker.ask(self._open_here, self._begin_watching, self.opening_failed.emit)

    def rest(self) -> None:
        """Begin nothing until `go_on`, so that a window can be painted first."""
        self._worker.rest()

    def go_on(self) -> None:
        """Begin what was asked meanwhile."""
        self._worker.go_on()

    def read(
        self,
        job: Callable[["Journal"], Result],
        then: Callable[[Result], None],
        otherwise: Callable[[AijournalError], None] | None = None,
    ) -> None:
        """Ask a question of the journal."""
        job = self._lifted(job)
        self._worker.ask(partial(self._with_journal, job), then, self._refusal(then, otherwise))

    def write(
        self,
        job: Callable[["Journal"], Result],
        then: Callable[[Result], None],
        otherwise: Callable[[AijournalError], None] | None = None,
    ) -> None:
        """Change the journal; `then` is called after COMMIT, and `entries_changed` follows."""
        job = self._lifted(job)
        self._worker.ask(
            partial(self._with_journal, job),
            partial(self._tell_written, then),
            self._refusal(then, otherwise),
        )

    def shut(self, then: Callable[[], None]) -> None:
        """Finish what was asked, without answering it, and close the journal; `open` opens it again."""
        self._watch.stop()
        self._is_looking = False
        self._worker.forget()
        self._worker.ask(self._close_here, lambda _: then(), self.refused.emit)

    def forget(self) -> None:
        """Answer nothing that was asked until now, because who asked is gone."""
        self._is_looking = False
        self._worker.forget()

    def close(self) -> None:
        """Finish what was asked, close the journal and end the thread; nothing is answered after this."""
        self._watch.stop()
        self._worker.close(self._close_here)

    def _open_here(self) -> int:
        self._journal = self._open_journal()
        return self._journal.data_version()

    def _lifted(self, job: Callable[["Journal"], Result]) -> Callable[["Journal"], Result]:
        """Return a job that knows what masks stand for, or one that says why it does not."""
        try:
            return self._veil.lift(job)
        except AijournalError as error:
            return partial(_refuse, error=error)

    def _with_journal(self, job: Callable[["Journal"], Result]) -> Result:
        if self._journal is None:
            raise AijournalError(self.tr("The journal is not open"), self.tr("Nothing was saved."))
        self._veil.learn(self._journal)
        return self._veil.over(job(self._journal))

    def _close_here(self) -> None:
        journal, self._journal = self._journal, None
        if journal is not None:
            self._close_journal(journal)

    def _refusal(
        self, then: Callable[[Result], None], otherwise: Callable[[AijournalError], None] | None
    ) -> Callable[[AijournalError], None]:
        return partial(self._tell_refused, then, otherwise or self.refused.emit)

    def _tell_refused(
        self,
        then: Callable[[Result], None],
        otherwise: Callable[[AijournalError], None],
        error: AijournalError,
    ) -> None:
        if not is_gone(then):
            otherwise(error)
        self.troubled.emit(error)

    def _tell_written(self, then: Callable[[Result], None], result: Result) -> None:
        if not is_gone(then):
            then(result)
        self.wrote.emit()
        self.entries_changed.emit()

    def _begin_watching(self, version: int) -> None:
        self._seen_version = version
        self._watch.start()
        self.opened.emit()

    @Slot()
    def _look_for_changes(self) -> None:
        if not self._is_looking:
            self._is_looking = True
            look = partial(self._with_journal, lambda journal: journal.data_version())
            self._worker.ask(look, self._compare_version, self._cannot_look)

    def _compare_version(self, version: int) -> None:
        """Notice what another process, or an import in this one, has written."""
        self._is_looking = False
        if version != self._seen_version:
            self._seen_version = version
            self.entries_changed.emit()

    def _cannot_look(self, error: AijournalError) -> None:
        self._is_looking = False
        self.refused.emit(error)


def _refuse(_: "Journal", *, error: AijournalError) -> NoReturn:
    raise error
