"""`build`: packages for people who do not want a checkout."""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.checkout import Checkout
from workbench.environment import ensure_environment

from release.deb import build_deb
from release.folder import build_folder
from release.origin import Origin, find_origin
from release.wheel import build_wheel

ENVIRONMENT = ".venv-pack"


@dataclass(frozen=True, slots=True)
class Workshop:
    """A checkout with the tools that make packages, and where these go."""

    checkout: Checkout
    origin: Origin
    out: Path

    def wheel(self) -> Path:
        """Build the wheel and the sdist, and return the wheel."""
        return build_wheel(self.checkout, self.origin, self.out)

    def folder(self) -> Path:
        """Build the folder with its own Python, and return it."""
        return build_folder(self.checkout, self.origin, self.wheel(), self.out)

    def deb(self) -> Path:
        """Build the package for Debian, and return it."""
        wheel = self.wheel()
        folder = build_folder(self.checkout, self.origin, wheel, self.out)
        return build_deb(self.checkout, self.origin, wheel, folder, self.out)


def build(checkout: Checkout, arguments: Sequence[str]) -> int:
    """Build what was named into a folder, and return 0; raises `Stop` where that cannot be done."""
    wanted = _options().parse_args(arguments)
    out = Path(wanted.out).absolute()
    out.mkdir(parents=True, exist_ok=True)
    tools = replace(checkout, environment=ENVIRONMENT)
    ensure_environment(tools, "pack")
    workshop = Workshop(tools, find_origin(checkout), out)
    _BUILDS[wanted.what](workshop)
    return 0


_BUILDS: dict[str, Callable[[Workshop], object]] = {
    "wheel": Workshop.wheel,
    "folder": Workshop.folder,
    "deb": Workshop.deb,
}


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py build", description="Build packages.")
    parser.add_argument("what", choices=_BUILDS)
    parser.add_argument("--out", default="dist", metavar="DIR", help="where they go; dist if not named")
    return parser
