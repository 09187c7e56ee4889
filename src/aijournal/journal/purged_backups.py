"""Backups written anew without some entries: each is verified before the one that held them goes."""

import shutil
from collections.abc import Collection
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
from aijournal.journal.copies import go_through
from aijournal.journal.durable_files import sync_file, temporary_file
from aijournal.journal.erasing import erase
from aijournal.journal.looking import find_key, looking_at, set_key
from aijournal.journal.migrations import SCHEMA_VERSION, migrations
from aijournal.journal.passphrase import Passphrase
from aijournal.journal.purged_rows import numbers_of, purge_rows
from aijournal.paths import Paths


@dataclass(frozen=True, slots=True)
class PurgedBackups:
    """The backups that were written anew, where they lie now, and those that had to stay as they were.

    One has to stay if it is damaged or of a newer version, or if the passphrase does not open it.
    """

    done: tuple[Path, ...] = ()
    left: tuple[Path, ...] = ()


_UNFINISHED = "purged-"  # how the names of copies begin that are not complete yet


def purge_backups(paths: Paths, uids: Collection[str], passphrase: Passphrase | None) -> PurgedBackups:
    """Write every backup that holds one of the entries anew, without them and without drafts."""
    for unfinished in paths.backups.glob(f"{_UNFINISHED}*"):
        erase(unfinished)
    done, left = [], []
    for backup in list_backups(paths):
        try:
            if _holds(backup, uids, passphrase):
                done.append(_written_anew(backup, uids, passphrase).path)
        except (AijournalError, sqlite.DatabaseError):
            left.append(backup.path)
    return PurgedBackups(tuple(done), tuple(left))


def _holds(backup: Backup, uids: Collection[str], passphrase: Passphrase | None) -> bool:
    if backup.schema_version > SCHEMA_VERSION or not has_its_hash(backup):
        raise AijournalError("The backup cannot be written anew", f"{backup.path} is damaged or newer.")
    with looking_at(backup.path, find_key(backup.path, passphrase)) as connection:
        return bool(numbers_of(connection, uids))


def _written_anew(backup: Backup, uids: Collection[str], passphrase: Passphrase | None) -> Backup:
    """Make a verified backup of the same moment, and only then overwrite and remove the old one."""
    copy = temporary_file(backup.path.parent, _UNFINISHED)
    try:
        shutil.copyfile(backup.path, copy)
        _purge(copy, uids, passphrase)
        sync_file(copy)
        facts = go_through(copy, passphrase)
        renewed = keep_copy(copy, facts, backup.reason, backup.taken_at)
    finally:
        erase(copy)
    erase_backup(backup)
    return renewed


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
