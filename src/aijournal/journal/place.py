"""Where a journal may lie: on a disk of this computer, under one name, and closed to everybody else.

Locks and shared memory cannot be relied on across machines, and programs that copy folders into a cloud
take the journal's files apart while they are being written.
"""

import os
import re
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from sqlite_utils import Database

from aijournal.errors import AijournalError
from aijournal.journal.copies import copy_durably
from aijournal.journal.copy_places import PART, SAVED
from aijournal.journal.durable_files import sync_folder
from aijournal.journal.engine_errors import plain_errors, plain_refusals
from aijournal.journal.erasing import erase
from aijournal.journal.looking import is_keyed
from aijournal.journal.passphrase import Passphrase
from aijournal.paths import Paths, make_private_folder

_MOUNTS = Path("/proc/self/mountinfo")
_ESCAPED = re.compile(r"\\(\d{3})")  # how that file writes a blank
_REMOTE = frozenset(
    {"9p", "afs", "ceph", "cifs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "smb2", "smb3", "smbfs"}
)
# What a program serves may come from anywhere; these are known to lie on this computer.
_SERVED = "fuse."
_SERVED_HERE = frozenset(
    {"fuse.bindfs", "fuse.cryfs", "fuse.encfs", "fuse.fuse-overlayfs", "fuse.gocryptfs", "fuse.lxcfs"}
    | {"fuse.mergerfs", "fuse.ntfs-3g", "fuse.securefs", "fuse.veracrypt"}
)
# Folders that programs keep equal with a cloud; also as in `OneDrive - Firm` and `Dropbox (Personal)`.
_SYNCED = (
    *("box sync", "cloudstorage", "com~apple~clouddocs", "dropbox", "google drive", "googledrive"),
    *("icloud drive", "iclouddrive", "megasync", "mobile documents", "my drive", "nextcloud", "onedrive"),
    *("owncloud", "pcloud", "pclouddrive", "proton drive", "seafile", "synologydrive", "tresorit"),
    "yandex.disk",
)
_GROUP_AND_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class JournalPlace:
    """Whether the open journal still is the file at its path, and the way out where it is not.

    `repaired` is what others could open until the journal was opened just now.
    """

    def __init__(
        self, path: Path, db: Database, passphrase: Passphrase | None, repaired: tuple[Path, ...] = ()
    ) -> None:
        self.path = path
        self._db = db
        self._passphrase = passphrase
        self._identity = _identity(path)
        self.repaired = repaired

    @property
    def is_encrypted(self) -> bool:
        """Whether the file that is open needs a passphrase."""
        return is_keyed(self._db.conn)

    def is_in_place(self) -> bool:
        """Whether the file at the journal's path is the one that is open; one question to the system."""
        return self._identity is not None and _identity(self.path) == self._identity

    def save_elsewhere(self, folder: Path, now: datetime) -> Path:
        """Write everything into a new journal file in a folder, encrypted alike, and return its path.

        The way out where the file was deleted, renamed or replaced while it was open: it lives on only until
        it is closed. Raises `AijournalError` where the folder cannot be written; nothing is left there then.
        """
        target = _free_name(folder, f"{SAVED}{now.astimezone(UTC):%Y%m%dT%H%M%SZ}")
        draft = target.with_suffix(PART)
        with plain_errors(target), plain_refusals(target):
            make_private_folder(folder)
            try:
                draft.touch(mode=0o600, exist_ok=False)
                copy_durably(self._db.conn, draft, self._passphrase)
                draft.rename(target)
                sync_folder(folder)
            except BaseException:
                erase(draft)
                raise
        return target


def prepare_place(paths: Paths, *, allow_unsafe: bool = False) -> tuple[Path, ...]:
    """Refuse a place where a journal is not safe, and close what is there to everybody else.

    Returns the folders and files that others could open until now. Raises `AijournalError` for another
    machine's disk and for a folder that a cloud keeps equal, unless `allow_unsafe`; nothing is changed then.
    """
    if not allow_unsafe:
        refuse_unsafe_place(paths.journal.resolve().parent)
    return _close_to_others(paths)


def refuse_unsafe_place(folder: Path, mounts: Path = _MOUNTS) -> None:
    """Raise `AijournalError` if a folder lies on another machine's disk or in a synchronised folder."""
    kind = filesystem_of(folder, mounts)
    synced = synced_folder(folder)
    if is_remote(kind):
        trouble = f"{folder} lies on another computer's disk ({kind}), where locks can fail"
    elif synced is not None:
        trouble = f"{synced} is kept equal with a cloud, which copies files while they are being written"
    else:
        return
    raise AijournalError(
        "Unsafe place for a journal",
        f"{trouble}: entries could be lost. Nothing was changed. Keep the journal on this computer's own "
        "disk: set AIJOURNAL_HOME to a folder there, and copy its backups here, which is safe. To keep the "
        "journal here all the same, switch on the setting allow_unsafe_place.",
    )


def refuse_hard_link(path: Path) -> None:
    """Raise `AijournalError` if the journal's file has a second name, which has a -wal of its own."""
    if path.exists() and path.stat().st_nlink > 1:
        raise AijournalError(
            "The journal has a second name",
            f"{path} is linked from another place too (hard link). Opened by both names, entries would be "
            "lost. Nothing was changed. Remove the other link, or copy the file and delete this link.",
        )


def filesystem_of(folder: Path, mounts: Path = _MOUNTS) -> str | None:
    """Return the name of the file system that a folder lies on; only Linux tells it in a file (proc(5))."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    real = folder.resolve()
    over = [(place, kind) for place, kind in map(_mount, lines) if real.is_relative_to(place)]
    # The nearest one counts, and of two on the same place the later one, which hides the other.
    return max(reversed(over), key=lambda mount: len(mount[0].parts))[1] if over else None


def is_remote(filesystem: str | None) -> bool:
    """Whether a file system may belong to another machine."""
    name = filesystem or ""
    return name in _REMOTE or (name.startswith(_SERVED) and name not in _SERVED_HERE)


def synced_folder(folder: Path) -> Path | None:
    """Return the folder above that a program keeps equal with a cloud, going by its name, or `None`."""
    real = folder.resolve()
    return next((one for one in reversed((real, *real.parents)) if _is_synced(one.name)), None)


def loose_paths(paths: Paths) -> tuple[Path, ...]:
    """Return the folders and files of the program that somebody else may open."""
    return tuple(path for path in _own(paths) if _is_loose(path))


def _is_synced(name: str) -> bool:
    lower = name.casefold()
    return any(lower == one or lower.startswith((f"{one} ", f"{one}-", f"{one}(")) for one in _SYNCED)


def _mount(line: str) -> tuple[Path, str]:
    """Return the mount point and the kind of file system that a line of mountinfo tells."""
    before, _, after = line.partition(" - ")
    place = _ESCAPED.sub(lambda escape: chr(int(escape[1], 8)), before.split()[4])
    return Path(place), after.split()[0]


def _own(paths: Paths) -> Iterator[Path]:
    """Yield what belongs to the program alone: its folders, and what lies in them."""
    for folder in dict.fromkeys((paths.data, paths.config, paths.state, paths.runtime)):
        if folder.is_dir():
            yield folder
            for path in sorted(folder.rglob("*")):
                if not path.is_symlink():
                    yield path


def _is_loose(path: Path) -> bool:
    is_ours = path.is_file() or path.is_dir()
    return os.name == "posix" and is_ours and bool(path.stat().st_mode & _GROUP_AND_OTHERS)


def _close_to_others(paths: Paths) -> tuple[Path, ...]:
    """Take the group's and others' rights from what is loose; what belongs to somebody else stays."""
    return tuple(path for path in loose_paths(paths) if _take_rights(path))


def _take_rights(path: Path) -> bool:
    try:
        path.chmod(stat.S_IMODE(path.stat().st_mode) & ~_GROUP_AND_OTHERS)
    except OSError:
        return False
    return True


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        at = path.stat()
    except OSError:
        return None
    return at.st_dev, at.st_ino


def _free_name(folder: Path, stem: str) -> Path:
    """Return a path at which nothing is: what was saved before is never written over."""
    names = (f"{stem}{f'-{number}' if number else ''}.db" for number in count())
    return next(folder / name for name in names if not (folder / name).exists())
