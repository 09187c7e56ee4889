"""The lock beside the journal: shared by all who have it open, or held by one alone."""

import os
import sys
from pathlib import Path
from threading import Timer

import pytest

from aijournal.errors import AijournalError, LockedError
from aijournal.journal.journal import Journal
from aijournal.journal.lock import (
    ExclusiveLock,
    Holder,
    SharedLock,
    holders,
    named,
    share_copying,
    take_all,
    take_purging,
    writers,
)
from aijournal.journal.samples import is_sample_journal, remove_sample_journal
from aijournal.paths import Paths
from aijournal.settings import Settings
from tests.journal.builders import NEW_YORK


def test_shares_stand_beside_each_other_but_not_beside_the_whole(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with SharedLock(path), SharedLock(path), pytest.raises(BlockingIOError):
        ExclusiveLock(path)
    with ExclusiveLock(path):
        with pytest.raises(BlockingIOError):
            SharedLock(path)
        with pytest.raises(BlockingIOError):
            ExclusiveLock(path)
    SharedLock(path).release()


def test_sample_data_is_removed_and_nothing_else(paths: Paths) -> None:
    with pytest.raises(AijournalError, match="no journal of sample data"):
        remove_sample_journal(paths)
    Journal.open(paths, Settings(), NEW_YORK).close()
    with pytest.raises(AijournalError, match="no journal of sample data"):
        remove_sample_journal(paths)
    with Journal.open(paths, Settings(), NEW_YORK) as journal:
        journal.mark_as_demo()
        assert is_sample_journal(paths)  # also while its newest pages are in the -wal
        with pytest.raises(LockedError, match="open in another aijournal"):
            remove_sample_journal(paths)
        assert journal.is_demo
    remove_sample_journal(paths)
    assert [path.name for path in paths.data.iterdir()] == ["journal.lock"]


def test_a_file_that_is_no_journal_says_nothing(paths: Paths) -> None:
    paths.data.mkdir(parents=True)
    paths.journal.write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 20)
    before = paths.journal.read_bytes()
    assert not is_sample_journal(paths)
    assert paths.journal.read_bytes() == before


_LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells who holds a lock")


def test_holders_are_read_from_what_the_system_lists(tmp_path: Path) -> None:
    path, locks = tmp_path / "lock", tmp_path / "locks"
    path.touch()
    file = path.stat()
    place = f"{os.major(file.st_dev):02x}:{os.minor(file.st_dev):02x}:{file.st_ino}"
    other = f"{os.major(file.st_dev):02x}:{os.minor(file.st_dev):02x}:{file.st_ino + 1}"
    far = f"ff:ff:{file.st_ino}"  # the same number on another disk
    locks.write_text(
        f"1: FLOCK  ADVISORY  READ {os.getpid()} {place} 0 EOF\n"
        f"2: POSIX  ADVISORY  WRITE {os.getpid()} {place} 0 EOF\n"
        f"2: -> POSIX  ADVISORY  WRITE 17 {place} 0 EOF\n"
        f"3: FLOCK  ADVISORY  WRITE 18 {other} 0 EOF\n"
        f"4: FLOCK  ADVISORY  WRITE 19 {far} 0 EOF\n"
        f"5: FLOCK  ADVISORY  WRITE -1 {place} 0 EOF\n"
        "nonsense\n"
    )
    assert [holder.pid for holder in holders(path, locks)] == [os.getpid()]
    assert holders(path, tmp_path / "not there") == ()
    assert holders(tmp_path / "not there", locks) == ()


@_LINUX
def test_holders_of_a_lock_and_of_a_transaction_are_named(paths: Paths) -> None:
    own = os.getpid()
    with Journal.open(paths, Settings(), NEW_YORK) as journal:
        assert [holder.pid for holder in holders(paths.journal_lock)] == [own]
        assert own not in [holder.pid for holder in writers(paths.journal)]
        with journal.together():
            assert [holder.pid for holder in writers(paths.journal)] == [own]
    assert holders(paths.journal_lock) == ()


def test_processes_in_words() -> None:
    assert named([Holder(4711, "aijournal"), Holder(4712, "python")]) == (
        "process 4711 (aijournal), process 4712 (python)"
    )
    assert named([]) == "another process"


@_LINUX
def test_taking_everything_says_who_is_in_the_way(paths: Paths) -> None:
    with (
        Journal.open(paths, Settings(), NEW_YORK),
        pytest.raises(LockedError, match="open in another") as caught,
    ):
        take_all(paths)
    assert f"process {os.getpid()} (" in caught.value.message
    with take_all(paths), pytest.raises(LockedError, match="replacing the whole journal") as caught:
        Journal.open(paths, Settings(), NEW_YORK)
    assert f"process {os.getpid()} (" in caught.value.message


@_LINUX
def test_copies_are_made_together_and_purges_alone(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aijournal.journal.lock._PATIENCE", 0)
    paths.data.mkdir(parents=True)
    with share_copying(paths.journal), share_copying(paths.journal):
        with pytest.raises(LockedError, match="copied or purged") as caught:
            take_purging(paths.journal)
        assert f"process {os.getpid()} (" in caught.value.message
    with take_purging(paths.journal), pytest.raises(LockedError):
        share_copying(paths.journal)
    assert (paths.data / "purge.lock").stat().st_mode & 0o777 == 0o600


def test_a_purge_is_waited_for(paths: Paths) -> None:
    paths.data.mkdir(parents=True)
    lock = take_purging(paths.journal)
    ending = Timer(0.05, lock.__exit__, args=(None, None, None))
    ending.start()
    with pytest.raises(LockedError):
        take_purging(paths.journal, is_patient=False)
    with share_copying(paths.journal):
        assert ending.finished.is_set()
    ending.join()
