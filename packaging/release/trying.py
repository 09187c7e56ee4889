"""`try-deb`: a built .deb in minimal systems that have nothing else, used as a person would."""

import argparse
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from workbench.checkout import Checkout, Stop

SUITES = ("bookworm", "trixie")


def try_deb(checkout: Checkout, arguments: Sequence[str]) -> int:
    """Install, use, remove and purge the package in each suite of Debian, and return 0 if all was well.

    Raises `Stop` where such systems cannot be made.
    """
    parser = argparse.ArgumentParser(prog="dev.py try-deb", description="Try a built .deb.")
    parser.add_argument("package", type=Path)
    parser.add_argument("suites", nargs="*", default=SUITES, metavar="SUITE", help="bookworm and trixie")
    wanted = parser.parse_args(arguments)
    if not wanted.package.exists():
        raise Stop(f"{wanted.package} is not there; `dev.py build deb` makes it.")
    if os.geteuid() != 0 or not shutil.which("debootstrap"):
        raise Stop("Trying the package takes root, and `debootstrap`.")
    script = checkout.root / "packaging" / "linux" / "try_deb.sh"
    cache = checkout.root / "build" / "try-deb"
    return checkout.call([script, wanted.package.absolute(), cache, *wanted.suites])
