"""Where in a closed database file the content of a table lies (sqlite.org/fileformat2.html)."""

from collections.abc import Iterator
from dataclasses import dataclass

_TABLE_LEAF, _TABLE_INNER, _INDEX_LEAF, _INDEX_INNER = 13, 5, 10, 2
_HEADER_OF_FILE = 100


@dataclass(frozen=True, slots=True)
class Value:
    """The bytes that hold a text or a number of a row, and what column it is in."""

    column: int
    begin: int
    end: int


class Pages:
    """The pages of a file, read as rows of tables; what overflows a page is left out."""

    def __init__(self, file: bytes) -> None:
        self._file = file
        size = int.from_bytes(file[16:18])
        self._size = 65536 if size == 1 else size
        self._usable = self._size - file[20]

    def values(self, root: int) -> Iterator[Value]:
        """Yield every value of a table or index that takes bytes, with its place in the file."""
        start = (root - 1) * self._size
        head = start + (_HEADER_OF_FILE if root == 1 else 0)
        kind, count = self._file[head], int.from_bytes(self._file[head + 3 : head + 5])
        is_inner = kind in {_TABLE_INNER, _INDEX_INNER}
        pointers = head + (12 if is_inner else 8)
        for number in range(count):
            at = start + int.from_bytes(self._file[pointers + 2 * number : pointers + 2 * number + 2])
            if is_inner:
                yield from self.values(int.from_bytes(self._file[at : at + 4]))
            if kind != _TABLE_INNER:
                yield from self._row(kind, at + (4 if is_inner else 0))
        if is_inner:
            yield from self.values(int.from_bytes(self._file[head + 8 : head + 12]))

    def _row(self, kind: int, at: int) -> Iterator[Value]:
        length, at = self._varint(at)
        if kind == _TABLE_LEAF:
            _, at = self._varint(at)
        end = at + self._local(kind, length)
        header, place = self._varint(at)
        content = at + header
        for column in range(header):
            if place >= at + header:
                return
            serial, place = self._varint(place)
            after = content + _length(serial)
            if _length(serial) and after <= end:
                yield Value(column, content, after)
            content = after

    def _local(self, kind: int, length: int) -> int:
        """Return how much of a row lies in its page."""
        most = self._usable - 35 if kind == _TABLE_LEAF else (self._usable - 12) * 64 // 255 - 23
        if length <= most:
            return length
        least = (self._usable - 12) * 32 // 255 - 23
        kept = least + (length - least) % (self._usable - 4)
        return kept if kept <= most else least

    def _varint(self, at: int) -> tuple[int, int]:
        value = 0
        for index in range(8):
            byte = self._file[at + index]
            value = value << 7 | byte & 0x7F
            if byte < 0x80:
                return value, at + index + 1
        return value << 8 | self._file[at + 8], at + 9


def _length(serial: int) -> int:
    """Return how many bytes a value of a serial type takes."""
    if serial >= 12:
        return (serial - 12) // 2
    return (0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0)[serial]
