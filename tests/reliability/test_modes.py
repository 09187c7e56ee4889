"""Whatever the person's umask says, nobody else may enter the folders or open the files."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from aijournal.__main__ import draw_pdf
from aijournal.cli.main import run
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import ColorScheme, Settings, save_settings
from tests.journal.builders import NOW
from tests.processes import environment
from tests.reliability.acts import open_journal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="other rights there")
_COMMANDS = (["log", "work +1"], ["report", "--out", "report.md"], ["backup"], ["list"])


def _loose(folder: Path) -> list[str]:
    """Return what is not its owner's alone, with its mode."""
    every = [(path, path.lstat().st_mode & 0o777) for path in (folder, *folder.rglob("*"))]
    assert len(every) > 1
    return [f"{path}: {mode:o}" for path, mode in every if mode != (0o700 if path.is_dir() else 0o600)]


def _run(umask: str, command: list[str], folder: Path) -> None:
    words = shlex.join([sys.executable, "-m", "aijournal", *command])
    ended = subprocess.run(
        ["/bin/sh", "-c", f"umask {umask} && exec {words}"],
        cwd=folder,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize("umask", ["022", "000"])
def test_all_that_commands_write_is_private(home: Path, paths: Paths, umask: str) -> None:
    out = home / "out"
    out.mkdir(mode=0o700)
    for command in _COMMANDS:
        _run(umask, command, out)
    root = paths.data.parent
    assert _loose(root) == []
    assert _loose(out) == []
    assert {path.suffix for path in paths.backups.iterdir()} >= {".aijbackup", ".json"}


@pytest.fixture
def no_umask() -> object:
    before = os.umask(0)
    yield None
    os.umask(before)


@pytest.mark.usefixtures("no_umask")
def test_all_that_an_open_journal_keeps_is_private(paths: Paths, tmp_path: Path) -> None:
    save_settings(paths.settings, Settings(color_scheme=ColorScheme.DARK))
    with open_journal(paths) as journal:
        saved = journal.place.save_elsewhere(tmp_path / "elsewhere", NOW)
        names = {path.name for path in paths.data.iterdir()}
        assert names >= {"journal.db", "journal.db-wal", "journal.db-shm", "journal.lock"}
        assert _loose(paths.data.parent) == []
    assert _loose(saved.parent) == []


def test_what_others_could_open_is_closed_and_said(paths: Paths, capfd: pytest.CaptureFixture[str]) -> None:
    open_journal(paths).close()
    save_settings(paths.settings, Settings(color_scheme=ColorScheme.DARK))
    loose = (paths.data, paths.journal, paths.journal_lock, paths.settings)
    for path in loose:
        path.chmod(0o755 if path.is_dir() else 0o644)
    with open_journal(paths) as journal:
        assert set(journal.place.repaired) == set(loose)
        assert _loose(paths.data) == []
    assert _loose(paths.config) == []
    with open_journal(paths) as again:
        assert again.place.repaired == ()
    paths.journal.chmod(0o644)
    assert run(["list"], _no_window, draw_pdf) == 0
    told = capfd.readouterr().err
    assert str(paths.journal) in told
    assert told.count("\n") == 1


def _no_window(*, quick_log: bool, hidden: bool) -> int:
    raise NotImplementedError(quick_log, hidden)


def test_a_file_that_its_owner_made_read_only_stays_so(paths: Paths) -> None:
    """Closing a file to others opens it to nobody."""
    open_journal(paths).close()
    paths.journal.chmod(0o444)
    try:
        with open_journal(paths) as journal:
            assert isinstance(journal, Journal)
    finally:
        assert paths.journal.stat().st_mode & 0o777 == 0o400
