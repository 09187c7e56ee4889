"""Databases of tools as their tools leave them: closed, in use, cut off, or kept locked."""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

_HOLD_OPEN = """
import sqlite3, sys
path, *statements = sys.argv[1:]
tool = sqlite3.connect(path, isolation_level=None)
tool.execute("PRAGMA journal_mode=wal")
tool.execute("PRAGMA wal_autocheckpoint=0")
for statement in statements:
    tool.execute(statement)
print("ready", flush=True)
sys.stdin.read()
"""


def fill(path: Path, statements: Iterable[str], rows: Iterable[tuple[str, Sequence[object]]] = ()) -> None:
    """Run statements on a database that is there or begins here, and close it as its tool would."""
    with closing(sqlite.connect(str(path), isolation_level=None)) as tool:
        tool.execute("PRAGMA synchronous=off")
        for statement in statements:
            tool.execute(statement)
        tool.execute("BEGIN")
        for statement, values in rows:
            tool.execute(statement, values)
        tool.execute("COMMIT")


def leave_in_wal(path: Path, *, shm: bool = True) -> None:
    """Move all that a database holds into its -wal, as a tool leaves it that is killed."""
    cut_off = path.with_name("cut off")
    cut_off.mkdir()
    with closing(sqlite.connect(":memory:")) as memory:
        with closing(sqlite.connect(str(path))) as full:
            full.backup(memory)
        path.unlink()
        with closing(sqlite.connect(str(path), isolation_level=None)) as tool:
            tool.execute("PRAGMA journal_mode=wal")
            tool.execute("PRAGMA wal_autocheckpoint=0")
            memory.backup(tool)
            for part in path.parent.glob(f"{path.name}*"):
                shutil.copy(part, cut_off)
    for part in cut_off.iterdir():
        shutil.copy(part, path.parent)
    shutil.rmtree(cut_off)
    if not shm:
        path.with_name(f"{path.name}-shm").unlink()


@contextmanager
def in_use(path: Path, *statements: str) -> Iterator[None]:
    """Let another process keep a database open, with what it writes in the -wal alone."""
    command = [sys.executable, "-c", _HOLD_OPEN, str(path), *statements]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as tool:
        assert tool.stdout
        assert tool.stdout.readline().strip() == b"ready"
        yield
        tool.communicate()


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Let a tool keep a database to itself."""
    with closing(sqlite.connect(str(path), isolation_level=None)) as tool:
        tool.execute("PRAGMA journal_mode=delete")
        tool.execute("BEGIN EXCLUSIVE")
        yield


def contents(folder: Path) -> dict[str, tuple[str, int]]:
    """Return what every file under a folder holds, and when it was last changed."""
    return {
        str(path.relative_to(folder)): (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_mtime_ns,
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class Statements(list[str]):
    """Every statement that the engine ran."""

    @property
    def text(self) -> str:
        return "\n".join(self).lower()


def trace(monkeypatch: pytest.MonkeyPatch) -> Statements:
    """Note every statement that is run on another tool's database from now on."""
    statements = Statements()
    connect = sqlite.connect

    def traced(*arguments: object, **options: object) -> sqlite.Connection:
        connection = connect(*arguments, **options)
        connection.set_trace_callback(statements.append)
        return connection

    monkeypatch.setattr(sqlite, "connect", traced)
    return statements
