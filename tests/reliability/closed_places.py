"""A driver: runs the command line as a person who may not write where the journal lies."""

import hashlib
import os
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from aijournal.cli.late_commands import COMMANDS, load_command
from aijournal.paths import HOME_VARIABLE
from tests.reliability.driver import answer, type_command
from tests.reliability.forking import Report, start

_NOBODY = 65534
_COMMANDS = (["list"], ["log", "new work +1"], ["import"], ["totals"])

Close = Callable[[Path], None]


def close_folder(data: Path) -> None:
    data.chmod(0o555)


def close_folder_without_lock(data: Path) -> None:
    (data / "journal.lock").unlink()
    data.chmod(0o555)


def close_file(data: Path) -> None:
    (data / "journal.db").chmod(0o444)


def close_everything(data: Path) -> None:
    data.chmod(0o000)


WAYS: dict[str, Close] = {
    "folder": close_folder,
    "folder without lock": close_folder_without_lock,
    "file": close_file,
    "everything": close_everything,
}


def visit(home: Path, close: Close) -> dict[str, object]:
    """Make a journal, close the place, and try every command as somebody without special rights."""
    data = home / "data"
    os.environ[HOME_VARIABLE] = str(home)
    type_command(["log", "old work +1"])  # which loads all that this command loads late, too
    for name in COMMANDS:
        load_command(name)
    if os.getuid() == 0:
        for path in (home, *home.rglob("*")):
            os.chown(path, _NOBODY, _NOBODY)
    before = _hash(data)
    close(data)
    answers = []
    for command in _COMMANDS:
        said, code = start(partial(_visit, command)).end()
        answers.append({"command": command[0], "code": code, "said": said})
    data.chmod(0o700)
    return {"data": data, "answers": answers, "before": before, "after": _hash(data)}


def _hash(data: Path) -> str:
    return hashlib.sha256((data / "journal.db").read_bytes()).hexdigest()


def _visit(command: list[str], report: Report) -> None:
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)
    code, words = type_command(command)
    report(f"{code} {words}")


if __name__ == "__main__":
    # Not a test's own folder: nobody else may enter that.
    with tempfile.TemporaryDirectory() as folder:
        answer(visit(Path(folder), WAYS[sys.argv[1]]))
