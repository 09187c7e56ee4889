"""`bench`: the benchmarks in an environment of their own, which holds what the program needs and no more.

Test tools bring packages that the program would load where it finds them, and so slow its start down.
"""

from collections.abc import Sequence
from dataclasses import replace

from workbench.checkout import Checkout
from workbench.environment import ensure_environment
from workbench.qt_needs import ensure_qt_starts

ENVIRONMENT = ".venv-bench"


def run_benchmarks(checkout: Checkout, arguments: Sequence[str]) -> int:
    """Set up, measure and print one table; arguments such as `--quick` go to the benchmarks."""
    alone = replace(checkout, environment=ENVIRONMENT)
    ensure_environment(alone, "run")
    ensure_qt_starts(alone, on_screen=False)
    return alone.call([alone.program("python"), "-m", "tests.benchmarks.bench", *arguments])
