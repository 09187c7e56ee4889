"""Deletion that deletes: entries with all their traces, or everything; a kill on the way only delays it."""

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from aijournal.errors import AijournalError
from aijournal.journal.backup_files import list_backups
from aijournal.journal.backup_schedule import LONGEST
from aijournal.journal.erasing import erase
from aijournal.journal.lock import take_all
from aijournal.journal.passphrase import Passphrase
from aijournal.journal.purge_order import PurgeOrder, drop_order, read_order, write_order
from aijournal.journal.purged_backups import PurgedBackups, purge_backups
from aijournal.journal.trash import Trash
from aijournal.paths import Paths

_COMPANIONS = ("-wal", "-shm", "-journal", "")  # the journal itself last


@dataclass(frozen=True, slots=True)
class Purged:
    """What became of a purge of entries.

    `is_traceless` is false while another program that has the journal open keeps old pages. `backups` were
    written anew or had to stay as they were; where they were not asked for, `kept_until` is the day until
    which one may hold the entries.
    """

    entries: int
    is_traceless: bool
    backups: PurgedBackups
    kept_until: datetime | None


def purge_entries(
    trash: Trash,
    paths: Paths,
    entries: Collection[int],
    passphrase: Passphrase | None = None,
    *,
    backups: bool = False,
) -> Purged:
    """Remove entries from the journal with trash, search, undo, drafts and -wal, and from backups if asked.

    Raises `AijournalError` if none of them is there. No backup is taken before: it would keep what must go.
    """
    uids = trash.uids(entries)
    if not uids:
        raise AijournalError(
            "No such entry", "It is neither in the journal nor in the trash. Nothing was changed."
        )
    order = PurgeOrder(backups, uids)
    write_order(paths, order)
    return _carry_out(order, trash, paths, passphrase)


def finish_purge(trash: Trash, paths: Paths, passphrase: Passphrase | None) -> None:
    """Finish a purge of entries that was cut off; called whenever the journal was opened."""
    order = read_order(paths)
    if order is not None and not order.everything:
        _carry_out(order, trash, paths, passphrase)


def _carry_out(order: PurgeOrder, trash: Trash, paths: Paths, passphrase: Passphrase | None) -> Purged:
    gone = trash.purge(order.uids)
    done = purge_backups(paths, order.uids, passphrase) if order.backups else PurgedBackups()
    drop_order(paths)
    newest = None if order.backups else next(iter(list_backups(paths)), None)
    return Purged(gone.entries, gone.is_traceless, done, newest.taken_at + LONGEST if newest else None)


def purge_everything(paths: Paths, *, backups: bool) -> None:
    """Overwrite and remove the journal, what was set aside, the state, and the backups if asked.

    Settings stay. Raises `LockedError`, naming who has the journal open; nothing is changed then.
    """
    with take_all(paths):
        write_order(paths, PurgeOrder(backups, everything=True))
        _erase_everything(paths, backups=backups)
        drop_order(paths)


def finish_purge_of_everything(paths: Paths) -> None:
    """Finish a purge of everything that was cut off; called before the journal is opened."""
    order = read_order(paths)
    if order is not None and order.everything:
        purge_everything(paths, backups=order.backups)


def _erase_everything(paths: Paths, *, backups: bool) -> None:
    real = paths.journal.resolve()
    for path in (*_beside(real), *_beside(paths.journal)):
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
