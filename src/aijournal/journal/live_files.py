"""A guard for tests and debug runs: nothing but the engine may open a journal's files while it is open.

When a process closes any descriptor of a file, POSIX drops all locks that the process has on it. Whoever
reads a live journal with `open()` so takes the engine's locks away, and entries that were committed
afterwards are lost (sqlite.org/howtocorrupt.html, 2.2). A child by `fork` shares what must not be shared.
"""

import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from aijournal.journal.connection import CLOSED, OPENED

_SUFFIXES = ("", "-wal", "-shm", "-journal")
_OPENINGS = frozenset({"open", "sqlite3.connect"})  # the second by Python's own SQLite, not by the engine
_FORKS = frozenset({"os.fork", "os.forkpty"})


class LiveFileError(RuntimeError):
    """Something did what loses entries of the journal that is open: a bug, found before it did harm."""


class LiveFiles:
    """The journals that are open in this process, and what tried to touch them; see `install`.

    `hits` says so in one sentence each: the error alone could be caught on its way.
    """

    def __init__(self) -> None:
        self.hits: list[str] = []
        self._open: Counter[str] = Counter()

    def install(self) -> None:
        """Watch this process from now on, for good: an audit hook cannot be taken away."""
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == OPENED:
            self._open[arguments[0]] += 1
        elif event == CLOSED:
            self._open[arguments[0]] -= 1
            if self._open[arguments[0]] <= 0:
                self._open.pop(arguments[0], None)
        elif not self._open:
            return
        elif event in _OPENINGS:
            self._check(arguments[0])
        elif event in _FORKS:
            self._refuse(f"{event} while a journal is open; start programs with subprocess")

    def _check(self, target: object) -> None:
        if not isinstance(target, (str, bytes, os.PathLike)):  # a descriptor, opened before
            return
        try:
            wanted = os.stat(target)  # noqa: PTH116 - in a hook on every `open`, so quickly
        except (OSError, ValueError):
            return
        for journal in tuple(self._open):  # another thread may open or close one meanwhile
            for suffix in _SUFFIXES:
                if _is_same(wanted, journal + suffix):
                    self._refuse(f"{Path(journal + suffix).name} was opened beside the engine")

    def _refuse(self, reason: str) -> None:
        self.hits.append(reason)
        raise LiveFileError(f"{reason}: entries of the journal would be lost.")


def _is_same(wanted: os.stat_result, path: str) -> bool:
    try:
        return os.path.samestat(wanted, os.stat(path))  # noqa: PTH116 - as above
    except OSError:
        return False
