"""Nothing but the engine opens a live journal's files, and nobody forks beside one."""

import ast
import multiprocessing
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from aijournal.journal.journal import Journal
from aijournal.journal.live_files import LiveFileError, LiveFiles
from aijournal.paths import Paths
from tests.processes import SOURCE, run_python
from tests.reliability.acts import open_journal
from tests.reliability.driver import drive

_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="no POSIX locks there")


@pytest.fixture
def journal(paths: Paths) -> Iterator[Journal]:
    with open_journal(paths) as opened:
        yield opened


@pytest.fixture
def refused(live_files: LiveFiles) -> Iterator[LiveFiles]:
    """Expect hits: the test provokes them."""
    yield live_files
    assert live_files.hits
    live_files.hits.clear()


@_POSIX
def test_copying_a_live_journal_destroys_entries_unless_the_guard_stops_it(tmp_path: Path) -> None:
    bare = drive("live_reader", tmp_path / "bare", "bare")
    assert not bare["refused"]
    assert bare["seen"] < bare["acknowledged"]
    guarded = drive("live_reader", tmp_path / "guarded", "guarded")
    assert guarded["refused"]
    assert guarded["hits"]
    assert guarded["seen"] == guarded["acknowledged"]


_OPENINGS: dict[str, Callable[[Path], object]] = {
    "open": lambda path: path.open("rb").close(),
    "read_bytes": Path.read_bytes,
    "os.open": lambda path: os.close(os.open(path, os.O_RDONLY)),
    "bytes": lambda path: os.close(os.open(os.fsencode(path), os.O_RDONLY)),
    "relative": lambda path: os.close(os.open(os.path.relpath(path), os.O_RDONLY)),
    "another SQLite": lambda path: sqlite3.connect(path).close(),
    "append": lambda path: path.open("ab").close(),
}


@pytest.mark.parametrize("suffix", ["", "-wal", "-shm"])
@pytest.mark.parametrize("opening", _OPENINGS)
def test_whatever_opens_a_live_file_is_refused(
    journal: Journal, refused: LiveFiles, suffix: str, opening: str
) -> None:
    path = journal.path.with_name(f"{journal.path.name}{suffix}")
    with pytest.raises(LiveFileError, match="entries of the journal would be lost"):
        _OPENINGS[opening](path)
    assert refused.hits == [f"{path.name} was opened beside the engine"]


def test_another_name_of_the_file_is_the_same_file(
    journal: Journal, refused: LiveFiles, tmp_path: Path
) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(journal.path)
    with pytest.raises(LiveFileError):
        link.read_bytes()
    assert len(refused.hits) == 1


def test_an_error_that_is_swallowed_is_still_a_hit(journal: Journal, refused: LiveFiles) -> None:
    with suppress(Exception):
        journal.path.read_bytes()
    assert len(refused.hits) == 1


@pytest.mark.usefixtures("refused")
def test_a_journal_is_live_until_everybody_closed_it(paths: Paths) -> None:
    with open_journal(paths) as journal:
        other = open_journal(paths)
        other.close()
        other.close()
        with pytest.raises(LiveFileError):
            paths.journal.read_bytes()
        paths.journal_lock.read_bytes()
        assert journal.place.is_in_place()
    assert paths.journal.read_bytes().startswith(b"SQLite format 3")


@pytest.mark.usefixtures("journal")
def test_other_files_may_be_opened(tmp_path: Path) -> None:
    other = tmp_path / "journal.db"
    other.write_bytes(b"another one")
    assert other.read_bytes() == b"another one"


@_POSIX
def test_no_child_is_forked_beside_a_live_journal(journal: Journal, refused: LiveFiles) -> None:
    with pytest.raises(LiveFileError, match=r"os\.fork"):
        os.fork()
    process = multiprocessing.get_context("fork").Process(target=int)
    with pytest.raises(LiveFileError):
        process.start()
    assert len(refused.hits) == 2
    assert subprocess.run([sys.executable, "-c", ""], check=False).returncode == 0
    assert journal.place.is_in_place()


_RUN_THEN_READ = """
import sys
from aijournal import __main__ as program
from aijournal.paths import find_paths
from tests.reliability.acts import open_journal
sys.argv = ["aijournal", "list"]
assert program.main() == 0
with open_journal(find_paths()) as journal:
    journal.path.read_bytes()
"""


@_POSIX
def test_a_debug_run_is_guarded_and_a_normal_one_is_not(home: Path) -> None:
    path = os.pathsep.join(map(str, (SOURCE, SOURCE.parent)))
    debug = run_python(home, "-X", "dev", "-W", "ignore", "-c", _RUN_THEN_READ, PYTHONPATH=path)
    assert (debug.returncode, "LiveFileError" in debug.stderr) == (1, True)
    normal = run_python(home, "-c", _RUN_THEN_READ, PYTHONPATH=path)
    assert (normal.returncode, normal.stderr) == (0, "")


def test_the_program_forks_nowhere() -> None:
    """Only `subprocess` starts programs: what is forked shares the journal's connection and locks."""
    named = {
        name
        for module in (SOURCE / "aijournal").rglob("*.py")
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        for name in _names(node)
    }
    assert "os.open" in named  # so names are seen as they are written
    assert not named & {"os.fork", "os.forkpty", "pty.fork"}
    assert not [name for name in named if name.startswith("multiprocessing")]


def _names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield from (f"{node.module}.{alias.name}" for alias in node.names)
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        yield f"{node.value.id}.{node.attr}"
