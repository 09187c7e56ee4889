"""Tasks of Cline and its kin in tests, and sessions of its command line."""

import json
from pathlib import Path
from typing import Any

from tests.importers.tool_logs import at_ms, write_document

TASK = "1772442000000"
SESSION = "1772442000000_abcde"
USER = Path(".config", "Code", "User")
EXTENSION = "saoudrizwan.claude-dev"
REQUEST_TEXT = "<task>Sort it</task>\n# Current Working Directory (/home/dev/shop) Files\nshop.py"


def say(seconds: float, kind: str, text: str | None = None, **fields: Any) -> dict[str, Any]:
    return {"ts": at_ms(seconds), "type": "say", "say": kind, "text": text, **fields}


def request(seconds: float, *took: int, **fields: Any) -> dict[str, Any]:
    names = ("tokensIn", "tokensOut", "cacheWrites", "cacheReads")
    told: dict[str, Any] = {"request": REQUEST_TEXT, **dict(zip(names, took, strict=False))}
    return say(seconds, "api_req_started", json.dumps(told), **fields)


MODEL = {"providerId": "anthropic", "modelId": "claude-sonnet-4.6", "mode": "act"}
MESSAGES: list[dict[str, Any]] = [
    say(0, "text", "Sort it"),
    request(1, 1450, 310, 0, 9800, modelInfo=MODEL),
    say(2, "text", "I will sort it."),
    {"ts": at_ms(3), "type": "ask", "ask": "tool", "text": "{}"},
    request(4, 200, 25, 100, 11000, modelInfo=MODEL),
    say(60, "user_feedback", "Downwards, please"),
    request(61, 300, 40, 0, 12000, modelInfo=MODEL),
    say(62, "completion_result", "Sorted."),
]


def folder(home: Path, extension: str = EXTENSION, task: str = TASK) -> Path:
    return home / USER / "globalStorage" / extension / "tasks" / task


def write(home: Path, *messages: dict[str, Any], extension: str = EXTENSION, task: str = TASK) -> Path:
    """Write a task."""
    return write_document(folder(home, extension, task) / "ui_messages.json", list(messages or MESSAGES))


def said(role: str, seconds: float, content: object, **fields: Any) -> dict[str, Any]:
    return {"role": role, "ts": at_ms(seconds), "content": content, **fields}


METRICS = {
    "inputTokens": 400,
    "outputTokens": 50,
    "cacheReadTokens": 3000,
    "cacheWriteTokens": 20,
    "cost": 0.01,
}
SESSION_MESSAGES = [
    said("user", 0, [{"type": "text", "text": "Sort it"}]),
    said(
        "assistant", 2, "…", modelInfo={"id": "claude-sonnet-4.6", "provider": "anthropic"}, metrics=METRICS
    ),
    said("user", 3, [{"type": "tool_result", "tool_use_id": "t1", "content": "ok"}]),
    said("assistant", 5, "…", modelInfo={"id": "claude-sonnet-4.6"}, metrics={"inputTokens": 10}),
]


def write_session(home: Path, *messages: dict[str, Any]) -> Path:
    """Write a session of the command line, and whose it is."""
    place = home / ".cline" / "data" / "sessions" / SESSION
    write_document(place / f"{SESSION}.json", {"cwd": "/home/dev/shop"})
    document = {"messages": list(messages or SESSION_MESSAGES)}
    return write_document(place / f"{SESSION}.messages.json", document)
