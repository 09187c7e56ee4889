"""Putting another file in the journal's place, so that whatever happens there is the old one or the new one.

The caller holds the journal's lock for itself alone, and nobody has the file open.
"""

import contextlib
from datetime import UTC, datetime
from pathlib import Path

from aijournal.journal.durable_files import sync_folder
from aijournal.journal.erasing import erase
from aijournal.paths import make_private_folder

_COMPANIONS = ("-wal", "-shm")
# A complete new journal on its way to the place of the old one.
_PENDING = ".restored"


def move_aside(journal: Path, quarantine: Path, now: datetime) -> Path | None:
    """Move a journal's files, untouched, into a new folder of the quarantine; returns its path there.

    Returns `None` where there is no file at all. The journal itself goes last: a -wal left behind by it would
    be taken for its successor's.
    """
    files = [journal.with_name(f"{journal.name}{suffix}") for suffix in (*_COMPANIONS, "")]
    present = [file for file in files if file.exists()]
    if not present:
        return None
    folder = _new_folder(quarantine, now)
    for file in present:
        file.rename(folder / file.name)
    sync_folder(folder)
    sync_folder(journal.parent)
    return folder / journal.name


def put_in_place(complete: Path, journal: Path, quarantine: Path, now: datetime) -> Path | None:
    """Move the journal aside and a complete file to its place; returns the old one's path.

    The new one must be on the disk already, and lie in the same folder. Whoever opens the journal after this
    was cut off between the two, finishes it: see `finish_replacing`.
    """
    pending = _pending(journal)
    complete.rename(pending)
    sync_folder(journal.parent)
    aside = move_aside(journal, quarantine, now)
    pending.rename(journal)
    sync_folder(journal.parent)
    return aside


def finish_replacing(journal: Path) -> None:
    """Finish what was cut off: where the old journal has gone, the new one comes; else the new one goes.

    Called before the journal is opened, with a share of its lock. Somebody else may do so as well.
    """
    pending = _pending(journal)
    with contextlib.suppress(FileNotFoundError):
        if journal.exists():
            erase(pending)
        else:
            pending.rename(journal)


def _pending(journal: Path) -> Path:
    return journal.with_name(f"{journal.name}{_PENDING}")


def _new_folder(quarantine: Path, now: datetime) -> Path:
    make_private_folder(quarantine)
    stamp = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    number = 1
    while True:
        folder = quarantine / (f"{stamp}-{number}" if number > 1 else stamp)
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            number += 1
        else:
            return folder
