"""The package for Debian: the folder with its own Python in /usr/lib, and what a desktop reads of it."""

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from workbench.checkout import Checkout, Stop, say
from workbench.system_packages import debian_package

from release.bundle_check import asked_of_system, binaries
from release.changelog import debian_changelog, releases
from release.desktop import compress, write_desktop_files
from release.origin import Origin
from release.wheel import unpack_wheel

NAME = "aijournal"
# There is nobody to write to: RFC 2606 keeps this name from ever being somebody's.
MAINTAINER = "The aijournal authors <aijournal@aijournal.invalid>"
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
_OTHER_NAMES = {
    "libcrypto.so.3": "libssl3",
    "libgcc_s.so.1": "libgcc-s1",
    "libstdc++.so.6": "libstdc++6",
}
_PART_OF_GLIBC = ("libc.", "libm.", "libdl.", "libpthread.", "librt.", "libutil.", "ld-linux")
# Without a font every letter is a box.
_RECOMMENDS = "fonts-dejavu-core | fonts-noto-core | fonts-liberation"
# With it, dialogs for files look like those of GNOME.
_SUGGESTS = "libgtk-3-0"
_DESCRIPTION = """\
private journal of your AI use
 aijournal reads the logs that AI tools already leave on your disk, asks you
 with two keys whether each interaction helped, and shows what it was worth:
 net minutes saved per million weighted tokens, with an honest interval, or
 what is still missing before a figure would be honest.
 .
 It stores no prompts and no answers, and no part of it can open a connection.
 It brings its own Python and its own Qt."""


def build_deb(checkout: Checkout, origin: Origin, wheel: Path, folder: Path, out: Path) -> Path:
    """Write the package into a folder and return its path; `folder` is the one with its own Python.

    Raises `Stop` where it cannot be built.
    """
    if shutil.which("dpkg-deb") is None:
        raise Stop("Building a .deb takes `dpkg-deb`: do that on Debian or Ubuntu, or build the folder.")
    with tempfile.TemporaryDirectory(prefix="aijournal-deb-") as work:
        package = unpack_wheel(wheel, Path(work, "package"))
        root = Path(work, "root")
        _stage_program(folder, root)
        share = root / "usr" / "share"
        write_desktop_files(checkout, origin, package, share)
        _stage_papers(checkout, origin, share)
        _write_control(origin, folder, root)
        _make_even(root, origin.epoch)
        file = out / f"{NAME}_{origin.version}_{_architecture()}.deb"
        _pack(root, file, origin)
    say(f"Built {file} ({file.stat().st_size / 1e6:.1f} MB).")
    return file


def depends_on(folder: Path) -> list[str]:
    """Return the packages of Debian that bring what the folder leaves to the system, sorted."""
    sonames = [one for one in asked_of_system(folder) if not one.startswith(_PART_OF_GLIBC)]
    packages = {_OTHER_NAMES.get(soname) or debian_package(soname) for soname in sonames}
    newest = max(binary.glibc for _, binary in binaries(folder))
    return sorted({*packages, f"libc6 (>= 2.{newest})"})


def _architecture() -> str:
    return ARCHITECTURES[os.uname().machine]


def _stage_program(folder: Path, root: Path) -> None:
    program = root / "usr" / "lib" / NAME
    program.parent.mkdir(parents=True)
    shutil.copytree(folder, program, symlinks=True, ignore=shutil.ignore_patterns("licences"))
    start = root / "usr" / "bin" / NAME
    start.parent.mkdir(parents=True)
    start.symlink_to(f"../lib/{NAME}/{NAME}")
    papers = root / "usr" / "share" / "doc" / NAME
    papers.mkdir(parents=True)
    shutil.copytree(folder / "licences", papers / "licences")


def _stage_papers(checkout: Checkout, origin: Origin, share: Path) -> None:
    source, papers = checkout.root / "packaging" / "debian", share / "doc" / NAME
    shutil.copyfile(source / "copyright", papers / "copyright")
    changelog = papers / "changelog"
    found = releases((checkout.root / "CHANGELOG.md").read_text(encoding="utf-8"), origin)
    changelog.write_text(debian_changelog(found, MAINTAINER), encoding="utf-8")
    compress(changelog)
    overrides = share / "lintian" / "overrides" / NAME
    overrides.parent.mkdir(parents=True)
    shutil.copyfile(source / "lintian-overrides", overrides)


def _write_control(origin: Origin, folder: Path, root: Path) -> None:
    control = root / "DEBIAN"
    control.mkdir()
    size = sum(-(-path.lstat().st_size // 1024) for path in _files(root))
    fields = {
        "Package": NAME,
        "Version": origin.version,
        "Architecture": _architecture(),
        "Maintainer": MAINTAINER,
        "Installed-Size": str(size),
        "Depends": ", ".join(depends_on(folder)),
        "Recommends": _RECOMMENDS,
        "Suggests": _SUGGESTS,
        "Section": "utils",
        "Priority": "optional",
        "Description": _DESCRIPTION,
    }
    lines = [f"{name}: {value}\n" for name, value in fields.items()]
    (control / "control").write_text("".join(lines), encoding="utf-8")
    (control / "md5sums").write_text("".join(_sums(root)), encoding="utf-8")


def _files(root: Path) -> list[Path]:
    everything = sorted(root.rglob("*"))
    return [path for path in everything if path.is_symlink() or path.is_file()]


def _sums(root: Path) -> Iterator[str]:
    for path in _files(root / "usr"):
        if not path.is_symlink():
            # Debian's format asks for this digest; it guards against a damaged disk, not against people.
            digest = hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
            yield f"{digest}  {path.relative_to(root)}\n"


def _make_even(root: Path, epoch: int) -> None:
    program = root / "usr" / "lib" / NAME / NAME
    for path in (root, *root.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path == program else 0o644)
        os.utime(path, (epoch, epoch), follow_symlinks=False)


def _pack(root: Path, file: Path, origin: Origin) -> None:
    # More threads would cut the archive at other places, on machines with other numbers of them.
    how = ["--root-owner-group", "--uniform-compression", "-Zxz", "-z6", "--threads-max=1"]
    ran = subprocess.run(["dpkg-deb", *how, "--build", root, file], env=origin.environment(), check=False)
    if ran.returncode != 0:
        raise Stop("The .deb could not be built; the lines above say why.")
