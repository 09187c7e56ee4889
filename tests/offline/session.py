"""Somebody uses the window: the program as a shell starts it, with a person at it who visits every screen.

python -m tests.offline.session REPORT SECONDS WORD

REPORT is written as JSON at the end: what was visited, the state of the lock, and the sockets held meanwhile.
WORD occurs nowhere else on this computer, and is typed in the window.
Nothing but Python itself is loaded before the program has locked itself.
"""

import sys
from pathlib import Path

from aijournal import __main__ as program
from aijournal.offline import NEVER_LOCKED, NetworkLock

_open_window = program.open_window


def main(report: Path, seconds: float, word: str) -> int:
    """Start the program, and let the person come to its window."""

    def open_visited(*, quick_log: bool, hidden: bool, network: NetworkLock = NEVER_LOCKED) -> int:
        from tests.offline.visit import Order, expect_visitor  # noqa: PLC0415 - it needs Qt

        expect_visitor(Order(report, seconds, word), network)
        return _open_window(quick_log=quick_log, hidden=hidden, network=network)

    program.open_window = open_visited
    sys.argv[1:] = []
    return program.main()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), float(sys.argv[2]), sys.argv[3]))
