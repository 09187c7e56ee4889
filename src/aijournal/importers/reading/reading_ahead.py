"""Reading many logs in a process of its own, while this one stores what they said.

Python runs on one processor at a time: reading and storing one after the other would take twice as long, and
reading on a thread would hold up a window. What is read is the same, batch by batch and in the same order.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import accumulate, takewhile
from threading import current_thread, main_thread

from aijournal.domain.reading import Batch, Bookmark, Importer, LogFile, Problem
from aijournal.importers.reading.batch_frames import BrokenStreamError, Frames, Task
from aijournal.importers.reading.reader_command import command, environment

WORTHWHILE = 32 << 20  # bytes; less is read in the time that starting a process takes
FAILED = "the process that read it came to an end; it was read again without one"
# How much of it this process reads by itself, while the other one starts and has nothing to store yet.
_OWN_SHARE = 1 / 14
_PIPE = 1 << 20  # bytes, where the system lets one choose
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows alone would show one

Read = Callable[[LogFile, Bookmark], Iterator[Batch]]


@contextmanager
def reading_ahead(
    importer: Importer,
    logs: Sequence[tuple[LogFile, Bookmark]],
    size: int,
    report: Callable[[Problem], None],
) -> Iterator[Read]:
    """Return what reads these logs, to be called for each of them in turn, and read to its end.

    `size` is how many bytes of them there are to read: many are read ahead, by a process that is gone when
    this ends. Should it fail, `report` is told, and what it had not read is read here.
    """
    if size < WORTHWHILE or (os.cpu_count() or 1) < 2:
        yield importer.read
        return
    # Beside a window's thread nothing is read: it would hold the window up.
    own = _first_of(logs, int(size * _OWN_SHARE)) if current_thread() is main_thread() else 0
    reader = _Reader(importer, Task(importer, tuple(logs[own:])), own, report)
    try:
        yield reader.read
    finally:
        reader.end()


def _first_of(logs: Sequence[tuple[LogFile, Bookmark]], size: int) -> int:
    """Return how many logs, from the first one on, hold no more than so many bytes together."""
    ends = accumulate(log.size for log, _ in logs)
    return sum(1 for _ in takewhile(lambda end: end <= size, ends))


class _Reader:
    """A process that reads logs but for the first, and this process in its place should it fail."""

    def __init__(self, importer: Importer, task: Task, own: int, report: Callable[[Problem], None]) -> None:
        self._importer = importer
        self._own = own
        self._report = report
        self._process: subprocess.Popen[bytes] | None = None
        self._frames: Frames | None = None
        # Where a process cannot be had, or cannot be told what to read with, logs are read here.
        with suppress(OSError, pickle.PicklingError, AttributeError, TypeError):
            self._process = _start(task)
            if self._process.stdout is not None:
                self._frames = Frames(self._process.stdout)

    def read(self, log: LogFile, since: Bookmark) -> Iterator[Batch]:
        """Yield the batches of the next log; raises `OSError` if it cannot be read."""
        self._own -= 1
        if self._own < 0 and self._process is not None and self._frames is not None:
            try:
                for batch in _batches(self._frames):
                    yield batch
                    since = batch.bookmark
            except BrokenStreamError:
                self.end()
                self._report(Problem(FAILED, log.path))
            else:
                return
        yield from self._importer.read(log, since)

    def end(self) -> None:
        """End the process, if it still runs, and leave nothing of it behind."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with process:  # closes the pipe, and waits
                pass


def _start(task: Task) -> subprocess.Popen[bytes]:
    asked = pickle.dumps(task)
    process = subprocess.Popen(  # noqa: S603 - this program itself
        command(),
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # whatever is wrong with a log will be so here as well, where it is told
        pipesize=_PIPE if sys.platform == "linux" else -1,
        creationflags=_NO_WINDOW,
    )
    if process.stdin is not None:
        with suppress(OSError), process.stdin as stream:  # one that is gone already will be noticed
            stream.write(asked)
    return process


def _batches(frames: Frames) -> Iterator[Batch]:
    """Yield the batches of one log; raises `OSError` if it cannot be read, and `BrokenStreamError`."""
    while (batch := (frame := frames.next()).batch) is not None:
        yield batch
    if frame.refusal is not None:
        raise OSError(frame.refusal.number, frame.refusal.words)
