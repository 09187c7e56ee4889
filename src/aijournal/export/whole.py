"""A whole journal as JSON Lines, and back: one line a record, between a first line and a last.

The first line says what the file is (`kind` "aijournal"), its `schema`, that it is private, the program that
wrote it, the zone of the person and how many records of each kind follow. Every other line has the `kind` of
its record; the last ("end") counts them and carries a checksum (BLAKE2b) of all bytes before it, so that a
torn file is noticed. Times are ISO-8601 UTC, days `YYYY-MM-DD`, amounts text, what is unknown is null.
The same journal makes the same bytes.
"""

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO, Final

import msgspec

from aijournal.domain.portable import (
    NumberedRecord,
    PortableBottleneck,
    PortableDeletion,
    PortableEntry,
    PortableExchange,
    PortableHead,
    PortableKeptName,
    PortableMark,
    PortableModel,
    PortableOtherWork,
    PortablePause,
    PortablePickedItem,
    PortableRecord,
    PortableReviewText,
    PortableSource,
    PortableTaskType,
    PortableView,
)
from aijournal.domain.portable_trial import PortableTrial, PortableTrialTask
from aijournal.domain.reading import Problem
from aijournal.errors import AijournalError, NewerJournalError

SCHEMA: Final = 1
LONGEST_LINE: Final = 64 << 20  # bytes

_DIGEST_BYTES = 32
_INDEX: Final = re.compile(r"\[\d+\]")  # where in a list a value stands makes no reason of its own
_LONGEST_COMPLAINT = 200
_KINDS: Final[Mapping[str, type[Any]]] = MappingProxyType(
    {
        "source": PortableSource,
        "model": PortableModel,
        "exchange": PortableExchange,
        "entry": PortableEntry,
        "mark": PortableMark,
        "task_type": PortableTaskType,
        "bottleneck": PortableBottleneck,
        "view": PortableView,
        "pause": PortablePause,
        "other_work": PortableOtherWork,
        "picked_item": PortablePickedItem,
        "review_text": PortableReviewText,
        "kept_name": PortableKeptName,
        "trial": PortableTrial,
        "trial_task": PortableTrialTask,
        "deletion": PortableDeletion,
    }
)
_BEGINNINGS: Final = MappingProxyType({of: f'{{"kind":"{kind}",'.encode() for kind, of in _KINDS.items()})
_DECODERS: Final = MappingProxyType({kind: msgspec.json.Decoder(of).decode for kind, of in _KINDS.items()})


class _Kind(msgspec.Struct):
    kind: str


class _FirstLine(msgspec.Struct):
    kind: str
    schema: int
    private: bool
    program: str
    zone: str
    sample: bool
    key: str
    counts: dict[str, int]


class _LastLine(msgspec.Struct):
    kind: str
    records: int
    blake2b: str


_kind_of = msgspec.json.Decoder(_Kind).decode
_decode_last = msgspec.json.Decoder(_LastLine).decode


def to_lines(records: Iterable[PortableHead | PortableRecord], program: str) -> Iterator[bytes]:
    """Yield the lines of an export, each with its line feed; `program` is the version that writes it.

    The first of `records` is the head.
    """
    digest, count, encode = blake2b(digest_size=_DIGEST_BYTES), -1, msgspec.json.Encoder().encode
    for record in records:
        if isinstance(record, PortableHead):
            line = encode(_first_line(record, program)) + b"\n"
        else:
            line = _BEGINNINGS[type(record)] + encode(record)[1:] + b"\n"
        digest.update(line)
        count += 1
        yield line
    yield encode(_LastLine("end", count, digest.hexdigest())) + b"\n"


def _first_line(head: PortableHead, program: str) -> _FirstLine:
    return _FirstLine(
        kind="aijournal",
        schema=SCHEMA,
        private=True,
        program=program,
        zone=head.zone,
        sample=head.is_sample,
        key=head.key,
        counts=dict(head.counts),
    )


@dataclass(frozen=True, slots=True)
class ExportFile:
    """An export that was read from beginning to end once, and is whole."""

    path: Path
    size: int
    head: PortableHead
    records: int
    checksum: str

    def read(self, progress: Callable[[int], None]) -> Iterator[NumberedRecord | Problem]:
        """Yield every record, or why it cannot be taken; `progress` is told the bytes that are behind.

        Raises `AijournalError` at the end if the file is not any more what it was.
        """
        done = 0
        with _opened(self.path) as file:
            lines = _Lines(file, self.path)
            for number, line in lines:
                done += len(line)
                if number > 1:
                    yield self._record(number, line)
                    progress(done)
        if lines.checksum != self.checksum:
            raise _torn(self.path, "it was written anew while it was read")

    def _record(self, number: int, line: bytes) -> NumberedRecord | Problem:
        try:
            kind = _kind_of(line).kind
            if kind not in _DECODERS:
                return Problem("a record of an unknown kind", self.path, number)
            record = _DECODERS[kind](line)
        except msgspec.ValidationError as error:
            return Problem(_plain(error), self.path, number)
        except RecursionError:
            return Problem("nested too deeply", self.path, number)
        except ValueError:
            return Problem("not a JSON record", self.path, number)
        try:
            record.check()
        except ValueError as error:
            return Problem(str(error), self.path, number)
        return NumberedRecord(number, record)


