"""The locks beside the journal.

Everyone who has it open holds a share of `journal.lock`; everyone who makes a copy of it holds a share of
`purge.lock` meanwhile, which a purge needs to itself.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Self, TypeVar

from aijournal.errors import AijournalError, LockedError
from aijournal.paths import Paths, make_private_folder

_LOCKS = Path("/proc/locks")
_PROCESSES = Path("/proc")
_PATIENCE = 10.0  # seconds, for copying or purging to come to its end
_PAUSE = 0.02


@dataclass(frozen=True, slots=True)
class Holder:
    """A process that holds a lock on a file, and the name that the system shows for it."""

    pid: int
    name: str


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
        return SharedLock(lock_beside(paths.journal))
    except BlockingIOError as error:
        raise LockedError(
            "The journal is locked",
            "Another aijournal is replacing the whole journal right now: "
            f"{named(holders(lock_beside(paths.journal)))}. Nothing was changed; please try again when it is "
            "done.",
        ) from error
    except OSError as error:
        raise _unusable(paths, error) from error


def take_all(paths: Paths) -> ExclusiveLock:
    """Take the whole lock, for what replaces or re-keys the whole journal; hold it by `with`.

    Raises `LockedError`, naming who has the journal open, and `AijournalError` where the folder cannot be
    used. Every connection of this process must be closed, and its share released.
    """
    try:
        make_private_folder(paths.data)
        return ExclusiveLock(lock_beside(paths.journal))
    except BlockingIOError as error:
        raise LockedError(
            "The journal is open",
            f"{paths.journal} is open in another aijournal: {named(holders(lock_beside(paths.journal)))}. "
            "Nothing was changed; close it and try again.",
        ) from error
    except OSError as error:
        raise _unusable(paths, error) from error


def share_copying(journal: Path) -> SharedLock:
    """Keep purges away while a copy of the journal is made, which would hold what they purge.

    Waits for one that is under way; raises `LockedError`, naming it, where that takes long.
    """
    return _patiently(SharedLock, purge_lock_beside(journal), _PATIENCE)


def take_purging(journal: Path, *, is_patient: bool = True) -> ExclusiveLock:
    """Keep everybody else from purging, and from making copies of the journal; hold it by `with`.

    Waits for others to be done if it `is_patient`; raises `LockedError`, naming them, if they are not.
    """
    return _patiently(ExclusiveLock, purge_lock_beside(journal), _PATIENCE if is_patient else 0)


def lock_beside(journal: Path) -> Path:
    """Return the lock file of a journal: beside the real file, so that every name of it has one lock."""
    return journal.resolve().with_name("journal.lock")


def purge_lock_beside(journal: Path) -> Path:
    """Return the lock file of purges, beside the real file as well."""
    return journal.resolve().with_name("purge.lock")


def holders(path: Path, locks: Path = _LOCKS) -> tuple[Holder, ...]:
    """Return the processes that hold a lock on a file; only Linux tells (proc_locks(5)), else none."""
    return tuple(Holder(pid, _name_of(pid)) for pid in _lockers(path, locks))


def writers(journal: Path, locks: Path = _LOCKS) -> tuple[Holder, ...]:
    """Return the processes that keep others from writing to a journal; only Linux tells, else none.

    Writers lock the -shm for themselves; whoever has the journal open has a share in it.
    """
    files = (journal.with_name(f"{journal.name}-shm"), journal)
    pids = [pid for file in files for pid in _lockers(file, locks, "WRITE")]
    return tuple(Holder(pid, _name_of(pid)) for pid in dict.fromkeys(pids))


def named(them: Iterable[Holder]) -> str:
    """Return processes in words, such as `process 4711 (aijournal)`."""
    words = [f"process {one.pid} ({one.name})" for one in them]
    return ", ".join(words) or "another process"


_Lock = TypeVar("_Lock")


def _patiently(take: Callable[[Path], _Lock], path: Path, patience: float) -> _Lock:
    until = monotonic() + patience
    while True:
        try:
            return take(path)
        except BlockingIOError as error:
            if monotonic() >= until:
                raise LockedError(
                    "The journal is being copied or purged",
                    f"{named(holders(path))} has not come to an end with it yet. Nothing was changed; please "
                    "try again when it is done.",
                ) from error
        Event().wait(_PAUSE)


def _lockers(path: Path, locks: Path, mode: str | None = None) -> Iterator[int]:
    """Yield the processes with a lock on a file, each once; `mode` is `READ` or `WRITE`."""
    try:
        file, lines = path.stat(), locks.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return
    pids: dict[int, bool] = {}
    for line in lines:
        kind, pid, place = _lock(line)
        if mode in {None, kind} and pid > 0 and place.endswith(f":{file.st_ino}"):
            pids[pid] = pids.get(pid, False) or place == _place(file)
    yield from (pid for pid, is_certain in pids.items() if is_certain or _has_open(pid, file))


def _lock(line: str) -> tuple[str, int, str]:
    """Return what a line says: `READ` or `WRITE`, whose lock it is, and device and inode of the file."""
    words = line.split()
    is_held = len(words) >= 8 and words[1] != "->"  # an arrow marks one that still waits
    return (words[3], int(words[4]), words[5]) if is_held else ("", 0, "")


def _place(file: os.stat_result) -> str:
    if sys.platform == "win32":
        return ""
    return f"{os.major(file.st_dev):02x}:{os.minor(file.st_dev):02x}:{file.st_ino}"


def _has_open(pid: int, file: os.stat_result) -> bool:
    """Whether a process has a file open: some file systems are listed with another device's number."""
    with suppress(OSError):
        for link in (_PROCESSES / str(pid) / "fd").iterdir():
            with suppress(OSError):
                if os.path.samestat(link.stat(), file):
                    return True
    return False


def _name_of(pid: int) -> str:
    try:
        return (_PROCESSES / str(pid) / "comm").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return "of another user"


def _unusable(paths: Paths, error: OSError) -> AijournalError:
    return AijournalError(
        "The journal's folder cannot be used",
        f"{paths.data}: {error.strerror or error}. Nothing was changed. Make the folder writable, or set "
        "AIJOURNAL_HOME to one that is.",
    )


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
