"""The table of commands, and how one of them is started."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from workbench.checkout import THIS_CHECKOUT, Checkout, Stop, say
from workbench.checks import run_checks
from workbench.environment import ensure_environment
from workbench.first_run import first_run_without_screen
from workbench.locks import write_locks
from workbench.qt_needs import ensure_qt_starts


@dataclass(frozen=True, slots=True)
class Command:
    """One thing `dev.py` does; `start` takes the rest of the command line and returns the exit code."""

    name: str
    summary: str
    start: Callable[[Checkout, Sequence[str]], int]


def run_program(checkout: Checkout, arguments: Sequence[str]) -> int:
    """Open the app, or run it with these arguments; without a screen, do its main job without one."""
    ensure_environment(checkout, "run")
    on_screen = has_screen(os.environ)
    ensure_qt_starts(checkout, on_screen=on_screen)
    if arguments or on_screen:
        return checkout.call([checkout.program("python"), "-m", "aijournal", *arguments], os.environ)
    say("There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open.")
    return first_run_without_screen(checkout)


def has_screen(environment: Mapping[str, str]) -> bool:
    """Return whether a window can open: always on macOS and Windows, with a display on Linux."""
    if sys.platform != "linux":
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


COMMANDS = (
    Command(
        "run", "set up and open the app; what follows goes to it, as in `run totals --json`", run_program
    ),
    Command(
        "test", "set up and run every check; what follows goes to pytest, as in `test -k inbox`", run_checks
    ),
    Command(
        "lock",
        "write packaging/lock anew with uv; what follows goes to uv, as in `lock --upgrade`",
        write_locks,
    ),
)


def usage() -> str:
    """Return the commands with what they do."""
    lines = (f"  {command.name:<6}{command.summary}" for command in COMMANDS)
    return "\n".join(["usage: python3 packaging/dev.py COMMAND [ARGUMENT…]", "", *lines])


def start(arguments: Sequence[str]) -> int:
    """Start the command that the first argument names, and return the exit code of the process."""
    name = arguments[0] if arguments else ""
    command = next((command for command in COMMANDS if command.name == name), None)
    if command is None:
        print(usage(), file=sys.stdout if name in {"-h", "--help"} else sys.stderr)
        return 0 if name in {"-h", "--help"} else 2
    try:
        return command.start(THIS_CHECKOUT, arguments[1:])
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted; the same command takes up the work again.", file=sys.stderr)
        return 130
