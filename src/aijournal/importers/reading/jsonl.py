"""The incremental reader of JSON-lines logs: only what is new, and a bounded part of it in memory."""

import io
import os
import re
import stat
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import msgspec

from aijournal.domain.facts import Exchange
from aijournal.domain.reading import START, Batch, Bookmark, Problem

LONGEST_LINE = 64 << 20  # bytes; vendors refuse requests of half that size
BATCH_RECORDS = 4096
BATCH_BYTES = 8 << 20
_BUFFER = 1 << 20
_STRETCH = 1 << 17  # bytes; lines that stay in the processor's cache are decoded faster
_PIECE = 1 << 16  # bytes; larger pieces cost more to allocate than to look through
_HEAD, _TAIL = 4096, 256
# Not every system knows every one of these.
_SAFELY = sum(getattr(os, flag, 0) for flag in ("O_BINARY", "O_NONBLOCK", "O_NOFOLLOW"))

_BOM = b"\xef\xbb\xbf"
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
_ESCAPE = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)"
)


class _AnyObject(msgspec.Struct):
    """Any JSON object."""


_decode_object = msgspec.json.Decoder(_AnyObject).decode


@dataclass(frozen=True, slots=True)
class Stretch:
    """Consecutive lines of a log, each with its line feed if it has one.

    `offset` is the byte where the first begins, `line` the number of lines before it, `end` the byte
    behind the last, `read_to` the byte up to which the log was looked at. A stretch without lines only
    tells progress, or stands for one line that `is_too_long` to be read, or where a compressed log breaks
    off: `damage` says why.
    """

    lines: list[bytes]
    offset: int
    line: int
    end: int
    read_to: int
    is_too_long: bool = False
    damage: str = ""

    @property
    def records(self) -> int:
        """How many lines of the log the stretch stands for."""
        return len(self.lines) + self.is_too_long + bool(self.damage)


@dataclass(frozen=True, slots=True)
class Harvest:
    """What a segmenter has to tell since it was last asked; the fields are those of `Batch`."""

    exchanges: tuple[Exchange, ...]
    problems: tuple[Problem, ...]
    ignored: int
    unknown: int

    def batch(self, records: int, size: int, bookmark: Bookmark) -> Batch:
        """Return the batch of so many records in so many bytes, from which reading can go on."""
        return Batch(
            exchanges=self.exchanges,
            problems=self.problems,
            records=records,
            ignored=self.ignored,
            bytes_read=size,
            bookmark=bookmark,
            unknown=self.unknown,
        )


class Segmenter(Protocol):
    """Cuts the lines of one log into exchanges, in file order."""

    def take(self, stretch: Stretch) -> None:
        """Account for every line of the stretch."""

    @property
    def is_settled(self) -> bool:
        """Whether this is a good place to end a batch."""

    def harvest(self) -> Harvest:
        """Return what is new since the last time."""

    def carry(self) -> bytes:
        """Return what must be remembered to go on from here in a later reading."""


class Log(Protocol):
    """One log, open for reading from a bookmark on."""

    def still_holds(self, bookmark: Bookmark) -> bool:
        """Return whether what lies before the bookmark is still what was read."""

    def stretches(self, since: Bookmark) -> Iterator[Stretch]:
        """Yield every line after the bookmark, but not a last line that is only half written."""

    def fingerprint(self, offset: int) -> bytes:
        """Return a hash of what lies before an offset, which is where the latest stretch ended."""


