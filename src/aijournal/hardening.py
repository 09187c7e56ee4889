"""What keeps the memory of this process to itself: no core dump, and no look into it from outside."""

import sys

_PR_SET_DUMPABLE = 4  # linux/prctl.h


def harden_process() -> None:
    """Write no core dump if the program crashes, and let no other process of the person read its memory.

    Both hold titles, notes and passphrases. A system that offers neither is left as it is.
    """
    _forbid_core_dumps()
    _forbid_looking_in()


if sys.platform == "win32":

    def _forbid_core_dumps() -> None:
        """Windows writes none unless it is told to."""

    def _forbid_looking_in() -> None:
        """Windows offers no such switch."""
else:
    import contextlib
    import ctypes
    import resource

    def _forbid_core_dumps() -> None:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def _forbid_looking_in() -> None:
        """Linux alone knows it (prctl(2)); it also keeps a core dump from being piped to a collector."""
        if sys.platform == "linux":
            with contextlib.suppress(OSError, AttributeError):
                ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
