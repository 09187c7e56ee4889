"""What a Linux desktop reads of the program, put where it looks for it; below `/usr/share`, in short."""

import gzip
import shutil
from collections.abc import Sequence
from pathlib import Path

from workbench.checkout import Checkout, Stop

from release.changelog import appstream_releases, releases
from release.origin import Origin

APP_ID = "alt.aijournal.journal"
_END = "</component>"


def write_desktop_files(checkout: Checkout, origin: Origin, package: Path, share: Path) -> None:
    """Write the desktop's entry, description, icons, kind of file, manual and completions below `share`.

    `package` is the unpacked wheel, whose commands the manual tells of. Raises `Stop` where one fails.
    """
    source = checkout.root / "packaging" / "linux"
    _copy(source / f"{APP_ID}.desktop", share / "applications" / f"{APP_ID}.desktop")
    _copy(source / f"{APP_ID}.mime.xml", share / "mime" / "packages" / f"{APP_ID}.xml")
    metainfo = share / "metainfo" / f"{APP_ID}.metainfo.xml"
    metainfo.parent.mkdir(parents=True)
    metainfo.write_text(metainfo_of(checkout, origin), encoding="utf-8")
    run = Runner(checkout, origin, package)
    run.script("draw_icons.py", [share / "icons"])
    run.script("write_completions.py", [share])
    page = share / "man" / "man1" / "aijournal.1"
    page.parent.mkdir(parents=True)
    day = origin.at.date().isoformat()
    run.script("write_manual.py", [page, "--version", origin.version, "--date", day])
    compress(page)


def metainfo_of(checkout: Checkout, origin: Origin) -> str:
    """Return the description for software centres, with the releases of the changelog."""
    text = (checkout.root / "packaging" / "linux" / f"{APP_ID}.metainfo.xml").read_text(encoding="utf-8")
    found = releases((checkout.root / "CHANGELOG.md").read_text(encoding="utf-8"), origin)
    return text.replace(_END, f"{appstream_releases(found)}\n{_END}")


class Runner:
    """Runs scripts in the environment of the packers, on the program as it is in the wheel."""

    def __init__(self, checkout: Checkout, origin: Origin, package: Path) -> None:
        self._checkout = checkout
        self._environment = {
            **origin.environment(),
            "PYTHONPATH": str(package),
            "QT_QPA_PLATFORM": "offscreen",
        }

    def script(self, name: str, arguments: Sequence[str | Path]) -> None:
        """Run one of the scripts in `packaging/linux`; raises `Stop` where it fails."""
        script = self._checkout.root / "packaging" / "linux" / name
        python = self._checkout.program("python")
        if self._checkout.call([python, script, *arguments], self._environment) != 0:
            raise Stop(f"{name} failed; the lines above say why.")


def compress(file: Path) -> None:
    """Put a file in place of itself that is compressed, the same each time."""
    packed = file.with_name(f"{file.name}.gz")
    packed.write_bytes(gzip.compress(file.read_bytes(), 9, mtime=0))
    file.unlink()


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
