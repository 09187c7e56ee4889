"""Where a journal may lie, by which names, and what happens when its file goes away under it."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from aijournal.domain.assessment import Door
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.entry_line import EntryLine
from aijournal.errors import AijournalError, LockedError
from aijournal.journal.journal import Journal
from aijournal.journal.lock import lock_beside, take_all
from aijournal.journal.passphrase import Passphrase
from aijournal.journal.place import is_remote, prepare_place, refuse_unsafe_place, synced_folder
from aijournal.paths import Paths, find_paths
from aijournal.settings import Settings
from tests.journal.builders import NEW_YORK, NOW

_PASSPHRASE = Passphrase("correct horse", iterations=1000)
_ROOT = "21 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw"


def _open(paths: Paths, passphrase: Passphrase | None = None) -> Journal:
    return Journal.open(paths, Settings(), NEW_YORK, passphrase)


def _log(journal: Journal, title: str) -> None:
    journal.log(EntryLine(title=title), NOW, Door.QUICK_LOG)


def _titles(journal: Journal) -> list[str | None]:
    return [row.interaction.title for row in journal.entries(EVERYTHING, NOW, 100).rows]


@pytest.mark.parametrize(
    "kind", ["nfs", "nfs4", "cifs", "smb2", "smb3", "9p", "afs", "fuse.sshfs", "fuse.rclone", "fuse.anything"]
)
def test_another_machines_disk_is_refused_and_explained(tmp_path: Path, kind: str) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"{_ROOT}\n30 21 0:40 / {tmp_path} rw shared:9 - {kind} server:/home rw\n")
    with pytest.raises(AijournalError, match="another computer's disk") as caught:
        refuse_unsafe_place(tmp_path / "aijournal" / "data", mounts)
    for word in (kind, "AIJOURNAL_HOME", "backups", "allow_unsafe_place", "Nothing was changed"):
        assert word in caught.value.message


@pytest.mark.parametrize("kind", ["ext4", "btrfs", "xfs", "tmpfs", "overlay", "fuse.gocryptfs", "fuseblk"])
def test_a_disk_of_this_machine_is_not_refused(tmp_path: Path, kind: str) -> None:
    assert not is_remote(kind)
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"{_ROOT}\n30 21 0:40 / {tmp_path} rw shared:9 - {kind} disk rw\n")
    refuse_unsafe_place(tmp_path / "aijournal", mounts)


@pytest.mark.parametrize(
    ("folder", "synced"),
    [
        ("OneDrive/aijournal", "OneDrive"),
        ("OneDrive - Firm/notes/aijournal", "OneDrive - Firm"),
        ("Dropbox/aijournal", "Dropbox"),
        ("Dropbox (Personal)/aijournal", "Dropbox (Personal)"),
        ("Library/Mobile Documents/com~apple~CloudDocs/aijournal", "Library/Mobile Documents"),
        ("iCloud Drive", "iCloud Drive"),
        ("Library/CloudStorage/GoogleDrive-kim/aijournal", "Library/CloudStorage"),
        ("Google Drive/My Drive/aijournal", "Google Drive"),
        ("nextcloud/aijournal", "nextcloud"),
        ("dropboxes/aijournal", None),
        ("my-onedrive-notes/aijournal", None),
        (".local/share/aijournal", None),
    ],
)
def test_a_folder_that_a_cloud_keeps_equal_is_known_by_its_name(
    tmp_path: Path, folder: str, synced: str | None
) -> None:
    assert synced_folder(tmp_path / folder) == (tmp_path / synced if synced else None)


def test_a_synced_folder_is_refused_unless_it_is_allowed(tmp_path: Path) -> None:
    root = tmp_path / "Dropbox"
    paths = find_paths({"AIJOURNAL_HOME": str(root)})
    with pytest.raises(AijournalError, match="kept equal with a cloud"):
        _open(paths)
    assert not root.exists()
    with Journal.open(paths, Settings(allow_unsafe_place=True), NEW_YORK) as journal:
        assert journal.place.is_in_place()


def test_a_link_into_a_synced_folder_does_not_help(tmp_path: Path) -> None:
    (tmp_path / "Nextcloud" / "data").mkdir(parents=True)
    paths = find_paths({"AIJOURNAL_HOME": str(tmp_path / "home")})
    paths.data.parent.mkdir()
    paths.data.symlink_to(tmp_path / "Nextcloud" / "data")
    with pytest.raises(AijournalError, match="Nextcloud"):
        prepare_place(paths)


@pytest.fixture
def linked(paths: Paths, tmp_path: Path) -> Path:
    """Put the journal elsewhere, with a link to it where it is looked for; return where it is."""
    _open(paths).close()
    real = tmp_path / "elsewhere" / "my.db"
    real.parent.mkdir()
    paths.journal.rename(real)
    paths.journal.symlink_to(real)
    return real


def test_a_journal_is_opened_where_it_really_lies(paths: Paths, linked: Path) -> None:
    with _open(paths) as journal:
        _log(journal, "through the link")
        assert journal.path == linked
        assert journal.place.is_in_place()
        names = {path.name for path in linked.parent.iterdir()}
        assert names == {"my.db", "my.db-wal", "my.db-shm", "journal.lock"}
    assert paths.journal.is_symlink()
    with _open(paths) as journal:
        assert _titles(journal) == ["through the link"]


def test_every_name_of_a_journal_has_one_lock(paths: Paths, linked: Path) -> None:
    other = find_paths({"AIJOURNAL_HOME": str(paths.data.parent.parent / "other")})
    other.data.mkdir(parents=True)
    other.journal.symlink_to(linked)
    assert lock_beside(paths.journal) == lock_beside(other.journal)
    with _open(paths), pytest.raises(LockedError):
        take_all(other)


def test_a_hard_link_is_refused(paths: Paths, tmp_path: Path) -> None:
    _open(paths).close()
    os.link(paths.journal, tmp_path / "second.db")
    before = paths.journal.read_bytes()
    with pytest.raises(AijournalError, match="second name"):
        _open(paths)
    assert paths.journal.read_bytes() == before
    (tmp_path / "second.db").unlink()
    _open(paths).close()


def _unlink(path: Path) -> None:
    path.unlink()


def _rename(path: Path) -> None:
    path.rename(path.with_name("moved.db"))


def _replace(path: Path) -> None:
    other = path.with_name("other.db")
    other.write_bytes(b"something else")
    other.replace(path)


@pytest.mark.skipif(sys.platform == "win32", reason="an open file stays where it is there")
@pytest.mark.parametrize("lose", [_unlink, _rename, _replace])
@pytest.mark.parametrize("passphrase", [None, _PASSPHRASE], ids=["plain", "encrypted"])
def test_all_is_saved_elsewhere_when_the_file_is_gone(
    paths: Paths, tmp_path: Path, lose: object, passphrase: Passphrase | None
) -> None:
    assert callable(lose)
    with _open(paths, passphrase) as journal:
        _log(journal, "committed before")
        assert journal.place.is_in_place()
        lose(paths.journal)
        assert not journal.place.is_in_place()
        saved = journal.place.save_elsewhere(tmp_path / "saved", NOW)
    assert [path.name for path in saved.parent.iterdir()] == [saved.name]
    rescued = find_paths({"AIJOURNAL_HOME": str(tmp_path / "rescued")})
    rescued.data.mkdir(parents=True)
    saved.rename(rescued.journal)
    if passphrase:
        assert b"SQLite" not in rescued.journal.read_bytes()[:16]
    with _open(rescued, passphrase) as journal:
        assert _titles(journal) == ["committed before"]


@pytest.fixture
def journal(paths: Paths) -> Iterator[Journal]:
    with _open(paths) as opened:
        yield opened


def test_two_savings_in_one_moment_are_not_mixed_up(journal: Journal, tmp_path: Path) -> None:
    saved = journal.place.save_elsewhere(tmp_path, NOW)
    before = saved.read_bytes()
    assert journal.place.save_elsewhere(tmp_path, NOW) != saved
    assert saved.read_bytes() == before


def test_a_folder_that_cannot_be_written_is_named(journal: Journal, tmp_path: Path) -> None:
    (tmp_path / "in the way").write_text("a file")
    with pytest.raises(AijournalError, match="in the way"):
        journal.place.save_elsewhere(tmp_path / "in the way", NOW)


def test_a_rehearsal_knows_its_place_too(journal: Journal) -> None:
    with journal.rehearsal() as copy:
        assert copy.place.is_in_place()
