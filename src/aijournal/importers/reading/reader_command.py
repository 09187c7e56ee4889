"""How a process that reads logs for this one is started, installed or made one program by a packager."""

import os
import sys
from pathlib import Path

ARGUMENT = "--read-logs-for-another-process"


def command() -> list[str]:
    """Return the command and its arguments."""
    if getattr(sys, "frozen", False):
        return [sys.executable, ARGUMENT]
    # -P: what lies in the current folder is none of ours.
    return [sys.executable, "-P", "-m", "aijournal.importers.reading.reader_process"]


def environment() -> dict[str, str]:
    """Return the environment in which the process finds this program, wherever it lies."""
    paths = [str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
