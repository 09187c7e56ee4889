"""The command line put together, and what it answers to the shell."""

import sys
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import click

from aijournal.cli.commands.demo import demo_command
from aijournal.cli.commands.doctor import doctor_command
from aijournal.cli.commands.encryption import decrypt_command, encrypt_command, passphrase_command
from aijournal.cli.commands.figures import report_command, totals_command, value_command
from aijournal.cli.commands.mirror import mirror_command
from aijournal.cli.commands.places import paths_command
from aijournal.cli.commands.purge import purge_command
from aijournal.cli.commands.reading import inbox_command, list_command, show_command
from aijournal.cli.commands.safety import backup_command, check_command, restore_command
from aijournal.cli.commands.sources import import_command, sources_command
from aijournal.cli.commands.trend import trend_command
from aijournal.cli.commands.writing import assess_command, log_command
from aijournal.cli.passphrases import with_passphrase_option
from aijournal.cli.session import start_session
from aijournal.cli.text import make_streams_lenient, note
from aijournal.crash_report import APOLOGY, redacted_report
from aijournal.errors import AijournalError, ExitCode

_COMMANDS = (
    log_command,
    import_command,
    sources_command,
    inbox_command,
    assess_command,
    list_command,
    show_command,
    totals_command,
    value_command,
    trend_command,
    mirror_command,
    report_command,
    paths_command,
    backup_command,
    restore_command,
    check_command,
    encrypt_command,
    decrypt_command,
    passphrase_command,
    doctor_command,
    purge_command,
    demo_command,
)
COMMANDS = tuple(map(with_passphrase_option, _COMMANDS))


class OpenWindow(Protocol):
    """Shows the window and returns the exit code; handed in, because `cli` knows no Qt."""

    def __call__(self, *, quick_log: bool, hidden: bool) -> int:
        """Show the window, or the quick-log line alone, or start out of the way."""


def run(arguments: Sequence[str], open_window: OpenWindow) -> int:
    """Run one command and return its exit code; `open_window` is called for `gui` and for no command.

    Whatever goes wrong is one plain line on stderr, a bug some lines without content. A reader who closes
    the pipe early ends it quietly.
    """
    make_streams_lenient()
    try:
        result = _program(open_window).main(list(arguments), prog_name="aijournal", standalone_mode=False)
    except AijournalError as error:
        note(str(error))
        return error.exit_code
    except click.ClickException as error:
        note(f"Wrong usage: {error.format_message()}")
        return error.exit_code
    except click.Abort:
        note("Interrupted. Everything committed so far was kept.")
        return ExitCode.INTERRUPTED
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        note(APOLOGY)
        for line in redacted_report(error).splitlines():
            note(line)
        return ExitCode.FAILED
    return result if isinstance(result, int) else ExitCode.DONE


def _window_options(command: Callable[..., Any]) -> Callable[..., Any]:
    quick_log = click.option("--quick-log", is_flag=True, help="Open only the line for a quick entry.")
    hidden = click.option("--hidden", is_flag=True, help="Start out of the way.")
    return quick_log(hidden(command))


def _program(open_window: OpenWindow) -> click.Group:
    """Return all commands, with the window's own among them."""

    @click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
    @click.version_option(package_name="aijournal-desktop", prog_name="aijournal")
    @_window_options
    @click.pass_context
    def program(context: click.Context, *, quick_log: bool, hidden: bool) -> int | None:
        """Keep a private journal of your AI interactions, and learn what they were worth.

        Without a command, the window opens. Everything stays on this computer.
        """
        context.obj = start_session()
        if context.invoked_subcommand is None:
            return open_window(quick_log=quick_log, hidden=hidden)
        if quick_log or hidden:
            raise click.UsageError("--quick-log and --hidden belong to the window, not to a command.")
        return None

    @program.command("gui")
    @_window_options
    def gui_command(*, quick_log: bool, hidden: bool) -> int:
        """Open the window."""
        return open_window(quick_log=quick_log, hidden=hidden)

    for command in COMMANDS:
        program.add_command(command)
    return program
