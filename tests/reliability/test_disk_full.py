"""A full disk loses nothing: what was acknowledged is there, can be read, and writing goes on afterwards."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.reliability.driver import drive

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="neither limits nor name spaces there")
_SMALL_DISK = 'mount -t tmpfs -o size=2000k,mode=700 tmpfs "$0" && exec "$@"'


def _is_well(ended: dict[str, Any]) -> None:
    assert ended["acknowledged"] > 10
    assert ended["while_full"] == ended["acknowledged"]
    assert ended["sound_while_full"] == "ok"
    assert ended["after"] == ended["acknowledged"] + 1
    assert ended["problems"] == []
    assert ended["title"] == "The disk is full"
    assert "MB are free" in ended["message"]
    assert "Nothing that was saved is lost" in ended["message"]


def test_a_disk_without_room(tmp_path: Path) -> None:
    unshare = shutil.which("unshare")
    if unshare is None:
        pytest.skip("there is no `unshare` to mount a small disk with")
    wrapped = (unshare, "-rm", "sh", "-c", _SMALL_DISK, str(tmp_path))
    trial = subprocess.run([*wrapped, "true"], capture_output=True, encoding="utf-8", check=False)
    if trial.returncode:
        pytest.skip(f"no small disk can be mounted here: {trial.stderr.strip()}")
    ended = drive("filling", tmp_path, "ballast", wrapped_in=wrapped)
    _is_well(ended)
    assert "full" in ended["engine"]
    assert "a limit" not in ended["message"]


def test_a_limit_on_the_size_of_files(tmp_path: Path) -> None:
    ended = drive("filling", tmp_path, "limit")
    _is_well(ended)
    assert "I/O" in ended["engine"]
    assert "a limit on your files is reached" in ended["message"]
