"""Reading tables of text, such as CSV, row by row: any of the usual separators, and rows of many lines."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from aijournal.importers.reading.record_checks import UnusableRecordError

LONGEST_ROW = 64 << 20  # bytes
_BOM = b"\xef\xbb\xbf"
_SEPARATORS = (b",", b";", b"\t")
_GROUPS = re.compile(r"\d{1,3}(?:([,.'\u00a0\u202f\u2009 ])\d{3})(?:\1\d{3})*")
_NO_LETTER = re.compile(r"[^a-z0-9]")
_MOST = 10**12

TOO_LONG = "a row too long to read"


@dataclass(frozen=True, slots=True)
class Row:
    """One row by the names of its columns, in lower case and of letters alone; where it ends in the file.

    A row with a `reason` has no cells.
    """

    cells: Mapping[str, str] = field(default_factory=dict)
    line: int = 0
    end: int = 0
    reason: str = ""


def column(name: str) -> str:
    """Return a column's name as rows have it: `Request ID` and `request_id` are one."""
    return _NO_LETTER.sub("", name.lower())


def read_rows(file: BinaryIO, longest: int = LONGEST_ROW) -> Iterator[Row]:
    """Yield the rows of a table, told by its first row; empty lines are passed over.

    The library's own reader keeps a limit for all of a process and loses its place at rows beyond it.
    """
    header: Sequence[str] = ()
    separator = b","
    for text, line, end in _texts(file, longest):
        if text is None:
            yield Row(line=line, end=end, reason=TOO_LONG)
        elif not header:
            separator = max(_SEPARATORS, key=text.count)
            header = [column(name) for name in _cells(text.removeprefix(_BOM), separator)]
        elif text.strip():
            yield Row(dict(zip(header, _cells(text, separator), strict=False)), line, end)


def find_columns(beginning: bytes) -> Sequence[str]:
    """Return the names of a table's columns from the beginning of its bytes."""
    text = beginning.removeprefix(_BOM).partition(b"\n")[0]
    return [column(name) for name in _cells(text, max(_SEPARATORS, key=text.count))]


def number_of(cell: str) -> int | None:
    """Return the whole number in a cell, `None` for an empty one; raises `UnusableRecordError`."""
    text = cell.strip()
    if not text or text.lower() in {"null", "none", "nan"}:
        return None
    if _GROUPS.fullmatch(text):
        text = re.sub(r"\D", "", text)
    text = re.sub(r"\.0+$", "", text)
    if not (text.isascii() and text.isdigit() and len(text) < 20) or int(text) > _MOST:
        raise UnusableRecordError("an impossible number of tokens")
    return int(text)


def _texts(file: BinaryIO, longest: int) -> Iterator[tuple[bytes | None, int, int]]:
    """Yield every row, or `None` for one too long, with the line where it begins and where it ends."""
    parts: list[bytes] = []
    length = quotes = line = end = begun = 0
    while piece := file.readline(1 << 20):
        begun = begun or line + 1
        end += len(piece)
        length += len(piece)
        quotes += piece.count(b'"')
        if length <= longest:
            parts.append(piece)
        line += piece.endswith(b"\n")
        if piece.endswith(b"\n") and quotes % 2 == 0:
            yield (b"".join(parts) if length <= longest else None), begun, end
            parts, length, quotes, begun = [], 0, 0, 0
    if length:
        yield (b"".join(parts) if length <= longest else None), begun, end


def _cells(row: bytes, separator: bytes) -> list[str]:
    """Return the cells of a row; a quoted one may hold anything, its own quotes doubled."""
    text = row.rstrip(b"\r\n").decode("utf-8", "replace")
    mark = separator.decode()
    cells: list[str] = []
    at = 0
    while at <= len(text):
        if text.startswith('"', at):
            cell, at = _quoted(text, at + 1)
            rest = text.find(mark, at)
        else:
            cell, rest = "", text.find(mark, at)
        end = len(text) if rest < 0 else rest
        cells.append(cell + text[at:end])
        at = end + 1
    return cells


def _quoted(text: str, at: int) -> tuple[str, int]:
    """Return what stands from here to the quote that ends it, and where the text goes on."""
    parts: list[str] = []
    while True:
        end = text.find('"', at)
        if end < 0:
            return "".join([*parts, text[at:]]), len(text)
        parts.append(text[at:end])
        if not text.startswith('"', end + 1):
            return "".join(parts), end + 1
        parts.append('"')
        at = end + 2
