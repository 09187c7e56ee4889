"""llm, the command-line program: the log of responses that it keeps in a database of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from aijournal.domain.facts import Call, LogLocation
from aijournal.domain.reading import START, Batch, Bookmark, Discovery, LogFile
from aijournal.importers.llm.records import (
    RESPONSE_PROMPTS,
    RESPONSES,
    TABLES,
    TURN_PROMPTS,
    TURNS,
    Row,
    token_usage,
)
from aijournal.importers.reading.database_reading import (
    Portion,
    bookmark_of,
    converted,
    newest_row,
    read_database,
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
from aijournal.importers.reading.databases import Row as DatabaseRow
from aijournal.importers.reading.exchange_account import Account, Opening
from aijournal.importers.reading.record_checks import UnusableRecordError
from aijournal.importers.reading.single_databases import discover_databases, home_places
from aijournal.importers.reading.text import first_line, is_plain_id

SOURCE = "llm"
_LOG = "logs.db"
_FOLDER = "io.datasette.llm"
_LONGEST_RESPONSE_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Llm:
    """The importer of the log of `llm`, of both generations of its tables."""

    source: str = SOURCE
    tool: str = "llm"
    retention: str = "LLM keeps its log until you delete it."
    kept_days: int | None = None
    is_confirmed: bool = True

    def discover(self, environment: Mapping[str, str], root: Path | None = None) -> Discovery:
        """Look in `LLM_USER_PATH`, else at the usual places; or in `root`, a folder or the log, alone."""
        places = home_places(environment, _FOLDER, "LLM_USER_PATH", linux=(".config", "XDG_CONFIG_HOME"))
        return discover_databases(SOURCE, places, lambda name: name == _LOG, root, [_FOLDER])

    def read(self, file: LogFile, since: Bookmark = START) -> Iterator[Batch]:
        """Yield the conversations in which there are responses since the bookmark."""
        return read_database(file, TABLES, since, LoggedConversations)

    def peek(self, location: LogLocation) -> str | None:
        """Return the first line of a prompt, or `None` if it is no longer there."""
        try:
            with opened(location.path, TABLES) as database:
                return _title(database, location.offset)
        except (OSError, ValueError, OverflowError, DamagedDatabaseError, UnusableRecordError):
            return None


@dataclass(frozen=True, slots=True)
class _Response:
    """A row that can be taken."""

    row: Row
    at: datetime
    native_id: str
    place: int | None
    is_blank: bool


class LoggedConversations:
    """The conversations with something new, each from both generations of tables."""

    def __init__(self, database: Database, file: LogFile, since: Bookmark) -> None:
        if not any(database.has(table, "id", "datetime_utc") for table in (RESPONSES, TURNS)):
            raise DamagedDatabaseError("a database of an unknown form")
        self.account = Account(SOURCE, file.path)
        self._database = database
        before = seen_before(since)
        self._seen = {one.name: still_seen(database, one, before.get(one.name)) for one in (RESPONSES, TURNS)}
        self._newest = {one.name: newest_row(database, one) for one in (RESPONSES, TURNS)}
        self._blank = {*self._blank_ids(RESPONSE_PROMPTS), *self._blank_ids(TURN_PROMPTS)}

    def bookmark(self) -> Bookmark:
        """Return from where on everything will be new."""
        return bookmark_of(self._newest)

    def _blank_ids(self, prompts: Table) -> Iterator[tuple[str, object]]:
        """Yield the rows in which nothing was asked: they go on with what was asked before."""
        (name,) = prompts.columns
        if self._database.has(prompts, name, "prompt"):
            blank = "trim(prompt, char(32, 9, 10, 13)) = ''"
            question = f'SELECT "{name}" FROM "{prompts.name}" WHERE {blank}'  # noqa: S608  # own names
            for (row,) in self._database.ask(question):
                yield (RESPONSES if prompts is RESPONSE_PROMPTS else TURNS).name, row

    def take_all(self) -> Iterator[Portion]:
        """Take every conversation that has something new, as a whole."""
        touched = {
            conversation
            for table in (RESPONSES, TURNS)
            for _, _, conversation, *_ in self._database.rows(
                table, "WHERE rowid > ?", [self._seen[table.name].rowid]
            )
        }
        rows: dict[object, list[tuple[Table, DatabaseRow]]] = {}
        for table in (RESPONSES, TURNS):
            for row in self._database.rows(table):
                if row[2] in touched:
                    rows.setdefault(row[2], []).append((table, row))
        for conversation, its_rows in rows.items():
            self._take(conversation, its_rows)
            yield Portion(
                len(its_rows), sum(len(row[-1]) for _, row in its_rows if isinstance(row[-1], bytes))
            )

    def _take(self, conversation: object, rows: list[tuple[Table, DatabaseRow]]) -> None:
        responses = []
        for table, row in rows:
            try:
                responses.append(self._response(table, row))
            except UnusableRecordError as error:
                self.account.reject(str(error), row[0])
        is_named = isinstance(conversation, str) and is_plain_id(conversation)
        for response in sorted(responses, key=lambda one: (one.at, one.native_id)):
            name = str(conversation) if is_named else response.native_id
            try:
                self._add(name, response)
            except UnusableRecordError as error:
                self.account.reject(str(error), (response.place or 0) >> 20)
        self.account.leave()

    def _response(self, table: Table, row: DatabaseRow) -> _Response:
        record = converted(Row, table, row)
        native_id = record.native_id
        place = place_of(row[0], f"{table.name}:{native_id}")
        return _Response(record, record.at, native_id, place, (table.name, native_id) in self._blank)

    def _add(self, conversation: str, response: _Response) -> None:
        row, at = response.row, response.at
        usage = token_usage(row)
        current = self.account.current
        if current is None or not response.is_blank or current.conversation_id != conversation:
            # A row is what was asked and what was answered: one record, which the call stands for.
            self.account.open(Opening(response.native_id, conversation, at, at, offset=response.place))
        self.account.add(Call(response.native_id, at, usage, row.model_name))
        if row.duration_ms is not None and 0 <= row.duration_ms <= _LONGEST_RESPONSE_MS:
            self.account.touch(at + timedelta(milliseconds=row.duration_ms))


def _title(database: Database, place: int) -> str | None:
    rowid = [rowid_at(place)]
    for _, name, prompt in database.rows(RESPONSE_PROMPTS, "WHERE rowid = ?", rowid):
        if isinstance(name, str) and is_at(place, f"responses:{name}"):
            return first_line(_text(prompt)) or None
    for _, name, *_ in database.rows(TURNS, "WHERE rowid = ?", rowid):
        if isinstance(name, str) and is_at(place, f"turns:{name}"):
            for _, _, prompt in database.rows(TURN_PROMPTS, "WHERE turn_id = ?", [name]):
                return first_line(_text(prompt)) or None
    return None


def _text(document: object) -> str:
    return bytes_of(document).decode("utf-8", "replace")
