"""P3, P5 and a part of P6: the tests of the window, watched; in a room without a network; and locked."""

import os
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.offline.evidence import Outcome, Room, decided, not_shown, run, with_checkout
from tests.offline.watching_sockets import BEGAN, VARIABLE

P3 = "P3", "Python opens no socket in the tests of the window"
P5 = "P5", "they end alike where there is no network"
P6 = "P6b", "they end alike in a process that is locked"
_NAMED = 5  # of tests that ended otherwise
_MODULE = "import sys, pytest; sys.exit(pytest.main(sys.argv[1:]))"

Results = Mapping[str, str]


def prove_suite(room: Room, python: str, tests: Sequence[str]) -> list[Outcome]:
    """Run the tests of the window three times, or those that are named."""
    audit = room.work / "audit"
    audit.mkdir()
    outside = _run(room, "outside", [python], tests, "tests.offline.watching_sockets", {VARIABLE: str(audit)})
    outcomes = [_watched(room, audit, outside)]
    if _can_unshare():
        alone = _run(room, "no-network", ["unshare", "-rn", python], tests, "no:cacheprovider")
        outcomes.append(_compared(room, P5, outside, alone))
    else:
        outcomes.append(not_shown(P5, "this system lets nobody make a room without a network (unshare -rn)"))
    locked = _run(room, "locked", [python], tests, "tests.offline.locking")
    return [*outcomes, _compared(room, P6, outside, locked)]


def results(report: Path) -> Results:
    """Return how each test of a report in JUnit's format ended; no report, no test."""
    if not report.exists():
        return {}
    found = {}
    for case in ET.parse(report).getroot().iter("testcase"):  # noqa: S314 - pytest wrote it just now
        ends = {child.tag for child in case} & {"failure", "error", "skipped"}
        found[f"{case.get('classname')}::{case.get('name')}"] = "+".join(sorted(ends)) or "passed"
    return found


def differences(before: Results, after: Results) -> list[str]:
    """Return the tests that ended otherwise, with how."""
    return [
        f"{name}: {before.get(name, 'not run')}, then {after.get(name, 'not run')}"
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    ]


def events(audit: Path) -> tuple[int, list[str]]:
    """Return how many processes were watched, and what was seen in them."""
    files = [path.read_text(encoding="utf-8").splitlines() for path in sorted(audit.glob("*.txt"))]
    assert all(lines[0].startswith(BEGAN) for lines in files)
    return len(files), [line for lines in files for line in lines[1:]]


def _can_unshare() -> bool:
    return shutil.which("unshare") is not None and run("unshare", "-rn", "true").returncode == 0


def _run(
    room: Room,
    name: str,
    python: Sequence[str],
    tests: Sequence[str],
    plugin: str,
    more: Mapping[str, str] | None = None,
) -> Results:
    """Run the tests once, and those that failed once more, as a busy machine makes some too slow."""
    report = room.work / f"{name}.xml"
    kept = f"--basetemp={room.work / f'{name}-files'}"  # where no other run clears up
    command = [*python, "-c", _MODULE, "-q", "-p", plugin, "-p", "no:cacheprovider", kept, *tests]
    environment = with_checkout(QT_QPA_PLATFORM="offscreen", **more or {})
    ended = run(*command, "-n", str(os.cpu_count() or 1), f"--junitxml={report}", environment=environment)
    said, found = ended.stdout + ended.stderr, dict(results(report))
    failed = [line.split()[1] for line in said.splitlines() if line.startswith(("FAILED ", "ERROR "))]
    if failed:
        again = room.work / f"{name}-again.xml"
        ended = run(
            *(word for word in command if word not in tests),
            *failed,
            f"--junitxml={again}",
            environment=environment,
        )
        found |= results(again)
        said += f"\nOnce more:\n{ended.stdout}{ended.stderr}"
    room.keep(f"suite-{name}.txt", said)
    return found


def _watched(room: Room, audit: Path, found: Results) -> Outcome:
    processes, seen = events(audit)
    file = room.keep("P3-sockets.txt", "\n".join([f"{processes} processes were watched", *seen, ""]))
    if not found or not processes:
        return decided(P3, ["the tests did not run"], "", "suite-outside.txt")
    reasons = [f"{len(seen)} events, such as {seen[0]}"] if seen else []
    return decided(P3, reasons, f"{len(found)} tests in {processes} processes, 0 events socket.*", file)


def _compared(room: Room, proof: tuple[str, str], before: Results, after: Results) -> Outcome:
    changed = differences(before, after)
    ends = {end: list(after.values()).count(end) for end in sorted(set(after.values()))}
    told = ", ".join(f"{count} {end}" for end, count in ends.items())
    lines = [f"{len(before)} tests before, {len(after)} after: {told}", *changed, ""]
    file = room.keep(f"{proof[0]}-compared.txt", "\n".join(lines))
    reasons = changed[:_NAMED] if before and after else ["the tests did not run"]
    return decided(proof, reasons, f"the same results as without: {told}", file)
