"""Errors that a person may see: what happened, what to do, and that nothing was lost."""

import errno
from enum import IntEnum

# How a system says that nothing more can be written: the disk, a quota, or the size of one file.
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class ExitCode(IntEnum):
    """What the process answers to the shell; stable, because people script against it."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    NEWER_JOURNAL = 3
    LOCKED = 4
    DAMAGED = 5
    WRONG_PASSPHRASE = 6
    INTERRUPTED = 130


class AijournalError(Exception):
    """Something a person can understand and act on; anything else that is raised is a bug.

    `title` names what happened in a few words; `message` says what to do, and that nothing was lost.
    """

    exit_code = ExitCode.FAILED

    def __init__(self, title: str, message: str) -> None:
        super().__init__(f"{title}: {message}")
        self.title = title
        self.message = message


class UsageError(AijournalError):
    """What was asked for cannot be understood."""

    exit_code = ExitCode.USAGE


class NewerJournalError(AijournalError):
    """The journal was written by a newer version of this program; it was left untouched."""

    exit_code = ExitCode.NEWER_JOURNAL


class LockedError(AijournalError):
    """Another process holds what is needed."""

    exit_code = ExitCode.LOCKED


class DiskFullError(AijournalError):
    """There is no room for what was to be written; what was saved before is safe."""


class DamagedJournalError(AijournalError):
    """The journal's file cannot be read as a journal; it was left untouched."""

    exit_code = ExitCode.DAMAGED


class PassphraseError(AijournalError):
    """The journal is encrypted, and the passphrase for it is missing or wrong; nothing was changed."""

    exit_code = ExitCode.WRONG_PASSPHRASE


class PassphraseNeededError(PassphraseError):
    """The journal is encrypted, and no passphrase was given."""
