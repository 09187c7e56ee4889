"""Cursor's databases in tests: conversations as keys and values; what they say is invented."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.importers.database_files import fill

T0 = 1_772_456_400_000  # 2026-03-02 13:00:00 UTC
SCHEMA = (
    "CREATE TABLE ItemTable (key TEXT UNIQUE ON CONFLICT REPLACE, value BLOB)",
    "CREATE TABLE cursorDiskKV (key TEXT UNIQUE ON CONFLICT REPLACE, value BLOB)",
    "INSERT INTO ItemTable VALUES ('cursorAuth/accessToken', 'canary')",
    "INSERT INTO ItemTable VALUES ('cursorAuth/refreshToken', 'canary')",
    "INSERT INTO cursorDiskKV VALUES ('secret:x', 'canary')",
)
Value = dict[str, Any]


def bubble(kind: int, seconds: float | None, text: str = "", **fields: Any) -> Value:
    """Return a message; its numbers of tokens are zero, as they mostly are."""
    at = {} if seconds is None else {"createdAt": f"2026-03-02T13:00:{seconds:06.3f}Z"}
    tokens = {"inputTokens": 0, "outputTokens": 0}
    return {"_v": 3, "type": kind, "text": text, "tokenCount": tokens, **at, **fields}


def asked(seconds: float | None, text: str = "Fix it") -> Value:
    return bubble(1, seconds, text)


def answered(seconds: float | None, **fields: Any) -> Value:
    return bubble(2, seconds, "Done", modelInfo={"modelName": "claude-4.6-sonnet"}, **fields)


def globals_of(user: Path) -> Path:
    """Return where Cursor keeps all conversations, under its `User` folder."""
    folder = user / "globalStorage"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "state.vscdb"


def write_conversation(
    path: Path,
    composer: str,
    bubbles: Sequence[tuple[str, Any]],
    *,
    about: Any = None,
) -> Path:
    """Write a conversation into the database, which begins with it or is there already."""
    about = {"createdAt": T0, "name": "Fix it", "contextTokensUsed": 9999} if about is None else about
    rows: list[tuple[str, Any]] = [(f"composerData:{composer}", about)]
    rows += [(f"bubbleId:{composer}:{name}", value) for name, value in bubbles]
    write_values(path, *rows)
    return path


def write_values(path: Path, *rows: tuple[str, Any], table: str = "cursorDiskKV") -> Path:
    """Write keys with their values; texts and bytes as they are."""
    insert = f"INSERT INTO {table} VALUES (?, ?)"  # noqa: S608  # own words
    told = [
        (insert, [key, value if isinstance(value, (str, bytes)) else json.dumps(value)])
        for key, value in rows
    ]
    fill(path, () if path.exists() else SCHEMA, told)
    return path


def write_workspace(
    user: Path, name: str, about: str, *composers: str, key: str = "composer.composerData"
) -> None:
    """Write a workspace that lists conversations."""
    folder = user / "workspaceStorage" / name
    folder.mkdir(parents=True)
    (folder / "workspace.json").write_text(about, encoding="utf-8")
    listed = {"allComposers": [{"composerId": composer} for composer in composers]}
    write_values(folder / "state.vscdb", (key, listed), table="ItemTable")
