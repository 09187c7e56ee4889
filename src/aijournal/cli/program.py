"""The command line put together."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import click

from aijournal.cli.late_commands import LateCommands
from aijournal.cli.terminal import note
from aijournal.errors import ExitCode
from aijournal.offline import NetworkLock

if TYPE_CHECKING:
    from aijournal.cli.session import DrawPdf


class OpenWindow(Protocol):
    """Shows the window and returns the exit code; handed in, because `cli` knows no Qt."""

    def __call__(self, *, quick_log: bool, hidden: bool) -> int:
        """Show the window, or the quick-log line alone, or start out of the way."""


def obey(arguments: Sequence[str], open_window: OpenWindow, draw_pdf: "DrawPdf", network: NetworkLock) -> int:
    """Run one command and return its exit code; raises what it raises, but for wrong usage."""
    try:
        result = command_line(open_window, draw_pdf, network).main(
            list(arguments), prog_name="aijournal", standalone_mode=False
        )
    except click.ClickException as error:
        note(f"Wrong usage: {error.format_message()}")
        return error.exit_code
    except click.Abort:
        note("Interrupted. Everything committed so far was kept.")
        return ExitCode.INTERRUPTED
    return result if isinstance(result, int) else ExitCode.DONE


def _window_options(command: Callable[..., Any]) -> Callable[..., Any]:
    quick_log = click.option("--quick-log", is_flag=True, help="Open only the line for a quick entry.")
    hidden = click.option("--hidden", is_flag=True, help="Start out of the way.")
    return quick_log(hidden(command))


def command_line(open_window: OpenWindow, draw_pdf: "DrawPdf", network: NetworkLock) -> click.Group:
    """Return all commands, with the window's own among them."""

    @click.group(
        cls=LateCommands,
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    @click.version_option(package_name="aijournal-desktop", prog_name="aijournal")
    @_window_options
    @click.pass_context
    def program(context: click.Context, *, quick_log: bool, hidden: bool) -> int | None:
        """Keep a private journal of your AI interactions, and learn what they were worth.

        Without a command, the window opens. Everything stays on this computer.
        """
        if context.invoked_subcommand is None:
            return open_window(quick_log=quick_log, hidden=hidden)
        if quick_log or hidden:
            raise click.UsageError("--quick-log and --hidden belong to the window, not to a command.")
        if context.invoked_subcommand != "gui":
            from aijournal.cli.session import start_session

            context.obj = start_session(draw_pdf, network)
        return None

    @program.command("gui")
    @_window_options
    def gui_command(*, quick_log: bool, hidden: bool) -> int:
        """Open the window."""
        return open_window(quick_log=quick_log, hidden=hidden)

    return program
