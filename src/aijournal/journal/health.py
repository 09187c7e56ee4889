"""What can be said about the journal's file and its engine, for a person who asks whether all is well."""

import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from aijournal.journal.connection import CONFIGURATION, OLDEST_SQLITE, connect
from aijournal.journal.lock import share_journal
from aijournal.journal.migrations import SCHEMA_VERSION
from aijournal.paths import Paths

_GROUP_AND_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_MOUNTS = Path("/proc/self/mountinfo")
_ESCAPED = re.compile(r"\\(\d{3})")  # how that file writes a blank
# File systems of other machines: their locks and shared memory cannot be relied on.
_REMOTE = frozenset({"9p", "afs", "ceph", "cifs", "glusterfs", "lustre", "nfs", "nfs4", "smb3", "smbfs"})
_REMOTE_PREFIXES = ("fuse.sshfs", "fuse.rclone", "fuse.gvfs", "fuse.s3fs", "fuse.davfs")


@dataclass(frozen=True, slots=True)
class JournalHealth:
    """The engine, the file, and what is not as it should be.

    `configuration` holds what the engine answers for each fixed setting, `differing` the names of those that
    are not as asserted, `open_to_others` the folder and files of the journal that somebody else may open.
    `filesystem` is what the folder lies on, `None` where the system does not tell.
    """

    sqlite_version: str
    is_sqlite_new_enough: bool
    schema_version: int
    size: int
    configuration: Mapping[str, int]
    differing: tuple[str, ...]
    open_to_others: tuple[Path, ...]
    filesystem: str | None
    is_sound: bool

    @property
    def is_remote(self) -> bool:
        """Whether the journal lies on another machine, where it is not safe."""
        name = self.filesystem or ""
        return name in _REMOTE or name.startswith(_REMOTE_PREFIXES)


def examine(paths: Paths) -> JournalHealth:
    """Open the journal, making it if there is none, and look it over; a quick check of its pages included.

    Raises what opening a journal raises.
    """
    with share_journal(paths):
        db = connect(paths.journal)
        try:
            answers = {name: int(db.execute(f"PRAGMA {name}").fetchone()[0]) for name in CONFIGURATION}
            is_sound = db.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
            loose = tuple(path for path in (paths.data, *sorted(paths.data.iterdir())) if _is_loose(path))
        finally:
            db.conn.close()
    return JournalHealth(
        sqlite_version=sqlite.sqlite_version,
        is_sqlite_new_enough=sqlite.sqlite_version_info >= OLDEST_SQLITE,
        schema_version=SCHEMA_VERSION,
        size=paths.journal.stat().st_size,
        configuration=answers,
        differing=tuple(name for name, value in CONFIGURATION.items() if answers[name] != value),
        open_to_others=loose,
        filesystem=filesystem_of(paths.data),
        is_sound=is_sound,
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


def _mount(line: str) -> tuple[Path, str]:
    """Return the mount point and the kind of file system that a line of mountinfo tells."""
    before, _, after = line.partition(" - ")
    place = _ESCAPED.sub(lambda escape: chr(int(escape[1], 8)), before.split()[4])
    return Path(place), after.split()[0]


def _is_loose(path: Path) -> bool:
    is_ours = path.is_file() or path.is_dir()
    return os.name == "posix" and is_ours and bool(path.stat().st_mode & _GROUP_AND_OTHERS)
