"""Logs and documents that are compressed with zstd, such as Codex's idle rollouts: unpacked within bounds."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from zstandard import ZstdDecompressor, ZstdError

from aijournal.domain.reading import START, Batch, Bookmark
from aijournal.importers.reading.jsonl import (
    LONGEST_LINE,
    Segmenter,
    Stretch,
    batches_of,
    find_fault_in,
    is_whole,
    open_regular,
)
from aijournal.importers.reading.record_checks import UnusableRecordError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_PIECE = 1 << 10  # compressed bytes; no more than 32 MiB can come of them
_BUFFER = 1 << 20
_STRETCH = 1 << 17
_HEAD, _TAIL = 4096, 256
_LINE_FEED = 10
_MOST_FREE = 8 << 20  # bytes that may come of whatever little there is
_MOST_RATIO = 200  # logs come to about a tenth of their size

_CUT_OFF = "a compressed log that is cut off here"
_DAMAGED = "a compressed log that is damaged from here on"
_MEASURELESS = "a compressed log that would grow without measure"


class _Unpacked(io.RawIOBase):
    """The bytes that a compressed file stands for, up to its end or to where it is damaged.

    `damage` says what is wrong, once the end was reached; `packed` is how many bytes it was read from.
    """

    def __init__(self, file: io.FileIO | io.BytesIO) -> None:
        self.damage = ""
        self.packed = 0
        self._unpacked = 0
        self._ready = memoryview(b"")
        self._pieces = self._unpack(file)

    def readable(self) -> bool:
        return True

    def readinto(self, target: "WriteableBuffer") -> int:
        view = memoryview(target)
        if not self._ready:
            self._ready = memoryview(next(self._pieces, b""))
        taken = min(len(view), len(self._ready))
        view[:taken] = self._ready[:taken]
        self._ready = self._ready[taken:]
        return taken

    def _unpack(self, file: io.FileIO | io.BytesIO) -> Iterator[bytes]:
        frame = None
        try:
            for packed in _pieces(file):
                self.packed += len(packed)
                rest = packed
                while rest and not self.damage:
                    frame = frame or ZstdDecompressor().decompressobj()
                    yield from self._measured(frame.decompress(rest))
                    rest, frame = (frame.unused_data, None) if frame.eof else (b"", frame)
                if self.damage:
                    return
        except ZstdError:
            self.damage = _DAMAGED
        if frame is not None:
            self.damage = self.damage or _CUT_OFF

    def _measured(self, unpacked: bytes) -> Iterator[bytes]:
        self._unpacked += len(unpacked)
        if self._unpacked > max(_MOST_FREE, _MOST_RATIO * self.packed):
            self.damage = _MEASURELESS
        elif unpacked:
            yield unpacked


def _pieces(file: io.FileIO | io.BytesIO) -> Iterator[bytes]:
    while block := file.read(_BUFFER):
        for start in range(0, len(block), _PIECE):
            yield block[start : start + _PIECE]


def unpacked_document(packed: bytes, longest: int) -> bytes:
    """Return what a compressed document stands for; raises `UnusableRecordError`."""
    unpacked = _Unpacked(io.BytesIO(packed))
    document = io.BufferedReader(unpacked, _BUFFER).read(longest + 1)
    if len(document) > longest:
        raise UnusableRecordError("a record too long to read")
    if unpacked.damage:
        raise UnusableRecordError("a compressed record that is damaged")
    return document


class ZstdLines:
    """One compressed log, open for reading from its beginning; offsets count what it stands for."""

    def __init__(self, path: Path, longest_line: int = LONGEST_LINE) -> None:
        self._raw = open_regular(path)
        self._longest = longest_line
        self._shortest_odd = min(_BUFFER, longest_line)
        self._rewind()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._raw.close()

    @property
    def packed(self) -> int:
        """How many bytes of the file were read so far."""
        return self._unpacked.packed

    def still_holds(self, bookmark: Bookmark) -> bool:
        """Return whether what lies before the bookmark is still what was read."""
        if bookmark.offset == 0:
            return True
        return self._skip_to(bookmark.offset) and self.fingerprint(bookmark.offset) == bookmark.fingerprint

    def fingerprint(self, offset: int) -> bytes:
        """Return a hash of the first 4 KiB and the last 256 bytes before where reading stands."""
        digest = blake2b(self._head[:offset], digest_size=16)
        digest.update(self._tail)
        return digest.digest()

    def line_at(self, offset: int) -> bytes | None:
        """Return the line that begins at an offset, or `None` if none begins there or it is too long."""
        if not self._skip_to(offset) or (offset and not self._tail.endswith(b"\n")):
            return None
        line = self._file.readline(self._longest + 1)
        return line if 0 < len(line) <= self._longest else None

    def stretches(self, since: Bookmark) -> Iterator[Stretch]:
        """Yield every line after the bookmark, but not a last line that is only half written."""
        self._skip_to(since.offset)
        self._skip_rest_of_line()
        line = since.line
        while True:
            position = self._position
            lines, odd = self._ended_lines()
            if lines:
                yield Stretch(lines, position, line, self._position, self._position)
                line += len(lines)
            elif not odd:
                break
            for stretch in self._odd_line(odd, line):
                yield stretch
                line = stretch.line + stretch.records
        if damage := self._unpacked.damage:
            yield Stretch([], self._position, line, self._position, self._position, damage=damage)

    def _ended_lines(self) -> tuple[list[bytes], bytes]:
        """Return some lines that have an end, and the beginning of one that is longer or has none."""
        lines: list[bytes] = []
        gathered, odd = 0, b""
        while gathered < _STRETCH and (line := self._file.readline(self._shortest_odd)):
            if line[-1] != _LINE_FEED:
                odd = line
                break
            lines.append(line)
            gathered += len(line)
        self._pass(b"".join(lines))
        return lines, odd

    def _odd_line(self, beginning: bytes, line: int) -> Iterator[Stretch]:
        """Yield one line that is longer than a buffer or has no end, if it can be taken."""
        if not beginning:
            return
        start, length, parts = self._position, len(beginning), [beginning]
        while not parts[-1].endswith(b"\n") and (more := self._file.readline(_BUFFER)):
            length += len(more)
            parts = [*parts, more] if length <= self._longest else [beginning, parts[-1], more]
            yield Stretch([], start, line, start, start + length)
        text = b"".join(parts)
        if length > self._longest:
            self._pass(text, length)
            yield Stretch([], start, line, self._position, self._position, is_too_long=True)
        elif text.endswith(b"\n") or is_whole(text):
            self._pass(text)
            yield Stretch([text], start, line, self._position, self._position)

    def _skip_to(self, offset: int) -> bool:
        """Go to an offset; return whether the log reaches that far."""
        if offset < self._position:
            self._rewind()
        while self._position < offset and (skipped := self._file.read(min(_BUFFER, offset - self._position))):
            self._pass(skipped)
        return self._position == offset

    def _skip_rest_of_line(self) -> None:
        """Skip what was written behind a last line that had been taken without its line feed."""
        while self._position and not self._tail.endswith(b"\n") and (more := self._file.readline(_BUFFER)):
            self._pass(more)

    def _rewind(self) -> None:
        self._raw.seek(0)
        self._unpacked = _Unpacked(self._raw)
        self._file = io.BufferedReader(self._unpacked, _BUFFER)
        self._position = 0
        self._head = self._tail = b""

    def _pass(self, text: bytes, length: int | None = None) -> None:
        """Note what was taken; of a longer text the beginning and the end are enough."""
        self._position += len(text) if length is None else length
        self._head += text[: _HEAD - len(self._head)]
        self._tail = (self._tail + text[-_TAIL:])[-_TAIL:]


def read_compressed(
    path: Path,
    since: Bookmark,
    begin: Callable[[Path, bytes], Segmenter | None],
    longest_line: int = LONGEST_LINE,
) -> Iterator[Batch]:
    """Yield what a compressed log says after a bookmark, whose offset counts unpacked bytes.

    A batch tells the bytes that were read of the file itself.
    """
    with ZstdLines(path, longest_line) as log:
        told = 0
        for batch in batches_of(log, path, since, begin):
            yield replace(batch, bytes_read=max(0, log.packed - told))
            told = log.packed


def compressed_line_at(path: Path, offset: int, longest_line: int = LONGEST_LINE) -> bytes | None:
    """Return the line that begins at an offset of what a log stands for, or `None` if none does any more."""
    try:
        with ZstdLines(path, longest_line) as log:
            return log.line_at(offset)
    except (OSError, ValueError):
        return None


def find_compressed_fault(path: Path) -> str | None:
    """Say what shows a file to be no compressed log, to be read after its name; `None` if it may be one.

    Raises `OSError`.
    """
    with ZstdLines(path) as log:
        beginning = next((stretch for stretch in log.stretches(START) if stretch.records), None)
    if beginning is None or beginning.is_too_long:
        return None
    return f"is {beginning.damage}" if beginning.damage else find_fault_in(beginning.lines)
