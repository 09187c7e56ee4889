"""What the engine and the system say, in words a person can act on, told apart by their codes."""

import errno
import os
from contextlib import suppress
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from aijournal.errors import (
    AijournalError,
    DamagedJournalError,
    DiskFullError,
    ExitCode,
    LockedError,
)
from aijournal.journal.engine_errors import disk_full, plain_errors, plain_refusals


def _error(code: int, text: str = "what the engine says") -> sqlite.OperationalError:
    error = sqlite.OperationalError(text)
    error.sqlite_errorcode = code
    return error


def _plain(path: Path, error: BaseException) -> AijournalError:
    with pytest.raises(AijournalError) as caught, plain_errors(path), plain_refusals(path):
        raise error
    return caught.value


@pytest.mark.parametrize(
    ("code", "kind", "title", "exit_code"),
    [
        (5, LockedError, "The journal is busy", ExitCode.LOCKED),
        (5 | 2 << 8, LockedError, "The journal is busy", ExitCode.LOCKED),  # BUSY_SNAPSHOT
        (6, LockedError, "The journal is busy", ExitCode.LOCKED),
        (13, DiskFullError, "The disk is full", ExitCode.FAILED),
        (10, AijournalError, "The disk cannot be read or written", ExitCode.FAILED),
        (10 | 3 << 8, AijournalError, "The disk cannot be read or written", ExitCode.FAILED),  # IOERR_WRITE
        (7, AijournalError, "The computer is out of memory", ExitCode.FAILED),
        (8, AijournalError, "The journal cannot be opened or written", ExitCode.FAILED),
        (14, AijournalError, "The journal cannot be opened or written", ExitCode.FAILED),
        (11, DamagedJournalError, "The journal cannot be read", ExitCode.DAMAGED),
        (26, DamagedJournalError, "The journal cannot be read", ExitCode.DAMAGED),
    ],
)
def test_each_code_has_words_of_its_own(
    tmp_path: Path, code: int, kind: type[AijournalError], title: str, exit_code: ExitCode
) -> None:
    path = tmp_path / "journal.db"
    path.touch()
    plain = _plain(path, _error(code))
    assert type(plain) is kind
    assert (plain.title, plain.exit_code) == (title, exit_code)
    assert plain.__cause__ is not None


@pytest.mark.parametrize("text", ["disk is full", "database is locked", "no such column: readonly"])
def test_words_without_a_code_are_a_bug_and_stay_one(tmp_path: Path, text: str) -> None:
    with pytest.raises(sqlite.OperationalError, match=text), plain_errors(tmp_path / "journal.db"):
        raise _error(1, text)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_system_without_room_is_a_full_disk(tmp_path: Path, code: int) -> None:
    plain = _plain(tmp_path / "journal.db", OSError(code, os.strerror(code)))
    assert isinstance(plain, DiskFullError)
    assert "MB are free" in plain.message


@pytest.mark.skipif(os.name != "posix", reason="other rights there")
def test_what_is_missing_or_closed_is_named_with_a_way_out(tmp_path: Path) -> None:
    missing = tmp_path / "nowhere" / "journal.db"
    plain = _plain(missing, PermissionError(errno.EACCES, "no"))
    assert str(missing.parent) in plain.message
    assert "AIJOURNAL_HOME" in plain.message


def test_a_busy_journal_names_nobody_where_nobody_is_known(tmp_path: Path) -> None:
    assert "being written by another program" in _plain(tmp_path / "journal.db", _error(5)).message


def test_a_plain_error_passes_through(tmp_path: Path) -> None:
    own = AijournalError("title", "message")
    assert _plain(tmp_path, own) is own


def test_a_full_disk_says_that_nothing_was_lost(tmp_path: Path) -> None:
    error = disk_full(tmp_path / "journal.db")
    assert "Nothing that was saved is lost" in error.message
    with suppress(OSError):
        assert disk_full(tmp_path / "no" / "journal.db").message
