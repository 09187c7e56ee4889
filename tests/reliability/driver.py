"""Starts the programs of this folder, which do what no test may do in its own process."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

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


def _plain(value: object) -> object:
    return str(value) if isinstance(value, Path) else repr(value)
