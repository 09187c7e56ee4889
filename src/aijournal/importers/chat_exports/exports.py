"""Exports that a person asked a service for: one JSON array of any length, as a file or in a zip file."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from aijournal.domain.facts import Exchange, LogLocation
from aijournal.domain.reading import START, Batch, Discovery, LogFile, Problem, SourceState
from aijournal.importers.reading.archives import (
    DEFAULT_LIMITS,
    Archive,
    ArchiveError,
    ArchiveLimits,
    is_archive,
)
from aijournal.importers.reading.discovery import Survey, discover_root, sum_up
from aijournal.importers.reading.json_values import LONGEST_VALUE, Value, split_values
from aijournal.importers.reading.jsonl import BATCH_BYTES, BATCH_RECORDS, open_regular
from aijournal.importers.reading.record_checks import UnusableRecordError

_PIECE = 1 << 17
_BEGINNING = 1 << 16  # bytes of a text that are looked at to tell what it is
_INDEX_BITS = 16


@dataclass(slots=True)
class Told:
    """What one value of an export says; records = prompts + calls that are not extra + rejected + ignored."""

    exchanges: list[Exchange] = field(default_factory=list)
    rejected: list[str] = field(default_factory=list)
    records: int = 0
    ignored: int = 0
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value lies: the file, and the byte where it begins, of all texts in the file together."""

    path: Path
    start: int

    def location(self, index: int) -> LogLocation | None:
        """Return where a prompt lies by its number within the value, or `None` where that is too high."""
        if index >> _INDEX_BITS:
            return None
        return LogLocation(self.path, self.start << _INDEX_BITS | index)


class ValueReader(Protocol):
    """Makes of one value what it tells; raises `UnusableRecordError` for one that is a single bad record."""

    def __call__(self, text: bytes, place: Place) -> Told:
        """Return what the value says; `place` is where it lies."""


@dataclass(frozen=True, slots=True)
class Export:
    """What the exports of one service look like.

    `is_text` tells the texts in a zip file, and the files themselves, by their names within it. `marks` is
    what the beginning of such a text must hold, in bytes that no text of a person can hold.
    """

    source: str
    title: str
    is_text: Callable[[str], bool]
    marks: tuple[bytes, ...]
    how: str
    limits: ArchiveLimits = DEFAULT_LIMITS
    longest: int = LONGEST_VALUE

    def discover(self, root: Path | None) -> Discovery:
        """Look at one export, or for exports in a folder; there is no place where they usually are."""
        if root is None:
            return Discovery(self.source, SourceState.NOT_FOUND, (), self.how)
        found = discover_root(self.source, root, [], self._may_be_export, self.find_fault)
        is_folder = found.files and found.files[0].path not in found.folders
        return self._sifted(found, root) if is_folder else found

    def find_fault(self, path: Path) -> str | None:
        """Say what shows a file to be no export of this service, to be read after its name.

        Raises `OSError`.
        """
        try:
            with _texts(self, path) as texts:
                beginnings = [_beginning(text) for text in texts.found]
                faults = texts.faults
        except ArchiveError as error:
            return f"is {error}"
        if any(mark in beginning for beginning in beginnings for mark in self.marks):
            return None
        if faults:
            return f"is {faults[0]}" if faults[0].startswith("an ") else f"holds {faults[0]}"
        return f"is no {self.title} export"

    def read(self, file: LogFile, read_value: ValueReader) -> Iterator[Batch]:
        """Yield what an export says, from its beginning: exports are replaced, they do not grow."""
        gathered = Gathered(file)
        try:
            with _texts(self, file.path) as texts:
                for fault in texts.faults:
                    gathered.reject(fault, None)
                for value, start, packed in texts.values():
                    gathered.take(value, start, read_value)
                    if gathered.is_full:
                        yield gathered.batch(packed)
        except ArchiveError as error:
            gathered.reject(str(error), None)
        yield gathered.batch(file.size)

    def peek(self, location: LogLocation, title_of: Callable[[bytes, int], str | None]) -> str | None:
        """Return what `title_of` makes of the value at a location and the number in it, or `None`."""
        start, index = location.offset >> _INDEX_BITS, location.offset & ((1 << _INDEX_BITS) - 1)
        with suppress(OSError, ValueError, ArchiveError, UnusableRecordError):
            with _texts(self, location.path) as texts:
                text = texts.value_at(start)
            return None if text is None else title_of(text, index)
        return None

    def _may_be_export(self, path: Path) -> bool:
        return is_archive(path) or self.is_text(path.name)

    def _sifted(self, found: Discovery, root: Path) -> Discovery:
        """Leave out of a folder's files the exports of other services, and any other zip files."""
        files: list[LogFile] = []
        skipped = list(found.skipped)
        for file in found.files:
            try:
                fault = self.find_fault(file.path)
            except OSError:
                fault = "cannot be read"
            if fault is None:
                files.append(file)
            elif not fault.startswith("is no "):
                skipped.append(Problem(fault.removeprefix("is ").removeprefix("holds "), file.path))
        return sum_up(self.source, Survey(files, skipped, list(found.folders)), [root])


