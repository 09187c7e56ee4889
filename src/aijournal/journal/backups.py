"""Backups of the open journal: by hand, on schedule, and before whatever changes much at once."""

from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from aijournal.errors import AijournalError, DamagedJournalError, NewerJournalError
from aijournal.journal.backup_files import (
    Backup,
    BackupReason,
    has_its_hash,
    list_backups,
    thin_folder,
)
from aijournal.journal.backup_schedule import is_due
from aijournal.journal.backup_writing import write_backup
from aijournal.journal.content import Difference, compare, is_empty, state_of
from aijournal.journal.copies import go_through
from aijournal.journal.engine_errors import plain_errors
from aijournal.journal.looking import find_key, looking_at
from aijournal.journal.migrations import SCHEMA_VERSION
from aijournal.journal.passphrase import Passphrase
from aijournal.paths import Paths


class Backups:
    """The backups of an open journal; a part of it. Each is verified before it counts as taken.

    All that takes one raises `DiskFullError`, `DamagedJournalError` or `AijournalError`; the journal and the
    older backups are as they were then.
    """

    def __init__(self, paths: Paths, db: Database, passphrase: Passphrase | None = None) -> None:
        self._paths = paths
        self._db = db
        self._passphrase = passphrase

    def take(self, reason: BackupReason, now: datetime) -> Backup:
        """Take a backup in any case."""
        with plain_errors(self._paths.journal):
            return write_backup(self._db.conn, self._paths.backups, reason, now, self._passphrase)

    def take_if_due(self, now: datetime) -> Backup | None:
        """Take a backup if the content has changed since the last one, which is half an hour old by now."""
        with plain_errors(self._paths.journal):
            state = state_of(self._db.conn)
            known = {one.taken_at: one.state for one in list_backups(self._paths)}
            if is_empty(self._db.conn) or not is_due(state, now, known):
                return None
        return self.take(BackupReason.AUTOMATIC, now)

    def take_before(self, reason: BackupReason, now: datetime) -> Backup | None:
        """Have a backup ahead of a great change; `None` if there is nothing to lose yet.

        Where the newest one holds all that the journal holds, and is undamaged, it is the one.
        """
        with plain_errors(self._paths.journal):
            if is_empty(self._db.conn):
                return None
            state = state_of(self._db.conn)
        newest = next(iter(list_backups(self._paths)), None)
        if newest is not None and newest.state == state and has_its_hash(newest):
            return newest
        return self.take(reason, now)

    def compare(self, backup: Backup, passphrase: Passphrase | None = None) -> Difference:
        """Return how the entries differ: here is the journal, there the backup.

        `passphrase` is for a backup that has another one than the journal.
        """
        with plain_errors(backup.path):
            key = find_key(backup.path, passphrase or self._passphrase)
            with looking_at(backup.path, key) as connection:
                return compare(self._db.conn, connection)

    def for_rehearsal(self, db: Database) -> "Backups":
        """Return what takes their place in a copy of the journal in memory."""
        return _NoBackups(self._paths, db, self._passphrase)


class _NoBackups(Backups):
    """The backups of a copy in memory, in which nothing is kept: none is ever taken."""

    def take(self, reason: BackupReason, now: datetime) -> Backup:
        """Refuse: what is tried out has no backups."""
        raise AijournalError("No backup was taken", f"Nothing of a trial is kept ({reason}, {now:%H:%M}).")

    def take_if_due(self, now: datetime) -> None:
        """Take none."""

    def take_before(self, reason: BackupReason, now: datetime) -> None:
        """Take none."""


def thin(paths: Paths, now: datetime) -> tuple[Path, ...]:
    """Remove the backups that the schedule does not keep, and return where they were."""
    return thin_folder(paths.backups, now)


def verify(backup: Backup, passphrase: Passphrase | None = None) -> None:
    """Make sure that a backup is what was verified when it was taken, and can be opened and read to its end.

    An encrypted one is opened only with a passphrase; without, its bytes are compared alone. Raises
    `DamagedJournalError`, `NewerJournalError` or `PassphraseError`.
    """
    if not has_its_hash(backup):
        raise DamagedJournalError(
            "The backup is damaged", f"{backup.path} is not any more what was verified when it was taken."
        )
    if backup.schema_version > SCHEMA_VERSION:
        raise NewerJournalError(
            "Backup of a newer version",
            f"{backup.path} was written by a newer aijournal (format {backup.schema_version}; this one knows "
            f"{SCHEMA_VERSION}). Nothing was changed. Please restore it with the newer version.",
        )
    if backup.is_encrypted and passphrase is None and backup.sha256 is not None:
        return
    with plain_errors(backup.path):
        go_through(backup.path, passphrase)
