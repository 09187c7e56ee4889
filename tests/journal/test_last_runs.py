"""What the journal remembers of the latest reading of each source."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from aijournal.domain.reading import Batch, Bookmark, LogFile, Problem
from aijournal.journal.facts import Reading
from aijournal.journal.imports import ImportRun
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings
from tests.journal.builders import NEW_YORK, NOW, add, an_exchange

LOG = LogFile(Path("/logs/one.jsonl"), 100, 1, 2, 3)


def _read(journal: Journal, run: ImportRun, reasons: Sequence[str], ignored: int = 0) -> None:
    problems = tuple(Problem(reason, LOG.path, line) for line, reason in enumerate(reasons))
    batch = Batch((), problems, len(problems) + ignored, ignored, 100, Bookmark(100, 1))
    journal.imports.add(run, [Reading(LOG, batch, is_whole=True)])


def test_a_journal_that_read_nothing_remembers_no_run(journal: Journal) -> None:
    journal.imports.begin("codex", "codex", NOW)
    assert journal.imports.last_runs() == {}


def test_reasons_are_counted_over_all_batches_of_a_run(journal: Journal) -> None:
    run = journal.imports.begin("codex", "codex", NOW)
    _read(journal, run, ["no time", "not a JSON record", "not a JSON record"], ignored=2)
    _read(journal, run, ["no time", "no time"])
    unfinished = journal.imports.last_runs()["codex"]
    assert unfinished.finished_at is None
    journal.imports.finish(run, NOW + timedelta(minutes=1))
    last = journal.imports.last_runs()["codex"]
    assert (last.started_at, last.finished_at) == (NOW, NOW + timedelta(minutes=1))
    assert (last.records, last.ignored, last.rejected) == (7, 2, 5)
    assert list(last.rejected_by_reason.items()) == [("no time", 3), ("not a JSON record", 2)]


def test_each_source_has_its_latest_run_that_found_anything(paths: Paths) -> None:
    with Journal.open(paths, Settings(), NEW_YORK) as journal:
        _read(journal, journal.imports.begin("codex", "codex", NOW), ["no time"])
        later = NOW + timedelta(days=1)
        _read(journal, journal.imports.begin("codex", "codex", later), [], ignored=1)
        journal.imports.begin("codex", "codex", later + timedelta(days=1))
        add(journal, an_exchange(1, NOW, calls=2))
    with Journal.open(paths, Settings(), NEW_YORK) as journal:
        runs = journal.imports.last_runs()
    assert set(runs) == {"codex", "claude-code"}
    assert (runs["codex"].started_at, runs["codex"].records) == (later, 1)
    assert runs["codex"].rejected_by_reason == {}
    assert (runs["claude-code"].records, runs["claude-code"].imported) == (3, 3)


def test_reasons_are_kept_in_the_transaction_of_the_facts(journal: Journal) -> None:
    run = journal.imports.begin("codex", "codex", NOW)

    def fail_half_way() -> None:
        with journal.together():
            _read(journal, run, ["no time"])
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        fail_half_way()
    assert journal._db.execute("SELECT count(*) FROM import_rejection").fetchone() == (0,)
    assert journal.imports.last_runs() == {}
