"""Exchanges and calls as rows of their tables, and how these are written."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from sqlite_utils import Database

from aijournal.domain.facts import Call, Exchange
from aijournal.journal.charges import charges_text
from aijournal.journal.instants import to_ms
from aijournal.journal.numbers import next_number
from aijournal.journal.sql_text import compose

Row = tuple[object, ...]

_INSERT_EXCHANGE = """
INSERT INTO exchange (
  source, native_id, conversation_id, kind, is_scripted, prompt_group, project, started_at, ended_at,
  source_file_id, prompt_offset, import_run_id, id
) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
"""
_UPDATE_EXCHANGE = """
UPDATE exchange SET
  conversation_id = ?3, is_scripted = ?5, prompt_group = ?6, project = ?7, started_at = ?8, ended_at = ?9,
  source_file_id = coalesce(?10, source_file_id), prompt_offset = coalesce(?11, prompt_offset)
WHERE source = ?1 AND native_id = ?2
"""
_CALL_COLUMNS = (
    "source, native_id, exchange_id, at, model_id, is_sidechain, input_tokens, cache_write_tokens, "
    "cache_read_tokens, output_tokens, cache_write_1h_tokens, reasoning_tokens, output_is_lower_bound, "
    "import_run_id"
)
_INSERT_NUMBERED_CALL = compose(
    "INSERT INTO call (", _CALL_COLUMNS, ", id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
# There are many calls, and each value costs time: the engine numbers those behind the first, and what was
# charged is written where anything was.
_INSERT_CALL = compose(
    "INSERT INTO call (", _CALL_COLUMNS, ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
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


def call_row(source: str, run: int, call: Call, at: int, exchange_id: int, model_id: int) -> Row:
    """Return the row of a call but for its number and its charges; `at` is its time in milliseconds."""
    usage = call.usage
    return (
        source,
        call.native_id,
        exchange_id,
        at,
        model_id,
        1 if call.is_sidechain else 0,  # what is not a plain number takes the engine a detour, row by row
        usage.input_tokens,
        usage.cache_write_tokens,
        usage.cache_read_tokens,
        usage.output_tokens,
        usage.cache_write_1h_tokens,
        usage.reasoning_tokens,
        1 if usage.output_is_lower_bound else 0,
        run,
    )


def charges_row(source: str, call: Call) -> Row:
    """Return what sets the charges of a call."""
    return source, call.native_id, charges_text(call.charges)


def write_exchanges(db: Database, new: Sequence[Row], known: Sequence[Row]) -> None:
    """Insert what is new and update the rest; upserts take half as long again, for foreign keys' sake."""
    first = next_number(db, "exchange")
    db.conn.executemany(_INSERT_EXCHANGE, ((*row, number) for number, row in enumerate(new, first)))
    # What is known keeps the run that brought it.
    db.conn.executemany(_UPDATE_EXCHANGE, (row[:-1] for row in known))


def write_calls(db: Database, new: Sequence[Row], known: Sequence[Row], charges: Sequence[Row]) -> int:
    """Insert what is new, update the rest, set charges, and return the number of the first new call."""
    first = next_number(db, "call")
    db.conn.executemany(_INSERT_NUMBERED_CALL, ((*row, first) for row in new[:1]))
    db.conn.executemany(_INSERT_CALL, new[1:])
    db.conn.executemany(_UPDATE_CALL, (row[:-1] for row in known))
    db.conn.executemany(_SET_CHARGES, charges)
    return first


def model_numbers(db: Database) -> Callable[[Call], int]:
    """Return a function that finds a call's model in the table, adding it where it is new."""
    known: dict[tuple[str | None, str | None], int] = {
        (name, provider): number
        for number, name, provider in db.execute("SELECT id, name, provider FROM model")
    }

    def number_of(call: Call) -> int:
        name = (call.model, call.provider)
        number = known.get(name)
        if number is None:
            cursor = db.execute("INSERT INTO model (name, provider) VALUES (?, ?)", list(name))
            known[name] = number = int(cursor.lastrowid or 0)
        return number

    return number_of
