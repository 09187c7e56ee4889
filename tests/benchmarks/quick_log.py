"""From the request of another process to the caret in the quick log, beside a bare line woken the same way.

python -m tests.benchmarks.quick_log [--runs N] [--interactions N] [--into DIR]
"""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from aijournal.paths import Paths, find_paths
from aijournal.settings import Settings
from aijournal.ui.app import App
from aijournal.ui.clock import Clock
from aijournal.ui.theme import QT_ARGUMENTS
from aijournal.ui.window_request import WindowLock, WindowRequest
from tests.benchmarks.questions import NOW, ZONE, large_journal
from tests.benchmarks.table import Measure, machine, pair, seconds, table

_FOLDER = Path(__file__).parents[2] / "build" / "bench"
_PATIENCE_MS = 10_000
MOST_SECONDS = 0.150


class BareLine(QWidget):
    """The least that can be woken: a window with a line in it."""

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        QVBoxLayout(self).addWidget(self.line)

    def come_forward(self) -> None:
        """Show the line with the caret in it."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.line.setFocus()


def main() -> int:
    """Measure, and print ours beside the floor, with the slowest in twenty of ours."""
    parser = argparse.ArgumentParser(description="Measure how long the quick log is waited for.")
    parser.add_argument("--runs", type=int, default=60)
    parser.add_argument("--interactions", type=int, default=2_000)
    parser.add_argument("--into", type=Path, default=_FOLDER, help="where journals are kept")
    options = parser.parse_args()
    options.into.mkdir(parents=True, exist_ok=True)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    paths = large_journal(options.into, options.interactions, lambda _: None)
    measure = measure_quick_log(QApplication(list(QT_ARGUMENTS)), paths, options.runs)
    print(machine())  # noqa: T201 - a script prints
    print(table([measure]))  # noqa: T201 - a script prints
    print(f"the slowest in twenty: {seconds(slowest_in_twenty(measure))}")  # noqa: T201 - a script prints
    return int(slowest_in_twenty(measure) > MOST_SECONDS)


def slowest_in_twenty(measure: Measure) -> float:
    """Return the 95th percentile of ours."""
    return quantiles(measure.ours, n=20)[-1]


def measure_quick_log(qt: QApplication, paths: Paths, runs: int) -> Measure:
    """Measure with the program running and its window shown, the journal at `paths` open in it."""
    app = App(qt, paths, Settings(), Clock(ZONE, lambda: NOW), (), {})
    bare = BareLine()
    with TemporaryDirectory() as folder:
        floor_paths = find_paths({"AIJOURNAL_HOME": folder})
        locks = WindowLock(paths), WindowLock(floor_paths)
        for lock, come in zip(locks, (app.show, lambda _: bare.come_forward()), strict=True):
            if not lock.take():
                raise RuntimeError("another window is open on this journal")
            lock.asked.connect(come)
        try:
            app.show()
            _wait_until(lambda: app.session.is_open and app.window.today.inbox.isVisible())
            ours = _woken(locks[0], lambda: app.quick_log.quick_log._line, lambda: app.quick_log, app.window)
            floor = _woken(locks[1], lambda: bare.line, lambda: bare, app.window)
            ours(), floor()
            return pair("request to the caret in the quick log / in a bare line", ours, floor, runs)
        finally:
            for lock in locks:
                lock.release()
            bare.deleteLater()
            app.close()


def _woken(
    lock: WindowLock, line: Callable[[], QLineEdit], window: Callable[[], QWidget], main_window: QWidget
) -> Callable[[], float]:
    """Return what asks as another process would, waits for the caret, and goes back to the main window."""

    def run() -> float:
        began = perf_counter()
        lock.ask(WindowRequest.QUICK_LOG)
        _wait_until(lambda: line().hasFocus())
        taken = perf_counter() - began
        window().close()
        main_window.activateWindow()
        _wait_until(main_window.isActiveWindow)
        return taken

    return run


def _wait_until(is_so: Callable[[], bool]) -> None:
    loop = QEventLoop()
    patience = QTimer(singleShot=True, interval=_PATIENCE_MS)
    patience.timeout.connect(loop.quit)
    patience.start()
    while not is_so():
        loop.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 1)
        if not patience.isActive():
            raise RuntimeError("waited in vain")


if __name__ == "__main__":
    sys.exit(main())
