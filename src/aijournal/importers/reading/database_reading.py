"""Reading a database conversation by conversation: what is new decides which ones, and each is read whole."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import msgspec

from aijournal.domain.reading import Batch, Bookmark, LogFile, Problem
from aijournal.importers.reading.databases import DamagedDatabaseError, Database, Row, Table, opened
from aijournal.importers.reading.exchange_account import Account
from aijournal.importers.reading.jsonl import BATCH_BYTES, BATCH_RECORDS
from aijournal.importers.reading.record_checks import UnusableRecordError

_Record = TypeVar("_Record")


@dataclass(frozen=True, slots=True)
class Portion:
    """How much one conversation was: its records, and the bytes of their documents."""

    records: int
    size: int


class Conversations(Protocol):
    """The conversations of one open database, of those with something new since a bookmark."""

    account: Account

    def take_all(self) -> Iterator[Portion]:
        """Take one conversation after the other into the account.

        The rows of one are all read before any of them is accounted for.
        """

    def bookmark(self) -> Bookmark:
        """Return from where on everything will be new."""


def read_database(
    file: LogFile,
    tables: Sequence[Table],
    since: Bookmark,
    begin: Callable[[Database, LogFile, Bookmark], Conversations],
) -> Iterator[Batch]:
    """Yield what a database says since a bookmark, in batches that can each be stored alone.

    Only the last batch moves the bookmark. Raises `OSError`, also while the tool keeps the database locked.
    """
    try:
        with opened(file.path, tables) as database:
            yield from _batches(begin(database, file, since), since)
    except DamagedDatabaseError as error:
        yield Batch((), (Problem(str(error), file.path),), 1, 0, 0, since)


def _batches(conversations: Conversations, since: Bookmark) -> Iterator[Batch]:
    records, size = 0, 0
    for portion in conversations.take_all():
        records, size = records + portion.records, size + portion.size
        if records >= BATCH_RECORDS or size >= BATCH_BYTES:
            yield _batch(conversations.account, records, size, since)
            records, size = 0, 0
    bookmark = conversations.bookmark()
    if records or bookmark != since:
        yield _batch(conversations.account, records, size, bookmark)


def _batch(account: Account, records: int, size: int, bookmark: Bookmark) -> Batch:
    account.leave()
    return account.harvest().batch(records, size, bookmark)


def converted(kind: type[_Record], table: Table, row: Row) -> _Record:
    """Return the columns of a row as a record of a kind; raises `UnusableRecordError`.

    A document is a column of its own kind: bytes, its length if it is too long, or `None`.
    """
    _, *values = row
    fields = dict(zip((*table.columns, *table.documents), values, strict=True))
    try:
        return msgspec.convert(fields, kind, builtin_types=(bytes,))
    except ValueError as error:
        is_number = "_tokens" in str(error)
        reason = "an impossible number of tokens" if is_number else "a field of an unexpected kind"
        raise UnusableRecordError(reason) from None


class Seen(msgspec.Struct, frozen=True):
    """The newest row of a table that was read: where it lay and its name, and the latest change of any."""

    rowid: int = 0
    name: str = ""
    updated: int = 0


def seen_before(since: Bookmark) -> dict[str, Seen]:
    """Return what was seen of each table up to a bookmark."""
    try:
        return msgspec.json.decode(since.carry or b"{}", type=dict[str, Seen])
    except (ValueError, RecursionError):
        return {}


def bookmark_of(seen: dict[str, Seen]) -> Bookmark:
    """Return the bookmark that remembers what was seen of each table."""
    return Bookmark(carry=msgspec.json.encode(seen))


def still_seen(database: Database, table: Table, seen: Seen | None) -> Seen:
    """Return what was seen of a table, or nothing if its rows are no longer numbered as they were.

    The first column of the table is the name of its rows.
    """
    if seen is None or seen.rowid == 0:
        return Seen()
    found = [name for _, name, *_ in database.rows(table, "WHERE rowid = ?", [seen.rowid])]
    return seen if found == [seen.name] else Seen()


def newest_row(database: Database, table: Table) -> Seen:
    """Return the row of a table that was added last."""
    for rowid, name, *_ in database.rows(table, "ORDER BY rowid DESC LIMIT 1"):
        return Seen(rowid, name if isinstance(name, str) else "")
    return Seen()
