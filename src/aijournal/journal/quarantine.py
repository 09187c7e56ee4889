"""A journal that cannot be read: what there is to put in its place, and setting it aside, untouched."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from aijournal.errors import AijournalError
from aijournal.journal.backup_files import Backup, list_backups
from aijournal.journal.backups import verify
from aijournal.journal.lock import take_all
from aijournal.journal.looking import find_key, looking_at
from aijournal.journal.opening import begin_empty
from aijournal.journal.passphrase import Passphrase
from aijournal.journal.replacing import finish_replacing, move_aside
from aijournal.paths import Paths


@dataclass(frozen=True, slots=True)
class Damage:
    """What can be done about a journal that cannot be read.

    `newest` is the newest backup that was verified just now, of the age `age`; `entries_lost` is how many
    entries of the journal it does not have, `None` where the journal cannot even tell which it has.
    """

    newest: Backup | None
    age: timedelta | None
    entries_lost: int | None


def examine_damage(paths: Paths, now: datetime, passphrase: Passphrase | None = None) -> Damage:
    """Look for the newest backup that can be relied on, and what it would lose; changes nothing."""
    newest = next((one for one in list_backups(paths) if _is_sound(one, passphrase)), None)
    if newest is None:
        return Damage(None, None, None)
    ours = _uids(paths.journal.resolve(), passphrase)
    theirs = _uids(newest.path, passphrase)
    lost = None if ours is None or theirs is None else len(ours - theirs)
    return Damage(newest, now - newest.taken_at, lost)


def set_aside(paths: Paths, now: datetime) -> Path | None:
    """Move the journal's files, untouched, into the quarantine, begin an empty one, and return where it lies.

    Returns `None` if there is none. Raises `LockedError`, naming
    who has it open, and `AijournalError` where a folder cannot be written; nothing is changed then.
    """
    with take_all(paths):
        journal = paths.journal.resolve()
        finish_replacing(journal)
        try:
            aside = move_aside(journal, paths.quarantine, now)
        except OSError as error:
            raise AijournalError(
                "The journal could not be set aside",
                f"{paths.quarantine}: {error.strerror or error}. Nothing was lost; make the folder writable.",
            ) from error
        begin_empty(paths)
        return aside


def _is_sound(backup: Backup, passphrase: Passphrase | None) -> bool:
    try:
        verify(backup, passphrase)
    except AijournalError:
        return False
    return True


def _uids(path: Path, passphrase: Passphrase | None) -> frozenset[str] | None:
    """Return the entries that a file has, `None` where it is too damaged to tell."""
    try:
        with looking_at(path, find_key(path, passphrase)) as connection:
            return frozenset(uid for (uid,) in connection.execute("SELECT uid FROM interaction"))
    except (sqlite.Error, AijournalError, OSError):
        return None
