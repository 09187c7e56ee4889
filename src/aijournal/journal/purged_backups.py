"""Copies of a journal written anew without some entries: each is verified before the old one goes."""

import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite
from sqlite_utils import Database

from aijournal.errors import AijournalError
from aijournal.journal.backup_files import (
    Backup,
    erase_backup,
    has_its_hash,
    keep_copy,
    list_backups,
)
from aijournal.journal.connection import CONFIGURATION
from aijournal.journal.copies import CopyFacts, go_through
from aijournal.journal.copy_places import PURGED, copies_of
from aijournal.journal.durable_files import sync_file, temporary_file
from aijournal.journal.erasing import erase, replace_for_good
from aijournal.journal.looking import find_key, looking_at, set_key
from aijournal.journal.migrations import SCHEMA_VERSION, migrations
from aijournal.journal.passphrase import Passphrase
from aijournal.journal.purged_rows import numbers_of, purge_rows
from aijournal.journal.rewritten_file import settle
from aijournal.paths import Paths

_REFUSALS = (AijournalError, sqlite.DatabaseError, OSError)


@dataclass(frozen=True, slots=True)
class PurgedBackups:
    """The backups and set aside journals that were written anew, where they lie now, and those that stayed.

    One has to stay if it is damaged or of a newer version, if the passphrase does not open it, or if it
    cannot be written.
    """

    done: tuple[Path, ...] = ()
    left: tuple[Path, ...] = ()


def purge_backups(paths: Paths, uids: Collection[str], passphrase: Passphrase | None) -> PurgedBackups:
    """Write every copy of a journal that holds one of the entries anew, without them and without drafts.

    The lock of purges must be held.
    """
    told = {backup.path: backup for backup in list_backups(paths)}
    copies = copies_of(paths)
    done, left = [], []
    for path in (*copies.backups, *copies.set_aside):
        try:
            renewed = _renew(path, told.get(path), uids, passphrase)
        except _REFUSALS:
            left.append(path)
        else:
            done += [renewed] if renewed else []
    return PurgedBackups(tuple(done), tuple(left))


def still_holding(paths: Paths, uids: Collection[str], passphrase: Passphrase | None) -> tuple[Path, ...]:
    """Return the copies that nothing thins out and that hold one of the entries, or cannot be looked into.

    These are the journals that were set aside, and backups that lost their companion.
    """
    told = {backup.path for backup in list_backups(paths)}
    copies = copies_of(paths)
    lasting = (*(one for one in copies.backups if one not in told), *copies.set_aside)
    return tuple(one for one in lasting if _may_hold(one, uids, passphrase))


def _may_hold(path: Path, uids: Collection[str], passphrase: Passphrase | None) -> bool:
    try:
        return _holds(path, uids, passphrase)
    except _REFUSALS:
        return True


def _renew(
    path: Path, backup: Backup | None, uids: Collection[str], passphrase: Passphrase | None
) -> Path | None:
    """Write a copy anew if it holds one of the entries, and return where it lies now."""
    if backup is not None and not has_its_hash(backup):
        raise AijournalError("The backup cannot be written anew", f"{path} is damaged.")
    if not _holds(path, uids, passphrase):
        return None
    if backup is not None:
        return _written_anew(backup, uids, passphrase).path
    _write_in_place(path, uids, passphrase)
    return path


def _holds(path: Path, uids: Collection[str], passphrase: Passphrase | None) -> bool:
    """Whether a copy holds one of the entries, or may do so in a log that is not part of it yet."""
    if go_through(path, passphrase).schema_version > SCHEMA_VERSION:
        raise AijournalError("The copy cannot be written anew", f"{path} is of a newer version.")
    with looking_at(path, find_key(path, passphrase)) as connection:
        return bool(numbers_of(connection, uids)) or path.with_name(f"{path.name}-wal").exists()


def _write_in_place(path: Path, uids: Collection[str], passphrase: Passphrase | None) -> None:
    """Put a verified copy without the entries in the place of a journal that was set aside."""
    settle(path, find_key(path, passphrase))
    with _purged_copy(path, uids, passphrase) as (copy, _):
        replace_for_good(copy, path)


def _written_anew(backup: Backup, uids: Collection[str], passphrase: Passphrase | None) -> Backup:
    """Make a verified backup of the same moment, and only then overwrite and remove the old one."""
    with _purged_copy(backup.path, uids, passphrase) as (copy, facts):
        renewed = keep_copy(copy, facts, backup.reason, backup.taken_at)
    erase_backup(backup)
    return renewed


@contextmanager
def _purged_copy(
    path: Path, uids: Collection[str], passphrase: Passphrase | None
) -> Iterator[tuple[Path, CopyFacts]]:
    """Make a copy beside a file, without the entries, on the disk and gone through; it does not stay."""
    copy = temporary_file(path.parent, PURGED)
    try:
        shutil.copyfile(path, copy)
        _purge(copy, uids, passphrase)
        sync_file(copy)
        yield copy, go_through(copy, passphrase)
    finally:
        erase(copy)


def _purge(copy: Path, uids: Collection[str], passphrase: Passphrase | None) -> None:
    key = find_key(copy, passphrase)
    connection = sqlite.connect(str(copy), isolation_level=None)
    try:
        set_key(connection, key)
        for name, value in CONFIGURATION.items():
            connection.execute(f"PRAGMA {name} = {value}")
        connection.execute("PRAGMA journal_mode = MEMORY")  # a copy that fails is thrown away
        db = Database(connection, execute_plugins=False)
        connection.execute("BEGIN IMMEDIATE")
        migrations.apply(db)
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        purge_rows(db, uids)
        connection.execute("COMMIT")
    finally:
        connection.close()
