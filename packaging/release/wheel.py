"""The wheel and the sdist: hatchling writes both, with the time of the last commit."""

import zipfile
from pathlib import Path

from workbench.checkout import Checkout, Stop, say

from release.origin import Origin


def build_wheel(checkout: Checkout, origin: Origin, out: Path) -> Path:
    """Write the wheel and the sdist into a folder and return the wheel's path."""
    command = ["build", "-t", "wheel", "-t", "sdist", "-d", str(out)]
    if checkout.call([checkout.program("hatchling"), *command], origin.environment()) != 0:
        raise Stop("The wheel could not be built; the lines above say why.")
    stem = f"{origin.name.replace('-', '_')}-{origin.version}"
    wheel = out / f"{stem}-py3-none-any.whl"
    say(f"Built {wheel} ({wheel.stat().st_size / 1e6:.1f} MB) and {stem}.tar.gz.")
    return wheel


def unpack_wheel(wheel: Path, folder: Path) -> Path:
    """Unpack a pure wheel, as an installer would, and return the folder."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder
