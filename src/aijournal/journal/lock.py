"""The lock beside the journal: everyone who has it open holds a share."""

import os
import sys
from pathlib import Path
from typing import Self

from aijournal.errors import AijournalError, LockedError
from aijournal.paths import Paths, make_private_folder


class SharedLock:
    """A share in a lock file, held until `release`.

    Whatever replaces or re-keys the whole journal needs the lock to itself, so nobody can be left
    writing into a file that has been swapped away. The lock dies with the process.
    """

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take_share(self._descriptor)
        except OSError:
            self.release()
            raise

    def release(self) -> None:
        """Give the share back; calling it twice is harmless."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


class ExclusiveLock:
    """The whole lock, held until its block ends; raises `BlockingIOError` while anybody has a share."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take_all(self._descriptor)
        except OSError:
            os.close(self._descriptor)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._descriptor)


def share_journal(paths: Paths) -> SharedLock:
    """Make the journal's folder if need be, and take a share of the lock in it.

    Raises `LockedError` while somebody replaces the whole journal, `AijournalError` where the folder cannot
    be used.
    """
    try:
        make_private_folder(paths.data)
        return SharedLock(paths.journal_lock)
    except BlockingIOError as error:
        raise LockedError(
            "The journal is locked",
            "Another aijournal is replacing the whole journal right now. Nothing was changed; please try "
            "again when it is done.",
        ) from error
    except OSError as error:
        raise AijournalError(
            "The journal's folder cannot be used",
            f"{paths.data}: {error.strerror or error}. Nothing was changed. Make the folder writable, or set "
            "AIJOURNAL_HOME to one that is.",
        ) from error


if sys.platform == "win32":
    import msvcrt

    _PLACES = 1024

    def _take_share(descriptor: int) -> None:
        """Lock one free byte: Windows has no shared lock here, and an exclusive holder takes all bytes."""
        for place in range(_PLACES):
            os.lseek(descriptor, place, os.SEEK_SET)
            try:
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            except OSError:
                continue
            return
        raise BlockingIOError

    def _take_all(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, _PLACES)
        except OSError as error:
            raise BlockingIOError from error
else:
    import fcntl

    def _take_share(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)

    def _take_all(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
