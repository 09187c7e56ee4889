"""Exchanges and calls as rows of their tables, and how these are written."""

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from pathlib import Path

from sqlite_utils import Database

from aijournal.domain.call_rows import CallRow
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
time_of = itemgetter(_CALL_COLUMNS.index("at"))  # of a row, in milliseconds
_exchange_and_time_of = itemgetter(_CALL_COLUMNS.index("exchange_id"), _CALL_COLUMNS.index("at"))
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


def table_rows(db: Database, calls: Sequence[CallRow], exchange_ids: Iterable[int]) -> list[Row]:
    """Return the rows of calls in their table but for sources, runs, numbers and charges.

    They are put together column by column, which takes a third of the time of row by row. Models that are
    new are added to the table of models.
    """
    if not calls:
        return []
    native_ids, at, models, providers, is_sidechain, *tokens, is_lower_bound, _, _, _ = zip(
        *calls, strict=True
    )
    model_ids = _model_numbers(db, list(zip(models, providers, strict=True)))
    # What is not a plain number takes the engine a detour, row by row.
    flags, bounds = map(int, is_sidechain), map(int, is_lower_bound)
    return list(zip(native_ids, exchange_ids, map(to_ms, at), model_ids, flags, *tokens, bounds, strict=True))


def write_exchanges(db: Database, new: Sequence[Row], known: Sequence[Row]) -> None:
    """Insert what is new and update the rest; upserts take half as long again, for foreign keys' sake."""
    rows = [(*row, number) for number, row in enumerate(new, next_number(db, "exchange"))]
    _insert(db, "exchange", {}, _EXCHANGE_COLUMNS, rows)
    # What is known keeps the run that brought it.
    db.conn.executemany(_UPDATE_EXCHANGE, (row[:-1] for row in known))


def insert_calls(db: Database, source: str, run: int, rows: Sequence[Row]) -> int:
    """Insert new calls, and return the number of the first."""
    # The calls of an exchange lie side by side, and mostly those of a quarter-hour: both are summed next.
    rows = sorted(rows, key=_exchange_and_time_of)
    first = next_number(db, "call")
    shared = {"source": source, "import_run_id": run}
    _insert(db, "call", shared, (*_CALL_COLUMNS, "id"), [(*row, first) for row in rows[:1]])
    _insert(db, "call", shared, _CALL_COLUMNS, rows[1:])
    return first


def _insert(
    db: Database, table: str, shared: Mapping[str, object], columns: Sequence[str], rows: Sequence[Row]
) -> None:
    """Insert rows, many to a statement; `shared` are the columns that are the same in all of them."""
    for size in (_ROWS_A_STATEMENT, 1):
        many = len(rows) // size * size
        statements = (rows[start : start + size] for start in range(0, many, size))
        db.conn.executemany(
            _insertion(table, tuple(shared), columns, size),
            (_values(shared, some) for some in statements),
        )
        rows = rows[many:]


def _values(shared: Mapping[str, object], rows: Iterable[Row]) -> list[object]:
    """Return what is bound for some rows; adding row by row is faster than any chain of their values."""
    values = list(shared.values())
    for row in rows:
        values += row
    return values


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


def _model_numbers(db: Database, names: Sequence[tuple[str | None, str | None]]) -> list[int]:
    """Return the number in the table of each model, given by name and provider, adding those that are new."""
    known: dict[tuple[str | None, str | None], int] = {
        (name, provider): number
        for number, name, provider in db.execute("SELECT id, name, provider FROM model")
    }
    for name in dict.fromkeys(names):
        if name not in known:
            cursor = db.execute("INSERT INTO model (name, provider) VALUES (?, ?)", list(name))
            known[name] = int(cursor.lastrowid or 0)
    return [known[name] for name in names]
