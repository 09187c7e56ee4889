"""Wherever the program breaks, what it leaves behind and what it says hold nothing of what was worked on."""

import json
import os
import shlex
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from aijournal.crash_report import APOLOGY
from aijournal.errors import ExitCode
from aijournal.paths import Paths
from tests.processes import SOURCE, environment
from tests.reliability.canaries import (
    KEYS,
    PASSPHRASE,
    PROMPT_MARK,
    TITLE,
    called,
    marked_files,
    marks_in,
    plant_journal,
    plant_logs,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes end otherwise there")
_ROOT = SOURCE.parent
_HIDDEN = {"core": 0, "dumpable": 0}
_LARGEST_LOG = 2_000_000  # bytes
_SHAPES = pytest.mark.parametrize("passphrase", ["", PASSPHRASE], ids=["plain", "encrypted"])


@dataclass(frozen=True, slots=True)
class Scene:
    """A home in which every place that a person or a tool fills is full of canaries."""

    home: Path
    paths: Paths
    tools: tuple[Path, ...]
    passphrase: str

    def run(self, module: str, *words: str) -> subprocess.CompletedProcess[bytes]:
        """Run a program as long as it takes; the system would let it dump its memory."""
        command = shlex.join([sys.executable, "-m", module, *words])
        folders = {"TMPDIR": str(self.home / "tmp"), "PYTHONPATH": f"{SOURCE}{os.pathsep}{_ROOT}"}
        return subprocess.run(
            ["/bin/sh", "-c", f"ulimit -S -c $(ulimit -H -c); exec {command}"],
            cwd=self.home / "tmp",
            env=environment(QT_QPA_PLATFORM="offscreen", **folders),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=False,
        )

    def assert_traceless(self, *ended: subprocess.CompletedProcess[bytes]) -> None:
        """Look through all that was said and all that was left, for canaries, logs and dumps."""
        said = b"\n".join(one.stdout + b"\n" + one.stderr for one in ended)
        assert marks_in(said) == []
        found = marked_files(self.home, self.tools)
        if not self.passphrase:  # only the journal and its backups hold them, and there they are found
            assert found.pop(str(self.paths.journal))
            found = {
                path: marks for path, marks in found.items() if not path.startswith(str(self.paths.data))
            }
        assert found == {}
        assert marked_files(self.home, self.tools, PROMPT_MARK) == {}
        logs = [
            path for path in self.home.rglob("*") if ".log" in path.name or path.parent == self.paths.logs
        ]
        assert len(logs) <= 3
        assert all(path.stat().st_size <= _LARGEST_LOG for path in logs)
        assert len(said) <= _LARGEST_LOG  # which a desktop writes to its own log
        dumps = [path for path in (self.home / "tmp").iterdir() if not path.name.startswith("runtime-")]
        assert dumps == []


@pytest.fixture
def passphrase() -> str:
    return ""


@pytest.fixture
def scene(home: Path, paths: Paths, passphrase: str) -> Scene:
    (home / "tmp").mkdir()
    plant_journal(paths, passphrase or None)
    return Scene(home, paths, plant_logs(home), passphrase)


def _answer(ended: subprocess.CompletedProcess[bytes]) -> dict[str, Any]:
    (line,) = [line for line in ended.stdout.splitlines() if line.startswith(b"{")]
    document: dict[str, Any] = json.loads(line)
    return document


@_SHAPES
def test_a_window_that_breaks_everywhere_leaves_no_trace(scene: Scene) -> None:
    broken = scene.run("tests.reliability.breaking_window", "break_all", scene.passphrase)
    assert broken.returncode == -signal.SIGABRT, broken.stderr.decode()
    scene.assert_traceless(broken)
    seen, said = _answer(broken), broken.stderr.decode()
    assert len(seen["reports"]) >= 30
    for name, report in seen["reports"].items():
        assert called(name) in report
        assert report in said
    assert (seen["copied"], seen["copied_unasked"], seen["is_error_left"]) == (True, [], False)
    assert {name: seen[name] for name in _HIDDEN} == _HIDDEN
    assert 1 <= said.count(called("every repaint")) <= 3, "once for each way that leads there"
    again = scene.run("tests.reliability.breaking_window", "come_again", scene.passphrase)
    assert again.returncode == ExitCode.DONE, again.stderr.decode()
    assert _answer(again) == {"draft": True}
    scene.assert_traceless(again)


def test_commands_that_break_everywhere_leave_no_trace(scene: Scene) -> None:
    ended = scene.run("tests.reliability.breaking_commands")
    scene.assert_traceless(ended)
    seen, said = _answer(ended), ended.stderr.decode()
    assert len(seen["codes"]) >= 15
    assert set(seen["codes"].values()) == {ExitCode.FAILED}
    assert {name: seen[name] for name in _HIDDEN} == _HIDDEN
    for name in (*seen["codes"], "a thread", "letting go", "the very end"):
        assert called(name) in said
    assert said.count(APOLOGY) == len(seen["codes"]) + 3
    assert ended.returncode == ExitCode.FAILED


@pytest.mark.parametrize("passphrase", [PASSPHRASE], ids=["encrypted"])
def test_an_encrypted_journal_that_cannot_be_opened_tells_nothing(scene: Scene) -> None:
    backup = next(scene.paths.backups.glob("*.aijbackup"))
    refused = scene.run("aijournal", "list", "--search", TITLE)
    assert refused.returncode == ExitCode.WRONG_PASSPHRASE
    scene.paths.journal.write_bytes(backup.read_bytes()[:5000])
    cut = scene.run("aijournal", "log", TITLE)
    assert cut.returncode != ExitCode.DONE
    scene.assert_traceless(refused, cut)


def test_a_damaged_journal_is_told_of_without_what_it_holds(scene: Scene) -> None:
    content = scene.paths.journal.read_bytes()
    scene.paths.journal.write_bytes(content[:8192] + TITLE.encode() * 200 + content[40_000:])
    ended = scene.run("aijournal", "log", TITLE)
    assert ended.returncode == ExitCode.DAMAGED
    scene.assert_traceless(ended)


def test_what_cannot_be_understood_is_repeated_to_nobody_but_who_typed_it(scene: Scene) -> None:
    """A word that was mistyped is named on the terminal where it was typed, and goes nowhere else."""
    for words in (["list", "--since", KEYS[0]], [f"--{KEYS[1]}"]):
        ended = scene.run("aijournal", *words)
        assert ended.returncode == ExitCode.USAGE
        assert ended.stderr.count(b"\n") == 1
        ended.stderr = ended.stderr.replace(words[-1].encode(), b"")
        scene.assert_traceless(ended)
