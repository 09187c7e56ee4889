"""How soon the window gets its turn beside the threads that work for it."""

import sys

# A fifth of Python's own. Painting lets go of the interpreter many times, and beside a thread that reckons,
# each time costs up to a whole turn of that thread.
_TURN = 0.001  # seconds


def let_window_cut_in() -> None:
    """Let no thread keep the interpreter for long while the window's waits for it."""
    sys.setswitchinterval(_TURN)
