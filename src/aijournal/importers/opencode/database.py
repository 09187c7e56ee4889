"""OpenCode's database, as it is kept since version 1.2: sessions, messages and their parts are rows."""

from collections.abc import Iterator
from pathlib import Path

from aijournal.domain.reading import Bookmark, LogFile
from aijournal.importers.opencode import records
from aijournal.importers.opencode.conversation import SOURCE, Said, Session, conversation_of, take_session
from aijournal.importers.opencode.records import Part
from aijournal.importers.reading.database_reading import (
    Portion,
    Seen,
    bookmark_of,
    newest_row,
    seen_before,
    still_seen,
)
from aijournal.importers.reading.databases import (
    DamagedDatabaseError,
    Database,
    Table,
    bytes_of,
    is_at,
    opened,
    place_of,
    rowid_at,
)
from aijournal.importers.reading.exchange_account import Account
from aijournal.importers.reading.record_checks import UnusableRecordError, checked_id

_SESSIONS = Table("session", ("id", "parent_id", "directory"))
_MESSAGES = Table("message", ("id", "session_id", "time_created", "time_updated"), ("data",))
_PARTS = Table("part", ("id", "message_id"), ("data",))
_ADDED = "SELECT DISTINCT session_id FROM message WHERE rowid > ? ORDER BY session_id"
_ADDED_OR_CHANGED = (
    "SELECT DISTINCT session_id FROM message WHERE rowid > ? OR time_updated >= ? ORDER BY session_id"
)
TABLES = (_SESSIONS, _MESSAGES, _PARTS)


class DatabaseSessions:
    """The sessions in which a message was added or changed since a bookmark."""

    def __init__(self, database: Database, file: LogFile, since: Bookmark) -> None:
        if not database.has(_MESSAGES, "id", "session_id", "data"):
            raise DamagedDatabaseError("a database of an unknown form")
        self.account = Account(SOURCE, file.path)
        self._database = database
        self._seen = still_seen(database, _MESSAGES, seen_before(since).get(_MESSAGES.name))
        self._newest = self._with_latest_change(newest_row(database, _MESSAGES), file.mtime_ns // 10**6)

    def _with_latest_change(self, newest: Seen, written_ms: int) -> Seen:
        """Return the newest row with the latest change; none can be later than that of the file itself."""
        if not self._database.has(_MESSAGES, "time_updated"):
            return newest
        question = "SELECT max(time_updated) FROM message WHERE time_updated <= ?"
        ((updated,),) = self._database.ask(question, [written_ms])
        return Seen(newest.rowid, newest.name, updated if isinstance(updated, int) else 0)

    def bookmark(self) -> Bookmark:
        """Return from where on everything will be new."""
        return bookmark_of({_MESSAGES.name: self._newest})

    def take_all(self) -> Iterator[Portion]:
        """Take every session that has something new, as a whole."""
        about = {
            name: (parent, directory)
            for _, name, parent, directory in self._database.rows(_SESSIONS)
            if isinstance(name, str)
        }
        parents = {name: _text(parent) for name, (parent, _) in about.items()}
        for name in self._changed():
            parent, directory = about.get(_text(name) or "", (None, None))
            said = list(self._messages(name))
            try:
                own = checked_id(_text(name))
            except UnusableRecordError as error:
                for one in said:
                    self.account.reject(str(error), one.number)
            else:
                session = Session(own, conversation_of(own, parents), _text(directory), bool(parent))
                take_session(self.account, session, said)
            yield Portion(len(said), sum(one.size for one in said))

    def _changed(self) -> list[object]:
        question, parameters = _ADDED, [self._seen.rowid]
        if self._seen.rowid and self._database.has(_MESSAGES, "time_updated"):
            question, parameters = _ADDED_OR_CHANGED, [self._seen.rowid, self._seen.updated]
        return [name for (name,) in self._database.ask(question, parameters)]

    def _messages(self, session: object) -> Iterator[Said]:
        for row in self._database.rows(_MESSAGES, "WHERE session_id IS ? ORDER BY rowid", [session]):
            rowid, name, _, _, _, data = row
            try:
                document = bytes_of(data)
                message = records.message_of(document)
            except UnusableRecordError as error:
                yield Said(rowid, name, error)
                continue
            parts = _parts(self._database, name) if message.role == "user" else ()
            yield Said(rowid, name, message, len(document), place_of(rowid, str(name)), parts)


def _parts(database: Database, name: object) -> list[Part]:
    parts = []
    for _, _, _, data in database.rows(_PARTS, "WHERE message_id = ? ORDER BY id", [name]):
        try:
            parts.append(records.part_of(bytes_of(data)))
        except UnusableRecordError:
            continue
    return parts


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def title_in_database(path: Path, place: int) -> str | None:
    """Return the first line of the prompt at a place, or `None` if it is no longer there."""
    try:
        with opened(path, TABLES) as database:
            rows = list(database.rows(_MESSAGES, "WHERE rowid = ?", [rowid_at(place)]))
            names = [name for _, name, *_ in rows if isinstance(name, str) and is_at(place, name)]
            return records.title_of(_parts(database, names[0])) if names else None
    except (OSError, ValueError, OverflowError, DamagedDatabaseError):
        return None
