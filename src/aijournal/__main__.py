"""The console script: hands the command line what needs the window, which is imported only then."""

import os
import sys
from typing import TYPE_CHECKING

from aijournal.cli.main import run
from aijournal.crash_report import keep_crashes_private
from aijournal.errors import AijournalError
from aijournal.hardening import harden_process
from aijournal.importers.reading.reader_command import ARGUMENT
from aijournal.paths import find_paths

if TYPE_CHECKING:
    from aijournal.export.document import Document

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def open_window(*, quick_log: bool, hidden: bool) -> int:
    """Open the window and return the exit code.

    Raises `AijournalError` where there is no display, or where Qt cannot be loaded.
    """
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in _DISPLAYS):
        raise AijournalError(
            "There is no display",
            "The window needs one. `aijournal --help` lists what works without.",
        )
    try:
        from aijournal.ui.garbage import put_garbage_off  # noqa: PLC0415 - only where a window is wanted

        put_garbage_off()
        from aijournal.ui import start  # noqa: PLC0415 - Qt is loaded only where a window is wanted
    except ImportError as error:  # such as a system library that Qt links to
        raise AijournalError(
            "The window cannot be opened",
            f"Qt could not be loaded: {error}. `aijournal --help` lists what works without a window.",
        ) from error
    return start.run(find_paths(), quick_log=quick_log, hidden=hidden)


def draw_pdf(document: "Document") -> bytes:
    """Return a report as PDF, for which Qt is loaded and no display is needed."""
    from aijournal.ui.reports import pdf  # noqa: PLC0415 - Qt is loaded only where it is wanted

    return pdf.draw_pdf(document)


def main() -> int:
    """Run the program and return its exit code; `python -X dev -m aijournal` shows bugs as they are."""
    harden_process()
    if sys.argv[1:] == [ARGUMENT]:
        from aijournal.importers.reading import reader_process  # noqa: PLC0415 - that process needs nothing else

        return reader_process.main()
    if sys.flags.dev_mode:
        from aijournal.journal.live_files import LiveFiles  # noqa: PLC0415 - for those who develop alone

        LiveFiles().install()
    else:
        keep_crashes_private()
    return run(sys.argv[1:], open_window, draw_pdf)


if __name__ == "__main__":
    sys.exit(main())
