"""Measure what people wait for, each beside the least that the same could take.

python -m tests.benchmarks.bench [--quick] [--into DIR]
"""

import argparse
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from aijournal.paths import HOME_VARIABLE, find_paths
from aijournal.ui.theme import QT_ARGUMENTS
from tests.benchmarks.commands import measure_commands
from tests.benchmarks.encrypted import measure_encrypted
from tests.benchmarks.exporting import measure_exporting
from tests.benchmarks.imports import measure_footprint, measure_imports
from tests.benchmarks.questions import NOW, ZONE, large_journal, measure_questions
from tests.benchmarks.responding import measure_responding
from tests.benchmarks.safety import measure_safety
from tests.benchmarks.starting import measure_start
from tests.benchmarks.table import Measure, aligned, machine, table

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_FOLDER = Path(__file__).parents[2] / "build" / "bench"


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured, and how often."""

    megabytes: int
    interactions: int
    import_runs: int
    start_runs: int
    question_runs: int
    steps: int
    rounds: int


FULL = Size(760, 100_000, import_runs=5, start_runs=9, question_runs=15, steps=60, rounds=10)
QUICK = Size(4, 2_000, import_runs=3, start_runs=3, question_runs=5, steps=10, rounds=2)


def main() -> int:
    """Measure everything and print one table."""
    parser = argparse.ArgumentParser(description="Measure what people wait for.")
    parser.add_argument("--quick", action="store_true", help="small sizes and few runs")
    parser.add_argument("--into", type=Path, default=_FOLDER, help="where logs and journals are kept")
    options = parser.parse_args()
    size = QUICK if options.quick else FULL
    options.into.mkdir(parents=True, exist_ok=True)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    print(machine(), flush=True)  # noqa: T201 - a script prints
    measures = list(told(measured(options.into, size)))

    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - not before all else was measured

    qt = QApplication(list(QT_ARGUMENTS))
    measures += told(screens(qt, options.into, size))
    measures += told(quick_log(qt, options.into, size))
    print(table(measures))  # noqa: T201 - a script prints
    print(scrolling(qt, options.into, size))  # noqa: T201 - a script prints
    print(session(qt, options.into, size))  # noqa: T201 - a script prints
    return 0


def tell(words: str) -> None:
    """Tell progress beside the result."""
    print(words, file=sys.stderr, flush=True)  # noqa: T201 - a script prints


def told(measures: Iterable[Measure]) -> Iterator[Measure]:
    """Pass measures on, and tell each as soon as it is there."""
    for measure in measures:
        tell(f"  {measure.name}: {measure.ratio:.2f}")
        yield measure


def measured(folder: Path, size: Size) -> Iterator[Measure]:
    """Yield every measure with a floor that needs no window in this process."""
    yield from measure_imports(folder, size.megabytes, size.import_runs)
    yield from measure_footprint(folder, size.megabytes)
    yield measure_responding(folder, size.megabytes, size.import_runs)
    paths = large_journal(folder, size.interactions, tell)
    yield measure_start(paths, size.start_runs)
    yield from measure_questions(paths, size.question_runs)
    yield from measure_safety(paths, folder, size.question_runs)
    yield from measure_exporting(paths, folder)
    yield from measure_encrypted(paths, folder, size.question_runs, tell)
    yield from measure_commands(paths, folder, size.start_runs, tell)


def screens(qt: "QApplication", folder: Path, size: Size) -> Iterator[Measure]:
    """Yield what the pages of the window take on an encrypted journal, beside the plain one."""
    from tests.benchmarks.screens import measure_screens  # noqa: PLC0415 - not before all else was measured

    paths = large_journal(folder, size.interactions, tell)
    yield from measure_screens(qt, paths, folder, size.start_runs, tell)


def quick_log(qt: "QApplication", folder: Path, size: Size) -> Iterator[Measure]:
    """Yield how long another process waits for the caret in the quick log of the window that is open."""
    from tests.benchmarks.quick_log import measure_quick_log  # noqa: PLC0415 - not before all else was measured

    yield measure_quick_log(qt, large_journal(folder, size.interactions, tell), size.question_runs)


def session(qt: "QApplication", folder: Path, size: Size) -> str:
    """Return what some minutes in the window are like: each wait, the longest turn, and the memory."""
    from tests.benchmarks.session import measure_session  # noqa: PLC0415 - not before all else was measured

    journal = large_journal(folder, size.interactions, tell)
    with TemporaryDirectory(dir=folder) as copied:  # verdicts are given in it
        paths = find_paths({HOME_VARIABLE: copied})
        shutil.copytree(journal.data, paths.data)
        return measure_session(qt, paths, size.rounds)


def scrolling(qt: "QApplication", folder: Path, size: Size) -> str:
    """Return how long the window is busy with each step through a long table, in milliseconds."""
    from aijournal.ui.clock import Clock  # noqa: PLC0415 - not before all else was measured
    from tests.benchmarks.scrolling import FRAME_MS, measure_scrolling  # noqa: PLC0415 - as above

    paths = large_journal(folder, size.interactions, tell)
    steps = measure_scrolling(qt, paths, Clock(ZONE, lambda: NOW), size.steps)
    rows = [
        (one.name, *(f"{value:.1f} ms" for value in (one.busy_median, one.busy_most, one.settled_median)))
        for one in steps
    ]
    headings = (
        f"table of {size.interactions:,} rows; a frame is {FRAME_MS:.0f} ms",
        "busy",
        "at most",
        "shown",
    )
    return aligned([headings, *rows])


if __name__ == "__main__":
    sys.exit(main())
