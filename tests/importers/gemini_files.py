"""Sessions of Gemini CLI in tests, of both kinds."""

from pathlib import Path
from typing import Any

from tests.importers.tool_logs import at, write_document, write_lines

SESSION = "3c1d77aa-5f0e-4d6c-9a51-0b6f2e8c7d10"
CHATS = Path("tmp", "shop", "chats")
NAME = "session-2026-03-02T09-00-3c1d77aa"


def head(session: str = SESSION, kind: str = "main") -> dict[str, Any]:
    return {
        "sessionId": session,
        "projectHash": "9f" * 32,
        "startTime": at(0),
        "lastUpdated": at(0),
        "kind": kind,
    }


def user(name: str, seconds: float, content: object = "List the open tasks") -> dict[str, Any]:
    content = [{"text": content}] if isinstance(content, str) else content
    return {"id": name, "timestamp": at(seconds), "type": "user", "content": content}


def result(name: str, seconds: float) -> dict[str, Any]:
    response = {"id": "c1", "name": "run_shell_command", "response": {"output": "ok"}}
    return user(name, seconds, [{"functionResponse": response}])


def tokens(whole: int, output: int, cached: int = 0, thoughts: int = 0, tool: int = 0) -> dict[str, int]:
    return {
        "input": whole,
        "output": output,
        "cached": cached,
        "thoughts": thoughts,
        "tool": tool,
        "total": whole + output + thoughts + tool,
    }


def gemini(name: str, seconds: float, took: dict[str, int] | None = None, **fields: Any) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "id": name,
        "timestamp": at(seconds),
        "type": "gemini",
        "content": "",
        "thoughts": [],
    }
    if took is not None:
        answer |= {"tokens": took, "model": "gemini-2.5-flash"}
    return answer | fields


def snapshot(*messages: dict[str, Any]) -> dict[str, Any]:
    return {"$set": {"messages": list(messages), "lastUpdated": at(0)}}


CONTEXT = user("d0", 1, "<session_context>\nThis is the Gemini CLI.")
CALLS = [{"id": "c1", "name": "run_shell_command", "args": {}, "status": "success"}]
# One prompt with a tool loop, then another.
LINES: list[dict[str, Any]] = [
    head(),
    snapshot(CONTEXT),
    user("m1", 5),
    gemini("m2", 7, tokens(8200, 350, 6000, 120)),
    gemini("m2", 7, tokens(8200, 350, 6000, 120), toolCalls=CALLS),
    result("m3", 8),
    gemini("m4", 9, tokens(8700, 40, 8000)),
    {"id": "m5", "timestamp": at(10), "type": "info", "content": "Saved."},
    user("m6", 60, "Now fix the first"),
    gemini("m7", 62, tokens(9000, 90)),
]
MESSAGES = [line for line in LINES if "type" in line and line is not LINES[3]]


def write(home: Path, *lines: bytes | dict[str, Any], name: str = NAME, end: bytes = b"\n") -> Path:
    """Write a session with a line a record."""
    return write_lines(home / ".gemini" / CHATS / f"{name}.jsonl", *(lines or LINES), end=end)


def write_old(home: Path, *messages: dict[str, Any], name: str = NAME) -> Path:
    """Write a session that is one document."""
    document = {
        "sessionId": SESSION,
        "projectHash": "9f" * 32,
        "startTime": at(0),
        "lastUpdated": at(0),
        "messages": list(messages or MESSAGES),
    }
    return write_document(home / ".gemini" / CHATS / f"{name}.json", document)
