"""What is told about the journal's file: its engine, its place, and who else may open it."""

import sys
from pathlib import Path

import pytest

from aijournal.journal.connection import CONFIGURATION
from aijournal.journal.health import JournalHealth, examine
from aijournal.journal.migrations import SCHEMA_VERSION
from aijournal.journal.place import filesystem_of
from aijournal.paths import Paths

MOUNTS = r"""
21 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 21 0:40 / /home rw,nosuid shared:9 - nfs4 server:/home rw,vers=4.2
31 30 0:41 / /home/kim/my\040notes rw - tmpfs tmpfs rw
32 21 0:42 / /media/stick rw - vfat /dev/sdb1 rw
33 32 0:43 / /media/stick rw shared:3 master:1 - fuse.sshfs kim@far:/ rw
""".strip()


@pytest.fixture
def mounts(tmp_path: Path) -> Path:
    path = tmp_path / "mountinfo"
    path.write_text(MOUNTS)
    return path


@pytest.mark.parametrize(
    ("folder", "kind", "is_remote"),
    [
        ("/var/lib/aijournal", "ext4", False),
        ("/home/kim/.local/share/aijournal", "nfs4", True),
        ("/homes/kim", "ext4", False),
        ("/home/kim/my notes/aijournal", "tmpfs", False),
        ("/media/stick/aijournal", "fuse.sshfs", True),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="other paths")
def test_the_nearest_mount_says_what_a_folder_lies_on(
    mounts: Path, folder: str, kind: str, *, is_remote: bool
) -> None:
    found = filesystem_of(Path(folder), mounts)
    assert found == kind
    assert JournalHealth("", True, 1, 0, {}, (), (), found, True).is_remote is is_remote


def test_a_system_that_does_not_tell_is_not_guessed(tmp_path: Path) -> None:
    assert filesystem_of(tmp_path, tmp_path / "nothing-here") is None
    assert not JournalHealth("", True, 1, 0, {}, (), (), None, True).is_remote


def test_a_sound_journal(paths: Paths) -> None:
    health = examine(paths)
    assert health.is_sound
    assert health.is_sqlite_new_enough
    assert health.configuration == CONFIGURATION
    assert (health.differing, health.open_to_others) == ((), ())
    assert health.schema_version == SCHEMA_VERSION
    assert health.size == paths.journal.stat().st_size


@pytest.mark.skipif(sys.platform == "win32", reason="no such modes")
def test_what_others_may_open_is_named_be_it_a_file_or_the_folder(paths: Paths) -> None:
    examine(paths)
    paths.data.chmod(0o755)
    paths.journal_lock.chmod(0o640)
    assert examine(paths).open_to_others == (paths.data, paths.journal_lock)
