"""Records of Claude Code as a test needs them: real in shape, with nothing that does not matter."""

import json
from pathlib import Path
from typing import Any

TIME = "2026-03-02T09:15:04.824Z"


def prompt(uuid: str | None = "u-1", text: object = "Fix it", **fields: Any) -> dict[str, Any]:
    """Return a user record, a prompt unless its fields say otherwise."""
    message = {"role": "user", "content": text}
    return {"type": "user", "uuid": uuid, "timestamp": TIME, "sessionId": "s-1", "message": message, **fields}


def answer(
    native_id: str | None = "msg_1", usage: dict[str, Any] | None = None, **fields: Any
) -> dict[str, Any]:
    """Return an assistant record; some fields are those of its message."""
    usage = {"input_tokens": 5, "output_tokens": 7} if usage is None else usage
    message = {"id": native_id, "model": "claude-opus-5-5", "stop_reason": "end_turn", "usage": usage}
    message |= {name: fields.pop(name) for name in ("model", "stop_reason") if name in fields}
    return {
        "type": "assistant",
        "uuid": "a-1",
        "timestamp": TIME,
        "sessionId": "s-1",
        "message": message,
        **fields,
    }


def result(**fields: Any) -> dict[str, Any]:
    """Return the user record of a tool's result."""
    return prompt("r-1", [{"type": "tool_result", "tool_use_id": "t-1", "content": "ok"}], **fields)


def encoded(line: bytes | str | dict[str, Any]) -> bytes:
    """Return a line of a log, of a record or of what stands in its place."""
    if isinstance(line, dict):
        line = json.dumps(line)
    return (line.encode() if isinstance(line, str) else line) + b"\n"


def write_log(path: Path, *lines: bytes | str | dict[str, Any], end: bytes = b"\n") -> Path:
    """Write a log with these lines, the last of them ended as told."""
    path.write_bytes(b"".join(map(encoded, lines))[:-1] + end)
    return path
