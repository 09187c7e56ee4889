"""The folder with its own Python as one file to hand out, the same each time."""

import gzip
import tarfile
from pathlib import Path

from workbench.checkout import say

from release.origin import Origin


def pack_folder(folder: Path, origin: Origin, out: Path, machine: str) -> Path:
    """Write `aijournal-VERSION-linux-MACHINE.tar.gz` and return its path."""
    file = out / f"{folder.name}-{origin.version}-linux-{machine}.tar.gz"
    with (
        file.open("wb") as raw,
        gzip.GzipFile("", "wb", 6, raw, mtime=origin.epoch) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for path in (folder, *sorted(folder.rglob("*"))):
            name = path.relative_to(folder.parent).as_posix()
            archive.add(path, name, recursive=False, filter=_nobodys)
    say(f"Packed {file} ({file.stat().st_size / 1e6:.1f} MB).")
    return file


def _nobodys(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    member.mtime = int(member.mtime)
    return member
