"""Sessions of Goose in tests, with and without its ledger; what they say is invented."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.importers.database_files import fill
from tests.importers.tool_logs import START_MS

_SESSIONS = (
    "CREATE TABLE sessions (id TEXT PRIMARY KEY, name TEXT, description TEXT NOT NULL DEFAULT '', "
    "session_type TEXT NOT NULL DEFAULT 'user', working_dir TEXT NOT NULL, "
    "created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, "
    "extension_data TEXT DEFAULT 'canary', total_tokens INTEGER, input_tokens INTEGER, "
    "output_tokens INTEGER, accumulated_total_tokens INTEGER, accumulated_input_tokens INTEGER, "
    "accumulated_output_tokens INTEGER, provider_name TEXT, model_config_json TEXT, parent_session_id TEXT)"
)
_MESSAGES = (
    "CREATE TABLE messages (id INTEGER PRIMARY KEY AUTOINCREMENT, session_id TEXT NOT NULL, "
    "role TEXT NOT NULL, content_json TEXT NOT NULL, created_timestamp INTEGER NOT NULL, "
    "timestamp TIMESTAMP DEFAULT CURRENT_TIMESTAMP, tokens INTEGER, metadata_json TEXT)"
)
_LEDGER = (
    "CREATE TABLE usage_ledger (id INTEGER PRIMARY KEY, session_id TEXT, created_timestamp INTEGER, "
    "model TEXT, input_tokens INTEGER, output_tokens INTEGER, cache_read_tokens INTEGER, "
    "cache_write_tokens INTEGER, cost REAL, is_compaction BOOLEAN)"
)
SCHEMA = (_SESSIONS, _MESSAGES)
NEW_SCHEMA = (*SCHEMA, _LEDGER)
OLDEST_SCHEMA = (
    "CREATE TABLE sessions (id TEXT PRIMARY KEY, working_dir TEXT, created_at TIMESTAMP)",
    "CREATE TABLE messages (session_id TEXT, role TEXT, content_json TEXT, created_timestamp INTEGER)",
)
NAME = "20260302_1"


def session(native_id: str = NAME, **fields: Any) -> tuple[str, dict[str, Any]]:
    return "sessions", {
        "id": native_id,
        "working_dir": "/home/dev/shop",
        "created_at": "2026-03-02 09:00:00",
        "updated_at": "2026-03-02 09:10:00",
        "input_tokens": 777_777,
        "accumulated_input_tokens": 9000,
        "accumulated_output_tokens": 500,
        "accumulated_total_tokens": 9500,
        "provider_name": "anthropic",
        "model_config_json": json.dumps({"model_name": "claude-sonnet-4-5", "context_limit": 200000}),
        **fields,
    }


def message(role: str, seconds: int, *parts: dict[str, Any], **fields: Any) -> tuple[str, dict[str, Any]]:
    return "messages", {
        "session_id": NAME,
        "role": role,
        "content_json": json.dumps(list(parts)),
        "created_timestamp": START_MS // 1000 + seconds,
        **fields,
    }


def user(seconds: int, text: str = "Rename the widget", **fields: Any) -> tuple[str, dict[str, Any]]:
    return message("user", seconds, {"type": "text", "text": text}, **fields)


def answer(seconds: int, **fields: Any) -> tuple[str, dict[str, Any]]:
    return message("assistant", seconds, {"type": "text", "text": "Done."}, **fields)


def result(seconds: int) -> tuple[str, dict[str, Any]]:
    return message("user", seconds, {"type": "toolResponse", "id": "c1", "toolResult": {}})


def spent(
    seconds: int,
    whole: int | None,
    output: int,
    read: int | None = None,
    written: int | None = None,
    **fields: Any,
) -> tuple[str, dict[str, Any]]:
    return "usage_ledger", {
        "session_id": NAME,
        "created_timestamp": START_MS // 1000 + seconds,
        "model": "claude-sonnet-4-5",
        "input_tokens": whole,
        "output_tokens": output,
        "cache_read_tokens": read,
        "cache_write_tokens": written,
        "cost": 0.25,
        **fields,
    }


# One prompt with a tool loop, then another.
MESSAGES = (user(0), answer(3), result(4), answer(8), user(60, "Now the test"), answer(65))
SPENT = (spent(3, 3000, 100, 2000), spent(8, 3000, 200, 2500), spent(65, 3000, 200, 0, 400))


def write(path: Path, *rows: tuple[str, dict[str, Any]], schema: Sequence[str] = NEW_SCHEMA) -> Path:
    """Write rows into a database that is there or begins here."""
    path.parent.mkdir(parents=True, exist_ok=True)
    inserts = []
    for table, fields in rows or (session(), *MESSAGES, *SPENT):
        columns, marks = ", ".join(fields), ", ".join("?" * len(fields))
        statement = f"INSERT OR REPLACE INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608  # own words
        inserts.append((statement, list(fields.values())))
    fill(path, () if path.exists() else schema, inserts)
    return path
