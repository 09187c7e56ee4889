"""Putting a backup in the journal's place, with a way back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from aijournal.errors import AijournalError, PassphraseError
from aijournal.journal.backup_files import Backup, BackupReason
from aijournal.journal.backup_writing import write_backup
from aijournal.journal.backups import verify
from aijournal.journal.connection import BUSY_TIMEOUT_MS
from aijournal.journal.copies import copy_soundly, go_through
from aijournal.journal.durable_files import temporary_file
from aijournal.journal.engine_errors import plain_errors, plain_refusals
from aijournal.journal.lock import take_all
from aijournal.journal.looking import find_key, looking_at, passphrase_needed, set_key
from aijournal.journal.passphrase import Key, Passphrase
from aijournal.journal.replacing import finish_replacing, put_in_place
from aijournal.paths import Paths


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore came to.

    `before` is a backup of the journal that was replaced, `None` where there was none or it could not be
    read; `quarantined` is where that journal lies now.
    """

    backup: Backup
    before: Backup | None
    quarantined: Path | None


def restore(paths: Paths, backup: Backup, now: datetime, passphrase: Passphrase | None = None) -> Restored:
    """Put a backup in the journal's place; a journal that is damaged or missing is no obstacle.

    `passphrase` opens the backup and, where it is encrypted, the journal. What is there is backed up first if
    it can be read, and moved into the quarantine in any case. Whenever this ends, even by a power cut, the
    journal is the old one or the new one, whole.

    Raises `LockedError`, naming who has the journal open, what `verify` raises about the backup,
    `PassphraseError` for a journal that opens with another passphrase, `DiskFullError`, or `AijournalError`;
    the journal is as it was then.
    """
    if backup.is_encrypted and passphrase is None:
        raise passphrase_needed(backup.path)
    verify(backup, passphrase)
    with take_all(paths):
        journal = paths.journal.resolve()
        with plain_errors(journal), plain_refusals(journal):
            finish_replacing(journal)
            before = _back_up_old(paths, journal, backup, now, passphrase)
            complete = _copy_beside(journal, backup, passphrase)
            try:
                quarantined = put_in_place(complete, journal, paths.quarantine, now)
            finally:
                complete.unlink(missing_ok=True)
    return Restored(backup, before, quarantined)


def _back_up_old(
    paths: Paths, journal: Path, backup: Backup, now: datetime, passphrase: Passphrase | None
) -> Backup | None:
    """Back up the journal that is about to go, and empty its -wal; `None` if it is damaged."""
    if not journal.exists():
        return None
    try:
        go_through(journal, passphrase)
    except PassphraseError:
        if not backup.is_encrypted:
            raise
        return None  # the passphrase is right: it opens the backup
    except AijournalError:  # it cannot be read, or is no journal
        return None
    with _open_alone(journal, find_key(journal, passphrase)) as connection:
        before = write_backup(connection, paths.backups, BackupReason.BEFORE_RESTORE, now, passphrase)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return before


def _copy_beside(journal: Path, backup: Backup, passphrase: Passphrase | None) -> Path:
    """Return a verified copy of a backup, on the disk, in the journal's folder."""
    copy = temporary_file(journal.parent, f"{journal.name}.")
    try:
        with looking_at(backup.path, find_key(backup.path, passphrase)) as connection:
            copy_soundly(connection, copy, passphrase)
    except BaseException:
        copy.unlink()
        raise
    return copy


@contextmanager
def _open_alone(journal: Path, key: Key | None) -> Iterator[sqlite.Connection]:
    connection = sqlite.connect(str(journal), timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None)
    try:
        set_key(connection, key)
        yield connection
    finally:
        connection.close()
