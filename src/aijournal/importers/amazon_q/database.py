"""The databases of Amazon Q's command line and of Kiro's: conversations by the folder they were held in.

Both keep credentials in other tables of the same database, of which nothing is ever read.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

import msgspec

from aijournal.domain.reading import Batch, Bookmark, LogFile
from aijournal.importers.amazon_q.history import History
from aijournal.importers.reading.database_reading import Conversations, Portion, read_database
from aijournal.importers.reading.databases import (
    DamagedDatabaseError,
    Database,
    Row,
    Table,
    bytes_of,
    opened,
)
from aijournal.importers.reading.exchange_account import Account
from aijournal.importers.reading.log_times import time_of_value
from aijournal.importers.reading.record_checks import UnusableRecordError

DATABASE = "data.sqlite3"
CONVERSATIONS = Table("conversations", ("key",), ("value",))
CONVERSATIONS_V2 = Table(
    "conversations_v2", ("key", "conversation_id", "created_at", "updated_at"), ("value",)
)

_Known = set[str]


def read_conversations(file: LogFile, table: Table, since: Bookmark, source: str) -> Iterator[Batch]:
    """Yield every conversation of a table that changed since the bookmark."""
    return read_database(file, [table], since, _beginning(table, source))


def _beginning(table: Table, source: str) -> Callable[[Database, LogFile, Bookmark], Conversations]:
    return lambda database, file, since: StoredConversations(
        database, table, Account(source, file.path), since
    )


class StoredConversations:
    """The conversations of a table whose documents are not what they were; each is read whole."""

    def __init__(self, database: Database, table: Table, account: Account, since: Bookmark) -> None:
        if not database.has(table, "key", "value"):
            raise DamagedDatabaseError("a database of an unknown form")
        self.account = account
        self._database = database
        self._table = table
        self._known = _known(since)
        self._found: _Known = set()

    def bookmark(self) -> Bookmark:
        """Return from where on everything will be new."""
        return Bookmark(carry=msgspec.json.encode(sorted(self._found)))

    def take_all(self) -> Iterator[Portion]:
        """Take every changed conversation; the newest copy of one comes last, and so wins."""
        rowids = [row[0] for row in self._ordered()]
        for rowid in rowids:
            for row in self._database.rows(self._table, "WHERE rowid = ?", [rowid]):
                yield self._take(row)

    def _ordered(self) -> Iterator[Row]:
        order = "updated_at" if self._database.has(self._table, "updated_at") else "rowid"
        name = self._table.name
        return self._database.ask(f'SELECT rowid FROM "{name}" ORDER BY {order}, rowid')  # noqa: S608  # own names

    def _take(self, row: Row) -> Portion:
        rowid, key, *about, document = row
        try:
            text = bytes_of(document)
            digest = _digest(key, text)
            self._found.add(digest)
            if digest in self._known:
                return Portion(0, 0)
            history = History(text, about[0] if about else None, key)
        except UnusableRecordError as error:
            self.account.reject(str(error), rowid)
            return Portion(1, len(document) if isinstance(document, bytes) else 0)
        history.take(self.account, _time_of(about))
        return Portion(len(history.entries), len(text))


def _time_of(about: list[object]) -> datetime | None:
    """Return when a conversation was begun, if its row tells."""
    created = about[1] if len(about) > 1 else None
    if not isinstance(created, int):
        return None
    try:
        return time_of_value(float(created))
    except UnusableRecordError:
        return None


def _digest(key: object, document: bytes) -> str:
    named = str(key).encode("utf-8", "replace")
    return blake2b(named + b"\0" + document, digest_size=12).hexdigest()


def _known(since: Bookmark) -> _Known:
    try:
        return msgspec.json.decode(since.carry or b"[]", type=set[str])
    except (ValueError, RecursionError):
        return set()


def title_in_conversations(path: Path, table: Table, place: int) -> str | None:
    """Return the first line of the prompt at a place, or `None` if it is no longer there."""
    try:
        with opened(path, [table]) as database:
            for _, key, *_, document in database.rows(table):
                if isinstance(document, bytes) and (title := _title(document, key, place)):
                    return title
    except (OSError, ValueError, DamagedDatabaseError):
        pass
    return None


def _title(document: bytes, key: object, place: int) -> str | None:
    try:
        return History(document, None, key).title_at(place)
    except UnusableRecordError:
        return None
