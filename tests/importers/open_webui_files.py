"""Open WebUI's database in tests, of both generations; what it says is invented."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.importers.database_files import fill
from tests.importers.tool_logs import START_MS

_SECRETS = (
    "CREATE TABLE auth (id TEXT PRIMARY KEY, email TEXT, password TEXT)",
    "INSERT INTO auth VALUES ('u-1', 'canary', 'canary')",
    "CREATE TABLE config (id INTEGER PRIMARY KEY, data JSON)",
    "INSERT INTO config VALUES (1, 'canary')",
)
OLD_SCHEMA = (
    *_SECRETS,
    (
        "CREATE TABLE chat (id VARCHAR(255) PRIMARY KEY, user_id VARCHAR(255), title TEXT, chat JSON, "
        "created_at BIGINT, updated_at BIGINT, share_id TEXT, archived BOOLEAN)"
    ),
)
SCHEMA = (
    *OLD_SCHEMA,
    (
        "CREATE TABLE chat_message (id TEXT PRIMARY KEY, chat_id TEXT NOT NULL, user_id TEXT, "
        "role TEXT NOT NULL, parent_id TEXT, content JSON, output JSON, model_id TEXT, usage JSON, "
        "created_at BIGINT, updated_at BIGINT)"
    ),
)


def second(seconds: int) -> int:
    return START_MS // 1000 + seconds


def user(seconds: int, text: str = "Rename the widget", parent: str | None = None) -> dict[str, Any]:
    return {
        "role": "user",
        "content": text,
        "timestamp": second(seconds),
        "parentId": parent,
        "models": ["m"],
    }


def answer(seconds: int, parent: str | None, usage: object = None, **fields: Any) -> dict[str, Any]:
    told = {"role": "assistant", "content": "Done.", "model": "llama3.1:8b", "timestamp": second(seconds)}
    return {**told, "parentId": parent, **({} if usage is None else {"usage": usage}), **fields}


def tokens(whole: int, output: int, **details: Any) -> dict[str, Any]:
    return {"prompt_tokens": whole, "completion_tokens": output, "response_token/s": 21.5, **details}


# A prompt that two models answered, then another.
MESSAGES: dict[str, Any] = {
    "m-1": user(0),
    "m-2": answer(3, "m-1", tokens(900, 40)),
    "m-3": answer(4, "m-1", tokens(950, 45), model="openai/gpt-4o"),
    "m-4": user(60, "Now the test", "m-3"),
    "m-5": answer(65, "m-4", tokens(1000, 60)),
}


def write(path: Path, *chats: tuple[str, Any], schema: Sequence[str] = SCHEMA, updated: int = 70) -> Path:
    """Write chats as documents: by their ids, the messages or what stands in their place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    insert = (
        "INSERT OR REPLACE INTO chat (id, user_id, title, chat, updated_at) VALUES (?, 'u-1', 'Widget', ?, ?)"
    )
    rows: list[tuple[str, Sequence[object]]] = []
    for name, messages in chats or (("c-1", MESSAGES),):
        document: object = messages
        if isinstance(messages, dict):
            document = json.dumps({"title": "Widget", "history": {"messages": messages, "currentId": "m-5"}})
        rows.append((insert, [name, document, second(updated)]))
    fill(path, () if path.exists() else schema, rows)
    return path


def write_rows(path: Path, messages: dict[str, Any], chat: str = "c-1", updated: int = 70) -> Path:
    """Write messages as rows of their own, beside a chat that says nothing."""
    write(path, (chat, {}), updated=updated)
    insert = (
        "INSERT OR REPLACE INTO chat_message (id, chat_id, role, parent_id, content, model_id, usage, "
        "created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
    )
    rows = []
    for name, message in messages.items():
        usage = json.dumps(message["usage"]) if "usage" in message else None
        about = [message["role"], message["parentId"], json.dumps(message["content"]), message.get("model")]
        rows.append((insert, [f"{chat}-{name}", chat, *about, usage, message["timestamp"], second(updated)]))
    fill(path, (), rows)
    return path
