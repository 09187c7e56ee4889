"""Children that are killed: forked from a process that has everything imported and no journal open.

Importing the program takes longer than a child lives, so one driver process starts them all. It is no test:
tests start it as a program of its own (`driver.py`), which has no threads and watches its own live files.
"""

import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from aijournal.journal.live_files import LiveFiles

Report = Callable[[str], None]
Act = Callable[[Report], None]

READY = "ready"


@dataclass(frozen=True, slots=True)
class Child:
    """A process forked for one act, and the pipe on which it reports lines."""

    pid: int
    pipe: int

    def read_line(self, seconds: float | None = None) -> bytes:
        """Return what it reported, empty at its end or where it said nothing for so long."""
        readable, _, _ = select.select([self.pipe], [], [], seconds)
        return os.read(self.pipe, 65536) if readable else b""

    def end(self) -> tuple[list[str], int]:
        """Wait for its end; return the rest of what it reported, and its exit code (-9: killed)."""
        said = b""
        while more := self.read_line():
            said += more
        os.close(self.pipe)
        _, status = os.waitpid(self.pid, 0)
        return said.decode().splitlines(), os.waitstatus_to_exitcode(status)


def guard() -> LiveFiles:
    """Watch this process: a fork while a journal is open is a bug of the driver itself."""
    live = LiveFiles()
    live.install()
    return live


def start(act: Act) -> Child:
    """Fork a child that does one act and ends."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return Child(pid, reading)
    os.close(reading)
    code = 1
    try:
        act(lambda line: _write(writing, line))
        code = 0
    except BaseException:  # noqa: BLE001 - a child ends here, whatever happened
        traceback.print_exc(file=sys.stderr)
    finally:
        sys.stderr.flush()
        os._exit(code)


def run_and_kill(act: Act, seconds: float) -> list[str]:
    """Do an act in a child, kill it so long after it reported to be ready, and return its whole lines."""
    child = start(act)
    said = child.read_line()
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        more = child.read_line(left)
        if not more and time.monotonic() < until:
            break  # it ended by itself
        said += more
    os.kill(child.pid, signal.SIGKILL)
    rest, code = child.end()
    if code not in {0, -signal.SIGKILL}:
        raise RuntimeError(f"A child failed with {code} instead of being killed")
    lines = said.decode().split("\n")
    return [*lines[:-1], *filter(None, [lines[-1] + "".join(rest[:1]), *rest[1:]])]


def _write(pipe: int, line: str) -> None:
    """Report a line in one write, which a kill cannot tear apart."""
    os.write(pipe, f"{line}\n".encode())