class JsonLines:
    """One log, open for reading up to the size that it had when it was opened, or little beyond."""

    def __init__(self, path: Path, longest_line: int = LONGEST_LINE) -> None:
        self._raw = open_regular(path)
        self._file = io.BufferedReader(self._raw, _BUFFER)
        self._size = os.fstat(self._raw.fileno()).st_size
        self._longest = longest_line
        self._shortest_odd = min(_BUFFER, longest_line)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def part(self, start: int, end: int) -> bytes:
        """Return some bytes of the log; does not disturb `stretches`."""
        position = self._raw.tell()
        part = self._read(start, end - start)
        self._raw.seek(position)
        return part

    def _read(self, start: int, length: int) -> bytes:
        self._raw.seek(start)
        return self._raw.read(length)

    def fingerprint(self, offset: int) -> bytes:
        """Return a hash of the log's first 4 KiB and of the 256 bytes before `offset`."""
        digest = blake2b(self.part(0, min(_HEAD, offset)), digest_size=16)
        digest.update(self.part(max(0, offset - _TAIL), offset))
        return digest.digest()

    def still_holds(self, bookmark: Bookmark) -> bool:
        """Return whether what lies before the bookmark is still what was read."""
        return bookmark.offset == 0 or self.fingerprint(bookmark.offset) == bookmark.fingerprint

    def line_at(self, offset: int) -> bytes | None:
        """Return the line that begins at an offset, or `None` if none begins there or it is too long."""
        if not 0 <= offset < self._size or (offset and self.part(offset - 1, offset) != b"\n"):
            return None
        self._file.seek(offset)
        line = self._file.readline(self._longest + 1)
        return line if len(line) <= self._longest else None

    def stretches(self, since: Bookmark) -> Iterator[Stretch]:
        """Yield every line after the bookmark, but not a last line that is only half written."""
        position, line = since.offset, since.line
        if position and self.part(position - 1, position) != b"\n":
            position = yield from self._rest_of_line(position, line)
        while position < self._size:
            lines, end = self._ended_lines(position)
            if not lines:
                end = yield from self._odd_line(position, line)
                if end == position:
                    return
                line += 1
            else:
                yield Stretch(lines, position, line, end, end)
                line += len(lines)
            position = end

    def _ended_lines(self, position: int) -> tuple[list[bytes], int]:
        """Return some lines that have an end and are no longer than a buffer, and where the next begins."""
        length = min(_STRETCH, self._shortest_odd)
        block = self._read(position, length)
        while b"\n" not in block and len(block) == length < self._shortest_odd:
            length = min(2 * length, self._shortest_odd)
            block = self._read(position, length)
        # A loop around `readline` takes three times as long, and cutting the block first would copy it.
        lines = io.BytesIO(block).readlines()
        end = position + len(block)
        if lines and not lines[-1].endswith(b"\n"):
            end -= len(lines.pop())
        return lines, end

    def _rest_of_line(self, position: int, line: int) -> Generator[Stretch, None, int]:
        """Skip what was written behind a last line that had been taken without its line feed."""
        end = yield from self._find_end(position, line)
        if end > position:
            yield Stretch([], position, line, end, end)
        return end

    def _odd_line(self, position: int, line: int) -> Generator[Stretch, None, int]:
        """Yield one line that is longer than a buffer or has no end, and return where the next begins."""
        end = yield from self._find_end(position, line)
        if end - position > self._longest:
            yield Stretch([], position, line, end, end, is_too_long=True)
            return end
        text = self.part(position, end)
        if not text.endswith(b"\n") and not is_whole(text):
            return position
        yield Stretch([text], position, line, end, end)
        return end

    def _find_end(self, position: int, line: int) -> Generator[Stretch, None, int]:
        """Return where the line at `position` ends, its line feed included, and tell progress meanwhile."""
        end = position
        while piece := self.part(end, end + _PIECE):
            found = piece.find(b"\n")
            if found >= 0:
                return end + found + 1
            end += len(piece)
            yield Stretch([], position, line, position, end)
        return end


def open_regular(path: Path) -> io.FileIO:
    """Open a regular file for reading; raises `OSError` for a link, a pipe or a device, without waiting."""
    descriptor = os.open(path, os.O_RDONLY | _SAFELY)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(f"Not a regular file: {path}")
    return io.FileIO(descriptor)


