"""A power cut at any moment leaves a sound journal with every acknowledged entry.

What the program does to the disk is recorded with `strace`, and cut off at random points. Run it with
`pytest -m nightly tests/reliability`.
"""

import random
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from aijournal.paths import find_paths
from tests.reliability.acts import open_journal
from tests.reliability.recording import Event, power_cuts, record, strace

pytestmark = [
    pytest.mark.nightly,
    pytest.mark.skipif(strace() is None, reason="there is no `strace` to record with"),
]
_ENTRIES = 120
_NAME = "journal.db"


def _record(folder: Path, synchronous: str) -> tuple[list[Event], dict[str, bytes]]:
    """Return what writing did to the disk, and the files as they were before."""
    home = folder / "home"
    paths = find_paths({"AIJOURNAL_HOME": str(home)})
    open_journal(paths).close()
    base = {_NAME: paths.journal.read_bytes()}
    writer = [sys.executable, "-m", "tests.reliability.recorded_writer"]
    program = [*writer, str(home), str(_ENTRIES), synchronous]
    events = record(program, folder, _NAME)
    assert sum(event.kind == "ack" for event in events) == _ENTRIES
    return events, base


def _fault(folder: Path, files: dict[str, bytes], acknowledged: int) -> str | None:
    """Return what is wrong with the files that a power cut left: `corrupt`, `lost` or nothing."""
    for name in (_NAME, f"{_NAME}-wal", f"{_NAME}-shm"):
        (folder / name).unlink(missing_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    try:
        with closing(sqlite.connect(str(folder / _NAME), isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            titles = {title for (title,) in connection.execute("SELECT title FROM interaction")}
            is_sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    except sqlite.DatabaseError:
        return "corrupt"
    lost = {f"entry {number}" for number in range(acknowledged)} - titles
    return "lost" if lost else None if is_sound else "corrupt"


def _faults(tmp_path: Path, synchronous: str, count: int, seeds: int) -> tuple[list[str], int]:
    events, base = _record(tmp_path, synchronous)
    draw = random.Random(2)
    points = set(draw.sample(range(len(events)), min(count, len(events))))
    image = tmp_path / "image"
    image.mkdir()
    faults = [_fault(image, files, done) for done, files in power_cuts(events, base, points, seeds)]
    return [fault for fault in faults if fault], len(faults)


def test_nothing_acknowledged_is_lost(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    count, seeds = (2000, 5) if pytestconfig.getoption("--full-counts") else (400, 2)
    faults, cuts = _faults(tmp_path, "FULL", count, seeds)
    assert cuts > 300
    assert faults == []


def test_a_setting_that_syncs_less_is_found_out(tmp_path: Path) -> None:
    """Show that the harness bites: with NORMAL, SQLite itself promises less."""
    faults, _ = _faults(tmp_path, "NORMAL", 400, 1)
    assert "lost" in faults
    assert "corrupt" not in faults


def test_no_syncing_at_all_is_found_out(tmp_path: Path) -> None:
    faults, _ = _faults(tmp_path, "OFF", 400, 1)
    assert "lost" in faults
