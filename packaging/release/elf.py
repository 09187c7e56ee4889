"""What a program or a library for Linux asks of the system, read from the file itself; and where it looks.

Format: System V ABI, chapters 4 and 5, and its GNU extension for versions of symbols; 64 bits, least
significant byte first, which is all that is built.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_MAGIC = b"\x7fELF\x02\x01"
_LOAD, _DYNAMIC = 1, 2
_END, _NEEDED, _STRINGS, _RPATH, _RUNPATH = 0, 1, 5, 15, 29
_ENTRY = struct.Struct("<QQ")
_GLIBC = re.compile(rb"GLIBC_2\.(\d+)\0")


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the file, and the address at which it is loaded."""

    kind: int
    offset: int
    address: int
    size: int
    alignment: int

    @property
    def can_be_loaded(self) -> bool:
        """Whether the loader can map it: tools that rewrite what another has rewritten break this."""
        return self.kind != _LOAD or not (self.alignment and (self.offset - self.address) % self.alignment)


@dataclass(frozen=True, slots=True)
class Binary:
    """`needed` are sonames; `glibc` is the newest minor version of glibc 2 that a symbol asks for, or 0."""

    needed: frozenset[str]
    glibc: int
    can_be_loaded: bool


def read_binary(path: Path) -> Binary | None:
    """Return what a file asks for, or `None` where it is no program and no library."""
    with path.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            return None
    content = path.read_bytes()
    versions = [int(found) for found in _GLIBC.findall(content)]
    segments = list(_segments(content))
    can_be_loaded = all(one.can_be_loaded for one in segments)
    return Binary(frozenset(_needed(content, segments)), max(versions, default=0), can_be_loaded)


def _needed(content: bytes, segments: list[Segment]) -> Iterator[str]:
    entries = [entry for one in segments if one.kind == _DYNAMIC for entry in _entries(content, one)]
    addresses = [value for tag, value in entries if tag == _STRINGS]
    for tag, value in entries:
        if tag == _NEEDED:
            begin = _offset(segments, addresses[0]) + value
            yield content[begin : content.index(b"\0", begin)].decode()


def _segments(content: bytes | bytearray) -> Iterator[Segment]:
    (table,) = struct.unpack_from("<Q", content, 0x20)
    size, count = struct.unpack_from("<HH", content, 0x36)
    for position in range(table, table + size * count, size):
        kind, _, offset, address, _, length, _, alignment = struct.unpack_from("<IIQQQQQQ", content, position)
        yield Segment(kind, offset, address, length, alignment)


def _entries(content: bytes | bytearray, dynamic: Segment) -> Iterator[tuple[int, int]]:
    for position in range(dynamic.offset, dynamic.offset + dynamic.size, _ENTRY.size):
        tag, value = _ENTRY.unpack_from(content, position)
        if tag == _END:
            return
        yield tag, value


def _offset(segments: list[Segment], address: int) -> int:
    (holder,) = [
        one for one in segments if one.kind == _LOAD and one.address <= address < one.address + one.size
    ]
    return holder.offset + address - holder.address


def forget_search_paths(path: Path) -> bool:
    """Take out of a library where on the machine that built it others lay; return whether there was any.

    Places relative to the library itself stay.
    """
    content = bytearray(path.read_bytes())
    segments = list(_segments(content))
    for dynamic in (one for one in segments if one.kind == _DYNAMIC):
        entries = list(_entries(content, dynamic))
        strings = _offset(segments, next(value for tag, value in entries if tag == _STRINGS))
        kept = [entry for entry in entries if not _is_absolute(content, strings, *entry)]
        for _, value in (entry for entry in entries if entry not in kept):
            begin = strings + value
            end = content.index(b"\0", begin)
            content[begin:end] = bytes(end - begin)
        if len(kept) < len(entries):
            ended = [*kept, *[(_END, 0)] * (len(entries) - len(kept))]
            table = b"".join(_ENTRY.pack(*entry) for entry in ended)
            content[dynamic.offset : dynamic.offset + len(table)] = table
            path.write_bytes(content)
            return True
    return False


def _is_absolute(content: bytes | bytearray, strings: int, tag: int, value: int) -> bool:
    return tag in {_RPATH, _RUNPATH} and content[strings + value : strings + value + 1] == b"/"
