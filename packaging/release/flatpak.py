"""What a packager needs to build the Flatpak bundle; it cannot be built without its runtime, and is not."""

import shutil
import tempfile
from pathlib import Path

from workbench.checkout import Checkout, say

from release.desktop import APP_ID, write_desktop_files
from release.origin import Origin
from release.wheel import unpack_wheel

_ONLY_BUILDS = """\
The bundle itself was not built: that takes flatpak-builder and its runtime. With these, in {folder}:
  python3 -m pip download --no-deps --require-hashes --only-binary :all: -r run.txt -d wheels
  flatpak-builder --repo=repo build {name}.yml
  flatpak build-bundle repo {name}.flatpak {name}"""


def gather_flatpak(checkout: Checkout, origin: Origin, wheel: Path, out: Path) -> Path:
    """Put the recipe and all that it takes from here into `out/flatpak`, say what is left, and return it."""
    folder = out / "flatpak"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    packaging = checkout.root / "packaging"
    shutil.copyfile(packaging / "flatpak" / f"{APP_ID}.yml", folder / f"{APP_ID}.yml")
    shutil.copyfile(checkout.locks / "run.txt", folder / "run.txt")
    shutil.copyfile(checkout.root / "LICENSE", folder / "LICENSE")
    shutil.copytree(packaging / "licences", folder / "licences")
    shutil.copyfile(wheel, folder / wheel.name)
    with tempfile.TemporaryDirectory(prefix="aijournal-flatpak-") as work:
        package = unpack_wheel(wheel, Path(work))
        write_desktop_files(checkout, origin, package, folder / "share")
    say(_ONLY_BUILDS.format(folder=folder, name=APP_ID))
    return folder
