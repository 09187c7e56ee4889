"""One window at a time: a lock says who shows it, and a file asks that one to come forward."""

import contextlib
import os
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, QSysInfo, Signal, Slot

from aijournal.errors import NO_ROOM, AijournalError, DiskFullError
from aijournal.paths import Paths, make_private_folder

_PRIVATE = 0o600
# With this a Wayland desktop lets a program put its window before the others; it gives it to who is started.
_ACTIVATION = "XDG_ACTIVATION_TOKEN"


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
        """Take the lock; return whether this process is now the one with the window.

        Raises `DiskFullError`, or `AijournalError` for another reason why it cannot be written.
        """
        try:
            make_private_folder(self._request.parent)
            if not self._lock.tryLock(0):
                self._require_another()
                return False
            Path(self._lock.fileName()).chmod(_PRIVATE)
            self._request.unlink(missing_ok=True)
        except OSError as error:
            raise self._not_opened(has_room=error.errno not in NO_ROOM) from error
        self._watcher = QFileSystemWatcher([str(self._request.parent)], self)
        self._watcher.directoryChanged.connect(self._hear)
        return True

    def ask(self, request: WindowRequest) -> None:
        """Ask the window that is there for something; raises `AijournalError` where it cannot be asked."""
        draft = self._request.with_suffix(f".{os.getpid()}")
        try:
            make_private_folder(self._request.parent)
            draft.touch(mode=_PRIVATE)
            draft.write_text(f"{request.value}\n{os.environ.get(_ACTIVATION, '')}", encoding="utf-8")
            draft.replace(self._request)
        except OSError as error:
            with contextlib.suppress(OSError):
                draft.unlink()
            raise self._not_asked(has_room=error.errno not in NO_ROOM) from error

    def _require_another(self) -> None:
        """Raise what keeps the lock from being taken, unless another process has it."""
        if self._lock.error() is QLockFile.LockError.LockFailedError and self._is_left_behind():
            raise self._not_opened(has_room=True)  # such as on a volume that has become read-only
        if self._lock.error() is not QLockFile.LockError.LockFailedError:
            is_refused = self._lock.error() is QLockFile.LockError.PermissionError
            raise self._not_opened(has_room=is_refused)  # what Qt has no word for is a full disk

    def _is_left_behind(self) -> bool:
        """Whether the lock names a process of this computer that is not there any more."""
        pid, host, _ = self._lock.getLockInfo()
        if not pid or host != QSysInfo.machineHostName() or os.name != "posix":
            return False
        try:
            os.kill(pid, 0)  # which only asks
        except ProcessLookupError:
            return True
        except PermissionError:
            return False
        return False

    def _not_opened(self, *, has_room: bool) -> AijournalError:
        if has_room:
            words = self.tr("The folder %1 cannot be written. Nothing was changed.")
            return AijournalError(self.tr("The window cannot be opened"), self._placed(words))
        words = self.tr(
            "The window cannot be opened, because there is no room in %1. Nothing that was saved is lost. "
            "Make room, then try again."
        )
        return DiskFullError(self.tr("The disk is full"), self._placed(words))

    def _not_asked(self, *, has_room: bool) -> AijournalError:
        if has_room:
            words = self.tr(
                "aijournal is open already. Its window could not be asked to come forward, because the "
                "folder %1 cannot be written. Nothing was changed; go to the window yourself."
            )
            return AijournalError(self.tr("The window cannot be asked to come forward"), self._placed(words))
        words = self.tr(
            "aijournal is open already. Its window could not be asked to come forward, because there is no "
            "room in %1. Nothing that was saved is lost; go to the window yourself, and make room."
        )
        return DiskFullError(self.tr("The disk is full"), self._placed(words))

    def _placed(self, words: str) -> str:
        return words.replace("%1", str(self._request.parent))

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
            text = self._request.read_text(encoding="utf-8")
            self._request.unlink()
        except OSError:  # something else in the folder changed
            return
        words, _, token = text.partition("\n")
        if token and token.isprintable():
            os.environ[_ACTIVATION] = token  # from where Qt takes it for the next window that comes forward
        self.asked.emit(WindowRequest(words) if words in set(WindowRequest) else WindowRequest.COME_FORWARD)
