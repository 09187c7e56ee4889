"""How long the window cannot answer while logs are read, against the same window with nothing to do.

python -m tests.benchmarks.responding LOGS|idle
"""

import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from aijournal.importers.claude_code.importer import ClaudeCode
from aijournal.paths import find_paths
from aijournal.settings import Settings
from aijournal.ui.app import App
from aijournal.ui.clock import Clock
from aijournal.ui.garbage import keep_window_quick
from aijournal.ui.log_reading import LogPlace, LogRequest
from aijournal.ui.memory import share_one_heap
from aijournal.ui.theme import QT_ARGUMENTS
from aijournal.ui.turns import let_window_cut_in
from tests.benchmarks.imports import NOW, corpus
from tests.benchmarks.questions import ZONE
from tests.benchmarks.table import Measure, pair

_CHECKOUT = Path(__file__).parents[2]
_SETTLED_MS, _IDLE_MS = 3_000, 2_000  # what the window warms by then is not for reading to answer


def measure_responding(folder: Path, megabytes: int, runs: int) -> Measure:
    """Measure the longest turn of the event loop, each time in a process of its own."""
    logs = corpus(folder, megabytes)
    name = f"longest pause, importing {megabytes} MB / idle"
    return pair(name, partial(_longest, str(logs)), partial(_longest, "idle"), runs)


def _longest(what: str) -> float:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.benchmarks.responding", what]
    ended = subprocess.run(command, cwd=_CHECKOUT, env=environment, capture_output=True, check=True)
    return float(ended.stdout)


class _Turns:
    """Watches how long each turn of the event loop takes."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._began = perf_counter()
        self._timer = QTimer(interval=0)
        self._timer.timeout.connect(self._turn)
        self._timer.start()

    def _turn(self) -> None:
        now = perf_counter()
        self.longest = max(self.longest, now - self._began)
        self._began = now


def longest_turn(qt: QApplication, home: Path, logs: Path | None) -> float:
    """Open the window, read logs or do nothing, and return the seconds of the event loop's longest turn."""
    paths = find_paths({"AIJOURNAL_HOME": str(home)})
    settings, clock = Settings(is_introduced=True), Clock(ZONE, lambda: NOW)
    app = App(qt, paths, settings, clock, (ClaudeCode(),), {"HOME": str(home)})
    app.show()
    keep_window_quick()
    app.reading.finished.connect(qt.quit)
    turns: list[_Turns] = []

    def begin() -> None:
        turns.append(_Turns())
        if logs is None:
            QTimer.singleShot(_IDLE_MS, qt.quit)
        else:
            app.reading.read(LogRequest(places=(LogPlace("claude-code", logs),)))

    QTimer.singleShot(_SETTLED_MS, begin)
    qt.exec()
    app.close()
    return turns[0].longest


def main() -> int:
    """Measure once, and print seconds."""
    logs = None if sys.argv[1] == "idle" else Path(sys.argv[1])
    share_one_heap()
    let_window_cut_in()
    with tempfile.TemporaryDirectory() as home:
        print(longest_turn(QApplication(list(QT_ARGUMENTS)), Path(home), logs))  # noqa: T201 - a script prints
    return 0


if __name__ == "__main__":
    sys.exit(main())
