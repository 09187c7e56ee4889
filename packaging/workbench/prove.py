"""`prove`: shows by evidence that the program reaches no network, and keeps it in a folder."""

import shutil
from collections.abc import Sequence

from workbench.checkout import Checkout, say
from workbench.environment import ensure_environment
from workbench.qt_needs import ensure_qt_starts

TOOLS = ("strace", "xvfb-run", "unshare")


def run_proofs(checkout: Checkout, arguments: Sequence[str]) -> int:
    """Set up, prove and print one table; arguments such as `--out DIR` and `--bundle DIR` go to the proofs.

    Returns 0 where no proof failed. What could not be made for want of a tool is told as not shown.
    """
    ensure_environment(checkout, "dev")
    ensure_qt_starts(checkout, on_screen=False)
    missing = missing_tools()
    if missing:
        say(f"Some proofs cannot be shown without {', '.join(missing)}.")
    return checkout.call([checkout.program("python"), "-m", "tests.offline.prove", *arguments])


def missing_tools() -> list[str]:
    """Return the tools that some proofs need, and that are not installed here."""
    return [tool for tool in TOOLS if shutil.which(tool) is None]
