"""Cuts the chats of Open WebUI's database into exchanges: answers name the message that they answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Raw

from aijournal.domain.facts import Call
from aijournal.domain.reading import Bookmark, LogFile
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.open_webui import records
from aijournal.importers.open_webui.records import CHATS, CONTENTS, MESSAGES, TABLES
from aijournal.importers.reading.database_reading import Portion, converted
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
from aijournal.importers.reading.decoding import time_of
from aijournal.importers.reading.exchange_account import Account, Opening, run_at
from aijournal.importers.reading.model_names import model_and_provider
from aijournal.importers.reading.record_checks import UnusableRecordError, checked_id
from aijournal.importers.reading.row_versions import RowVersions

SOURCE = "open-webui"
_CHAT_MARKS = "SELECT id, updated_at, octet_length(chat) FROM chat ORDER BY rowid"
_COUNTS = "SELECT chat_id, count(*), max(rowid), max(created_at), total(octet_length(usage)) {} FROM {} {}"
_KNOWN_ROLES = frozenset({"assistant", "system", "tool", "user"})


@dataclass(frozen=True, slots=True)
class _Said:
    """One message that can be taken."""

    name: str
    role: str | None
    at: datetime
    parent: str | None
    model: str | None
    usage: TokenUsage
    place: int | None


class Chats:
    """The chats that changed since a bookmark; each is read whole, from its rows if it has any."""

    def __init__(self, database: Database, file: LogFile, since: Bookmark) -> None:
        self._has_rows = database.has(MESSAGES, "id", "chat_id", "role", "created_at", "usage")
        self._has_chats = database.has(CHATS, "id", "chat", "updated_at")
        if not self._has_rows and not self._has_chats:
            raise DamagedDatabaseError("a database of an unknown form")
        self.account = Account(SOURCE, file.path)
        self._database = database
        self._versions = RowVersions(since)

    def bookmark(self) -> Bookmark:
        """Return from where on everything will be new."""
        return self._versions.bookmark()

    def take_all(self) -> Iterator[Portion]:
        """Take every chat that changed."""
        marks: dict[object, list[object]] = {chat: counts for chat, *counts in self._rows_of_chats()}
        with_rows = frozenset(marks)
        if self._has_chats:
            for chat, *about in list(self._database.ask(_CHAT_MARKS)):
                marks.setdefault(chat, about)
        for chat in [chat for chat, mark in marks.items() if self._versions.is_new(chat, *mark)]:
            yield self._take_rows(chat) if chat in with_rows else self._take_document(chat)

    def _rows_of_chats(self) -> list[Row]:
        if not self._has_rows:
            return []
        changed = ", max(updated_at)" if self._database.has(MESSAGES, "updated_at") else ""
        return list(self._database.ask(_COUNTS.format(changed, MESSAGES.name, "GROUP BY chat_id")))

    def _take_rows(self, chat: object) -> Portion:
        rows = list(self._database.rows(MESSAGES, "WHERE chat_id IS ? ORDER BY created_at, rowid", [chat]))
        said = []
        for row in rows:
            try:
                said.append(_said_in_row(row))
            except UnusableRecordError as error:
                self.account.reject(str(error), row[0])
        self._tell(str(chat), said)
        return Portion(len(rows), sum(len(row[-1]) for row in rows if isinstance(row[-1], bytes)))

    def _take_document(self, chat: object) -> Portion:
        count, size = 0, 0
        for rowid, name, _, document in list(self._database.rows(CHATS, "WHERE id IS ?", [chat])):
            size += len(document) if isinstance(document, bytes) else 0
            try:
                checked_id(f"run:{checked_id(name if isinstance(name, str) else None)}")
                parts = records.parts_of(bytes_of(document))
            except UnusableRecordError as error:
                self.account.reject(str(error), rowid)
                count += 1
                continue
            count += len(parts)
            self._tell(str(chat), list(self._said_in(parts, rowid)))
        return Portion(count, size)

    def _said_in(self, parts: dict[str, Raw], rowid: int) -> Iterator[_Said]:
        for number, (name, raw) in enumerate(parts.items(), 1):
            try:
                yield _said_in_part(name, raw, rowid)
            except UnusableRecordError as error:
                self.account.reject(str(error), number)

    def _tell(self, chat: str, messages: list[_Said]) -> None:
        """Account for the messages of a chat, every prompt with the answers to it."""
        by_name = {said.name: said for said in messages}
        answers: dict[str, list[_Said]] = {}
        for said in messages:
            if said.role == "assistant":
                answers.setdefault(_prompt_before(said, by_name), []).append(said)
        for said in sorted(messages, key=lambda one: (one.at, one.name)):
            if said.role == "user":
                opening = Opening(said.name, chat, said.at, said.at, offset=said.place)
                self.account.ask(opening)
                self._answer(answers.get(said.name, ()))
                self.account.leave()
            elif said.role != "assistant":
                self.account.ignore(is_known=said.role in _KNOWN_ROLES)
        if unasked := answers.get(""):
            begun = min(said.at for said in unasked)
            self.account.open(run_at(f"run:{chat}", chat, begun, None))
            self._answer(unasked)
        self.account.leave()

    def _answer(self, answers: "list[_Said] | tuple[()]") -> None:
        for said in answers:
            model, provider = model_and_provider(said.model)
            self.account.add(Call(said.name, said.at, said.usage, model, provider))


def _prompt_before(said: _Said, by_name: dict[str, _Said]) -> str:
    """Return the name of the prompt that a message goes back to, or nothing if there is none."""
    passed = set()
    while (parent := by_name.get(said.parent or "")) and parent.name not in passed:
        if parent.role == "user":
            return parent.name
        passed.add(parent.name)
        said = parent
    return ""


def _said_in_row(row: Row) -> _Said:
    told = converted(records.Row, MESSAGES, row)
    chat = checked_id(told.chat_id)
    checked_id(f"run:{chat}")
    name = checked_id(records.bare_id(told.id or "", chat))
    at = time_of(Raw(msgspec.json.encode(told.created_at)))
    is_answer = told.role == "assistant" and told.usage is not None
    usage = records.token_usage(bytes_of(told.usage)) if is_answer else TokenUsage()
    parent = None if told.parent_id is None else records.bare_id(told.parent_id, chat)
    return _Said(name, told.role, at, parent, told.model_id, usage, place_of(row[0], name))


def _said_in_part(name: str, raw: Raw, rowid: int) -> _Said:
    told = records.part_of(raw)
    at = time_of(told.timestamp)
    usage = records.token_usage(told.usage) if told.role == "assistant" else TokenUsage()
    return _Said(checked_id(name), told.role, at, told.parent_id, told.model, usage, place_of(rowid, name))


def title_in_chats(path: Path, place: int) -> str | None:
    """Return the first line of the prompt at a place, or `None` if it is no longer there."""
    try:
        with opened(path, TABLES) as database:
            return _title_in_rows(database, place) or _title_in_documents(database, place)
    except (OSError, ValueError, OverflowError, DamagedDatabaseError, UnusableRecordError):
        return None


def _title_in_rows(database: Database, place: int) -> str | None:
    for _, name, chat, role, content in list(database.rows(CONTENTS, "WHERE rowid = ?", [rowid_at(place)])):
        if role == "user" and is_at(place, records.bare_id(str(name), str(chat))):
            return records.title_of(Raw(bytes_of(content)))
    return None


def _title_in_documents(database: Database, place: int) -> str | None:
    for *_, document in list(database.rows(CHATS, "WHERE rowid = ?", [rowid_at(place)])):
        for name, raw in records.parts_of(bytes_of(document)).items():
            if is_at(place, name):
                part = records.part_of(raw)
                return records.title_of(part.content) if part.role == "user" else None
    return None
