"""The reader of logs that their tools rewrite as a whole, such as JSON documents.

Such a file cannot be read on from an offset: once it changed, everything it holds is read again, and says
the same under the same ids. Only one file at a time is in memory, and none beyond a limit.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec

from aijournal.domain.reading import START, Batch, Bookmark, Problem
from aijournal.importers.reading.exchange_account import Account
from aijournal.importers.reading.jsonl import BATCH_RECORDS, mended, open_regular
from aijournal.importers.reading.record_checks import UnusableRecordError

LARGEST_FILE = 64 << 20  # bytes
_LARGEST_COMPANION = 1 << 20
_PIECE = 1 << 20
_SECONDS_TO_FINISH = 60  # no tool takes longer to write a file

TOO_LARGE = "a file too large to read"
CUT_OFF = "a file that is only half written"
NO_DOCUMENT = "not a JSON document"

_Document = TypeVar("_Document")


class HalfWrittenError(UnusableRecordError):
    """A document that ends before its end: its tool is writing it, or never came to finish it."""

    def __init__(self) -> None:
        super().__init__(CUT_OFF)


class Records(Protocol):
    """The records of one document, in its order."""

    account: Account

    @property
    def count(self) -> int:
        """How many there are."""

    def take(self, index: int) -> None:
        """Account for the record at an index, counted from 0; raises `UnusableRecordError`."""


@dataclass(frozen=True, slots=True)
class Content:
    """All bytes of a file as they were read; `written_ns` is when it was last changed."""

    text: bytes
    written_ns: int

    @property
    def fingerprint(self) -> bytes:
        """Return a hash of everything the file holds."""
        return blake2b(self.text, digest_size=16).digest()

    @property
    def is_fresh(self) -> bool:
        """Whether the file may be in the middle of being written."""
        return time.time_ns() - self.written_ns < _SECONDS_TO_FINISH * 10**9


def read_whole_file(
    path: Path,
    since: Bookmark,
    begin: Callable[[Path, bytes], Records],
    largest: int = LARGEST_FILE,
) -> Iterator[Batch]:
    """Yield what a file says, in batches that can each be stored alone; nothing if it says the same still.

    `begin` makes the records of its bytes; it raises `UnusableRecordError` for a file that is none of the
    tool's, and `HalfWrittenError` for one that is cut off. If that one was written just now, its tool will
    finish it, which is a change: it is read then. The bookmark moves with the last batch, for only a whole
    file can be read on. Raises `OSError`.
    """
    content = content_of(path, largest)
    if content is None:
        yield _rejected(TOO_LARGE, path, START, 0)
        return
    bookmark = Bookmark(fingerprint=content.fingerprint)
    if since.fingerprint == bookmark.fingerprint or not content.text.strip():
        return
    try:
        records = begin(path, content.text)
    except HalfWrittenError as error:
        if not content.is_fresh:
            yield _rejected(str(error), path, bookmark, len(content.text))
    except UnusableRecordError as error:
        yield _rejected(str(error), path, bookmark, len(content.text))
    else:
        yield from _batches(records, bookmark, len(content.text))


def _rejected(reason: str, path: Path, bookmark: Bookmark, size: int) -> Batch:
    return Batch((), (Problem(reason, path, 1),), 1, 0, size, bookmark)


def _batches(records: Records, bookmark: Bookmark, size: int) -> Iterator[Batch]:
    count, account, taken = records.count, records.account, 0
    for index in range(count):
        try:
            records.take(index)
        except UnusableRecordError as error:
            account.reject(str(error), index + 1)
        is_last = index + 1 == count
        patience = 1 if account.is_settled else 4
        if not is_last and index + 1 - taken >= BATCH_RECORDS * patience:
            yield account.harvest().batch(index + 1 - taken, 0, START)
            taken = index + 1
    yield account.harvest().batch(count - taken, size, bookmark)


def content_of(path: Path, largest: int = LARGEST_FILE) -> Content | None:
    """Return what a regular file holds, or `None` if that is too much; raises `OSError`."""
    with open_regular(path) as file:
        pieces, size = [], 0
        while piece := file.read(_PIECE):
            size += len(piece)
            if size > largest:
                return None
            pieces.append(piece)
        return Content(b"".join(pieces), os.fstat(file.fileno()).st_mtime_ns)


def companion(path: Path, largest: int = _LARGEST_COMPANION) -> bytes:
    """Return what a small file beside a log holds, or nothing if it is not there or of no use."""
    try:
        content = content_of(path, largest)
    except (OSError, ValueError):
        return b""
    return content.text if content else b""


def decoded_document(decode: Callable[[bytes], _Document], text: bytes) -> _Document:
    """Return a document, decoded; raises `HalfWrittenError` and `UnusableRecordError`."""
    try:
        return decode(text)
    except (ValueError, RecursionError):
        pass
    try:
        return decode(mended(text))
    except RecursionError:
        raise UnusableRecordError("nested too deeply") from None
    except msgspec.ValidationError:
        raise UnusableRecordError("a document of an unexpected kind") from None
    except ValueError as error:
        if "truncated" in str(error):
            raise HalfWrittenError from None
        raise UnusableRecordError(NO_DOCUMENT) from None


def decoded_companion(decode: Callable[[bytes], _Document], path: Path) -> _Document | None:
    """Return what a small document beside a log says, or `None` if nothing can be made of it."""
    text = companion(path)
    try:
        return decoded_document(decode, text) if text else None
    except UnusableRecordError:
        return None


def place_of(native_id: str) -> int:
    """Return the place of a record that may move whenever its file is rewritten: a hash of its id."""
    return int.from_bytes(blake2b(native_id.encode("utf-8", "replace"), digest_size=6).digest())


def record_at(
    path: Path,
    place: int,
    records_of: Callable[[bytes], Iterable[tuple[str | None, _Document]]],
    largest: int = LARGEST_FILE,
) -> _Document | None:
    """Return the record at a place of a file, or `None` if it is not there any more.

    `records_of` yields every record of a file's bytes behind its id.
    """
    try:
        content = content_of(path, largest)
        found = records_of(content.text) if content else ()
        return next((record for name, record in found if name and place_of(name) == place), None)
    except (OSError, ValueError, UnusableRecordError):
        return None


def find_document_fault(path: Path) -> str | None:
    """Say what shows a file to be no JSON document, to be read after its name; `None` if it may be one.

    Raises `OSError`.
    """
    if path.suffix.lower() != ".json":
        return "is not a .json log"
    with open_regular(path) as file:
        beginning = mended(file.read(4096)).lstrip()
    return None if beginning[:1] in {b"", b"{", b"["} else "is no log: it is no JSON document"
