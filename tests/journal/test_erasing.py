"""Erasing: the content goes, not the name alone."""

import os
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from aijournal.journal import backup_writing
from aijournal.journal.backup_files import BackupReason
from aijournal.journal.backups import thin
from aijournal.journal.erasing import erase
from aijournal.journal.restore import restore
from aijournal.paths import Paths
from tests.journal.backup_room import open_journal
from tests.journal.builders import NOW
from tests.journal.secret_journal import make_journal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a second name keeps a file from going there")
SECRET = b"quokkatitle in the clear"
LEFT = "journal-x1.tmp"


def _with_second_name(path: Path, tmp_path: Path) -> Path:
    """Leave a secret at a path, and return another name of the file, by which its content is seen later."""
    path.write_bytes(SECRET)
    second = tmp_path / "second name"
    second.hardlink_to(path)
    return second


def test_the_content_goes_with_the_name(tmp_path: Path) -> None:
    path = tmp_path / "file"
    second = _with_second_name(path, tmp_path)
    erase(path)
    assert not path.exists()
    assert second.read_bytes() == bytes(len(SECRET))
    erase(path)


def _restore(paths: Paths) -> None:
    restore(paths, make_journal(paths), NOW + timedelta(hours=2))


def _thin_much_later(paths: Paths) -> None:
    long_ago = NOW.timestamp() - 90 * 24 * 3600
    os.utime(paths.backups / LEFT, (long_ago, long_ago))
    thin(paths, NOW)


@pytest.mark.parametrize(
    ("name", "act"),
    [("journal.db.x1.tmp", _restore), (f"backups/{LEFT}", _restore), (f"backups/{LEFT}", _thin_much_later)],
)
def test_what_a_killed_process_left_is_overwritten(
    paths: Paths, tmp_path: Path, name: str, act: Callable[[Paths], None]
) -> None:
    make_journal(paths)
    second = _with_second_name(paths.data / name, tmp_path)
    act(paths)
    assert not (paths.data / name).exists()
    assert second.read_bytes() == bytes(len(SECRET))


def test_a_backup_that_fails_leaves_no_content(
    paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_journal(paths)
    second = tmp_path / "second name"

    def fail(copy: Path, *_: object) -> None:
        assert b"quokkatitle" in copy.read_bytes()
        second.hardlink_to(copy)
        raise KeyboardInterrupt

    monkeypatch.setattr(backup_writing, "keep_copy", fail)
    with open_journal(paths) as journal, pytest.raises(KeyboardInterrupt):
        journal.backups.take(BackupReason.BY_HAND, NOW)
    assert second.read_bytes().strip(b"\0") == b""
    assert list(paths.backups.glob("*.tmp")) == []
