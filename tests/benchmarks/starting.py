"""From the start of a process to a window on screen, against a window with nothing in it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from aijournal.paths import HOME_VARIABLE, Paths
from tests.benchmarks.first_paint import PAINTED
from tests.benchmarks.table import Measure, pair

_MODULE = "tests.benchmarks.first_paint"
_CHECKOUT = Path(__file__).parents[2]


def measure_start(paths: Paths, runs: int) -> Measure:
    """Measure a start with the journal at `paths`, off screen, after each kind was started once.

    A window counts from its first painting, when the quick-log line takes keys and keeps what is typed. Its
    modules are compiled by then, as they are where the program was installed.
    """
    home = paths.data.parent
    app, empty = _start("app", home), _start("empty", home)
    app(), empty()
    return pair("start to a window / to an empty one", app, empty, runs)


def _start(kind: str, home: Path) -> Callable[[], float]:
    environment = {**os.environ, HOME_VARIABLE: str(home), "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def run() -> float:
        began = perf_counter()
        command = [sys.executable, "-m", _MODULE, kind]
        ended = subprocess.run(command, cwd=_CHECKOUT, env=environment, capture_output=True, check=False)
        taken = perf_counter() - began
        if ended.stdout != PAINTED:
            raise RuntimeError(f"the window {kind} was not painted: {ended.stderr.decode()}")
        return taken

    return run
