"""The checks that `test` runs, one after the other, up to the first that fails."""

import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from workbench.checkout import Checkout, clean_environment, say
from workbench.environment import ensure_environment
from workbench.qt_needs import ensure_qt_starts
from workbench.system_packages import bring_tools


@dataclass(frozen=True, slots=True)
class Check:
    """One program of the environment that says by its exit code whether all is well."""

    title: str
    command: tuple[str, ...]
    mend: str


CHECKS = (
    Check("format", ("ruff", "format", "--check", "--quiet"), "`.venv/bin/ruff format` mends it"),
    Check("lint", ("ruff", "check", "--quiet"), "`.venv/bin/ruff check --fix` mends some of it"),
    Check("types", ("mypy",), "mypy names the lines"),
    Check(
        "layers",
        ("lint-imports", "--no-logo"),
        "`tool.importlinter` in pyproject.toml has the rule",
    ),
    Check("tests", ("pytest", "-n", "auto"), "`.venv/bin/pytest --last-failed` runs only what failed"),
)


def run_checks(checkout: Checkout, arguments: Sequence[str]) -> int:
    """Set up and run every check; arguments go to pytest. Returns 0 or the exit code of what failed."""
    ensure_environment(checkout, "dev")
    ensure_qt_starts(checkout, on_screen=False)
    bring_tools()
    *others, tests = CHECKS
    return check_all(checkout, [*others, replace(tests, command=(*tests.command, *arguments))])


def check_all(checkout: Checkout, checks: Sequence[Check]) -> int:
    """Run the checks up to the first that fails, and return its exit code, or 0."""
    with tempfile.TemporaryDirectory(prefix="aijournal-test-") as runtime:
        environment = environment_for_tests(os.environ, runtime)
        for check in checks:
            say(f"Checking {check.title}: {' '.join(check.command)}")
            name, *options = check.command
            code = checkout.call([checkout.program(name), *options], environment)
            if code != 0:
                say(f"Stopped: the {check.title} check failed with exit code {code}; {check.mend}.")
                return code
    say(f"All {len(checks)} checks passed: {', '.join(check.title for check in checks)}.")
    return 0


def environment_for_tests(environment: Mapping[str, str], runtime: str) -> dict[str, str]:
    """Return an environment without a display, in which no setting of the person changes a result."""
    kept = clean_environment(environment)
    for display in ("DISPLAY", "WAYLAND_DISPLAY"):
        kept.pop(display, None)
    return {**kept, "QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": runtime, "LC_ALL": "C.UTF-8"}
