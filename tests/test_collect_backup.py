"""A great import leaves a way back: a backup of the journal as it was before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from aijournal.collect import collect
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.facts import LogLocation
from aijournal.domain.reading import START, Batch, Bookmark, Discovery, LogFile, SourceState
from aijournal.errors import AijournalError
from aijournal.journal.backup_files import BackupReason, list_backups
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings
from tests.journal.builders import NEW_YORK, NOW, add, an_exchange


@dataclass(frozen=True)
class Batches:
    """A source of one log: batches with an exchange each, and so many records."""

    records: tuple[int, ...]
    source: str = "claude-code"
    tool: str = "claude-code"
    retention: str = ""
    kept_days: int | None = None
    is_confirmed: bool = True

    def discover(self, environment: Mapping[str, str], root: Path | None = None) -> Discovery:
        assert (dict(environment), root) == ({}, None)
        log = LogFile(Path("/logs/two.jsonl"), 100 * sum(self.records), 1, 2, 3)
        return Discovery(self.source, SourceState.FOUND, (Path("/logs"),), "", (log,))

    def read(self, file: LogFile, since: Bookmark = START) -> Iterator[Batch]:
        assert file.size >= since.offset
        read = 0
        for number, records in enumerate(self.records, 100):
            read += records
            one = an_exchange(number, NOW - number * timedelta(hours=1))
            yield Batch((one,), (), records, records - 3, 100 * records, Bookmark(100 * read, read))

    def peek(self, location: LogLocation) -> str | None:
        return f"{location}"


@pytest.fixture
def paths(paths: Paths) -> Paths:
    """Return the places of a journal that holds something."""
    with _open(paths) as journal:
        add(journal, an_exchange(1, NOW))
    return paths


def _open(paths: Paths) -> Journal:
    return Journal.open(paths, Settings(), NEW_YORK)


def _collect(paths: Paths, *importers: Batches, dry_run: bool = False) -> int:
    """Import, and return how many interactions there are then."""
    with _open(paths) as journal:
        collect(journal, importers, {}, NOW, dry_run=dry_run)
        return len(journal.entries(EVERYTHING, NOW, 1000).rows)


@pytest.mark.parametrize("records", [(500,), (5,), (250, 250)])
def test_a_small_import_needs_no_way_back(paths: Paths, records: tuple[int, ...]) -> None:
    assert _collect(paths, Batches(records)) == 1 + len(records)
    assert list_backups(paths) == ()


@pytest.mark.parametrize("records", [(501,), (20_000, 20_000, 7), (250, 251)])
def test_a_great_import_leaves_the_journal_as_it_was(paths: Paths, records: tuple[int, ...]) -> None:
    assert _collect(paths, Batches(records)) == 1 + len(records)
    (backup,) = list_backups(paths)
    assert (backup.reason, backup.taken_at) == (BackupReason.BEFORE_IMPORT, NOW)
    assert backup.rows["interaction"] == 1


def test_what_several_sources_bring_counts_together(paths: Paths) -> None:
    _collect(paths, Batches((300,)), Batches((300,), "codex", "codex"), Batches((900,), "kimi", "kimi"))
    (backup,) = list_backups(paths)
    assert backup.rows["interaction"] == 2  # the first source was in by then


def test_a_first_import_has_nothing_to_lose(home: Path, paths: Paths) -> None:
    assert home.exists()
    for path in paths.data.glob("journal.db*"):
        path.unlink()
    _collect(paths, Batches((5000,)))
    assert list_backups(paths) == ()


def test_a_rehearsal_takes_no_backup(paths: Paths) -> None:
    assert _collect(paths, Batches((5000,)), dry_run=True) == 1
    assert list_backups(paths) == ()


def test_without_a_way_back_nothing_is_imported(paths: Paths) -> None:
    paths.backups.write_text("in the way")
    with pytest.raises(AijournalError, match="backup"):
        _collect(paths, Batches((5000,)))
    paths.backups.unlink()
    assert _collect(paths, Batches((5,))) == 2
