"""A person's ten minutes in the window at a machine's pace: its longest turn, each wait, and its memory.

python -m tests.benchmarks.session HOME [--rounds N]

HOME holds a journal; give a copy, as verdicts are given and taken back.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from aijournal.paths import Paths, find_paths
from aijournal.ui.app import App
from aijournal.ui.memory import share_one_heap
from aijournal.ui.screen import Screen
from aijournal.ui.theme import QT_ARGUMENTS
from aijournal.ui.turns import let_window_cut_in
from tests.benchmarks.questions import WORD
from tests.benchmarks.screens import Act, Stage, judge
from tests.benchmarks.table import aligned, machine, seconds

_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
_STEPS_OF_A_SCROLL = 20


@dataclass(slots=True, weakref_slot=True)
class Turns:
    """How long the event loop was away between two of its turns, while it is watched."""

    longest: float = 0.0
    _began: float = 0.0
    _timer: QTimer = field(default_factory=lambda: QTimer(interval=0))

    def begin(self) -> None:
        """Begin to watch."""
        self.longest, self._began = 0.0, perf_counter()
        self._timer.timeout.connect(self._turn)
        self._timer.start()

    def end(self) -> float:
        """Watch no longer, and return the longest time in seconds."""
        self._timer.stop()
        self._timer.timeout.disconnect(self._turn)
        return self.longest

    def _turn(self) -> None:
        now = perf_counter()
        self.longest = max(self.longest, now - self._began)
        self._began = now


def main() -> int:
    """Play the rounds, and print what each act took, the longest turn, and the memory after each round."""
    parser = argparse.ArgumentParser(description="Measure a session in the window.")
    parser.add_argument("home", type=Path)
    parser.add_argument("--rounds", type=int, default=10)
    options = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    share_one_heap()
    let_window_cut_in()
    paths = find_paths({"AIJOURNAL_HOME": str(options.home)})
    print(machine())  # noqa: T201 - a script prints
    print(measure_session(QApplication(list(QT_ARGUMENTS)), paths, options.rounds))  # noqa: T201 - a script prints
    return 0


def measure_session(qt: QApplication, paths: Paths, rounds: int) -> str:
    """Play the rounds, and return what each act took, its longest turn, and the memory after each round.

    The first round is not told apart: pages are built before it, while the person would still be reading.
    """
    waits: dict[str, list[float]] = {}
    turns: dict[str, float] = {}
    memory = []
    with Stage(qt, paths) as stage:
        turns["building the pages"] = _build(stage)
        waits["building the pages"] = []
        for _ in range(rounds):
            for name, taken, longest in _round(stage):
                waits.setdefault(name, []).append(taken)
                turns[name] = max(turns.get(name, 0.0), longest)
            memory.append(_megabytes())
    rows = [
        (name, seconds(median(taken)) if taken else "", seconds(turns[name])) for name, taken in waits.items()
    ]
    told = aligned([("act", "until painted", "longest turn"), *rows])
    return f"{told}\nmemory after each round: {', '.join(f'{one:.0f}' for one in memory)} MB"


def _build(stage: Stage) -> float:
    """Wait until all pages are built by themselves, and return the longest turn meanwhile."""
    turns = Turns()
    turns.begin()
    stage.wait_for_pages()
    return turns.end()


def _round(stage: Stage) -> Iterator[tuple[str, float, float]]:
    turns = Turns()
    for act in ACTS:
        turns.begin()
        stage.play(act)
        yield act.name, stage.taken, turns.end()


def _page(screen: Screen) -> Act:
    return Act(f"go to {screen.name.capitalize()}", lambda app: app.window.show_page(screen))


def _press(key: Qt.Key, times: int = 1) -> Callable[[App], None]:
    def do(app: App) -> None:
        for _ in range(times):
            QTest.keyClick(app.window.pages.journal.table.view, key)

    return do


ACTS = (
    _page(Screen.TODAY),
    Act("a verdict", judge),
    _page(Screen.JOURNAL),
    Act("scrolling down", _press(Qt.Key.Key_PageDown, _STEPS_OF_A_SCROLL)),
    Act("to the first entry of all", _press(Qt.Key.Key_End)),
    Act("to the newest", _press(Qt.Key.Key_Home)),
    Act("search: a word", lambda app: app.window.pages.journal.filter_bar.search.type(WORD)),
    Act("search: none", lambda app: app.window.pages.journal.filter_bar.search.type("")),
    *map(
        _page,
        (
            Screen.TRENDS,
            Screen.MIRROR,
            Screen.TRIALS,
            Screen.REPORTS,
            Screen.SOURCES,
            Screen.SAFETY,
            Screen.SETTINGS,
        ),
    ),
    Act("the palette", lambda app: app.window.overlays.palette.ask()),
    Act("the palette, closed", lambda app: app.window.overlays.palette.close()),
    _page(Screen.TODAY),
    Act("taking it back", lambda app: app.window.today.inbox.undo()),  # until now every page had to ask anew
)


def _megabytes() -> float:
    """Return the memory that the process holds, as the system counts it."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * _PAGE_BYTES / 1e6


if __name__ == "__main__":
    sys.exit(main())
