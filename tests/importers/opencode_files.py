"""OpenCode's sessions in tests, as rows and as files; what they say is invented."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.importers.database_files import fill

T0 = 1_772_456_296_000  # 2026-03-02 12:58:16 UTC
SCHEMA = (
    "CREATE TABLE project (id TEXT PRIMARY KEY, worktree TEXT)",
    (
        "CREATE TABLE session (id TEXT PRIMARY KEY, project_id TEXT, parent_id TEXT, directory TEXT, "
        "title TEXT, "
        "version TEXT, cost REAL, tokens_input INTEGER, tokens_output INTEGER, time_created INTEGER, "
        "time_updated INTEGER)"
    ),
    (
        "CREATE TABLE message (id TEXT PRIMARY KEY, session_id TEXT NOT NULL, time_created INTEGER, "
        "time_updated INTEGER, data TEXT NOT NULL)"
    ),
    "CREATE INDEX message_session ON message (session_id)",
    (
        "CREATE TABLE part (id TEXT PRIMARY KEY, message_id TEXT, session_id TEXT, time_created INTEGER, "
        "time_updated INTEGER, data TEXT NOT NULL)"
    ),
    "CREATE INDEX part_message ON part (message_id)",
    "CREATE TABLE session_message (id TEXT PRIMARY KEY, data TEXT)",
    "CREATE TABLE account (id TEXT PRIMARY KEY, access_token TEXT)",
    "CREATE TABLE control_account (id TEXT PRIMARY KEY, token TEXT)",
    "CREATE TABLE credential (id TEXT PRIMARY KEY, value TEXT)",
    "INSERT INTO account VALUES ('a', 'canary')",
    "INSERT INTO control_account VALUES ('a', 'canary')",
    "INSERT INTO credential VALUES ('a', 'canary')",
)

Message = dict[str, Any]


def prompt(native_id: str, seconds: float, text: str = "Fix it", **fields: Any) -> Message:
    """Return a user's message, with its parts as a field that is no part of it."""
    model = {"providerID": "openai", "modelID": "gpt-5"}
    parts = fields.pop("parts", [{"type": "text", "text": text}])
    return {
        "id": native_id,
        "role": "user",
        "time": {"created": T0 + int(seconds * 1000)},
        "agent": "build",
        "model": model,
        "summary": {"diffs": []},
        "parts": parts,
        **fields,
    }


def answer(native_id: str, parent: str, seconds: float, tokens: Any = None, **fields: Any) -> Message:
    """Return an assistant's message that took five seconds."""
    began = T0 + int(seconds * 1000)
    return {
        "id": native_id,
        "parentID": parent,
        "role": "assistant",
        "mode": "build",
        "path": {"cwd": "/home/dev/shop/web", "root": "/home/dev/shop"},
        "cost": 0.0022,
        "tokens": took(10, 20) if tokens is None else tokens,
        "modelID": "gpt-5",
        "providerID": "openai",
        "time": {"created": began, "completed": began + 5000},
        "finish": "stop",
        **fields,
    }


def took(input_: int, output: int, reasoning: int = 0, read: int = 0, write: int = 0, **more: int) -> Message:
    """Return the tokens of an answer; some versions tell their total too."""
    return {
        "input": input_,
        "output": output,
        "reasoning": reasoning,
        "cache": {"read": read, "write": write},
        **more,
    }


def write_rows(
    path: Path,
    session: str,
    messages: Sequence[Message],
    *,
    parent: str | None = None,
    directory: str | None = "/home/dev/shop",
) -> Path:
    """Write a session into a database, which begins with it or is there already."""
    rows: list[tuple[str, Sequence[object]]] = [
        (
            "INSERT OR REPLACE INTO session (id, parent_id, directory, tokens_input) VALUES (?, ?, ?, 9999)",
            [session, parent, directory],
        )
    ]
    for message in messages:
        told = {name: value for name, value in message.items() if name not in {"id", "parts"}}
        created = message["time"]["created"] if isinstance(message.get("time"), dict) else T0
        updated = message["time"].get("completed", created) if isinstance(message.get("time"), dict) else T0
        rows.append(
            (
                (
                    "INSERT INTO message VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
                    "data = excluded.data, time_updated = excluded.time_updated"
                ),
                [message["id"], session, created, updated, json.dumps(told)],
            )
        )
        rows += [
            (
                "INSERT OR IGNORE INTO part VALUES (?, ?, ?, ?, ?, ?)",
                [f"prt_{message['id']}_{number}", message["id"], session, created, created, json.dumps(part)],
            )
            for number, part in enumerate(message.get("parts", ()))
        ]
    fill(path, () if path.exists() else SCHEMA, rows)
    return path


def write_files(
    folder: Path,
    session: str,
    messages: Sequence[Message],
    *,
    parent: str | None = None,
    directory: str | None = "/home/dev/shop",
) -> Path:
    """Write a session as files under OpenCode's folder, and return the file of the session."""
    storage = folder / "storage"
    about = {
        "id": session,
        "projectID": "p1",
        "directory": directory,
        "parentID": parent,
        "version": "1.1.65",
    }
    path = _write(storage / "session" / "p1" / f"{session}.json", about)
    for message in messages:
        told = {name: value for name, value in message.items() if name != "parts"}
        _write(storage / "message" / session / f"{message['id']}.json", {**told, "sessionID": session})
        for number, part in enumerate(message.get("parts", ())):
            whole = {"id": f"prt_{number}", "messageID": message["id"], "sessionID": session, **part}
            _write(storage / "part" / message["id"] / f"prt_{number}.json", whole)
    return path


def _write(path: Path, document: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, indent=2), encoding="utf-8")
    return path
