"""A file that a person asked for: whole or not at all, and theirs alone."""

import resource
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from aijournal.errors import AijournalError, UsageError
from aijournal.export.files import write_export, write_report
from aijournal.paths import Paths, find_paths

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no modes and limits there")


@pytest.fixture
def small_files() -> Iterator[None]:
    """Let no file grow beyond 64 KiB, as where a disk is full."""
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 << 10, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    signal.signal(signal.SIGXFSZ, before)


@pytest.fixture
def own(tmp_path: Path) -> Paths:
    """Return the places of a journal whose files all hold one word."""
    paths = find_paths({"AIJOURNAL_HOME": str(tmp_path / "home")})
    paths.backups.mkdir(parents=True)
    for path in _own_files(paths):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"years of work")
    return paths


def _own_files(own: Paths) -> tuple[Path, ...]:
    wal = own.journal.with_name(f"{own.journal.name}-wal")
    return own.journal, wal, own.backups / "journal-2026-01-05.aijb", own.settings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of the person's own."""
    folder = tmp_path / "documents"
    folder.mkdir()
    return folder


def test_nothing_is_written_over_what_the_journal_keeps(own: Paths, folder: Path) -> None:
    by_link = folder / "harmless.md"
    by_link.symlink_to(own.journal)
    for path in (*_own_files(own), by_link, folder / ".." / own.journal.relative_to(folder.parent)):
        with pytest.raises(UsageError, match="Nothing was written"):
            write_report(own, path, b"# Review")
        with pytest.raises(UsageError, match="Nothing was written"):
            write_export(own, path, [b"one"])
    assert {path.read_bytes() for path in _own_files(own)} == {b"years of work"}


def test_an_export_is_private_and_takes_the_place_of_an_older_one(own: Paths, folder: Path) -> None:
    path = folder / "all.jsonl"
    path.write_bytes(b"older")
    path.chmod(0o644)
    assert write_export(own, path, [b"one\n", b"two\n"]) == 8
    assert path.read_bytes() == b"one\ntwo\n"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(folder.iterdir()) == [path]


@pytest.mark.usefixtures("small_files")
def test_where_there_is_no_room_the_older_file_stays_whole(own: Paths, folder: Path) -> None:
    path = folder / "all.jsonl"
    path.write_bytes(b"older")
    with pytest.raises(AijournalError, match="Make room there, or choose another place"):
        write_export(own, path, (bytes(10_000) for _ in range(100)))
    assert path.read_bytes() == b"older"
    assert list(folder.iterdir()) == [path]


def test_whatever_ends_the_writing_leaves_the_older_file(own: Paths, folder: Path) -> None:
    def lines() -> Iterator[bytes]:
        yield b"one\n"
        raise KeyboardInterrupt

    path = folder / "all.jsonl"
    path.write_bytes(b"older")
    with pytest.raises(KeyboardInterrupt):
        write_export(own, path, lines())
    assert path.read_bytes() == b"older"
    assert list(folder.iterdir()) == [path]


def test_a_device_is_not_replaced_by_a_file(own: Paths, folder: Path) -> None:
    link = folder / "link"
    link.symlink_to("/dev/null")
    for write in (lambda: write_export(own, link, [b"x"]), lambda: write_report(own, link, b"x")):
        with pytest.raises(AijournalError, match="A folder or a device has this name"):
            write()
    assert link.is_symlink()
