"""The console script: locks the process, then hands the command line what needs the window.

Nothing but the lock is loaded before it holds, and Qt only where a window is wanted.
"""

import os
import sys
from functools import partial
from typing import TYPE_CHECKING

from aijournal.offline import NEVER_LOCKED, NetworkLock, is_over_network, lock_network

if TYPE_CHECKING:
    from aijournal.export.document import Document

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def open_window(*, quick_log: bool, hidden: bool, network: NetworkLock = NEVER_LOCKED) -> int:
    """Open the window and return the exit code.

    Raises `AijournalError` where there is no display, where it is one that cannot be reached, or where Qt
    cannot be loaded.
    """
    from aijournal.errors import AijournalError
    from aijournal.paths import find_paths

    if sys.platform.startswith("linux"):
        _look_for_display(network)
    try:
        from aijournal.ui.garbage import put_garbage_off

        put_garbage_off()
        from aijournal.ui import start
    except ImportError as error:  # such as a system library that Qt links to
        raise AijournalError(
            "The window cannot be opened",
            f"Qt could not be loaded: {error}. `aijournal --help` lists what works without a window.",
        ) from error
    return start.run(find_paths(), quick_log=quick_log, hidden=hidden, network=network)


def draw_pdf(document: "Document") -> bytes:
    """Return a report as PDF, for which Qt is loaded and no display is needed."""
    from aijournal.ui.reports import pdf

    return pdf.draw_pdf(document)


def main() -> int:
    """Run the program and return its exit code; `python -X dev -m aijournal` shows bugs as they are."""
    network = lock_network()
    from aijournal.hardening import harden_process
    from aijournal.importers.reading.reader_command import ARGUMENT

    harden_process()
    if sys.argv[1:] == [ARGUMENT]:
        from aijournal.importers.reading import reader_process

        return reader_process.main()
    if sys.flags.dev_mode:
        from aijournal.journal.live_files import LiveFiles

        LiveFiles().install()
    else:
        from aijournal.crash_report import keep_crashes_private

        keep_crashes_private()
    from aijournal.cli.main import run

    return run(sys.argv[1:], partial(open_window, network=network), draw_pdf, network)


def _look_for_display(network: NetworkLock) -> None:
    """Explain before Qt gives up; raises `AijournalError`."""
    from aijournal.errors import AijournalError

    if not any(os.environ.get(name) for name in _DISPLAYS):
        raise AijournalError(
            "There is no display",
            "The window needs one. `aijournal --help` lists what works without.",
        )
    display = os.environ.get("DISPLAY", "")
    chosen = os.environ.get("QT_QPA_PLATFORM") or "xcb"
    if os.environ.get("WAYLAND_DISPLAY") or not chosen.startswith("xcb"):
        return
    if network.holds and is_over_network(display):
        raise AijournalError(
            "This display is on the network",
            f"DISPLAY is {display}, which is reached by a connection, as with `ssh -X`, and aijournal cannot "
            "open any. Open the window where the screen is; all else works here, see `aijournal --help`.",
        )


if __name__ == "__main__":
    sys.exit(main())
