"""Many logs are read ahead in a process of its own: the journal cannot tell, whatever happens to it."""

import os
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from aijournal.collect import ImportResult, Progress, collect
from aijournal.demo import write_sample_logs
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.totals import TokenTotals
from aijournal.importers.claude_code.importer import ClaudeCode
from aijournal.importers.reading import reading_ahead
from aijournal.journal.journal import Journal
from aijournal.paths import find_paths
from aijournal.settings import Settings
from tests.journal.builders import NEW_YORK, NOW

pytestmark = pytest.mark.usefixtures("always_ahead")


@pytest.fixture
def always_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_ahead, "WORTHWHILE", 0)


@pytest.fixture
def logs(tmp_path: Path) -> Path:
    return write_sample_logs(tmp_path / "logs", date(2026, 11, 20), 3) / ".claude"


def read(
    home: Path,
    logs: Path,
    progress: Callable[[Progress], None] = lambda _: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> tuple[ImportResult, TokenTotals]:
    paths = find_paths({"AIJOURNAL_HOME": str(home)})
    with Journal.open(paths, Settings(), NEW_YORK) as journal:
        (result,) = collect(
            journal, [ClaudeCode()], {}, NOW, root=logs, progress=progress, is_cancelled=is_cancelled
        )
        return replace(result, seconds=0), journal.totals(EVERYTHING).total


def children() -> set[int]:
    return {
        int(child)
        for task in Path("/proc/self/task").iterdir()
        for child in (task / "children").read_text().split()
    }


def test_it_comes_to_the_same(tmp_path: Path, logs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ahead = read(tmp_path / "ahead", logs)
    monkeypatch.setattr(reading_ahead, "WORTHWHILE", 1 << 60)
    assert ahead == read(tmp_path / "here", logs)
    assert ahead[0].calls_new > 100
    assert ahead[0].problems == ()


def transactions(home: Path, logs: Path) -> int:
    """Return how many transactions reading logs takes."""
    said: list[str] = []
    with Journal.open(find_paths({"AIJOURNAL_HOME": str(home)}), Settings(), NEW_YORK) as journal:
        journal._db.conn.set_trace_callback(said.append)
        collect(journal, [ClaudeCode()], {}, NOW, root=logs)
    return said.count("COMMIT")


def test_beside_a_window_less_is_stored_at_once(
    tmp_path: Path, logs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aijournal.collect._SECONDS_A_TRANSACTION", 3600)
    monkeypatch.setattr("aijournal.collect._RECORDS_BESIDE_A_WINDOW", 1)
    with ThreadPoolExecutor() as pool:
        beside = pool.submit(transactions, tmp_path / "beside", logs).result()
    assert 0 < transactions(tmp_path / "alone", logs) < beside


@pytest.mark.skipif(sys.platform != "linux", reason="looks for the process in /proc")
def test_a_cancel_keeps_what_was_stored_and_leaves_no_process(tmp_path: Path, logs: Path) -> None:
    whole, totals = read(tmp_path / "whole", logs)
    before = children()
    seen: list[Progress] = []
    cut, _ = read(tmp_path / "cut", logs, seen.append, lambda: len(seen) > 3)
    assert cut.was_cancelled
    assert children() == before
    rest, same = read(tmp_path / "cut", logs)
    assert 0 < cut.records < whole.records
    assert cut.records + rest.records == whole.records
    assert same == totals


@pytest.mark.skipif(sys.platform != "linux", reason="looks for the process in /proc")
def test_a_process_that_is_killed_loses_nothing(tmp_path: Path, logs: Path) -> None:
    before = children()

    def kill(_: Progress) -> None:
        for process in children() - before:
            os.kill(process, signal.SIGKILL)

    killed, totals = read(tmp_path / "killed", logs, kill)
    whole, same = read(tmp_path / "whole", logs)
    assert totals == same
    assert killed.records == whole.records
    assert {problem.reason for problem in killed.problems} <= {reading_ahead.FAILED}
