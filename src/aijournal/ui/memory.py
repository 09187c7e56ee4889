"""How much memory the window keeps: its threads share one heap, and what a long job took goes back.

The C library of most Linux systems gives each thread a heap of its own, and keeps what was freed in it for
that thread: with the threads of the window, a tenth of all its memory. Other systems are left as they are.
"""

import contextlib
import ctypes
import sys

_M_ARENA_MAX = -8  # glibc's malloc.h


def share_one_heap() -> None:
    """Let all threads that begin from now on take their memory from one heap."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)


def give_back() -> None:
    """Give back to the system what is free; takes some milliseconds, in which the window goes on."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
