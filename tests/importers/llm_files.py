"""llm's log in tests, in the tables of both generations; what it says is invented."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.importers.database_files import fill

OLD_SCHEMA = (
    "CREATE TABLE conversations (id TEXT PRIMARY KEY, name TEXT, model TEXT)",
    (
        "CREATE TABLE responses (id TEXT PRIMARY KEY, model TEXT, prompt TEXT, system TEXT, "
        "prompt_json TEXT, options_json TEXT, "
        "response TEXT, response_json TEXT, conversation_id TEXT, duration_ms INTEGER, "
        "datetime_utc TEXT, input_tokens INTEGER, output_tokens INTEGER, token_details TEXT, "
        "schema_id TEXT, resolved_model TEXT)"
    ),
)
NEW_SCHEMA = (
    "CREATE TABLE threads (id TEXT PRIMARY KEY, name TEXT, tip_message_hash TEXT, datetime_utc TEXT)",
    (
        "CREATE TABLE turns (id TEXT PRIMARY KEY, thread_id TEXT, model TEXT, resolved_model TEXT, "
        "input_tokens INTEGER, output_tokens INTEGER, token_details TEXT, duration_ms INTEGER, "
        "datetime_utc TEXT, parent_message_hash TEXT, tip_message_hash TEXT)"
    ),
    "CREATE TABLE turn_search (turn_id TEXT PRIMARY KEY, prompt TEXT, response TEXT)",
)
ROW = dict[str, Any]


def at(seconds: int) -> str:
    """Return a time as llm writes it."""
    return f"2026-03-02T14:{seconds // 60:02}:{seconds % 60:02}.123456+00:00"


def response(native_id: str, seconds: int, prompt: str | None = "Say hello", **fields: Any) -> ROW:
    """Return one row of the first generation."""
    details = fields.pop("token_details", None)
    return {
        "id": native_id,
        "model": "gpt-4o-mini",
        "prompt": prompt,
        "response": "Hello",
        "conversation_id": "c-1",
        "duration_ms": 1500,
        "datetime_utc": at(seconds),
        "input_tokens": 10,
        "output_tokens": 5,
        "token_details": details if details is None or isinstance(details, str) else json.dumps(details),
        **fields,
    }


def write_responses(path: Path, *rows: ROW, schema: Sequence[str] = OLD_SCHEMA) -> Path:
    """Add responses to a log of the first generation, which begins with them or is there already."""
    fill(path, () if path.exists() else schema, [_insert("responses", row) for row in rows])
    return path


def write_turns(path: Path, *rows: ROW, schema: Sequence[str] = (*OLD_SCHEMA, *NEW_SCHEMA)) -> Path:
    """Add responses to a log of the second generation."""
    inserts = []
    for row in rows:
        told = dict(row)
        prompt, answer = told.pop("prompt"), told.pop("response")
        told["thread_id"] = told.pop("conversation_id")
        inserts.append(_insert("turns", told))
        search = {"turn_id": row["id"], "prompt": prompt, "response": answer}
        inserts.append(_insert("turn_search", search))
    fill(path, () if path.exists() else schema, inserts)
    return path


def _insert(table: str, row: ROW) -> tuple[str, Sequence[object]]:
    columns, values = ", ".join(row), ", ".join("?" * len(row))
    return f"INSERT INTO {table} ({columns}) VALUES ({values})", list(row.values())  # noqa: S608  # own words
