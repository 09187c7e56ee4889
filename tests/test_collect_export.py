"""An export to the journal: a dry run, progress, cancel, and a file of any size."""

import subprocess
import sys
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from aijournal.collect_export import collect_export
from aijournal.demo import make_demo_journal
from aijournal.demo.large_journal import make_large_journal
from aijournal.export.whole import to_lines
from aijournal.journal.backup_files import BackupReason, list_backups
from aijournal.journal.journal import Journal
from aijournal.paths import find_paths
from aijournal.settings import Settings
from tests.journal.builders import NOW, add, an_exchange
from tests.journal.dumps import assert_sums_fit, lasting
from tests.journal.exports import export, open_in
from tests.processes import environment

if TYPE_CHECKING:
    from aijournal.collect import Progress

_MB = 1 << 20
# Both ways, in a process of its own; prints how much more memory that took than an open journal.
_THERE_AND_BACK = """
import resource, sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo
from aijournal.collect_export import collect_export
from aijournal.export.files import write_export
from aijournal.export.whole import to_lines
from aijournal.journal.journal import Journal
from aijournal.paths import find_paths
from aijournal.settings import Settings

def peak():
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit

def paths(home):
    return find_paths({"AIJOURNAL_HOME": str(home)})

def opened(home):
    return Journal.open(paths(home), Settings(), ZoneInfo("UTC"))

folder = Path(sys.argv[1])
with opened(folder / "one") as journal, opened(folder / "other") as other:
    before = peak()
    with closing(journal.export_rows.all()) as records:
        write_export(paths(folder / "one"), folder / "all.jsonl", to_lines(records, "1.0"))
    result = collect_export(other, folder / "all.jsonl", datetime.now(UTC))
    print(result.imported.imported, result.imported.records, peak() - before)
"""


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """Return the export of a small journal."""
    path = tmp_path / "small.jsonl"
    with open_in(tmp_path / "small") as journal:
        add(journal, *(an_exchange(n, NOW - timedelta(hours=n), conversation_id=f"c-{n}") for n in range(60)))
        path.write_bytes(export(journal))
    return path


def test_the_demo_comes_back_equal(tmp_path: Path) -> None:
    paths = find_paths({"AIJOURNAL_HOME": str(tmp_path / "demo")})
    make_demo_journal(paths, date(2026, 11, 20))
    path = tmp_path / "demo.jsonl"
    with Journal.open(paths, Settings(), ZoneInfo("UTC")) as demo, open_in(tmp_path / "other") as other:
        path.write_bytes(export(demo))
        result = collect_export(other, path, NOW).imported
        assert (result.imported, result.interactions_new) == (
            result.records,
            len(lasting(demo)["interaction"]),
        )
        assert lasting(other) == lasting(demo)
        assert_sums_fit(other)
        assert other.checks.full().is_sound
        assert other.is_demo


def test_a_backup_is_taken_before_very_much_comes(tmp_path: Path) -> None:
    paths = find_paths({"AIJOURNAL_HOME": str(tmp_path / "other")})
    path = tmp_path / "much.jsonl"
    with open_in(tmp_path / "much") as journal, open_in(tmp_path / "other") as other:
        add(other, an_exchange(9_999, NOW))
        for count, reasons in ((100, []), (600, [BackupReason.BEFORE_IMPORT])):
            add(journal, *(an_exchange(n, NOW - timedelta(hours=n)) for n in range(count)))
            path.write_bytes(export(journal))
            collect_export(other, path, NOW)
            assert [backup.reason for backup in list_backups(paths)] == reasons


def test_a_dry_run_counts_alike_and_keeps_nothing(tmp_path: Path, exported: Path) -> None:
    with open_in(tmp_path / "other") as other:
        before = lasting(other)
        tried = collect_export(other, exported, NOW, dry_run=True)
        assert lasting(other) == before
        assert other.imports.runs(1) == ()
        done = collect_export(other, exported, NOW)
        assert (tried.imported.records, tried.imported.imported) == (
            done.imported.records,
            done.imported.imported,
        )


def test_progress_rises_to_nearly_all_of_the_file(tmp_path: Path, exported: Path) -> None:
    told: list[Progress] = []
    with open_in(tmp_path / "other") as other:
        collect_export(other, exported, NOW, progress=told.append)
    done = [one.bytes_read / one.bytes_total for one in told]
    assert done == sorted(done)
    assert len(done) > 50
    assert 0.9 < done[-1] <= 1


def test_cancelling_keeps_nothing_at_all(tmp_path: Path, exported: Path) -> None:
    asked = 0

    def is_cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > 90

    with open_in(tmp_path / "other") as other:
        before = lasting(other)
        result = collect_export(other, exported, NOW, is_cancelled=is_cancelled).imported
        assert (result.was_cancelled, result.imported) == (True, 0)
        assert lasting(other) == before
        assert other.undo(NOW) is None


@pytest.mark.parametrize(
    ("interactions", "most"), [(2_000, 48), pytest.param(100_000, 96, marks=pytest.mark.nightly)]
)
@pytest.mark.skipif(sys.platform == "win32", reason="no such measure of memory there")
def test_memory_stays_flat_whatever_the_size(tmp_path: Path, interactions: int, most: int) -> None:
    """The engine's own pages, of which it may keep 32 MiB a journal, are most of it."""
    paths = find_paths({"AIJOURNAL_HOME": str(tmp_path / "one")})
    make_large_journal(paths, date(2026, 11, 20), interactions=interactions, calls=10 * interactions)
    ended = subprocess.run(
        [sys.executable, "-c", _THERE_AND_BACK, str(tmp_path)],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    imported, records, grown = map(int, ended.stdout.split())
    assert imported == records > 3 * interactions
    assert grown < most * _MB
    other = find_paths({"AIJOURNAL_HOME": str(tmp_path / "other")})
    with (
        Journal.open(other, Settings(), ZoneInfo("UTC")) as journal,
        closing(journal.export_rows.all()) as again,
        (tmp_path / "all.jsonl").open("rb") as lines,
    ):
        assert all(one == other for one, other in zip(to_lines(again, "1.0"), lines, strict=True))
