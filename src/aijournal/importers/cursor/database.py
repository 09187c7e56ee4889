"""Cursor's database of conversations: keys and values, many gigabytes of them, of which few are read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from aijournal.domain.facts import Call
from aijournal.domain.reading import Bookmark, LogFile
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.cursor import records
from aijournal.importers.cursor.records import BUBBLE, COMPOSER, ITEMS, KEY_VALUES, LISTS, Bubble, Composer
from aijournal.importers.reading.database_reading import (
    Portion,
    bookmark_of,
    newest_row,
    seen_before,
    still_seen,
)
from aijournal.importers.reading.databases import (
    DamagedDatabaseError,
    Database,
    Row,
    bytes_of,
    is_at,
    opened,
    place_of,
    rowid_at,
)
from aijournal.importers.reading.exchange_account import Account, Opening, run_at
from aijournal.importers.reading.record_checks import UnusableRecordError, checked_id
from aijournal.importers.reading.whole_files import companion

SOURCE = "cursor"
DATABASE = "state.vscdb"
_WORKSPACES = "workspaceStorage"
_END = ";"  # what comes behind a colon


@dataclass(frozen=True, slots=True)
class _Message:
    """A message that can be taken."""

    rowid: int
    native_id: str
    bubble: Bubble
    at: datetime
    place: int | None


class CursorConversations:
    """The conversations of which a message was written since a bookmark; each is read whole."""

    def __init__(self, database: Database, file: LogFile, since: Bookmark) -> None:
        if not database.has(KEY_VALUES, "key", "value"):
            raise DamagedDatabaseError("a database of an unknown form")
        self.account = Account(SOURCE, file.path)
        self._database = database
        self._seen = still_seen(database, KEY_VALUES, seen_before(since).get(KEY_VALUES.name))
        self._newest = newest_row(database, KEY_VALUES)

    def bookmark(self) -> Bookmark:
        """Return from where on everything will be new: what is written again becomes a new row."""
        return bookmark_of({KEY_VALUES.name: self._newest})

    def take_all(self) -> Iterator[Portion]:
        """Take every conversation that has something new, as a whole."""
        touched = self._touched()
        projects = projects_beside(self.account.path) if touched else {}
        for composer in touched:
            yield self._take(composer, projects.get(composer))

    def _touched(self) -> list[str]:
        # By the index from the beginning, by the rows themselves when only a few are new.
        key = "+key" if self._seen.rowid else "key"
        question = f'SELECT key FROM "cursorDiskKV" WHERE {key} > ? AND {key} < ? AND rowid > ?'  # noqa: S608  # own names
        bounds = (BUBBLE, BUBBLE[:-1] + _END, self._seen.rowid)
        keys = (key for (key,) in self._database.ask(question, bounds) if isinstance(key, str))
        return sorted({key.split(":")[1] for key in keys if _is_message(key)})

    def _take(self, composer: str, project: str | None) -> Portion:
        about = self._composer(composer)
        began_at, order = about.began_at, about.order
        messages, count, size = [], 0, 0
        beginning = f"{BUBBLE}{composer}:"
        bounds = (beginning, beginning[:-1] + _END)
        for row in self._database.rows(KEY_VALUES, "WHERE key > ? AND key < ? ORDER BY key", bounds):
            rowid, key, value = row
            if not isinstance(key, str) or not _is_message(key):
                continue
            count, size = count + 1, size + (len(value) if isinstance(value, bytes) else 0)
            try:
                messages.append(_message(row, began_at))
            except UnusableRecordError as error:
                self.account.reject(str(error), rowid)
        last = len(order)
        messages.sort(key=lambda one: (order.get(one.native_id.split(":")[1], last), one.at, one.rowid))
        for message in messages:
            self._take_message(composer, message, project)
        self.account.leave()
        return Portion(count, size)

    def _composer(self, composer: str) -> Composer:
        for _, _, value in self._database.rows(KEY_VALUES, "WHERE key = ?", [COMPOSER + composer]):
            try:
                return records.composer_of(bytes_of(value))
            except UnusableRecordError:
                break
        return Composer()

    def _take_message(self, composer: str, message: _Message, project: str | None) -> None:
        kind, at = message.bubble.type, message.at
        if kind == records.USER:
            opening = Opening(message.native_id, composer, at, at, project=project, offset=message.place)
            self.account.ask(opening)
        elif kind == records.ASSISTANT:
            if self.account.current is None:
                self.account.open(run_at(f"run:{composer}", composer, at, project))
            self.account.add(Call(message.native_id, at, TokenUsage(), message.bubble.model))
        else:
            self.account.ignore(is_known=False)


def _is_message(key: str) -> bool:
    """Return whether a key is that of a message; one with line breaks is that of a tool's part of it."""
    return key.count(":") == 2 and "\n" not in key and not key.endswith(":")


def _message(row: Row, began_at: datetime | None) -> _Message:
    rowid, key, value = row
    bubble = records.bubble_of(bytes_of(value))
    native_id = checked_id(key.removeprefix(BUBBLE))
    checked_id(native_id.partition(":")[0])
    at = records.time_of_bubble(bubble, began_at)
    return _Message(rowid, native_id, bubble, at, place_of(rowid, key))


def projects_beside(path: Path) -> Mapping[str, str]:
    """Return the projects of conversations, by what the workspaces beside `globalStorage` list."""
    projects: dict[str, str] = {}
    folder = path.parent.parent / _WORKSPACES
    try:
        workspaces = sorted(one for one in folder.iterdir() if not one.is_symlink())
    except OSError:
        return projects
    for workspace in workspaces:
        try:
            project = records.project_of(companion(workspace / "workspace.json") or b"{}")
        except UnusableRecordError:
            continue
        if project:
            projects.update(dict.fromkeys(_listed(workspace / DATABASE), project))
    return projects


def _listed(path: Path) -> list[str]:
    """Return the conversations that the database of a workspace lists; none if it cannot be read now."""
    listed = []
    try:
        if path.is_symlink() or not path.is_file():
            return []
        with opened(path, [ITEMS]) as database:
            for _, _, value in database.rows(ITEMS, "WHERE key IN (?, ?)", LISTS):
                listed += records.composers_in(bytes_of(value))
    except (OSError, DamagedDatabaseError, UnusableRecordError):
        pass
    return listed


def title_in_database(path: Path, place: int) -> str | None:
    """Return the first line of the prompt at a place, or `None` if it is no longer there."""
    try:
        with opened(path, [KEY_VALUES]) as database:
            for _, key, value in database.rows(KEY_VALUES, "WHERE rowid = ?", [rowid_at(place)]):
                if isinstance(key, str) and is_at(place, key):
                    return records.title_of(bytes_of(value))
    except (OSError, ValueError, OverflowError, DamagedDatabaseError, UnusableRecordError):
        pass
    return None
