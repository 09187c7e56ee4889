"""A process that reads logs for another one: what to read comes in once, batches go out as they are read.

It ends when the other one does, which it notices by the pipe that nobody reads any more.
"""

import gc
import os
import pickle
import sys
from collections import deque
from collections.abc import Iterator
from threading import Condition, Thread

from aijournal.hardening import harden_process
from aijournal.importers.reading.batch_frames import Frame, Refusal, Task, encoded

_MOST_WAITING = 6 << 20  # bytes: about what is read while the other process stores a transaction


class _Outbox:
    """Frames that wait for the pipe while the next ones are made; only so many bytes of them."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._waiting: deque[bytes] = deque()
        self._bytes = 0
        self._changed = Condition()
        self._is_closed = False
        self._thread = Thread(target=self._send_all, daemon=True)
        self._thread.start()

    def put(self, frame: bytes) -> None:
        """Let a frame wait, and wait oneself while too many do."""
        with self._changed:
            self._changed.wait_for(lambda: self._bytes < _MOST_WAITING)
            self._waiting.append(frame)
            self._bytes += len(frame)
            self._changed.notify_all()

    def close(self) -> None:
        """Wait until everything is sent."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
        self._thread.join()

    def _send_all(self) -> None:
        while frame := self._next():
            try:
                _write(self._descriptor, frame)
            except OSError:  # nobody is there to read it
                os._exit(1)
            with self._changed:
                self._bytes -= len(frame)
                self._changed.notify_all()

    def _next(self) -> bytes | None:
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._is_closed)
            return self._waiting.popleft() if self._waiting else None


def _write(descriptor: int, frame: bytes) -> None:
    rest = memoryview(frame)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _frames(task: Task) -> Iterator[Frame]:
    """Yield what the logs say; each ends with a frame that holds no batch."""
    for log, since in task.logs:
        try:
            for batch in task.importer.read(log, since):
                yield Frame(batch)
        except OSError as error:
            yield Frame(refusal=Refusal(error.errno or 0, error.strerror or str(error)))
        else:
            yield Frame()


def main() -> int:
    """Read what standard input asks for, and write frames to standard output; return the exit code."""
    gc.disable()  # nothing here refers to itself, and looking for what does takes a tenth of the time
    with open(0, "rb", closefd=False) as asked:
        task: Task = pickle.load(asked)  # noqa: S301 - written by the process that started this one
    outbox = _Outbox(1)
    for frame in _frames(task):
        outbox.put(encoded(frame))
    outbox.close()
    return 0


if __name__ == "__main__":
    harden_process()
    sys.exit(main())
