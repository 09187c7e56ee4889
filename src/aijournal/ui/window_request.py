"""One window at a time: a lock says who shows it, and a file asks that one to come forward."""

import os
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, Signal, Slot

from aijournal.errors import AijournalError
from aijournal.paths import Paths, make_private_folder

_PRIVATE = 0o600


class WindowRequest(StrEnum):
    """What a second start may ask of the window that is there."""

    COME_FORWARD = "come forward"
    QUICK_LOG = "quick log"


class WindowLock(QObject):
    """Held by the one process that shows the window; it hears what later starts ask for.

    No socket and no network: a lock file that a killed process cannot leave behind, and a file in a
    private folder.
    """

    asked = Signal(WindowRequest)

    def __init__(self, paths: Paths, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._request = paths.window_request
        self._lock = QLockFile(str(paths.window_lock))
        self._lock.setStaleLockTime(0)
        self._watcher: QFileSystemWatcher | None = None

    def take(self) -> bool:
        """Take the lock; return whether this process is now the one with the window."""
        make_private_folder(self._request.parent)
        if not self._lock.tryLock(0):
            if self._lock.error() == QLockFile.LockError.PermissionError:
                raise AijournalError(
                    self.tr("The window cannot be opened"),
                    self.tr("The folder %1 cannot be written. Nothing was changed.").replace(
                        "%1", str(self._request.parent)
                    ),
                )
            return False
        Path(self._lock.fileName()).chmod(_PRIVATE)
        self._request.unlink(missing_ok=True)
        self._watcher = QFileSystemWatcher([str(self._request.parent)], self)
        self._watcher.directoryChanged.connect(self._hear)
        return True

    def ask(self, request: WindowRequest) -> None:
        """Ask the window that is there for something."""
        make_private_folder(self._request.parent)
        draft = self._request.with_suffix(f".{os.getpid()}")
        draft.touch(mode=_PRIVATE)
        draft.write_text(request.value, encoding="utf-8")
        draft.replace(self._request)

    @Slot()
    def renew(self) -> None:
        """Take the lock again after its folder was emptied."""
        self.release()
        self.take()

    def release(self) -> None:
        """Let another process show the window."""
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None
        self._lock.unlock()

    @Slot()
    def _hear(self) -> None:
        try:
            words = self._request.read_text(encoding="utf-8")
            self._request.unlink()
        except OSError:  # something else in the folder changed
            return
        self.asked.emit(WindowRequest(words) if words in set(WindowRequest) else WindowRequest.COME_FORWARD)
