"""What the threads of the window took from the system goes back to it."""

import sys
from pathlib import Path

import pytest

from tests.processes import run_python

# Four threads take and free 40 MB each, in pieces small enough for a heap; the last piece of each is kept.
_TAKE = """
import ctypes, sys
from threading import Barrier, Thread
from aijournal.ui.memory import give_back, share_one_heap

def pages(place):
    with open("/proc/self/statm") as file:
        return int(file.read().split()[place])

def kilobytes():
    return pages(1) * 4

def reserved_kilobytes():
    return pages(0) * 4

c = ctypes.CDLL(None)
c.malloc.restype, c.free.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
c.memset.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t]
together = Barrier(4)

def take():
    pieces = [c.malloc(20_000) for _ in range(2_000)]
    for piece in pieces:
        c.memset(piece, 1, 20_000)
    together.wait()
    for piece in pieces[:-1]:
        c.free(piece)

share_one_heap()
before, reserved = kilobytes(), reserved_kilobytes()
threads = [Thread(target=take) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
kept, reserved = kilobytes() - before, reserved_kilobytes() - reserved
give_back()
print(kept, kilobytes() - before, reserved)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems are left as they are")
def test_what_threads_freed_goes_back_to_the_system(home: Path) -> None:
    ended = run_python(home, "-c", _TAKE)
    assert (ended.returncode, ended.stderr) == (0, "")
    kept, left, reserved = map(int, ended.stdout.split())
    assert left < 20_000, f"{kept} kB were kept, and {left} kB of them still are"
    # Threads reserve 8 MB each for their stack, all of them 160 MB for what they took, and 64 MB each for a
    # heap of their own if they have one: together 296 MB instead of 190.
    assert reserved < 240_000, f"{reserved} kB were reserved"
