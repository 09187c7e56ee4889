"""Threads of Zed's agent in tests, plain or compressed; what they say is invented."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from zstandard import ZstdCompressor

from tests.importers.database_files import fill
from tests.importers.tool_logs import at

SCHEMA = (
    (
        "CREATE TABLE threads (id TEXT PRIMARY KEY, summary TEXT NOT NULL, updated_at TEXT NOT NULL, "
        "data_type TEXT NOT NULL, data BLOB NOT NULL, parent_id TEXT, folder_paths TEXT, "
        "folder_paths_order TEXT, created_at TEXT)"
    ),
    "CREATE TABLE credentials (token TEXT)",
    "INSERT INTO credentials VALUES ('canary')",
)
OLD_SCHEMA = (
    (
        "CREATE TABLE threads (id TEXT PRIMARY KEY, summary TEXT NOT NULL, updated_at TEXT NOT NULL, "
        "data_type TEXT NOT NULL, data BLOB NOT NULL)"
    ),
)
FIRST, SECOND = "4be1a6f0-0001", "4be1a6f0-0002"


def user(name: str, text: str = "Rename the widget") -> dict[str, Any]:
    return {"User": {"id": name, "content": [{"Text": text}, {"Mention": {"uri": "x", "content": "y"}}]}}


def agent(text: str = "Done.") -> dict[str, Any]:
    return {"Agent": {"content": [{"Text": text}], "tool_results": {}}}


def usage(whole: int, output: int, written: int = 0, read: int = 0) -> dict[str, int]:
    """Return tokens as Zed tells them: without those that are zero."""
    told = {
        "input_tokens": whole,
        "output_tokens": output,
        "cache_creation_input_tokens": written,
        "cache_read_input_tokens": read,
    }
    return {name: count for name, count in told.items() if count}


def thread(*messages: Any, **fields: Any) -> dict[str, Any]:
    """Return a thread: one prompt with a tool loop, then another, unless messages are given."""
    loop = (user(FIRST), agent("Let me look."), agent(), "Resume", user(SECOND, "Now the test"), agent())
    return {
        "title": "Widget",
        "version": "0.3.0",
        "messages": list(messages or loop),
        "updated_at": at(90),
        "model": {"provider": "anthropic", "model": "claude-sonnet-4-5"},
        "request_token_usage": {FIRST: usage(20, 300, read=5000), SECOND: usage(30, 40, 700, 6000)},
        "cumulative_token_usage": usage(60, 390, 700, 15500),
        **fields,
    }


def row(native_id: str, document: object, **columns: Any) -> dict[str, Any]:
    """Return the row of a thread, compressed unless its columns say otherwise."""
    plain = document if isinstance(document, bytes) else json.dumps(document).encode()
    kind = columns.get("data_type", "zstd")
    return {
        "id": native_id,
        "summary": "Widget",
        "updated_at": at(90),
        "data_type": kind,
        "data": ZstdCompressor(level=3).compress(plain) if kind == "zstd" else plain,
        "folder_paths": "/home/dev/shop\n/home/dev/till",
        "created_at": at(0),
        **columns,
    }


def write(path: Path, *rows: dict[str, Any], schema: Sequence[str] = SCHEMA) -> Path:
    """Write threads into a database that is there or begins here."""
    path.parent.mkdir(parents=True, exist_ok=True)
    inserts = []
    for one in rows or [row("t-1", thread())]:
        columns, marks = ", ".join(one), ", ".join("?" * len(one))
        inserts.append((f"INSERT OR REPLACE INTO threads ({columns}) VALUES ({marks})", list(one.values())))  # noqa: S608  # own words
    fill(path, () if path.exists() else schema, inserts)
    return path