@dataclass(frozen=True, slots=True)
class _Text:
    """One text: how many bytes of the file it takes, how long it is, and how to read it."""

    packed: int
    length: int
    pieces: Callable[[], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class _Texts:
    """The texts of one export, and why others of wanted names cannot be read."""

    export: Export
    found: list[_Text]
    faults: list[str]

    def values(self) -> Iterator[tuple[Value, int, int]]:
        """Yield every value, where it begins in all texts, and about how much of the file was read."""
        begun = packed = 0
        for text in self.found:
            for value in split_values(text.pieces(), self.export.longest):
                share = text.packed * value.offset // max(text.length, 1)
                yield value, begun + value.offset, packed + min(share, text.packed)
            begun += text.length
            packed += text.packed

    def value_at(self, start: int) -> bytes | None:
        """Return the value that begins at a place of all texts together."""
        for text in self.found:
            if start < text.length:
                value = next(split_values(_from(text.pieces(), start), self.export.longest), None)
                return value.text if value and not value.reason and value.offset == 0 else None
            start -= text.length
        return None


@contextmanager
def _texts(export: Export, path: Path) -> Iterator[_Texts]:
    """Open an export; raises `OSError` and `ArchiveError`."""
    if is_archive(path):
        with Archive(path, export.limits) as archive:
            members, faults = archive.members(export.is_text)
            found = [
                _Text(one.compress_size, one.file_size, lambda one=one: archive.pieces(one))  # type: ignore[misc]  # a default binds the member of this turn
                for one in members
            ]
            yield _Texts(export, found, faults)
    else:
        with open_regular(path) as file:
            length = file.seek(0, 2)

            def pieces() -> Iterator[bytes]:
                file.seek(0)
                while piece := file.read(_PIECE):
                    yield piece

            yield _Texts(export, [_Text(length, length, pieces)], [])


def _beginning(text: _Text) -> bytes:
    gathered = b""
    for piece in text.pieces():
        gathered += piece
        if len(gathered) >= _BEGINNING:
            break
    return gathered


def _from(pieces: Iterator[bytes], start: int) -> Iterator[bytes]:
    """Yield what lies behind a number of bytes."""
    for piece in pieces:
        if start < len(piece):
            yield piece[start:]
        start = max(0, start - len(piece))


class Gathered:
    """What was read of a file since the last batch."""

    def __init__(self, file: LogFile) -> None:
        self.line = 0
        self._file = file
        self._read_to = 0
        self._bytes = 0
        self._start_anew()

    def _start_anew(self) -> None:
        self._exchanges: list[Exchange] = []
        self._problems: list[Problem] = []
        self._records = self._ignored = self._unknown = self._bytes = 0

    @property
    def is_full(self) -> bool:
        """Whether there is enough for a batch."""
        return self._records >= BATCH_RECORDS or self._bytes >= BATCH_BYTES

    def reject(self, reason: str, line: int | None) -> None:
        """Account for a record that cannot be taken."""
        self._problems.append(Problem(reason, self._file.path, line))
        self._records += 1

    def take(self, value: Value, start: int, read_value: ValueReader) -> None:
        """Account for a value, which begins at `start` of all texts together."""
        self.line += 1
        self._bytes += len(value.text)
        if value.reason:
            self.reject(value.reason, self.line)
            return
        self.add(lambda: read_value(value.text, Place(self._file.path, start)), self.line)

    def add(self, tell: Callable[[], Told], line: int) -> None:
        """Account for what something tells, which may be that it is a single bad record."""
        try:
            told = tell()
        except UnusableRecordError as error:
            self.reject(str(error), line)
            return
        self._exchanges += told.exchanges
        self._problems += [Problem(reason, self._file.path, line) for reason in told.rejected]
        self._records += told.records
        self._ignored += told.ignored
        self._unknown += told.unknown

    def batch(self, read_to: int) -> Batch:
        """Return what was gathered, and begin anew; `read_to` is how much of the file was read.

        The bookmark stays at the beginning: an export that changed is another one.
        """
        batch = Batch(
            exchanges=tuple(self._exchanges),
            problems=tuple(self._problems),
            records=self._records,
            ignored=self._ignored,
            bytes_read=max(0, read_to - self._read_to),
            bookmark=START,
            unknown=self._unknown,
        )
        self._read_to = max(self._read_to, read_to)
        self._start_anew()
        return batch
