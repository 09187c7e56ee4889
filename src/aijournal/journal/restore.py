"""Putting a backup in the journal's place, with a way back."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from aijournal.errors import AijournalError, PassphraseError
from aijournal.journal.backup_files import Backup, BackupReason
from aijournal.journal.backup_writing import write_backup
from aijournal.journal.backups import verify
from aijournal.journal.connection import BUSY_TIMEOUT_MS
from aijournal.journal.copies import copy_durably, go_through
from aijournal.journal.copy_places import copies_of
from aijournal.journal.durable_files import sync_file, temporary_file
from aijournal.journal.engine_errors import plain_errors, plain_refusals
from aijournal.journal.erasing import erase, erase_all
from aijournal.journal.lock import take_all
from aijournal.journal.looking import find_key, looking_at, passphrase_needed, salt_of, set_key
from aijournal.journal.opening import told_apart
from aijournal.journal.passphrase import Key, Passphrase
from aijournal.journal.replacing import finish_replacing, put_in_place
from aijournal.paths import Paths

_MAGIC = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore came to.

    `before` is a backup of the journal that was replaced, `None` where there was none or it was damaged;
    `quarantined` is where that journal lies now.
    """

    backup: Backup
    before: Backup | None
    quarantined: Path | None


def restore(
    paths: Paths,
    backup: Backup,
    now: datetime,
    passphrase: Passphrase | None = None,
    journal_passphrase: Passphrase | None = None,
) -> Restored:
    """Put a backup in the journal's place; a journal that is damaged or missing is no obstacle.

    `passphrase` opens the backup, and the journal too unless that has a `journal_passphrase` of its own. What
    is there is backed up first unless it is damaged, and moved into the quarantine in any case. Whenever this
    ends, even by a power cut, the journal is the old one or the new one, whole, and it is nowhere said any
    more when it was last looked over.

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
            _erase_half_made(paths, backup)
            own = journal_passphrase or passphrase
            is_whole = journal.exists() and _is_whole(paths, journal, own, backup, passphrase)
            before = _back_up_old(paths, journal, now, own) if is_whole else None
            complete = _copy_beside(journal, backup, passphrase)
            try:
                quarantined = put_in_place(complete, journal, paths.quarantine, now)
            finally:
                erase(complete)  # if it was not put there
    return Restored(backup, before, quarantined)


def _is_whole(
    paths: Paths, journal: Path, own: Passphrase | None, backup: Backup, passphrase: Passphrase | None
) -> bool:
    """Whether the journal that is about to go can be read to its end, or else is damaged.

    Raises `PassphraseError` where its passphrase is missing or wrong, which is no damage.
    """
    try:
        with nullcontext() if _begins_plain(journal) else told_apart(paths, own):
            go_through(journal, own)
    except PassphraseError:
        # One salt goes with one passphrase, and this one opens the backup, wherever it lies.
        if own != passphrase or not backup.is_encrypted or salt_of(backup.path) != salt_of(journal):
            raise
        return False
    except AijournalError:  # it cannot be read, or is no journal
        return False
    return True


def _begins_plain(journal: Path) -> bool:
    """Whether a file that nobody has open begins like a plain database (sqlite.org/fileformat2.html)."""
    with journal.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def _erase_half_made(paths: Paths, backup: Backup) -> None:
    """Erase what restores and backups left that were cut off; nobody can be at it now."""
    erase_all(one for one in copies_of(paths).half_made if not one.samefile(backup.path))


def _back_up_old(paths: Paths, journal: Path, now: datetime, own: Passphrase | None) -> Backup:
    """Back up the journal that is about to go, and empty its -wal."""
    with _open_alone(journal, find_key(journal, own)) as connection:
        before = write_backup(connection, paths.backups, BackupReason.BEFORE_RESTORE, now, own)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return before


def _copy_beside(journal: Path, backup: Backup, passphrase: Passphrase | None) -> Path:
    """Return a verified copy of a backup, on the disk, in the journal's folder."""
    copy = temporary_file(journal.parent, f"{journal.name}.")
    try:
        with looking_at(backup.path, find_key(backup.path, passphrase)) as connection:
            copy_durably(connection, copy, passphrase)
        _forget_check(copy, find_key(copy, passphrase))
        go_through(copy, passphrase)
        sync_file(copy)
    except BaseException:
        erase(copy)
        raise
    return copy


def _forget_check(copy: Path, key: Key | None) -> None:
    """Let a journal that is about to be restored not say that it was looked over: its new file was not."""
    with _open_alone(copy, key) as connection:
        connection.execute("PRAGMA journal_mode = MEMORY")  # a copy that fails is thrown away
        columns = {row[1] for row in connection.execute("PRAGMA table_info(journal_key)")}
        if "checked_at" in columns:  # older ones do not know
            connection.execute("UPDATE journal_key SET checked_at = NULL")


@contextmanager
def _open_alone(journal: Path, key: Key | None) -> Iterator[sqlite.Connection]:
    connection = sqlite.connect(str(journal), timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None)
    try:
        set_key(connection, key)
        yield connection
    finally:
        connection.close()
