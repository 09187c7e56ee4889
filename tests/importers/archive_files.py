"""Zip files as services send them, and as nobody should."""

import io
import zipfile
from pathlib import Path


def write_zip(path: Path, members: dict[str, bytes], **options: int) -> Path:
    """Write a zip file with these members, in this order."""
    with zipfile.ZipFile(path, "w", options.get("compression", zipfile.ZIP_DEFLATED)) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def zipped(members: dict[str, bytes]) -> bytes:
    """Return the bytes of a zip file."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def write_bomb(path: Path, name: str, megabytes: int) -> Path:
    """Write a zip file of a few hundred kilobytes, one member of which is an endless list of nothing."""
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open(name, "w", force_zip64=True) as member,
    ):
        member.write(b'[{"mapping":{},"x":"')
        for _ in range(megabytes):
            member.write(b"0" * (1 << 20))
        member.write(b'"}]')
    return path


def with_flag(path: Path, flag: int) -> Path:
    """Set a flag of every member, such as that of encryption, wherever the file says it."""
    content = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(mark)
        while start >= 0:
            content[start + at] |= flag
            start = content.find(mark, start + 4)
    path.write_bytes(content)
    return path
