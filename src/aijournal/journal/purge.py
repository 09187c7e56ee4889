"""Deletion that deletes: entries with all their traces, or everything; a kill on the way only delays it."""

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from aijournal.errors import AijournalError, LockedError
from aijournal.journal.backup_files import list_backups
from aijournal.journal.backup_schedule import LONGEST
from aijournal.journal.copy_places import copies_of
from aijournal.journal.erasing import erase, erase_all
from aijournal.journal.lock import purge_lock_beside, take_all, take_purging
from aijournal.journal.opening import begin_empty
from aijournal.journal.passphrase import Passphrase
from aijournal.journal.purge_order import PurgeOrder, drop_order, read_order, write_order
from aijournal.journal.purged_backups import PurgedBackups, purge_backups, still_holding
from aijournal.journal.trash import Emptied, Trash
from aijournal.paths import Paths

_COMPANIONS = ("-wal", "-shm", "-journal", "")  # the journal itself last


@dataclass(frozen=True, slots=True)
class Purged:
    """What became of a purge of entries.

    `is_traceless` is false while another program that has the journal open keeps old pages. `backups` were
    written anew or had to stay as they were, and so were the journals that were set aside; where that was not
    asked for, `kept_until` is the day until which a backup may hold the entries, and `kept_in` are the copies
    that nothing thins out and that hold one or cannot be looked into.
    """

    entries: int
    is_traceless: bool
    backups: PurgedBackups
    kept_until: datetime | None
    kept_in: tuple[Path, ...] = ()


def purge_entries(
    trash: Trash,
    paths: Paths,
    entries: Collection[int],
    passphrase: Passphrase | None = None,
    *,
    backups: bool = False,
) -> Purged:
    """Remove entries from the journal with trash, search, undo, drafts and -wal, and from backups if asked.

    Journals that were set aside are treated like backups. Raises `AijournalError` if none of the entries is
    there, `LockedError` while somebody else purges or makes a copy for long; nothing is changed then. No
    backup is taken before: it would keep what must go.
    """
    uids = trash.uids(entries)
    if not uids:
        raise AijournalError(
            "No such entry", "It is neither in the journal nor in the trash. Nothing was changed."
        )
    order = PurgeOrder(backups, uids)
    with take_purging(paths.journal):
        _finish(trash, paths, passphrase)  # what somebody else was cut off from
        write_order(paths, order)
        gone, done = _carry_out(order, trash, paths, passphrase)
        if backups:
            return Purged(gone.entries, gone.is_traceless, done, None)
        newest = next(iter(list_backups(paths)), None)
        kept_until = newest.taken_at + LONGEST if newest else None
        kept_in = still_holding(paths, uids, passphrase)
        return Purged(gone.entries, gone.is_traceless, done, kept_until, kept_in)


def finish_purge(trash: Trash, paths: Paths, passphrase: Passphrase | None) -> None:
    """Finish a purge of entries that was cut off; called whenever the journal was opened.

    One that somebody else is just carrying out is left to them, and so is one while they make a copy.
    """
    if read_order(paths) is None:
        return
    with suppress(LockedError), take_purging(paths.journal, is_patient=False):
        _finish(trash, paths, passphrase)


def _finish(trash: Trash, paths: Paths, passphrase: Passphrase | None) -> None:
    order = read_order(paths)
    if order is not None and not order.everything:
        _carry_out(order, trash, paths, passphrase)


def _carry_out(
    order: PurgeOrder, trash: Trash, paths: Paths, passphrase: Passphrase | None
) -> tuple[Emptied, PurgedBackups]:
    gone = trash.purge(order.uids)
    erase_all(copies_of(paths).half_made)
    done = purge_backups(paths, order.uids, passphrase) if order.backups else PurgedBackups()
    drop_order(paths)
    return gone, done


def purge_everything(paths: Paths, *, backups: bool) -> None:
    """Overwrite and remove the journal, what was set aside, the state, and the backups if asked.

    Where backups stay, an empty journal is begun, so that nobody takes it for a missing one. Settings stay.
    Raises `LockedError`, naming who has the journal open; nothing is changed then.
    """
    with take_all(paths):
        write_order(paths, PurgeOrder(backups, everything=True))
        _erase_everything(paths, backups=backups)
        drop_order(paths)
        if list_backups(paths):
            begin_empty(paths)


def finish_purge_of_everything(paths: Paths) -> None:
    """Finish a purge of everything that was cut off; called before the journal is opened."""
    order = read_order(paths)
    if order is not None and order.everything:
        purge_everything(paths, backups=order.backups)


def _erase_everything(paths: Paths, *, backups: bool) -> None:
    copies = copies_of(paths)  # also half-made ones among backups that stay
    journals = (*_beside(paths.journal.resolve()), *_beside(paths.journal))
    for path in (*copies.half_made, *copies.set_aside, *journals, purge_lock_beside(paths.journal)):
        _erase(path)
    for folder in (paths.quarantine, paths.state, *([paths.backups] if backups else [])):
        _erase_folder(folder)


def _beside(journal: Path) -> Iterator[Path]:
    """Yield a journal's files, and what a replacing or rewriting may have left of it, the journal last."""
    yield from sorted(journal.parent.glob(f"{journal.name}.*"))
    yield from (journal.with_name(f"{journal.name}{suffix}") for suffix in _COMPANIONS)


def _erase_folder(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):  # what is in a folder before the folder
        _erase(path)
    with suppress(FileNotFoundError):
        folder.rmdir()


def _erase(path: Path) -> None:
    """Remove a file with its content, an empty folder, or a link, whose target is not ours."""
    if path.is_symlink():
        path.unlink()
    elif path.is_dir():
        path.rmdir()
    elif path.is_file():
        erase(path)
    else:
        path.unlink(missing_ok=True)
