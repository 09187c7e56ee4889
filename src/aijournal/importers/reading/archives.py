"""Reading members of zip files as streams: nothing is ever unpacked to a disk, and everything has a limit."""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from aijournal.importers.reading.jsonl import open_regular

_PIECE = 1 << 17
_MEMBER_MARK = b"PK\x01\x02"
_DIRECTORY = 4 << 20  # bytes; ten thousand members with names of 350 bytes
_DRIVE = re.compile(r"[A-Za-z]:")
_ENCRYPTED = 1
_LOCAL_HEADER = 30  # bytes before a member's name and content

_DAMAGED = "a damaged archive"
_MEASURELESS = "an archive that would grow without measure"
_CROWDED = "an archive with too many members"

# What the standard library raises for archives that are none, or no longer.
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    ValueError,
    OverflowError,
)


class ArchiveError(Exception):
    """An archive or a member that cannot be read; the argument is the reason, in a few plain words."""


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """How much an archive may hold: members in all, bytes read of all of them, and bytes out per byte in.

    `free` is how many bytes may come of however little.
    """

    members: int = 10_000
    unpacked: int = 1 << 30
    ratio: int = 200
    free: int = 8 << 20


DEFAULT_LIMITS = ArchiveLimits()


class _Bounded(io.BufferedReader):
    """A file that gives no more than a directory of so many members at a time.

    The library takes an archive's word for the size of its directory, and makes an object of every entry.
    """

    def __init__(self, raw: io.FileIO, members: int) -> None:
        super().__init__(raw)
        self.members: int | None = members

    def seek(self, target: int, whence: int = io.SEEK_SET, /) -> int:
        """Go to a place, which a damaged directory may set before the beginning."""
        if whence == io.SEEK_SET and target < 0:
            raise zipfile.BadZipFile
        return super().seek(target, whence)

    def read(self, size: int | None = -1, /) -> bytes:
        """Return so many bytes, or as many as a directory may have where no number is given."""
        if size is None or size < 0:
            return super().read(_DIRECTORY)
        if size > _DIRECTORY:
            raise ArchiveError(_CROWDED)
        part = super().read(size)
        if self.members is not None and part.count(_MEMBER_MARK) > self.members:
            raise ArchiveError(_CROWDED)
        return part


class Archive:
    """One zip file, open for reading. Raises `ArchiveError` for one that is damaged or too large."""

    def __init__(self, path: Path, limits: ArchiveLimits = DEFAULT_LIMITS) -> None:
        self._limits = limits
        self._file = _Bounded(open_regular(path), limits.members)
        self._unpacked = 0
        try:
            self._size = self._file.seek(0, io.SEEK_END)
            self._zip = self._opened()
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()
        self._file.close()

    def members(self, is_wanted: Callable[[str], bool]) -> tuple[list[zipfile.ZipInfo], list[str]]:
        """Return the members of wanted names that can be read, by name, and what is wrong with the others."""
        files = (one for one in self._zip.infolist() if not one.filename.endswith("/"))
        wanted = [one for one in files if is_wanted(one.filename)]
        faults = [(one, _fault_of(one)) for one in wanted]
        readable = sorted((one for one, fault in faults if not fault), key=lambda one: one.filename)
        return readable, [fault for _, fault in faults if fault]

    def pieces(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        """Yield what a member holds, piece by piece; raises `ArchiveError` where it breaks off."""
        most = max(self._limits.free, self._limits.ratio * min(member.compress_size, self._size))
        given = 0
        try:
            with self._zip.open(member) as stream:
                while piece := stream.read(_PIECE):
                    given += len(piece)
                    self._unpacked += len(piece)
                    if given > most or self._unpacked > self._limits.unpacked:
                        raise ArchiveError(_MEASURELESS)
                    yield piece
        except _FAULTS:
            raise ArchiveError(_DAMAGED) from None
        if given != member.file_size:
            raise ArchiveError(_DAMAGED)

    def _opened(self) -> zipfile.ZipFile:
        try:
            opened = zipfile.ZipFile(self._file)
        except _FAULTS:
            raise ArchiveError(_DAMAGED) from None
        self._file.members = None
        members = opened.infolist()
        if len(members) > self._limits.members:
            raise ArchiveError(_CROWDED)
        if _overlap(members):
            raise ArchiveError("an archive whose members overlap")
        return opened


def is_archive(path: Path) -> bool:
    """Return whether a file is a zip file by its name."""
    return path.suffix.lower() == ".zip"


def _overlap(members: list[zipfile.ZipInfo]) -> bool:
    """Return whether members share content, with which little stands for very much."""
    ordered = sorted(members, key=lambda one: one.header_offset)
    ends = [one.header_offset + _LOCAL_HEADER + one.compress_size for one in ordered]
    return any(end > after.header_offset for end, after in zip(ends, ordered[1:], strict=False))


def _fault_of(member: zipfile.ZipInfo) -> str:
    """Say why a member is not to be read, or nothing."""
    name = member.filename.replace("\\", "/")
    if name.startswith("/") or _DRIVE.match(name) or ".." in name.split("/"):
        return "a name that leads out of the archive"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "a link in an archive, which is not followed"
    if member.flag_bits & _ENCRYPTED:
        return "an encrypted archive"
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return "an archive that is packed in an unusual way"
    return ""
