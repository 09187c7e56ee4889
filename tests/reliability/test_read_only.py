"""Where nothing may be written, a person is told which path it is and what to do, and nothing changes."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from aijournal.errors import ExitCode
from tests.processes import environment
from tests.reliability.driver import drive

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="other rights there")

# What is closed, and what of it a person must be told. A file may be closed and its folder not: then the
# journal can be read, and is.
_TOLD = {
    "folder": "may not be written",
    "folder without lock": "cannot be used",
    "file": "journal.db may not be written",
    "everything": "",
}


@pytest.mark.parametrize("way", _TOLD)
def test_a_closed_place_is_named_with_a_way_out(way: str) -> None:
    visited = drive("closed_places", way)
    assert visited["before"] == visited["after"]
    codes = {answer["command"]: answer["said"][0].split(" ", 1) for answer in visited["answers"]}
    assert {answer["code"] for answer in visited["answers"]} == {0}  # every child ended by itself
    refused = {command: words for command, (code, words) in codes.items() if int(code) == ExitCode.FAILED}
    assert set(refused) == ({"log"} if way == "file" else {"list", "log", "import", "totals"})
    for words in refused.values():
        assert visited["data"] in words
        assert _TOLD[way] in words
        assert "AIJOURNAL_HOME" in words
        assert "broke" not in words


_READ_ONLY = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'


@pytest.mark.parametrize("command", [["list"], ["log", "new work"]])
def test_a_disk_that_is_mounted_read_only_is_named(home: Path, command: list[str]) -> None:
    unshare = shutil.which("unshare")
    program = [sys.executable, "-m", "aijournal"]
    subprocess.run([*program, "log", "old work"], env=environment(), check=True, capture_output=True)
    if unshare is None:
        pytest.skip("there is no `unshare` to mount a disk read-only with")
    wrapped = [unshare, "-rm", "sh", "-c", _READ_ONLY, str(home)]
    trial = subprocess.run([*wrapped, "true"], capture_output=True, encoding="utf-8", check=False)
    if trial.returncode:
        pytest.skip(f"nothing can be mounted here: {trial.stderr.strip()}")
    ended = subprocess.run(
        [*wrapped, *program, *command],
        env=environment(),
        cwd="/",
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == ExitCode.FAILED
    assert ended.stderr.count("\n") == 1
    assert str(home) in ended.stderr
    assert "read-only" in ended.stderr.lower()
