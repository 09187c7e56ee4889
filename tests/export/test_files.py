"""A file that a person asked for: whole or not at all, and theirs alone."""

import resource
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from aijournal.errors import AijournalError
from aijournal.export.files import write_export, write_report

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


def test_an_export_is_private_and_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    path.write_bytes(b"older")
    path.chmod(0o644)
    assert write_export(path, [b"one\n", b"two\n"]) == 8
    assert path.read_bytes() == b"one\ntwo\n"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.usefixtures("small_files")
def test_where_there_is_no_room_the_older_file_stays_whole(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    path.write_bytes(b"older")
    with pytest.raises(AijournalError, match="Make room there, or choose another place"):
        write_export(path, (bytes(10_000) for _ in range(100)))
    assert path.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [path]


def test_whatever_ends_the_writing_leaves_the_older_file(tmp_path: Path) -> None:
    def lines() -> Iterator[bytes]:
        yield b"one\n"
        raise KeyboardInterrupt

    path = tmp_path / "all.jsonl"
    path.write_bytes(b"older")
    with pytest.raises(KeyboardInterrupt):
        write_export(path, lines())
    assert path.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [path]


def test_a_device_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to("/dev/null")
    for write in (lambda: write_export(link, [b"x"]), lambda: write_report(link, b"x")):
        with pytest.raises(AijournalError, match="A folder or a device has this name"):
            write()
    assert link.is_symlink()
