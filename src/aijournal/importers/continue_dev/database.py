"""Continue's older database of tokens, which goes on beside the newer stream and says the same as it."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from aijournal.domain.facts import Call
from aijournal.domain.reading import START, Bookmark, LogFile
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.continue_dev.lines import SOURCE, TOKENS, add_to_day, time_in
from aijournal.importers.reading.database_reading import (
    Portion,
    bookmark_of,
    converted,
    newest_row,
    seen_before,
    still_seen,
)
from aijournal.importers.reading.databases import DamagedDatabaseError, Database, Row, Table
from aijournal.importers.reading.exchange_account import Account
from aijournal.importers.reading.jsonl import JsonLines
from aijournal.importers.reading.log_times import time_of_cell
from aijournal.importers.reading.model_names import model_and_provider
from aijournal.importers.reading.record_checks import Count, UnusableRecordError

DATABASE = "devdata.sqlite"
# To the engine, a number that is a row's name is its rowid, and the other way round.
SPENT = Table(
    "tokens_generated", ("timestamp", "model", "provider", "tokens_generated", "tokens_prompt", "id")
)
_ROWS_A_PORTION = 4096


class _Spent(msgspec.Struct, gc=False):
    timestamp: str | int | float | None
    model: str | None
    provider: str | None
    tokens_generated: Count | None
    tokens_prompt: Count | None


class SpentTokens:
    """The rows that were added since a bookmark, up to where the newer stream begins."""

    def __init__(self, database: Database, file: LogFile, since: Bookmark) -> None:
        if not database.has(SPENT, "timestamp", "tokens_generated"):
            raise DamagedDatabaseError("a database of an unknown form")
        self.account = Account(SOURCE, file.path)
        self._database = database
        self._seen = still_seen(database, SPENT, seen_before(since).get(SPENT.name))
        self._newest = newest_row(database, SPENT)
        self._until = _beginning_of_stream(file.path.parent)

    def bookmark(self) -> Bookmark:
        """Return from where on everything will be new."""
        return bookmark_of({SPENT.name: self._newest})

    def take_all(self) -> Iterator[Portion]:
        """Take every row that was added."""
        after = self._seen.rowid
        while rows := self._rows_after(after):
            for row in rows:
                try:
                    self._take(row)
                except UnusableRecordError as error:
                    self.account.reject(str(error), row[0])
            after = rows[-1][0]
            yield Portion(len(rows), 0)

    def _rows_after(self, rowid: int) -> list[Row]:
        bounds = [rowid, self._newest.rowid, _ROWS_A_PORTION]
        return list(
            self._database.rows(SPENT, "WHERE rowid > ? AND rowid <= ? ORDER BY rowid LIMIT ?", bounds)
        )

    def _take(self, row: Row) -> None:
        told = converted(_Spent, SPENT, row)
        at = time_of_cell(str(told.timestamp or ""))
        if self._until is not None and at >= self._until:
            self.account.ignore()
            return
        usage = TokenUsage(told.tokens_prompt, output_tokens=told.tokens_generated)
        model, provider = model_and_provider(told.model, told.provider)
        add_to_day(self.account, at, Call(f"devdata:{row[0]}", at, usage, model, provider))


def _beginning_of_stream(folder: Path) -> datetime | None:
    """Return the second in which the newer stream begins, in the folders of its versions, or `None`."""
    try:
        streams = [one / TOKENS for one in folder.iterdir() if one.is_dir() and not one.is_symlink()]
    except OSError:
        return None
    times = filter(None, map(_first_time, streams))
    return min((at.replace(microsecond=0) for at in times), default=None)


def _first_time(path: Path) -> datetime | None:
    try:
        with JsonLines(path) as log:
            stretch = next((one for one in log.stretches(START) if one.lines), None)
    except OSError:
        return None
    return next(filter(None, map(time_in, stretch.lines)), None) if stretch else None
