"""Which Python packages the program consists of, as they are installed in the environment of the packers."""

import re
import shutil
import sysconfig
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path

from workbench.checkout import Checkout

PROJECT = "aijournal-desktop"
# A package that the program needs asks for it, to install plugins with; there are none here.
NOT_TAKEN = frozenset({"pip"})
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LICENCE = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)


def canonical(name: str) -> str:
    """Return a package's name as all tools compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def parts_of_program(checkout: Checkout) -> list[Distribution]:
    """Return the packages that the program needs, itself among them, sorted by name."""
    (folder,) = checkout.venv.glob("lib/python*/site-packages")
    installed = {canonical(one.metadata["Name"]): one for one in distributions(path=[str(folder)])}
    wanted, open_names = set[str](), {PROJECT}
    while open_names:
        wanted |= open_names
        open_names = {
            need for name in open_names for need in _needs(installed[name])
        } & installed.keys() - wanted
    return [installed[name] for name in sorted(wanted)]


def _needs(distribution: Distribution) -> Iterator[str]:
    for line in distribution.requires or ():
        found = _NAME.match(line)
        if found and "extra ==" not in line and canonical(found[0]) not in NOT_TAKEN:
            yield canonical(found[0])


def gather_licences(checkout: Checkout, package: Path, folder: Path) -> None:
    """Copy the licences of all that is in the program into a folder, each below the name of what it is for.

    `package` is the unpacked wheel, which has the program's own.
    """
    shutil.copytree(checkout.root / "packaging" / "licences", folder)
    _copy_licences(next(package.glob("*.dist-info")), folder / "aijournal")
    for part in parts_of_program(checkout):
        if canonical(part.metadata["Name"]) != PROJECT:
            _copy_licences(_metadata_folder(part), folder / canonical(part.metadata["Name"]))
    (packer,) = checkout.venv.glob("lib/python*/site-packages/pyinstaller-*.dist-info")
    _copy_licences(packer, folder / "pyinstaller")
    python = Path(sysconfig.get_path("stdlib"), "LICENSE.txt")
    if python.exists():
        shutil.copyfile(python, folder / "python.txt")


def _metadata_folder(distribution: Distribution) -> Path:
    """Return the folder of a distribution's metadata."""
    return Path(str(distribution.locate_file(""))) / next(
        Path(str(file)).parts[0] for file in distribution.files or () if ".dist-info" in str(file)
    )


def _copy_licences(metadata: Path, folder: Path) -> None:
    for file in sorted(metadata.rglob("*")):
        if file.is_file() and _LICENCE.search(file.name):
            target = folder / "-".join(file.relative_to(metadata).parts).removeprefix("licenses-")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
