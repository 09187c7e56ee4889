"""Shows by evidence that the program reaches no network: one file or more a proof, and a table of all.

python -m tests.offline.prove [--out DIR] [--bundle DIR] [--quick] [--only P4 …]

Ends with 0 if nothing failed; what could not be shown here is told, and is no success.
"""

import argparse
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.offline.bundle import check_bundle
from tests.offline.evidence import ROOT, Outcome, Room, Verdict, as_json, decided, run, summary
from tests.offline.suite import prove_suite
from tests.offline.visited import prove_session

P1 = "P1", "no module for a network is imported"
P6 = "P6", "the system refuses, in the process and its children"
P9 = "P9a", "nothing in the code opens a browser or a viewer"
_QUICK_TESTS = ("tests/ui/safety", "tests/ui/test_start.py")


@dataclass(frozen=True, slots=True)
class Step:
    """Some proofs that are made together; `ids` are theirs."""

    ids: tuple[str, ...]
    prove: Callable[[], Sequence[Outcome]]


def main(arguments: Sequence[str]) -> int:
    """Make the proofs, keep the evidence, and print the table."""
    wanted = _options().parse_args(arguments)
    wanted.out.mkdir(parents=True, exist_ok=True)
    outcomes: list[Outcome] = []
    with tempfile.TemporaryDirectory(prefix="proof-") as work:
        room = Room(wanted.out.resolve(), Path(work))
        for step in _steps(room, wanted):
            if not wanted.only or set(wanted.only) & set(step.ids):
                print(f"Proving {', '.join(step.ids)} …", flush=True)  # noqa: T201 - a script prints
                outcomes += step.prove()
        room.keep("summary.txt", summary(outcomes))
        room.keep("summary.json", as_json(outcomes))
    print(summary(outcomes))  # noqa: T201 - a script prints
    return int(any(outcome.verdict is Verdict.FAILED for outcome in outcomes))


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Show by evidence that the program reaches no network.")
    place = ROOT / "build" / "evidence"
    parser.add_argument("--out", type=Path, default=place, help="where to keep the evidence; build/evidence")
    parser.add_argument("--bundle", type=Path, help="a folder that was built to be shipped (P2)")
    parser.add_argument("--quick", action="store_true", help="one round of the session, few tests")
    parser.add_argument("--only", nargs="+", default=[], metavar="PROOF", help="such as P4")
    return parser


def _steps(room: Room, wanted: argparse.Namespace) -> tuple[Step, ...]:
    python, is_quick = sys.executable, wanted.quick
    tests = _QUICK_TESTS if is_quick else ("tests/ui",)
    return (
        Step(("P1",), lambda: [_imports(room)]),
        Step(("P2",), lambda: [check_bundle(room, wanted.bundle)]),
        Step(("P6",), lambda: [_tested(room, P6, "tests/offline/test_lock.py", "tests/test_offline.py")]),
        Step(("P9",), lambda: [_tested(room, P9, "tests/offline/test_no_strangers.py")]),
        Step(("P4", "P9", "P10", "P12"), lambda: prove_session(room, python, 0 if is_quick else 300)),
        Step(("P3", "P5", "P6"), lambda: prove_suite(room, python, tests)),
    )


def _imports(room: Room) -> Outcome:
    lint = shutil.which("lint-imports", path=str(Path(sys.executable).parent)) or "lint-imports"
    ended = run(lint, "--no-logo", "--no-cache")
    file = room.keep("P1-imports.txt", ended.stdout + ended.stderr)
    kept = re.search(r"Contracts: .*", ended.stdout)
    rules = ("Nothing can reach a network KEPT", "The C library is called by name in five places KEPT")
    missing = [rule for rule in rules if rule not in ended.stdout]
    reasons = [*(f"not: {rule}" for rule in missing), *(["lint-imports failed"] if ended.returncode else [])]
    return decided(P1, reasons, kept[0] if kept else "", file)


def _tested(room: Room, proof: tuple[str, str], *tests: str) -> Outcome:
    """Return what tests came to; those that could not be made are told."""
    options = ("-v", "-rs", "-p", "no:cacheprovider", f"--basetemp={room.work / proof[0]}")
    ended = run(sys.executable, "-m", "pytest", *options, *tests)
    file = room.keep(f"{proof[0]}-tests.txt", ended.stdout + ended.stderr)
    last = ended.stdout.strip().rpartition("\n")[2].strip("= ")
    skipped = re.findall(r"SKIPPED .*: (.*)", ended.stdout)
    if ended.returncode == 0 and " passed" not in last:
        return Outcome(*proof, Verdict.NOT_SHOWN, "; ".join(skipped), file)
    reasons = [last] if ended.returncode else []
    return decided(proof, reasons, "; ".join([last, *skipped]), file)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
