"""`build`: packages for people who do not want a checkout."""

import argparse
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.checkout import Checkout
from workbench.environment import ensure_environment

from release.archive import pack_folder
from release.deb import build_deb
from release.flatpak import gather_flatpak
from release.folder import build_folder
from release.origin import Origin, find_origin
from release.sbom import write_sbom
from release.sums import write_sums
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
        return self._folder(self.wheel())

    def deb(self) -> Path:
        """Build the package for Debian, and return it."""
        return self._deb(wheel := self.wheel(), self._folder(wheel))

    def flatpak(self) -> Path:
        """Gather what the Flatpak bundle is built from, and return the folder."""
        return gather_flatpak(self.checkout, self.origin, self.wheel(), self.out)

    def all(self) -> Path:
        """Build everything, list its parts and write its digests; return the file of these."""
        folder = self._folder(wheel := self.wheel())
        pack_folder(folder, self.origin, self.out, os.uname().machine)
        self._deb(wheel, folder)
        gather_flatpak(self.checkout, self.origin, wheel, self.out)
        write_sbom(self.checkout.locks / "run.txt", self.origin, self.out)
        return write_sums(self.out)

    def _folder(self, wheel: Path) -> Path:
        return build_folder(self.checkout, self.origin, wheel, self.out)

    def _deb(self, wheel: Path, folder: Path) -> Path:
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
    "flatpak": Workshop.flatpak,
    "all": Workshop.all,
}


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py build", description="Build packages.")
    parser.add_argument("what", choices=_BUILDS)
    parser.add_argument("--out", default="dist", metavar="DIR", help="where they go; dist if not named")
    return parser
