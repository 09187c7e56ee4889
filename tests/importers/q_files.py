"""Conversations of Amazon Q's command line and of Kiro's in tests; what they say is invented."""

import json
from pathlib import Path
from typing import Any

from tests.importers.database_files import fill

T0 = 1_772_456_400_123  # 2026-03-02 13:00:00.123 UTC
SECRETS = (
    "CREATE TABLE auth_kv (key TEXT PRIMARY KEY, value TEXT)",
    "CREATE TABLE state (key TEXT PRIMARY KEY, value BLOB)",
    "CREATE TABLE history (id INTEGER PRIMARY KEY, command TEXT)",
    "INSERT INTO auth_kv VALUES ('codewhisperer:odic:token', 'canary')",
    "INSERT INTO state VALUES ('telemetry-cognito-credentials', 'canary')",
    "INSERT INTO history VALUES (1, 'canary')",
)
AMAZON_Q = (*SECRETS, "CREATE TABLE conversations (key TEXT PRIMARY KEY, value TEXT)")
KIRO = (
    *SECRETS,
    (
        "CREATE TABLE conversations_v2 (key TEXT NOT NULL, conversation_id TEXT NOT NULL, "
        "value TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, "
        "PRIMARY KEY (key, conversation_id))"
    ),
)
Entry = dict[str, Any]


def step(content: Entry, number: int, seconds: int = 0, *, last: bool = True, **fields: Any) -> Entry:
    """Return one step; the model's answer is the last one, or asks for a tool."""
    answer = {"message_id": f"m-{number}", "content": "Because …"}
    began = T0 + seconds * 1000
    return {
        "user": {
            "additional_context": "",
            "env_context": {"env_state": {"current_working_directory": "/home/dev/shop"}},
            "content": content,
            "timestamp": f"2026-03-02T14:00:{seconds:02}.123+01:00",
            "images": None,
        },
        "assistant": {"Response" if last else "ToolUse": answer},
        "request_metadata": {
            "request_id": f"q-{number}",
            "message_id": f"m-{number}",
            "request_start_timestamp_ms": began,
            "stream_end_timestamp_ms": began + 2000,
            "user_prompt_length": 24,
            "model_id": "claude-sonnet-4",
        },
        **fields,
    }


def asked(text: str = "Why does the build fail?") -> Entry:
    return {"Prompt": {"prompt": text}}


def results() -> Entry:
    return {"ToolUseResults": {"tool_use_results": []}}


def conversation(*steps: Any, native_id: str = "c-1") -> Entry:
    return {
        "conversation_id": native_id,
        "next_message": None,
        "history": list(steps),
        "valid_history_range": [0, len(steps)],
        "transcript": ["> Why does the build fail?"],
        "model_info": {"model_id": "claude-sonnet-4"},
    }


def write_amazon_q(path: Path, *conversations: tuple[str, Any]) -> Path:
    """Write conversations by their folders."""
    rows = [
        ("INSERT OR REPLACE INTO conversations VALUES (?, ?)", [folder, _told(value)])
        for folder, value in conversations
    ]
    fill(path, () if path.exists() else AMAZON_Q, rows)
    return path


def write_kiro(path: Path, *conversations: tuple[str, Any]) -> Path:
    """Write conversations by their folders, each newer than the one before it."""
    rows = [
        (
            "INSERT OR REPLACE INTO conversations_v2 VALUES (?, ?, ?, ?, ?)",
            [folder, value["conversation_id"], _told(value), T0, T0 + number],
        )
        for number, (folder, value) in enumerate(conversations)
    ]
    fill(path, () if path.exists() else KIRO, rows)
    return path


def _told(value: object) -> object:
    return value if isinstance(value, (str, bytes)) else json.dumps(value)
