"""Cuts the sessions of Goose's database into exchanges."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from aijournal.domain.facts import Call, ExchangeKind
from aijournal.domain.reading import Bookmark, LogFile
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.goose.records import (
    CONTENTS,
    LEDGER,
    MESSAGES,
    SCRIPTED,
    SESSIONS,
    TABLES,
    Said,
    Session,
    Spent,
    encoded_time,
    is_cache_apart,
    prompt_in,
)
from aijournal.importers.reading.database_reading import Portion, converted
from aijournal.importers.reading.databases import (
    DamagedDatabaseError,
    Database,
    Row,
    Table,
    is_at,
    opened,
    place_of,
    rowid_at,
)
from aijournal.importers.reading.decoding import time_of
from aijournal.importers.reading.exchange_account import Account, Opening, run_at
from aijournal.importers.reading.log_times import time_of_cell
from aijournal.importers.reading.model_names import model_and_provider
from aijournal.importers.reading.record_checks import UnusableRecordError, checked_id
from aijournal.importers.reading.row_versions import RowVersions
from aijournal.importers.reading.text import first_line, project_name

SOURCE = "goose"
_OF_SESSION = "WHERE session_id = ? ORDER BY rowid"

_Record = TypeVar("_Record", Said, Spent)


@dataclass(frozen=True, slots=True)
class _Event:
    """A message or a request that can be taken; `name` is the same however often it is read."""

    at: datetime
    name: str
    record: Said | Spent
    prompt: str | None = None
    place: int | None = None

    @property
    def order(self) -> tuple[datetime, bool]:
        """Of the same second, what was asked comes before what was spent on it."""
        return self.at, isinstance(self.record, Spent)


class Sessions:
    """The sessions that changed since a bookmark; each is read whole."""

    def __init__(self, database: Database, file: LogFile, since: Bookmark) -> None:
        if not database.has(SESSIONS, "id"):
            raise DamagedDatabaseError("a database of an unknown form")
        self.account = Account(SOURCE, file.path)
        self._database = database
        self._versions = RowVersions(since)

    def bookmark(self) -> Bookmark:
        """Return from where on everything will be new."""
        return self._versions.bookmark()

    def take_all(self) -> Iterator[Portion]:
        """Take every session that changed."""
        messages, ledger = self._counts(MESSAGES), self._counts(LEDGER)
        rows = list(self._database.rows(SESSIONS))
        changed = [
            row for row in rows if self._versions.is_new(row, messages.get(row[1]), ledger.get(row[1]))
        ]
        for row in changed:
            messages_of = self._rows_of(MESSAGES, row[1])
            yield self._take(row, messages_of, self._rows_of(LEDGER, row[1]))

    def _counts(self, table: Table) -> dict[object, Row]:
        """Return how many rows every session has, and which the latest is."""
        if not self._database.has(table, "session_id"):
            return {}
        question = f'SELECT session_id, count(*), max(rowid) FROM "{table.name}" GROUP BY session_id'  # noqa: S608  # own names
        return {session: counts for session, *counts in self._database.ask(question)}

    def _rows_of(self, table: Table, session: object) -> list[Row]:
        has = self._database.has(table, "session_id", "created_timestamp")
        return list(self._database.rows(table, _OF_SESSION, [session])) if has else []

    def _take(self, row: Row, messages: list[Row], ledger: list[Row]) -> Portion:
        count = len(messages) + len(ledger)
        try:
            session = converted(Session, SESSIONS, row)
            checked_id(f"run:{checked_id(session.id)}:total")
            checked_id(session.parent_session_id or session.id)
        except UnusableRecordError as error:
            for _ in range(max(1, count)):
                self.account.reject(str(error), row[0])
            return Portion(max(1, count), 0)
        telling = _Telling(self.account, session, self._database)
        telling.tell(messages, ledger)
        return Portion(count, telling.size)


class _Telling:
    """One session as it is accounted for; `size` is how many bytes of messages were read."""

    def __init__(self, account: Account, session: Session, database: Database) -> None:
        self.size = 0
        self._account = account
        self._database = database
        self._session = session
        self._id = session.id or ""
        self._project = project_name(session.working_dir or "")
        self._model, self._provider = model_and_provider(session.model, session.provider_name)

    def tell(self, messages: list[Row], ledger: list[Row]) -> None:
        said = list(self._events(Said, MESSAGES, messages))
        spent = list(self._events(Spent, LEDGER, ledger))
        is_apart = is_cache_apart(
            self._session, [one.record for one in spent if isinstance(one.record, Spent)]
        )
        for event in sorted([*said, *spent], key=lambda one: one.order):
            if isinstance(event.record, Spent):
                self._answer(event, event.record.usage(is_cache_apart=is_apart), event.record.model)
            elif event.prompt is not None:
                self._ask(event)
            elif event.record.role == "assistant" and not ledger:
                self._answer(event, TokenUsage(), None)
            else:
                self._account.touch(event.at if event.record.role == "assistant" else None)
                self._account.ignore(is_known=event.record.role in {"assistant", "user"})
        self._account.leave()
        if not ledger:
            self._tell_total()

    def _events(self, kind: type[_Record], table: Table, rows: list[Row]) -> Iterator[_Event]:
        """Yield what can be taken; a row has no id that lasts, but its time and its number in that second."""
        seen: Counter[object] = Counter()
        for row in rows:
            try:
                record = converted(kind, table, row)
                at = time_of(encoded_time(record.created_timestamp))
                group = record.role if isinstance(record, Said) else "spent"
                key = f"{self._id}:{group}:{round(at.timestamp() * 1000)}"
                seen[key] += 1
                name = checked_id(f"{key}:{seen[key]}")
                prompt = self._prompt(row[0]) if group == "user" else None
            except UnusableRecordError as error:
                self._account.reject(str(error), row[0])
                continue
            yield _Event(at, name, record, prompt, place_of(row[0], name))

    def _prompt(self, rowid: int) -> str | None:
        for _, content, metadata in list(self._database.rows(CONTENTS, "WHERE rowid = ?", [rowid])):
            self.size += len(content) if isinstance(content, bytes) else 0
            return prompt_in(content, metadata)
        return None

    def _ask(self, event: _Event) -> None:
        is_run = self._session.is_run
        opening = Opening(
            event.name,
            self._conversation,
            event.at,
            event.at,
            kind=ExchangeKind.RUN if is_run else ExchangeKind.PROMPT,
            project=self._project,
            is_scripted=self._session.session_type == SCRIPTED,
            offset=None if is_run else event.place,
        )
        if is_run:
            self._account.ignore()
            self._account.open(opening)
        else:
            self._account.ask(opening)

    def _answer(self, event: _Event, usage: TokenUsage, model: str | None) -> None:
        if self._account.current is None:
            self._account.open(run_at(f"run:{self._id}", self._conversation, event.at, self._project))
        named, provider = model_and_provider(model, self._session.provider_name)
        self._account.add(
            Call(
                event.name,
                event.at,
                usage,
                named or self._model,
                provider or self._provider,
                is_sidechain=self._session.is_run,
            )
        )

    def _tell_total(self) -> None:
        """Tell the tokens of a session of which no single request is told."""
        usage = self._session.usage
        if usage is None:
            return
        try:
            at = time_of_cell(str(self._session.created_at or ""))
        except UnusableRecordError:
            return
        run = f"run:{self._id}:total"
        self._account.open(run_at(run, self._conversation, at, self._project))
        is_sidechain = self._session.is_run
        self._account.add(
            Call(run, at, usage, self._model, self._provider, is_sidechain=is_sidechain, is_extra=True)
        )
        self._account.leave()

    @property
    def _conversation(self) -> str:
        return self._session.parent_session_id or self._id


def title_in_sessions(path: Path, place: int) -> str | None:
    """Return the first line of the prompt at a place, or `None` if it is no longer there."""
    try:
        with opened(path, TABLES) as database:
            found = list(database.rows(MESSAGES, "WHERE rowid = ?", [rowid_at(place)]))
            return next((_title(database, row, place) for row in found), None)
    except (OSError, ValueError, OverflowError, DamagedDatabaseError, UnusableRecordError):
        return None


def _title(database: Database, row: Row, place: int) -> str | None:
    said = converted(Said, MESSAGES, row)
    at = time_of(encoded_time(said.created_timestamp))
    key = f"{said.session_id}:{said.role}:{round(at.timestamp() * 1000)}"
    of_session = database.rows(MESSAGES, _OF_SESSION, [said.session_id])
    same = [one[0] for one in of_session if one[2] == said.role and one[3] == row[3]]
    is_it = is_at(place, f"{key}:{same.index(row[0]) + 1}")
    if not is_it or said.role != "user":
        return None
    for _, content, metadata in list(database.rows(CONTENTS, "WHERE rowid = ?", [row[0]])):
        return first_line(prompt_in(content, metadata) or "") or None
    return None