def open_export(path: Path) -> ExportFile:
    """Read an export once from beginning to end, and return it if it is whole.

    Raises `NewerJournalError` for one of a newer version, and `AijournalError` for a file that is no export,
    that is torn or was changed, or cannot be read; the message names the line.
    """
    with _opened(path) as file:
        size, head, last = os.fstat(file.fileno()).st_size, None, 0
        lines = _Lines(file, path)
        for number, line in lines:
            if head is None:
                head = _head(path, line)
            last = number
    if head is None:
        raise _foreign(path)
    return ExportFile(path, size, head, last - 1, lines.checksum)


def _opened(path: Path) -> BinaryIO:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise AijournalError("This is no export", f"{path} is no file. Nothing was imported.")
        return path.open("rb")
    except OSError as error:
        raise AijournalError(
            "The export cannot be read", f"{path}: {error.strerror or error}. Nothing was imported."
        ) from error


class _Lines:
    """Every line but the last with its number; `checksum` is that of all of them, once they were read.

    Raises `AijournalError` at the end if the last line does not fit the others.
    """

    def __init__(self, file: BinaryIO, path: Path) -> None:
        self._file = file
        self._path = path
        self.checksum = ""

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        digest, number, line = blake2b(digest_size=_DIGEST_BYTES), 0, b""
        for following in iter(lambda: self._file.readline(LONGEST_LINE), b""):
            if number:
                digest.update(line)
                yield number, line
            number, line = number + 1, following
            if not line.endswith(b"\n"):
                break  # the file ends in it, or it is too long
            if number == 1:
                _head(self._path, line)
        self.checksum = digest.hexdigest()
        _refuse_torn(self._path, number, line, self.checksum)


def _refuse_torn(path: Path, number: int, line: bytes, digest: str) -> None:
    if number == 0 or (number == 1 and not line.endswith(b"\n")):
        raise _foreign(path)
    if not line.endswith(b"\n"):
        why = "is longer than any of an export" if len(line) >= LONGEST_LINE else "is cut off"
        raise _torn(path, f"line {number:,} {why}")
    try:
        last = _decode_last(line)
    except (ValueError, RecursionError):
        raise _torn(path, f"it ends with line {number:,}, which is not the last of an export") from None
    if last.kind != "end":
        raise _torn(path, f"it ends with line {number:,}, which is not the last of an export")
    if last.records != number - 2:
        raise _torn(path, f"it has {number - 2:,} records, and line {number:,} counts {last.records:,}")
    if last.blake2b != digest:
        raise _torn(path, f"the checksum in line {number:,} is that of other lines")


def _head(path: Path, line: bytes) -> PortableHead:
    """Return what a first line says; the schema is looked at before anything else in it."""
    try:
        said = msgspec.json.decode(line)
        schema = said["schema"] if said["kind"] == "aijournal" else None
    except (ValueError, RecursionError, KeyError, TypeError):
        raise _foreign(path) from None
    if type(schema) is not int or schema < 1:
        raise _foreign(path)
    if schema > SCHEMA:
        raise NewerJournalError(
            "Export of a newer version",
            f"{path} was written by a newer aijournal (schema {schema}; this one knows {SCHEMA}). Nothing "
            "was imported. Please read it with the newer version.",
        )
    try:
        first = msgspec.convert(said, _FirstLine)
        head = PortableHead(first.sample, first.zone, first.key, first.counts)
        head.check()
    except ValueError as error:
        raise _torn(path, f"line 1 cannot be understood: {_plain(error)}") from None
    return head


def _foreign(path: Path) -> AijournalError:
    return AijournalError(
        "This is no export",
        f"{path} does not begin as an export of aijournal does. Nothing was imported. `aijournal export "
        "--out FILE` writes one; `aijournal import csv FILE` and `json FILE` read tables of other tools.",
    )


def _torn(path: Path, why: str) -> AijournalError:
    return AijournalError(
        "The export is torn or was changed",
        f"{path}: {why}. Nothing was imported. Copy the file anew from where it was written, or write it "
        "again with `aijournal export`.",
    )


def _plain(error: Exception) -> str:
    """Return what a decoder or a record complains of, without more of the content than the field's name."""
    complaint, _, place = str(error).partition(" - at ")
    named = f" in {_INDEX.sub('[...]', place.strip('`').removeprefix('$.'))}" if place else ""
    return f"{complaint[:1].lower()}{complaint[1:]}{named}"[:_LONGEST_COMPLAINT]
