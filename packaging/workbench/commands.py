"""The table of commands, and how one of them is started."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from release.commands import build
from release.trying import try_deb

from workbench.bench import run_benchmarks
from workbench.checkout import THIS_CHECKOUT, Checkout, Stop, say
from workbench.checks import run_checks
from workbench.environment import ensure_environment
from workbench.first_run import first_run_without_screen
from workbench.locks import write_locks
from workbench.prove import run_proofs
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


def show_demo(checkout: Checkout, arguments: Sequence[str]) -> int:
    """Open the app on a journal of sample data; without a screen, say where it lies."""
    ensure_environment(checkout, "run")
    on_screen = has_screen(os.environ)
    ensure_qt_starts(checkout, on_screen=on_screen)
    python, folder = checkout.program("python"), checkout.root / "build" / "demo"
    if not folder.exists() and checkout.call(
        [python, "-m", "aijournal", "demo", "--into", folder], os.environ
    ):
        raise Stop("The journal of sample data could not be made; the lines above say why.")
    home = folder / "aijournal"
    if not on_screen:
        say(f"There is no display here, so no window can open. The journal of sample data lies in {home}")
        return 0
    return checkout.call([python, "-m", "aijournal", *arguments], {**os.environ, "AIJOURNAL_HOME": str(home)})


def draw_screens(checkout: Checkout, arguments: Sequence[str]) -> int:
    """Draw every screen, light and dark, empty, small and full; into build/screens if no --out is named."""
    ensure_environment(checkout, "run")
    ensure_qt_starts(checkout, on_screen=False)
    script = checkout.root / "packaging" / "screenshots.py"
    options = arguments or ("--out", str(checkout.root / "build" / "screens"))
    return checkout.call([checkout.program("python"), script, *options], os.environ)


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
    Command("demo", "open the app on a journal of sample data, in build/demo", show_demo),
    Command("screenshots", "draw every screen; `screenshots --out DIR` says where", draw_screens),
    Command("prove", "show that nothing reaches a network; `prove --out DIR` keeps the evidence", run_proofs),
    Command("bench", "measure what people wait for, in .venv-bench; `bench --quick` less", run_benchmarks),
    Command("build", "build packages; `build wheel`, `folder` or `all`, and `--out DIR` says where", build),
    Command("try-deb", "install a built .deb in fresh Debians, use it, remove it; takes root", try_deb),
    Command(
        "lock",
        "write packaging/lock anew with uv; what follows goes to uv, as in `lock --upgrade`",
        write_locks,
    ),
)


def usage() -> str:
    """Return the commands with what they do."""
    lines = (f"  {command.name:<13}{command.summary}" for command in COMMANDS)
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
