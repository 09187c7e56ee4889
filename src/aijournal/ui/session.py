"""Whether the journal is open, locked or being replaced as a whole, and how one becomes another."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from aijournal.errors import AijournalError, DamagedJournalError, PassphraseError, PassphraseNeededError
from aijournal.settings import Settings
from aijournal.ui.journal_access import JournalAccess
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.prompt_peek import PromptPeek
from aijournal.ui.worker import Worker

Result = TypeVar("Result")

_PATIENCE_MS = 1_500


class Guest(Protocol):
    """Somebody with a connection to the journal of their own."""

    def pause(self, then: Callable[[], None]) -> None:
        """Close the connection, and tell when it is closed."""


class Countdown:
    """Calls `then` when it has been counted down."""

    def __init__(self, count: int, then: Callable[[], None]) -> None:
        self._left = count
        self._then = then

    def count(self) -> None:
        """Count one."""
        self._left -= 1
        if not self._left:
            self._then()


class Session(QObject):
    """Opens and closes every connection of the window to the journal, all of them together.

    `leaving` asks everybody to keep what is typed, while that is still possible; nothing asked before it is
    answered after it.
    """

    opened = Signal()
    slow = Signal()
    leaving = Signal()
    locked = Signal()
    refused = Signal(PassphraseError)
    replacing = Signal(str)
    renewing = Signal()
    damaged = Signal(DamagedJournalError)
    still_closed = Signal(AijournalError)
    failed = Signal(AijournalError)

    def __init__(
        self,
        access: JournalAccess,
        thread: JournalThread,
        peek: PromptPeek,
        guests: Sequence[Guest],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.access = access
        self._thread = thread
        self._peek = peek
        self._guests = tuple(guests)
        self._worker = Worker("whole journal", self)
        self._is_open = False
        self._afterwards: Callable[[], None] | None = None
        self._failure: AijournalError | None = None
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self.slow)
        thread.opened.connect(self._tell_opened)
        thread.opening_failed.connect(self._tell_failed)

    @property
    def is_open(self) -> bool:
        """Whether the journal can be asked."""
        return self._is_open

    @property
    def can_lock(self) -> bool:
        """Whether a passphrase would be needed to open the journal again."""
        return self._is_open and self.access.passphrase is not None

    def open(self) -> None:
        """Open the journal; `opened`, `locked`, `damaged` or `failed` says how that went.

        `slow` says meanwhile that it takes longer than a person waits without a word.
        """
        self._patience.start()
        self._thread.open()

    @Slot()
    def lock(self) -> None:
        """Close the journal until its passphrase is given again; one without a passphrase stays open."""
        if self.can_lock:
            self._leave()
            self.access.use(None)
            self.locked.emit()
            self._let_go(_nothing)

    @Slot(str)
    def unlock(self, text: str) -> None:
        """Try a passphrase; `opened` or `refused` says how that went."""
        from aijournal.journal.passphrase import Passphrase

        self.access.use(Passphrase(text))
        self._thread.open()

    def replace(
        self,
        words: str,
        job: Callable[[], Result],
        then: Callable[[Result], None],
        otherwise: Callable[[AijournalError], None],
    ) -> None:
        """Do something that needs the journal closed, and open it again whatever comes of it.

        `words` say meanwhile what is done; `then` or `otherwise` is told once the journal is open again.
        """
        self._leave()
        self.replacing.emit(words)
        ask = partial(
            self._worker.ask, job, partial(self._reopen, then), partial(self._reopen_after, otherwise)
        )
        self._let_go(ask)

    def renew(self, settings: Settings, then: Callable[[], None]) -> None:
        """Open the journal anew with other settings; `then` is told once it is open.

        `renewing` says that the pages ask nothing more; they stay in sight until there are new ones.
        """
        self._leave()
        self.access.settings = settings
        self.renewing.emit()
        self._let_go(partial(self._reopen, lambda _: then(), None))

    def ask(self, job: Callable[[], Result], then: Callable[[Result], None]) -> None:
        """Look at the files of the journal while it is closed."""
        self._worker.ask(job, then, self.failed.emit)

    def close(self) -> None:
        """Wait for what is being done to the journal as a whole, and end its thread."""
        self._worker.close()

    def _leave(self) -> None:
        if self._is_open:
            self.leaving.emit()
        self._is_open = False

    def _let_go(self, then: Callable[[], None]) -> None:
        """Ask everybody at once to close their connection, and go on when the last one is closed."""
        self._peek.forget()
        asked = [self._thread.shut, *(guest.pause for guest in self._guests)]
        countdown = Countdown(len(asked), partial(self._forget_file, then))
        for let_go in asked:
            let_go(countdown.count)

    def _forget_file(self, then: Callable[[], None]) -> None:
        """Let another file be the journal, now that nobody can open the one before any more."""
        self.access.leave()
        then()

    def _reopen(self, tell: Callable[[Result], None], result: Result) -> None:
        self._afterwards = partial(tell, result)
        self._thread.open()

    def _reopen_after(self, otherwise: Callable[[AijournalError], None], error: AijournalError) -> None:
        self._failure = error
        self._reopen(otherwise, error)

    @Slot()
    def _tell_opened(self) -> None:
        self._patience.stop()
        self._is_open, self._failure = True, None
        self.opened.emit()
        afterwards, self._afterwards = self._afterwards, None
        if afterwards is not None:
            afterwards()

    @Slot(AijournalError)
    def _tell_failed(self, error: AijournalError) -> None:
        self._patience.stop()
        self._thread.forget()  # the pages that asked meanwhile go
        if isinstance(error, PassphraseNeededError):
            self.locked.emit()
        elif isinstance(error, PassphraseError):
            self.access.use(None)
            self.refused.emit(error)
        elif isinstance(error, DamagedJournalError):
            self.damaged.emit(error)
            self._tell_still_closed()
        else:
            self.failed.emit(error)

    def _tell_still_closed(self) -> None:
        """Say why what was tried did not open the journal again either."""
        failure, self._failure, self._afterwards = self._failure, None, None
        if failure is not None:
            self.still_closed.emit(failure)


def _nothing() -> None:
    pass
