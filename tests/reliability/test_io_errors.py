"""The Nth write or sync fails: a plain error, nothing acknowledged lost, and the next try succeeds.

Faults are put in by `strace`. Run it with `pytest -m nightly tests/reliability`.
"""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from aijournal.domain.entry_filter import EVERYTHING
from aijournal.paths import Paths, find_paths
from tests.processes import SOURCE, environment
from tests.reliability.acts import START, open_journal, unsound
from tests.reliability.recording import strace

pytestmark = [
    pytest.mark.nightly,
    pytest.mark.skipif(strace() is None, reason="there is no `strace` to put faults in with"),
]
_ENTRIES = 3
_FAULTS = (
    *("pwrite64:error=EIO", "pwrite64:error=ENOSPC", "fsync:error=EIO"),
    "ftruncate:error=EIO",
)
_TITLES = {
    "The disk is full",
    "The disk cannot be read or written",
    "The journal cannot be opened or written",
}


def _disturbed(home: Path, fault: str, when: str) -> tuple[set[str], set[str], str, bool]:
    """Log entries while a call fails; tell what was acknowledged and refused, stderr, and if it struck."""
    paths = find_paths({"AIJOURNAL_HOME": str(home)})
    call, _, _ = fault.partition(":")
    trace = home / "trace"
    files = [str(paths.journal.with_name(f"journal.db{suffix}")) for suffix in ("", "-wal")]
    ended = subprocess.run(
        [
            *("strace", "-o", str(trace), "-e", f"trace={call}", "-e", f"inject={fault}:when={when}"),
            *(part for file in files for part in ("-P", file)),
            *(sys.executable, "-m", "tests.reliability.recorded_writer", str(home), str(_ENTRIES), "twice"),
        ],
        cwd=SOURCE.parent,
        env=environment(PYTHONPATH=os.pathsep.join(map(str, (SOURCE, SOURCE.parent)))),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    lines = ended.stdout.splitlines()
    acknowledged = {f"entry {line.split()[1]}" for line in lines if line.startswith("ack ")}
    refused = {line.removeprefix("refused ") for line in lines if line.startswith("refused ")}
    problem = "" if ended.returncode == 0 else f"ended with {ended.returncode}\n"
    return acknowledged, refused, problem + ended.stderr, "(INJECTED)" in trace.read_text()


def _found(paths: Paths) -> tuple[set[str], list[str]]:
    with open_journal(paths) as journal:
        rows = journal.entries(EVERYTHING, START, 10**6).rows
        return {row.interaction.title or "" for row in rows}, unsound(journal)


@pytest.mark.parametrize("fault", _FAULTS)
@pytest.mark.parametrize("lasts", ["once", "for good"])
def test_a_fault_of_the_disk_is_a_plain_error_and_loses_nothing(
    tmp_path: Path, pytestconfig: pytest.Config, fault: str, lasts: str
) -> None:
    step = 1 if pytestconfig.getoption("--full-counts") else 5
    strikes = 0
    for number in range(1, 400, step):
        home = tmp_path / f"{number}"
        paths = find_paths({"AIJOURNAL_HOME": str(home)})
        open_journal(paths).close()
        when = f"{number}" if lasts == "once" else f"{number}+"
        acknowledged, refused, stderr, has_struck = _disturbed(home, fault, when)
        if not has_struck:
            break
        strikes += 1
        assert stderr == ""
        assert refused <= _TITLES
        titles, problems = _found(paths)
        assert problems == []
        assert acknowledged <= titles
        if lasts == "once":  # the second try, or opening again, succeeds
            assert len(acknowledged) == _ENTRIES
    assert strikes > 0


def test_a_fault_while_a_killed_journal_is_recovered(tmp_path: Path) -> None:
    """Recovery reads the -wal of a killed process; what fails in it fails plainly, and works next time."""
    for number in range(1, 6):
        home = tmp_path / f"{number}"
        paths = find_paths({"AIJOURNAL_HOME": str(home)})
        _kill_a_writer(paths)
        assert paths.journal.with_name("journal.db-wal").stat().st_size > 0
        acknowledged, refused, stderr, _ = _disturbed(home, "pwrite64:error=EIO", f"{number}+")
        assert stderr == ""
        assert refused <= _TITLES
        titles, problems = _found(paths)
        assert problems == []
        assert acknowledged <= titles
        assert len(titles) > len(acknowledged)  # what the killed writer had committed


def _kill_a_writer(paths: Paths) -> None:
    script = (
        "import sys; from pathlib import Path; from aijournal.paths import find_paths; "
        "from tests.reliability.acts import Writer; "
        "Writer(find_paths({'AIJOURNAL_HOME': sys.argv[1]}), {}, 5)(lambda line: print(line, flush=True))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(paths.data.parent)],
        cwd=SOURCE.parent,
        env=environment(PYTHONPATH=os.pathsep.join(map(str, (SOURCE, SOURCE.parent)))),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    with process.stdout as lines:
        for count, _ in enumerate(lines):
            if count == 40:
                break
        process.send_signal(signal.SIGKILL)
        with suppress(ValueError):
            lines.read()
    process.wait()
