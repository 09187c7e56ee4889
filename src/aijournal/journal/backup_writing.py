"""Taking a backup of an open journal: copied, verified, named, and only then the older ones thinned."""

from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from aijournal.errors import NO_ROOM, AijournalError, DamagedJournalError, DiskFullError
from aijournal.journal.backup_files import PREFIX, Backup, BackupReason, keep_copy, thin_folder
from aijournal.journal.copies import copy_soundly
from aijournal.journal.durable_files import temporary_file
from aijournal.journal.erasing import erase
from aijournal.journal.lock import share_copying
from aijournal.journal.passphrase import Passphrase
from aijournal.paths import make_private_folder

# What the engine says where there is no room; a limit on the size of files is an I/O error to it. An error in
# the middle of a copy carries no code.
_FULL = ("database or disk is full", "disk I/O error")
_MB = 1_000_000


def write_backup(
    source: sqlite.Connection,
    folder: Path,
    reason: BackupReason,
    now: datetime,
    passphrase: Passphrase | None = None,
) -> Backup:
    """Copy an open journal into a folder, verify the copy, and only then thin the older ones.

    The copy is what is committed at this moment, whoever goes on writing, and is encrypted as the journal is.
    Raises `DiskFullError` naming the room it needs if there is too little even after thinning,
    `DamagedJournalError` if the copy is not sound, and `AijournalError` where the folder cannot be written;
    every older backup that is to be kept is still there then. Raises `LockedError` during a long purge.
    """
    if source.in_transaction:
        raise RuntimeError("a backup of a transaction that may yet be rolled back")
    try:
        make_private_folder(folder)
        with share_copying(_file_of(source)):
            return _copy_and_thin(source, folder, reason, now, passphrase)
    except (sqlite.DatabaseError, OSError) as error:
        raise _plain(error, source, folder) from error


def _file_of(source: sqlite.Connection) -> Path:
    return Path(source.execute("PRAGMA database_list").fetchone()[2])


def _copy_and_thin(
    source: sqlite.Connection,
    folder: Path,
    reason: BackupReason,
    now: datetime,
    passphrase: Passphrase | None,
) -> Backup:
    try:
        backup = _copy_and_keep(source, folder, reason, now, passphrase)
    except (sqlite.DatabaseError, OSError) as error:
        if not _is_full(error):
            raise
        thin_folder(folder, now)
        backup = _copy_and_keep(source, folder, reason, now, passphrase)
    thin_folder(folder, now)
    return backup


def _copy_and_keep(
    source: sqlite.Connection,
    folder: Path,
    reason: BackupReason,
    now: datetime,
    passphrase: Passphrase | None,
) -> Backup:
    copy = temporary_file(folder, PREFIX)
    try:
        facts = copy_soundly(source, copy, passphrase)
        return keep_copy(copy, facts, reason, now)
    except DamagedJournalError as error:
        raise DamagedJournalError(
            "The journal is damaged",
            "A copy of it did not pass the check, so no backup was taken. The older backups are all there: "
            "look it over, and restore one.",
        ) from error
    finally:
        erase(copy)  # if it did not become a backup


def _is_full(error: Exception) -> bool:
    if isinstance(error, OSError):
        return error.errno in NO_ROOM
    return str(error) in _FULL


def _plain(error: Exception, source: sqlite.Connection, folder: Path) -> AijournalError:
    if not _is_full(error):
        return AijournalError(
            "The backup could not be taken",
            f"{folder}: {error}. Nothing was lost: the journal and every older backup are as they were. "
            "Check that the folder is there and yours.",
        )
    pages, page_size = (
        source.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size")
    )
    return DiskFullError(
        "There is no room for a backup",
        f"It needs {pages * page_size / _MB:,.1f} MB in {folder}. Nothing was lost: the journal is as it "
        "was, and so is every older backup that is due to be kept. Make room, then try again.",
    )
