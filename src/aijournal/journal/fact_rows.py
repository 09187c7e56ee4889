"""Exchanges and calls as rows of their tables, and how these are written."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice
from operator import attrgetter, itemgetter
from pathlib import Path

from sqlite_utils import Database

from aijournal.domain.facts import Call, Exchange
from aijournal.journal.charges import charges_text
from aijournal.journal.instants import to_ms
from aijournal.journal.numbers import next_number
from aijournal.journal.sql_text import TOKEN_COLUMNS, compose

Row = tuple[object, ...]

_ROWS_A_STATEMENT = 64  # which takes two thirds of the time of as many statements
_EXCHANGE_COLUMNS = (
    "source",
    "native_id",
    "conversation_id",
    "kind",
    "is_scripted",
    "prompt_group",
    "project",
    "started_at",
    "ended_at",
    "source_file_id",
    "prompt_offset",
    "import_run_id",
    "id",
)
_UPDATE_EXCHANGE = """
UPDATE exchange SET
  conversation_id = ?3, is_scripted = ?5, prompt_group = ?6, project = ?7, started_at = ?8, ended_at = ?9,
  source_file_id = coalesce(?10, source_file_id), prompt_offset = coalesce(?11, prompt_offset)
WHERE source = ?1 AND native_id = ?2
"""
# There are many calls, and each value costs time: what all rows of a statement share is bound once, the
# engine numbers those behind the first, and what was charged is written where anything was.
_CALL_COLUMNS = (
    "native_id",
    "exchange_id",
    "at",
    "model_id",
    "is_sidechain",
    *TOKEN_COLUMNS,
    "output_is_lower_bound",
)
_UPDATE_CALL = """
UPDATE call SET
  exchange_id = ?3, at = ?4, model_id = ?5, is_sidechain = ?6, input_tokens = ?7, cache_write_tokens = ?8,
  cache_read_tokens = ?9, output_tokens = ?10, cache_write_1h_tokens = ?11, reasoning_tokens = ?12,
  output_is_lower_bound = ?13
WHERE source = ?1 AND native_id = ?2
"""
_SET_CHARGES = "UPDATE call SET charges = ?3 WHERE source = ?1 AND native_id = ?2"


def exchange_row(source: str, run: int, exchange: Exchange, file_ids: Mapping[Path, int]) -> Row:
    """Return the row of an exchange but for its number."""
    location = exchange.location
    file_id = file_ids.get(location.path) if location else None
    return (
        source,
        exchange.native_id,
        exchange.conversation_id,
        exchange.kind.value,
        int(exchange.is_scripted),
        exchange.prompt_group,
        exchange.project,
        to_ms(exchange.started_at),
        to_ms(exchange.ended_at),
        file_id,
        location.offset if location and file_id is not None else None,
        run,
    )


def call_rows(
    calls: Sequence[Call], times: Iterable[int], exchange_ids: Iterable[int], model_ids: Iterable[int]
) -> list[Row]:
    """Return the rows of calls but for their sources, runs, numbers and charges; times in milliseconds.

    They are put together column by column, which takes a third of the time of row by row.
    """
    usages = [call.usage for call in calls]
    # What is not a plain number takes the engine a detour, row by row.
    is_sidechain = map(int, map(attrgetter("is_sidechain"), calls))
    is_lower_bound = map(int, map(attrgetter("output_is_lower_bound"), usages))
    tokens = [map(attrgetter(column), usages) for column in TOKEN_COLUMNS]
    native_ids = map(attrgetter("native_id"), calls)
    return list(
        zip(native_ids, exchange_ids, times, model_ids, is_sidechain, *tokens, is_lower_bound, strict=True)
    )


def write_exchanges(db: Database, new: Sequence[Row], known: Sequence[Row]) -> None:
    """Insert what is new and update the rest; upserts take half as long again, for foreign keys' sake."""
    rows = [(*row, number) for number, row in enumerate(new, next_number(db, "exchange"))]
    _insert(db, "exchange", {}, _EXCHANGE_COLUMNS, rows)
    # What is known keeps the run that brought it.
    db.conn.executemany(_UPDATE_EXCHANGE, (row[:-1] for row in known))


def insert_calls(db: Database, source: str, run: int, rows: Sequence[Row]) -> int:
    """Insert new calls, and return the number of the first."""
    rows = sorted(rows, key=itemgetter(0))  # in the order of the index of native ids
    first = next_number(db, "call")
    shared = {"source": source, "import_run_id": run}
    _insert(db, "call", shared, (*_CALL_COLUMNS, "id"), [(*row, first) for row in rows[:1]])
    _insert(db, "call", shared, _CALL_COLUMNS, rows[1:])
    return first


def _insert(
    db: Database, table: str, shared: Mapping[str, object], columns: Sequence[str], rows: Sequence[Row]
) -> None:
    """Insert rows, many to a statement; `shared` are the columns that are the same in all of them."""
    same = tuple(shared.values())
    for size in (_ROWS_A_STATEMENT, 1):
        statements, values = len(rows) // size, chain.from_iterable(rows)
        width = size * len(columns)
        db.conn.executemany(
            _insertion(table, tuple(shared), columns, size),
            ((*same, *islice(values, width)) for _ in range(statements)),
        )
        rows = rows[statements * size :]


def _insertion(table: str, shared: Sequence[str], columns: Sequence[str], size: int) -> str:
    """Return the statement that inserts so many rows, the values of `shared` bound before theirs."""
    row = ", ".join([*(f"?{place}" for place, _ in enumerate(shared, 1)), *("?" for _ in columns)])
    names = ", ".join((*shared, *columns))
    return compose("INSERT INTO", table, "(", names, ") VALUES", ", ".join([f"({row})"] * size))


def update_calls(db: Database, source: str, rows: Iterable[Row]) -> None:
    """Write anew what is known of calls; they keep the run that brought them."""
    db.conn.executemany(_UPDATE_CALL, ((source, *row) for row in rows))


def set_charges(db: Database, source: str, calls: Iterable[Call]) -> None:
    """Write what was charged for calls, where anything was."""
    rows = [(source, call.native_id, charges_text(call.charges)) for call in calls if call.charges]
    db.conn.executemany(_SET_CHARGES, rows)


def model_numbers(db: Database, calls: Sequence[Call]) -> list[int]:
    """Return the number of each call's model in the table, adding those that are new."""
    known: dict[tuple[str | None, str | None], int] = {
        (name, provider): number
        for number, name, provider in db.execute("SELECT id, name, provider FROM model")
    }
    names = list(zip(map(attrgetter("model"), calls), map(attrgetter("provider"), calls), strict=True))
    for name in dict.fromkeys(names):
        if name not in known:
            cursor = db.execute("INSERT INTO model (name, provider) VALUES (?, ?)", list(name))
            known[name] = int(cursor.lastrowid or 0)
    return [known[name] for name in names]
