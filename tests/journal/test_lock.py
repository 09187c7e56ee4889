"""The lock beside the journal: shared by all who have it open, or held by one alone."""

from pathlib import Path

import pytest

from aijournal.errors import AijournalError, LockedError
from aijournal.journal.journal import Journal
from aijournal.journal.lock import ExclusiveLock, SharedLock
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
