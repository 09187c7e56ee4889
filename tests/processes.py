"""Python in a process of its own, as a shell would start it."""

import os
import subprocess
import sys
from pathlib import Path

import aijournal

SOURCE = Path(aijournal.__file__).parents[1]


def environment(**changes: str | None) -> dict[str, str]:
    """Return the test's environment with some variables changed, or left out where they are `None`."""
    changed = {**os.environ, "PYTHONPATH": str(SOURCE), **changes}
    return {name: value for name, value in changed.items() if value is not None}


def run_python(
    folder: Path, *arguments: str, stdin: str = "", **changes: str | None
) -> subprocess.CompletedProcess[str]:
    """Run Python in a folder to its end."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment(**changes),
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=60,
        check=False,
    )
