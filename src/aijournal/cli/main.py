"""The command line put together, and what it answers to the shell."""

import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version

import click

from aijournal.cli.commands.figures import report_command, totals_command, value_command
from aijournal.cli.commands.places import paths_command
from aijournal.cli.commands.reading import inbox_command, list_command, show_command
from aijournal.cli.commands.sources import import_command, sources_command
from aijournal.cli.commands.writing import assess_command, log_command
from aijournal.cli.session import start_session
from aijournal.cli.text import note
from aijournal.errors import AijournalError, ExitCode

COMMANDS = (
    log_command,
    import_command,
    sources_command,
    inbox_command,
    assess_command,
    list_command,
    show_command,
    totals_command,
    value_command,
    report_command,
    paths_command,
)


def run(arguments: Sequence[str], open_window: Callable[..., int]) -> int:
    """Run one command and return its exit code; `open_window` is called for `gui` and for no command."""
    try:
        result = _program(open_window).main(list(arguments), prog_name="aijournal", standalone_mode=False)
    except AijournalError as error:
        note(str(error))
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return ExitCode.USAGE
    except (click.Abort, KeyboardInterrupt):
        note("Interrupted. Everything committed so far was kept.")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:  # the reader of our output has seen enough
        sys.stderr.close()
        return ExitCode.DONE
    return result if isinstance(result, int) else ExitCode.DONE


def _program(open_window: Callable[..., int]) -> click.Group:
    """Return the commands with the window's own among them, handed in because `cli` knows no Qt."""

    @click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
    @click.version_option(version("aijournal-desktop"), prog_name="aijournal")
    @click.pass_context
    def program(context: click.Context) -> int | None:
        """Keep a private journal of your AI interactions, and learn what they were worth.

        Without a command, the window opens. Everything stays on this computer.
        """
        context.obj = start_session() if context.invoked_subcommand != "gui" else None
        return open_window() if context.invoked_subcommand is None else None

    @program.command("gui")
    def gui_command() -> int:
        """Open the window."""
        return open_window()

    for command in COMMANDS:
        program.add_command(command)
    return program
