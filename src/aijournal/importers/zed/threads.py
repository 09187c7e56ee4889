"""The database of Zed's agent: a thread a row, which is written anew as a whole."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from aijournal.domain.facts import Call, ExchangeKind
from aijournal.domain.reading import Bookmark, LogFile
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.codex.zstd import unpacked_document
from aijournal.importers.reading.database_reading import Portion
from aijournal.importers.reading.databases import (
    LONGEST_DOCUMENT,
    DamagedDatabaseError,
    Database,
    Row,
    Table,
    bytes_of,
    is_at,
    opened,
    place_of,
    rowid_at,
)
from aijournal.importers.reading.exchange_account import Account, Opening, run_at
from aijournal.importers.reading.log_times import time_of_cell
from aijournal.importers.reading.model_names import model_and_provider
from aijournal.importers.reading.record_checks import UnusableRecordError, checked_id
from aijournal.importers.reading.row_versions import RowVersions
from aijournal.importers.reading.text import project_name
from aijournal.importers.zed.records import Thread, usage_of

SOURCE = "zed"
THREADS = Table(
    "threads", ("id", "updated_at", "data_type", "parent_id", "folder_paths", "created_at"), ("data",)
)
_MARKS = "SELECT rowid, id, updated_at, octet_length(data) FROM threads ORDER BY rowid"


@dataclass(slots=True)
class _Turn:
    """A prompt, if there is one, and what is told of the answers to it."""

    name: str
    place: int | None = None
    is_prompt: bool = True
    answers: int = 0
    usage: TokenUsage = field(default_factory=TokenUsage)


class Threads:
    """The threads that changed since a bookmark; each is read whole."""

    def __init__(self, database: Database, file: LogFile, since: Bookmark) -> None:
        if not database.has(THREADS, "id", "updated_at", "data"):
            raise DamagedDatabaseError("a database of an unknown form")
        self.account = Account(SOURCE, file.path)
        self._database = database
        self._versions = RowVersions(since)

    def bookmark(self) -> Bookmark:
        """Return from where on everything will be new."""
        return self._versions.bookmark()

    def take_all(self) -> Iterator[Portion]:
        """Take every thread that changed."""
        rows = list(self._database.ask(_MARKS))
        changed = [rowid for rowid, *marks in rows if self._versions.is_new(*marks)]
        for rowid in changed:
            for row in list(self._database.rows(THREADS, "WHERE rowid = ?", [rowid])):
                yield self._take(row)

    def _take(self, row: Row) -> Portion:
        rowid, _, updated, _, parent, folders, created, data = row
        try:
            thread = thread_of(row)
            at = time_of_cell(_text(created) or _text(updated))
            checked_id(f"run:{thread.id}:rest")
            conversation = checked_id(_text(parent) or thread.id)
        except UnusableRecordError as error:
            self.account.reject(str(error), rowid)
            return Portion(1, len(data) if isinstance(data, bytes) else 0)
        _Telling(self.account, thread, rowid, at, conversation, project_name(_first(folders))).tell()
        return Portion(len(thread), len(data))


class _Telling:
    """One thread as it is accounted for. All of it happened when it began: no message tells a time."""

    def __init__(
        self,
        account: Account,
        thread: Thread,
        rowid: int,
        at: datetime,
        conversation: str,
        project: str | None,
    ) -> None:
        self._account = account
        self._thread = thread
        self._rowid = rowid
        self._at = at
        self._conversation = conversation
        self._project = project
        self._is_child = conversation != thread.id
        self._model, self._provider = model_and_provider(thread.model.model, thread.model.provider)

    def tell(self) -> None:
        turns = list(self._turns())
        for turn in turns:
            self._tell_turn(turn)
        rest = self._thread.rest([turn.usage for turn in turns])
        if rest is not None:
            name = f"run:{self._thread.id}"
            self._account.open(run_at(name, self._conversation, self._at, self._project))
            self._account.add(self._call(f"{name}:rest", rest, is_extra=True))
        self._account.leave()

    def _turns(self) -> Iterator[_Turn]:
        """Yield every prompt with its answers; messages of no use are accounted for."""
        turn = _Turn(f"run:{self._thread.id}", is_prompt=False)
        for index in range(len(self._thread)):
            try:
                message = self._thread.message(index)
                usage = usage_of(message.usage)
            except UnusableRecordError as error:
                self._account.reject(str(error), index + 1)
                continue
            if message.is_prompt:
                yield turn
                turn = _Turn(message.name, place_of(self._rowid, message.name), usage=usage)
            elif message.is_answer:
                turn.answers += 1
                turn.usage = usage if usage != TokenUsage() else turn.usage
            else:
                self._account.ignore(is_known=message.is_known)
        yield turn

    def _tell_turn(self, turn: _Turn) -> None:
        is_of_another = self._thread.is_imported and turn.usage == TokenUsage()
        if not turn.answers or is_of_another:
            for _ in range(turn.answers + turn.is_prompt):
                self._account.ignore()
            return
        if not turn.is_prompt:
            self._account.open(run_at(turn.name, self._conversation, self._at, self._project))
        elif self._is_child:
            self._account.ignore()
            self._account.open(self._opening(turn, ExchangeKind.RUN))
        else:
            self._account.ask(self._opening(turn, ExchangeKind.PROMPT))
        # What is told of a prompt's requests is told once, however many answers there were.
        self._account.add(self._call(turn.name, turn.usage, repeats=turn.answers - 1))

    def _opening(self, turn: _Turn, kind: ExchangeKind) -> Opening:
        return Opening(
            turn.name,
            self._conversation,
            self._at,
            self._at,
            kind=kind,
            project=self._project,
            offset=turn.place if kind is ExchangeKind.PROMPT else None,
        )

    def _call(self, name: str, usage: TokenUsage, *, repeats: int = 0, is_extra: bool = False) -> Call:
        return Call(
            name,
            self._at,
            usage,
            self._model,
            self._provider,
            is_sidechain=self._is_child,
            is_extra=is_extra,
            repeats=repeats,
        )


def thread_of(row: Row) -> Thread:
    """Return the thread of a row; raises `UnusableRecordError`."""
    _, name, _, kind, *_, data = row
    document = bytes_of(data)
    if kind == "zstd":
        document = unpacked_document(document, LONGEST_DOCUMENT)
    elif kind != "json":
        raise UnusableRecordError("a record of an unknown form")
    return Thread(checked_id(name if isinstance(name, str) else None), document)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _first(folders: object) -> str:
    """Return the first of several folders, a line each."""
    return next(iter(_text(folders).splitlines()), "")


def title_in_threads(path: Path, place: int) -> str | None:
    """Return the first line of the prompt at a place, or `None` if it is no longer there."""
    try:
        with opened(path, [THREADS]) as database:
            for row in list(database.rows(THREADS, "WHERE rowid = ?", [rowid_at(place)])):
                titles = thread_of(row).titles()
                return next((title for name, title in titles if is_at(place, name)), None)
    except (OSError, ValueError, OverflowError, DamagedDatabaseError, UnusableRecordError):
        pass
    return None
