"""Logs of two gigabytes, in many lines and in a single one: little memory, and a cancel that is heard.

`pytest -m nightly tests/reliability`.
"""

import os
from datetime import date
from pathlib import Path

import pytest

from aijournal.demo import write_sample_logs
from tests.processes import run_python

pytestmark = [
    pytest.mark.nightly,
    pytest.mark.skipif(os.name != "posix", reason="measures memory as POSIX systems tell it"),
]
_BYTES = 2 << 30
_LINE = (
    b'{"type":"user","uuid":"u","sessionId":"s","timestamp":"2026-11-20T09:00:00.000Z",'
    b'"message":{"role":"user","content":"Hi"}}\n'
)
_MOST_GROWN = 64 << 20  # bytes of memory, over what an open journal takes
_MOST_BESIDE = 96 << 20  # bytes of memory in the process that reads, with all that it is made of
_LONGEST_SILENCE = 0.5  # seconds between two words of progress
_LONGEST_CANCEL = 0.5  # seconds

READ = """
import resource, sys, time
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo
from aijournal.collect import collect
from aijournal.importers.claude_code.importer import ClaudeCode
from aijournal.journal.journal import Journal
from aijournal.paths import find_paths
from aijournal.settings import Settings

logs, cancel_after = Path(sys.argv[1]), float(sys.argv[2])
unit = 1 if sys.platform == "darwin" else 1024
told, asked = [time.monotonic()], []

def is_cancelled():
    asked.append(time.monotonic())
    return asked[-1] - told[0] > cancel_after

def memory(who=resource.RUSAGE_SELF):
    return resource.getrusage(who).ru_maxrss * unit

with Journal.open(find_paths(), Settings(), ZoneInfo("UTC")) as journal:
    before = memory()
    told[0] = time.monotonic()
    (result,) = collect(
        journal, [ClaudeCode()], {}, datetime(2026, 11, 20, tzinfo=UTC), root=logs,
        progress=lambda _: told.append(time.monotonic()), is_cancelled=is_cancelled,
    )
    ended = time.monotonic()
silence = max(later - earlier for earlier, later in zip(told, [*told[1:], ended]))
print(result.records, result.rejected, int(result.was_cancelled), memory() - before,
      memory(resource.RUSAGE_CHILDREN), silence, ended - told[0] - cancel_after)
"""


def _read(folder: Path, logs: Path, cancel_after: float = 1_000) -> tuple[float, ...]:
    """Return records, those rejected, whether it was cancelled, memory, longest silence and wait."""
    done = run_python(folder, "-c", READ, str(logs), str(cancel_after), AIJOURNAL_HOME=str(folder / "own"))
    assert done.stderr == ""
    return tuple(map(float, done.stdout.split()))


@pytest.fixture
def many_lines(tmp_path: Path) -> tuple[Path, int]:
    """Return a log of some work, told again and again, and how many lines it has."""
    home = write_sample_logs(tmp_path / "sample", date(2026, 11, 20))
    sample = b"".join(path.read_bytes() for path in sorted(home.rglob("*.jsonl")))
    times = _BYTES // len(sample) + 1
    log = tmp_path / "logs" / "projects" / "-home-dev-harbour" / "session.jsonl"
    log.parent.mkdir(parents=True)
    with log.open("wb") as file:
        for _ in range(times):
            file.write(sample)
    return tmp_path / "logs", sample.count(b"\n") * times


@pytest.fixture
def one_line(tmp_path: Path) -> Path:
    """Return a log of one line that comes to no end, with a good one before and after it."""
    log = tmp_path / "logs" / "projects" / "-home-dev-harbour" / "session.jsonl"
    log.parent.mkdir(parents=True)
    with log.open("wb") as file:
        file.write(_LINE + b'{"type":"user","message":{"role":"user","content":"')
        for _ in range(_BYTES >> 20):
            file.write(b"x" * (1 << 20))
        file.write(b'"}}\n' + _LINE)
    return tmp_path / "logs"


def test_two_gigabytes_of_lines(tmp_path: Path, many_lines: tuple[Path, int]) -> None:
    logs, lines = many_lines
    records, rejected, was_cancelled, grown, beside, silence, _ = _read(tmp_path, logs)
    assert (records, rejected, was_cancelled) == (lines, 0, 0)
    assert grown < _MOST_GROWN
    assert beside < _MOST_BESIDE
    assert silence < _LONGEST_SILENCE


def test_two_gigabytes_in_one_line(tmp_path: Path, one_line: Path) -> None:
    records, rejected, was_cancelled, grown, beside, silence, _ = _read(tmp_path, one_line)
    assert (records, rejected, was_cancelled) == (3, 1, 0)
    assert grown < _MOST_GROWN
    assert beside < _MOST_BESIDE
    assert silence < _LONGEST_SILENCE


@pytest.mark.parametrize("after", [0.2, 1.5])
def test_a_cancel_is_heard(tmp_path: Path, many_lines: tuple[Path, int], after: float) -> None:
    *_, was_cancelled, _, _, _, wait = _read(tmp_path, many_lines[0], after)
    assert was_cancelled
    assert wait < _LONGEST_CANCEL


def test_a_cancel_is_heard_in_the_middle_of_a_line(tmp_path: Path, one_line: Path) -> None:
    *_, was_cancelled, _, _, _, wait = _read(tmp_path, one_line, 0.2)
    assert was_cancelled
    assert wait < _LONGEST_CANCEL
