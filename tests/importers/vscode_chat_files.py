"""Chats of VS Code in tests, of both kinds."""

from pathlib import Path
from typing import Any

from tests.importers.tool_logs import at_ms, write_document, write_lines

SESSION = "5d0c9c3e-8a3f-4a0b-9b7e-61f3a2c4d5e6"
USER = Path(".config", "Code", "User")
FOLDER = Path("workspaceStorage", "a1b2c3", "chatSessions")


def request(name: str, seconds: float, text: str = "Why is it slow?", **fields: Any) -> dict[str, Any]:
    return {
        "requestId": name,
        "timestamp": at_ms(seconds),
        "message": {"text": text, "parts": []},
        "modelId": "copilot/claude-sonnet-4.6",
        "response": [{"value": "Because …"}],
        "result": {"timings": {"firstProgress": 900, "totalElapsed": 4000}, "metadata": {}},
        **fields,
    }


def chat(*requests: dict[str, Any]) -> dict[str, Any]:
    return {
        "version": 3,
        "sessionId": SESSION,
        "creationDate": at_ms(0),
        "customTitle": "Speed",
        "requests": list(requests),
    }


def whole(state: object) -> dict[str, Any]:
    return {"kind": 0, "v": state}


def put(value: object, *path: str | int) -> dict[str, Any]:
    return {"kind": 1, "k": list(path), "v": value}


def append(values: object, *path: str | int, keep: int | None = None) -> dict[str, Any]:
    change = {"kind": 2, "k": list(path), "v": values}
    return change if keep is None else {**change, "i": keep}


def delete(*path: str | int) -> dict[str, Any]:
    return {"kind": 3, "k": list(path)}


REQUESTS = [
    request("r1", 1, completionTokens=420, promptTokens=9000),
    request("r2", 60, "And now?", result={"metadata": {"outputTokens": 33, "resolvedModel": "gpt-5.4"}}),
    request("r3", 90, response=[], result={"timings": {}}, isCanceled=True),
    request("r4", 120),
]
# The same chat, as it came about.
LINES: list[dict[str, Any]] = [
    whole(chat()),
    append([request("r1", 1, response=[], result=None)], "requests"),
    append([{"value": "Because …"}], "requests", 0, "response"),
    put(420, "requests", 0, "completionTokens"),
    put({"timings": {"totalElapsed": 4000}}, "requests", 0, "result"),
    append([REQUESTS[1]], "requests"),
    append(REQUESTS[2:], "requests"),
    put("Speed", "customTitle"),
]


def workspace(home: Path, **fields: str) -> None:
    write_document(home / USER / FOLDER.parent / "workspace.json", fields)


def write_old(home: Path, *requests: dict[str, Any], user: Path = USER) -> Path:
    """Write a chat that is one document."""
    return write_document(home / user / FOLDER / f"{SESSION}.json", chat(*(requests or REQUESTS)))


def write(home: Path, *lines: bytes | dict[str, Any], end: bytes = b"\n") -> Path:
    """Write a chat that is a journal of its changes."""
    return write_lines(home / USER / FOLDER / f"{SESSION}.jsonl", *(lines or LINES), end=end)
