"""Starts the programs of this folder, which do what no test may do in its own process."""

import contextlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from aijournal.__main__ import draw_pdf
from aijournal.cli.main import run
from tests.processes import SOURCE, environment

ROOT = SOURCE.parent


def drive(module: str, *arguments: object, wrapped_in: tuple[str, ...] = (), seconds: float = 120) -> Any:
    """Run a driver of this folder to its end, and return its answer; what it says on stderr is a failure."""
    ended = subprocess.run(
        [*wrapped_in, sys.executable, "-m", f"tests.reliability.{module}", *map(str, arguments)],
        cwd=ROOT,
        env=environment(PYTHONPATH=os.pathsep.join(map(str, (SOURCE, ROOT)))),
        capture_output=True,
        encoding="utf-8",
        timeout=seconds,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr == ""
    return json.loads(ended.stdout)


def answer(document: object) -> None:
    """Print what a driver found, as its one answer."""
    json.dump(document, sys.stdout, default=_plain)


def type_command(command: list[str]) -> tuple[int, str]:
    """Run a command line in this process; return its exit code and what it says on stderr."""
    with contextlib.redirect_stderr(io.StringIO()) as err, contextlib.redirect_stdout(io.StringIO()):
        code = run(command, _no_window, draw_pdf)
    return code, err.getvalue().strip()


def _no_window(*, quick_log: bool, hidden: bool) -> int:
    raise AssertionError(f"no command opens the window (quick log: {quick_log}, hidden: {hidden})")


def _plain(value: object) -> object:
    return str(value) if isinstance(value, Path) else repr(value)
