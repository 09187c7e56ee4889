"""What the console script does with its arguments, and what it answers to the shell."""

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from aijournal.cli.terminal import make_streams_lenient, note
from aijournal.crash_report import APOLOGY, redacted_report
from aijournal.errors import AijournalError, ExitCode
from aijournal.offline import NEVER_LOCKED, NetworkLock

if TYPE_CHECKING:
    from aijournal.cli.program import OpenWindow
    from aijournal.cli.session import DrawPdf

_COMPLETES: Final = "_AIJOURNAL_COMPLETE"  # set by a shell that asks, without a word, how a line could go on


def run(
    arguments: Sequence[str],
    open_window: "OpenWindow",
    draw_pdf: "DrawPdf",
    network: NetworkLock = NEVER_LOCKED,
) -> int:
    """Run one command and return its exit code; `open_window` is called for `gui` and for no command.

    `draw_pdf` sets a report on paper; both know Qt, which nothing here does. `network` is what became of the
    lock of this process.

    Whatever goes wrong is one plain line on stderr, a bug some lines without content. A reader who closes
    the pipe early ends it quietly.
    """
    make_streams_lenient()
    try:
        return _obey(arguments, open_window, draw_pdf, network)
    except AijournalError as error:
        note(str(error))
        return error.exit_code
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        note(APOLOGY)
        for line in redacted_report(error).splitlines():
            note(line)
        return ExitCode.FAILED


def _obey(
    arguments: Sequence[str], open_window: "OpenWindow", draw_pdf: "DrawPdf", network: NetworkLock
) -> int:
    if not arguments and _COMPLETES not in os.environ:  # the window needs nothing of the commands
        return open_window(quick_log=False, hidden=False)
    from aijournal.cli.program import obey

    return obey(arguments, open_window, draw_pdf, network)
