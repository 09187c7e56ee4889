"""Rows of tables in text: cells between separators, some of them quoted, in whatever encoding."""

import codecs
import io
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from aijournal.importers.reading.jsonl import open_regular

LONGEST_ROW = 1 << 20  # characters
LONGEST_CELL = 1 << 18
MOST_CELLS = 512
SAMPLE = 1 << 16  # bytes

TOO_LONG = "a row too long to read"
CELL_TOO_LONG = "a cell too long to read"
TOO_MANY_CELLS = "a row of too many cells"
OPEN_QUOTE = "a quote that does not end"


@dataclass(frozen=True, slots=True)
class TextRow:
    """The cells of one row and the line where it begins, or why it cannot be read."""

    cells: tuple[str, ...]
    line: int
    reason: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not self.reason and not any(map(str.strip, self.cells))


def encoding_of(beginning: bytes) -> str:
    """Return how a text is encoded, by its first bytes."""
    if beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    even, odd = beginning[0::2].count(0), beginning[1::2].count(0)
    if max(even, odd) * 4 > len(beginning):
        return "utf-16-be" if even > odd else "utf-16-le"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(beginning)
    except UnicodeDecodeError:
        return "cp1252"  # of spreadsheets on Windows
    return "utf-8-sig"


@contextmanager
def open_text(path: Path) -> Iterator[TextIO]:
    """Open a table as text, with its line ends as they are; raises `OSError`."""
    with io.BufferedReader(open_regular(path), 1 << 18) as raw:
        encoding = encoding_of(raw.read(SAMPLE))
        raw.seek(0)
        with io.TextIOWrapper(raw, encoding, errors="replace", newline="") as text:
            yield text


def text_rows(readline: Callable[[int], str], separator: str) -> Iterator[TextRow]:
    """Yield every row; one with a quote that does not end costs its own line alone."""
    return _Rows(readline, separator).read()


class _Rows:
    """Puts lines together to rows; lines behind an open quote wait to be looked at once more."""

    def __init__(self, readline: Callable[[int], str], separator: str) -> None:
        self._readline = readline
        self._separator = separator
        self._waiting: deque[str] = deque()
        self._line = 0

    def read(self) -> Iterator[TextRow]:
        while line := self._next():
            yield self._row(line, self._line)

    def _next(self) -> str:
        """Return the next line, or a longer part of it than a row may have."""
        self._line += 1
        if self._waiting:
            return self._waiting.popleft()
        line = self._readline(LONGEST_ROW + 1)
        rest = line
        while len(rest) > LONGEST_ROW and not rest.endswith(("\n", "\r")):
            rest = self._readline(LONGEST_ROW + 1)
        return line

    def _row(self, first: str, number: int) -> TextRow:
        if len(first) > LONGEST_ROW:
            return TextRow((), number, TOO_LONG)
        if '"' not in first:
            return _checked(first.rstrip("\r\n").split(self._separator), number)
        cells = _Cells(self._separator)
        # Otherwise lines that all leave a quote open would each be looked at as often as there are lines.
        most = 0 if self._waiting else LONGEST_ROW
        lines, length = [first], len(first)
        while cells.is_open_after(lines[-1]):
            line = self._next() if most else ""
            length += len(line)
            if line:
                lines.append(line)
            if not line or length > most:
                self._waiting.extendleft(reversed(lines[1:]))
                self._line = number
                return TextRow((), number, OPEN_QUOTE)
        return _checked(cells.finished, number)


class _Cells:
    """The cells of one row, line by line."""

    def __init__(self, separator: str) -> None:
        self.finished: list[str] = []
        self._separator = separator
        self._parts: list[str] = []
        self._is_quoted = False
        self._is_fresh = True

    def is_open_after(self, line: str) -> bool:
        """Take a line, and return whether the row goes on in the next one."""
        at = 0
        while True:
            if self._is_quoted:
                at = self._read_quoted(line, at)
                if at < 0:
                    return True
            elif self._is_fresh and (quote := _quote_at(line, at)) >= 0:
                self._is_quoted, self._is_fresh, at = True, False, quote + 1
            else:
                end = line.find(self._separator, at)
                self._close(line[at:] if end < 0 else line[at:end])
                if end < 0:
                    return False
                at = end + 1

    def _read_quoted(self, line: str, at: int) -> int:
        """Return where the text goes on behind a quote, or -1 where the line ends before one."""
        end = line.find('"', at)
        self._parts.append(line[at:] if end < 0 else line[at:end])
        if end < 0:
            return -1
        if line.startswith('"', end + 1):
            self._parts.append('"')
            return end + 2
        self._is_quoted = False
        return end + 1

    def _close(self, rest: str) -> None:
        self.finished.append("".join([*self._parts, rest.rstrip("\r\n")]))
        self._parts = []
        self._is_fresh = True


def _quote_at(line: str, at: int) -> int:
    """Return where a cell's quote begins, spaces before it passed over, or -1 if it has none."""
    while line.startswith(" ", at):
        at += 1
    return at if line.startswith('"', at) else -1


def _checked(cells: list[str], number: int) -> TextRow:
    if len(cells) > MOST_CELLS:
        return TextRow((), number, TOO_MANY_CELLS)
    if any(len(cell) > LONGEST_CELL for cell in cells):
        return TextRow((), number, CELL_TOO_LONG)
    return TextRow(tuple(cells), number)
