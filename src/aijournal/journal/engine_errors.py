"""What the engine says about a file, in words a person can act on.

The engine's primary result codes (sqlite.org/rescode.html) say what kind of trouble it is; why the disk
refuses is asked of the system, because the engine passes that on only as "disk I/O error".
"""

import contextlib
import errno
import functools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from sqlcipher3 import dbapi2 as sqlite

from aijournal.errors import NO_ROOM, AijournalError, DamagedJournalError, DiskFullError, LockedError
from aijournal.journal.lock import named, writers

# Primary result codes; `sqlcipher3` exports too few of them by name.
_PERM, _BUSY, _LOCKED, _NOMEM, _READONLY = 3, 5, 6, 7, 8
_IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 10, 11, 13, 14, 26
_PRIMARY = 0xFF

# Said without a code while a key is set, of a header and of a text.
_SIGNS_OF_DAMAGE = ("not a database", "unsupported file format", "Could not decode to UTF-8")
_PROBE = bytes(64 * 1024)
_MB = 1_000_000


@contextlib.contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn what the engine says about a file into what a person can act on; a bug stays what it is."""
    try:
        yield
    except sqlite.DatabaseError as error:
        plain = _plain_error(error, path)
        if plain is None:
            raise
        raise plain from error
    except UnicodeDecodeError as error:  # of a text in the file, or of what the engine says of its tables
        raise _damaged(path) from error


@contextlib.contextmanager
def plain_refusals(path: Path) -> Iterator[None]:
    """Turn what the system refuses about the journal's file or folder into what a person can act on."""
    try:
        yield
    except OSError as error:
        raise (disk_full(path) if error.errno in NO_ROOM else _not_writable(path)) from error


def result_code(error: sqlite.DatabaseError) -> int:
    """Return the engine's primary result code for an error, 0 where it carries none."""
    return int(getattr(error, "sqlite_errorcode", 0)) & _PRIMARY


def is_busy(error: sqlite.DatabaseError) -> bool:
    """Whether the engine gave up waiting for somebody else who writes."""
    return result_code(error) in {_BUSY, _LOCKED}


def disk_full(path: Path) -> DiskFullError:
    """Return the error for a disk, a quota or a limit that leaves no room beside `path`."""
    return DiskFullError(
        "The disk is full",
        f"{path} cannot grow: {_free(path.parent)} there. Nothing that was saved is lost, and what you were "
        "writing was not saved yet. Make room, then try again.",
    )


def _plain_error(error: sqlite.DatabaseError, path: Path) -> AijournalError | None:
    explain = _EXPLANATIONS.get(result_code(error))
    if explain is None and any(sign in str(error) for sign in _SIGNS_OF_DAMAGE):
        explain = _damaged
    return explain(path) if explain else None


def _busy(path: Path) -> AijournalError:
    others = [one for one in writers(path) if one.pid != os.getpid()]
    who = f"locked by {named(others)}" if others else "being written by another program"
    return LockedError(
        "The journal is busy",
        f"It has been {who} for several seconds. Nothing was lost; please try again.",
    )


def _out_of_memory(path: Path) -> AijournalError:
    return AijournalError(
        "The computer is out of memory",
        f"{path} could not be read or written. Nothing that was saved is lost. Close other programs, then "
        "try again.",
    )


def _io_error(path: Path) -> AijournalError:
    """Ask the disk what is wrong with it, by writing where the journal would have to grow."""
    refusal = _refusal(path)
    if refusal is not None and refusal.errno in NO_ROOM:
        return disk_full(path)
    if refusal is not None and refusal.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
        return _not_writable(path)
    return AijournalError(
        "The disk cannot be read or written",
        f"{path}: the disk reports a fault. Nothing that was saved is known to be lost, and what you were "
        "writing was not saved. Try again; if it stays, check the disk, and restore a backup on another one.",
    )


def _refusal(path: Path) -> OSError | None:
    """Return what the system says to a write beside the journal, past the end of its files."""
    try:
        sizes = [one.stat().st_size for one in _files(path) if one.exists()]
        with tempfile.TemporaryFile(dir=path.parent) as probe:
            probe.seek(max(sizes, default=0))
            probe.write(_PROBE)
    except OSError as error:
        return error
    return None


def _files(path: Path) -> tuple[Path, ...]:
    return (path, path.with_name(f"{path.name}-wal"))


def _not_writable(path: Path) -> AijournalError:
    """Name the file, the folder or the disk that may not be written, and the way out."""
    reason, remedy = _what_is_closed(path)
    return AijournalError(
        "The journal cannot be opened or written",
        f"{reason}. Nothing was changed. {remedy}, or set AIJOURNAL_HOME to a folder that is yours.",
    )


def _what_is_closed(path: Path) -> tuple[str, str]:
    folder = path.parent
    if not folder.is_dir():
        return f"The folder {folder} cannot be entered or is not there", "Make it, and make it yours"
    if _is_mounted_read_only(folder):
        return f"{folder} lies on a disk that is mounted read-only", "Mount it writable"
    if not os.access(folder, os.W_OK | os.X_OK):
        return f"The folder {folder} may not be written", f"Make it writable (chmod u+rwx {folder})"
    for file in _files(path):
        if file.exists() and not os.access(file, os.R_OK | os.W_OK):
            return f"{file} may not be written", f"Make it writable (chmod u+rw {file})"
    return f"{path} may not be opened", "Check that the folder exists and is yours"


def _is_mounted_read_only(folder: Path) -> bool:
    if os.name != "posix":
        return False
    return bool(os.statvfs(folder).f_flag & os.ST_RDONLY)


def _free(folder: Path) -> str:
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return "how much room is free is not known"
    room = f"{free / _MB:,.1f} MB are free"
    return room if free < 100 * _MB else f"{room}, but a limit on your files is reached"


def _damaged(path: Path) -> AijournalError:
    return DamagedJournalError(
        "The journal cannot be read", f"{path} is damaged or not a journal. It was left untouched."
    )


_EXPLANATIONS: Mapping[int, Callable[[Path], AijournalError]] = MappingProxyType(
    {
        _BUSY: _busy,
        _LOCKED: _busy,
        _NOMEM: _out_of_memory,
        _FULL: disk_full,
        _IOERR: _io_error,
        _PERM: _not_writable,
        _READONLY: _not_writable,
        _CANTOPEN: _not_writable,
        _CORRUPT: _damaged,
        _NOTADB: _damaged,
    }
)


class _HasPath(Protocol):
    @property
    def path(self) -> Path: ...


Owner = TypeVar("Owner", bound=_HasPath)
Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


def in_plain_words(
    method: Callable[Concatenate[Owner, Arguments], Answer],
) -> Callable[Concatenate[Owner, Arguments], Answer]:
    """Let a method of something that lies at a `path` say in plain words what the engine refuses."""

    @functools.wraps(method)
    def plain(self: Owner, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        with plain_errors(self.path):
            return method(self, *args, **kwargs)

    return plain
