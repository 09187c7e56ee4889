"""The folder with its own Python: PyInstaller puts the unpacked wheel and what it needs side by side."""

import os
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

from workbench.checkout import Checkout, Stop, say

from release.bundle_check import binaries, find_faults
from release.elf import forget_search_paths
from release.origin import Origin
from release.parts import gather_licences
from release.wheel import unpack_wheel

RECIPE = Path("packaging", "pyinstaller", "aijournal.spec")


def build_folder(checkout: Checkout, origin: Origin, wheel: Path, out: Path) -> Path:
    """Write `out/aijournal`, a folder that starts where the system has what Qt needs, and return it.

    Raises `Stop` where it holds what it must not, or lacks what it needs.
    """
    folder = out / "aijournal"
    shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="aijournal-build-") as work:
        package = unpack_wheel(wheel, Path(work, "package"))
        options = [
            "--noconfirm",
            "--log-level",
            "ERROR",
            "--workpath",
            f"{work}/work",
            "--distpath",
            str(out),
        ]
        environment = {
            **origin.environment(),
            "PYTHONPATH": str(package),
            "AIJOURNAL_UNPACKED_WHEEL": str(package),
            "PYINSTALLER_CONFIG_DIR": str(Path(work, "cache")),
        }
        if checkout.call([checkout.program("pyinstaller"), *options, RECIPE], environment) != 0:
            raise Stop("The folder could not be built; the lines above say why.")
        gather_licences(checkout, package, folder / "licences")
    put_in_order(folder / "_internal" / "base_library.zip")
    _strip(folder)
    _make_even(folder, origin.epoch)
    faults = find_faults(folder)
    if faults:
        raise Stop("The folder is not as it must be:\n" + "\n".join(f"  {fault}" for fault in faults))
    say(f"Built {folder} ({size_of(folder) / 1e6:.0f} MB); it holds nothing that can reach a network.")
    return folder


def size_of(folder: Path) -> int:
    """Return how many bytes the files of a folder have."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir() or path.is_symlink())


def put_in_order(archive: Path) -> None:
    """Write an archive anew with its files by name: their order came from how a disk lists a folder."""
    with zipfile.ZipFile(archive) as before:
        files = [(member, before.read(member)) for member in before.infolist()]
    with zipfile.ZipFile(archive, "w") as after:
        for member, content in sorted(files, key=lambda one: one[0].filename):
            after.writestr(member, content)


def _strip(folder: Path) -> None:
    """Take out of libraries what only a debugger reads, a quarter of the folder, and where they were built.

    Those in a wheel's own folder of libraries were rewritten when it was made, and a second time breaks them.
    """
    strip = shutil.which("strip")
    if strip is None:
        raise Stop("Building takes `strip`: install binutils, then run the same command again.")
    for path, _ in binaries(folder / "_internal"):
        if path.parent.name.endswith(".libs"):
            continue
        ran = subprocess.run([strip, "--strip-unneeded", path], capture_output=True, text=True, check=False)
        if ran.returncode != 0:
            raise Stop(f"`strip` failed on {path.name}: {ran.stderr.strip()}")
        forget_search_paths(path)


def _make_even(folder: Path, epoch: int) -> None:
    """Give every file the same time and the rights that a package's files have."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            is_program = path.is_dir() or path == folder / "aijournal"
            path.chmod(0o755 if is_program else 0o644)
        os.utime(path, (epoch, epoch), follow_symlinks=False)