def mended(line: bytes) -> bytes:
    """Return a line without byte order mark, invalid UTF-8 and lone surrogates, each now U+FFFD."""
    text = line.removeprefix(_BOM).decode("utf-8", "replace").encode()
    if not _SURROGATE.search(text):
        return text
    return _ESCAPE.sub(lambda escape: rb"\ufffd" if escape[1] else escape[0], text)


def is_whole(line: bytes) -> bool:
    """Return whether a line is a complete JSON object, and not the half-written beginning of one."""
    try:
        _decode_object(mended(line))
    except (ValueError, RecursionError):
        return False
    return True


def line_at(path: Path, offset: int, longest_line: int = LONGEST_LINE) -> bytes | None:
    """Return the line that begins at an offset of a log, or `None` if none begins there any more."""
    try:
        with JsonLines(path, longest_line) as log:
            return log.line_at(offset)
    except (OSError, ValueError):
        return None


def find_fault(path: Path) -> str | None:
    """Say what shows a file to be no JSON-lines log, to be read after its name; `None` if it may be one.

    Raises `OSError`.
    """
    if path.suffix.lower() != ".jsonl":
        return "is not a .jsonl log"
    with JsonLines(path) as log:
        beginning = log.part(0, 1 << 16)
    return find_fault_in(beginning.split(b"\n")) if beginning else None


def find_fault_in(lines: Iterable[bytes]) -> str | None:
    """Say what shows the first lines of a file to be those of no log; `None` if they may be."""
    if any(line.lstrip(_BOM + b" \t").startswith(b"{") for line in lines):
        return None
    return "is no log: nothing at its beginning is a JSON record"


def read_batches(
    path: Path,
    since: Bookmark,
    begin: Callable[[Path, bytes], Segmenter | None],
    longest_line: int = LONGEST_LINE,
) -> Iterator[Batch]:
    """Yield what a log says after a bookmark, or from its beginning if it is no longer what was read.

    `begin` makes the segmenter from a carry, or `None` if it cannot be understood.
    """
    with JsonLines(path, longest_line) as log:
        yield from batches_of(log, path, since, begin)


def batches_of(
    log: Log, path: Path, since: Bookmark, begin: Callable[[Path, bytes], Segmenter | None]
) -> Iterator[Batch]:
    """Yield what an open log says, as `read_batches` does."""
    segmenter = begin(path, since.carry) if log.still_holds(since) else None
    bookmark = since if segmenter else START
    if segmenter := segmenter or begin(path, b""):
        yield from _Batches(log, segmenter, bookmark, is_moved=bookmark != since).read()


class _Batches:
    """Portions a log into batches that can each be stored alone."""

    def __init__(self, log: Log, segmenter: Segmenter, since: Bookmark, *, is_moved: bool) -> None:
        self._log = log
        self._segmenter = segmenter
        self._offset = since.offset
        self._line = since.line
        self._since = since
        self._is_moved = is_moved
        self._records = 0
        self._bytes = 0
        self._read_to = since.offset

    def read(self) -> Iterator[Batch]:
        for stretch in self._log.stretches(self._since):
            self._segmenter.take(stretch)
            self._records += stretch.records
            self._bytes += max(0, stretch.read_to - self._read_to)
            self._read_to = max(self._read_to, stretch.read_to)
            self._line = stretch.line + stretch.records
            self._is_moved = self._is_moved or stretch.end != self._offset
            self._offset = stretch.end
            if self._is_full:
                yield self._batch()
        if self._is_moved or self._records:
            yield self._batch()

    @property
    def _is_full(self) -> bool:
        patience = 1 if self._segmenter.is_settled else 4
        return self._records >= BATCH_RECORDS * patience or self._bytes >= BATCH_BYTES * patience

    def _batch(self) -> Batch:
        harvest = self._segmenter.harvest()
        fingerprint = self._log.fingerprint(self._offset)
        bookmark = Bookmark(self._offset, self._line, fingerprint, self._segmenter.carry())
        batch = harvest.batch(self._records, self._bytes, bookmark)
        self._records, self._bytes, self._is_moved = 0, 0, False
        return batch
