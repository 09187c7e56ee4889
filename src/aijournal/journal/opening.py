"""Opening the person's journal where it lies; what a refusal means is told by the backups beside it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlcipher3 import dbapi2 as sqlite
from sqlite_utils import Database

from aijournal.errors import AijournalError, DamagedJournalError, PassphraseError, PassphraseNeededError
from aijournal.journal.backup_files import Backup, has_its_hash, list_backups
from aijournal.journal.connection import connect, disconnect
from aijournal.journal.looking import find_key, passphrase_needed, salt_of, wrong_passphrase
from aijournal.journal.passphrase import Passphrase
from aijournal.journal.replacing import finish_replacing
from aijournal.journal.rewritten_file import erase_unfinished
from aijournal.paths import Paths


def open_database(paths: Paths, passphrase: Passphrase | None) -> Database:
    """Open or make the journal, and erase what a rewriting left that was cut off; needs a share of the lock.

    Raises what `connect` raises; a refusal is told apart by the backups.
    """
    erase_unfinished(paths)
    finish_replacing(paths.journal.resolve())
    _refuse_emptied(paths)
    with told_apart(paths, passphrase):
        return connect(paths.journal, passphrase)


def begin_empty(paths: Paths) -> None:
    """Make an empty journal, because the person chose to begin anew although there are backups.

    The caller holds the lock for itself alone, and there is no journal.
    """
    disconnect(connect(paths.journal), paths.journal)


@contextmanager
def told_apart(paths: Paths, passphrase: Passphrase | None) -> Iterator[None]:
    """Say of a journal that does not open whether it is damaged, or the passphrase wrong or missing.

    To the engine they look alike. A passphrase that opens a backup of this very file shows that the file is
    damaged; where even its start is gone, the newest backup shows what it was.
    """
    try:
        yield
    except PassphraseNeededError:
        raise
    except PassphraseError as error:
        if _opens_a_copy(paths, passphrase):
            raise _damaged(paths) from error
        raise
    except DamagedJournalError as error:
        refusal = _by_newest_backup(paths, passphrase)
        if refusal is None:
            raise
        raise refusal from error


def _refuse_emptied(paths: Paths) -> None:
    """Refuse a file without a byte, or none, where there is a journal: the engine would make a new one.

    Making one would also destroy the log of a journal whose file was renamed or deleted while it is open
    here: within one process, the engine's locks do not tell that it is.
    """
    journal = paths.journal.resolve()
    log = journal.with_name(f"{journal.name}-wal")
    if not journal.exists():
        if log.exists():
            raise DamagedJournalError(
                "The journal’s file is gone",
                f"{journal} was renamed or deleted, while {log.name} beside it still holds what was written "
                "last. Put the file back under its name, or restore a backup. Nothing was changed.",
            )
        if list_backups(paths):
            raise DamagedJournalError(
                "The journal is missing",
                f"{journal} is not there, but backups of it are. Restore one, begin an empty journal in the "
                "window, or move the backups elsewhere. Nothing was changed.",
            )
        return
    if journal.stat().st_size:
        return
    if list_backups(paths) or (log.exists() and log.stat().st_size):
        raise DamagedJournalError(
            "The journal has been emptied",
            f"{journal} holds nothing at all, and there has been a journal. It was left untouched.",
        )


def _opens_a_copy(paths: Paths, passphrase: Passphrase | None) -> bool:
    """Whether a passphrase opens a backup that has the journal's own salt, and so the same passphrase."""
    salt = salt_of(paths.journal)
    copies = (one for one in list_backups(paths) if one.is_encrypted and salt_of(one.path) == salt)
    return any(_opens(one, passphrase) for one in copies)


def _by_newest_backup(paths: Paths, passphrase: Passphrase | None) -> PassphraseError | None:
    """Return what to say of a file whose start does not show any more whether it is encrypted."""
    newest = next((one for one in list_backups(paths) if has_its_hash(one)), None)
    if newest is None or not newest.is_encrypted or _opens(newest, passphrase):
        return None
    return wrong_passphrase(paths.journal) if passphrase else passphrase_needed(paths.journal)


def _opens(backup: Backup, passphrase: Passphrase | None) -> bool:
    try:
        find_key(backup.path, passphrase)
    except (AijournalError, sqlite.DatabaseError, OSError):
        return False
    return True


def _damaged(paths: Paths) -> DamagedJournalError:
    return DamagedJournalError(
        "The journal cannot be read",
        f"{paths.journal} is damaged: this passphrase opens a backup of it. It was left untouched.",
    )
