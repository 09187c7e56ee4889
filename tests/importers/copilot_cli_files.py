"""Sessions of Copilot CLI in tests."""

from pathlib import Path
from typing import Any

from tests.importers.tool_logs import at, write_lines

SESSION = "b2d9c1f0-7e44-4b7d-8a57-0d3e6f5a9c21"


def event(name: str, seconds: float, kind: str, data: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"type": kind, "data": data, "id": name, "timestamp": at(seconds), "parentId": "e0", **fields}


def start(**data: Any) -> dict[str, Any]:
    context = {"cwd": "/home/dev/shop", "branch": "main"}
    return event(
        "e0",
        0,
        "session.start",
        {"sessionId": SESSION, "context": context, "selectedModel": "gpt-5.4", **data},
    )


def user(
    name: str, seconds: float, interaction: str, content: str = "Add a health check", **data: Any
) -> Any:
    return event(
        name,
        seconds,
        "user.message",
        {"content": content, "messageId": f"m-{name}", "interactionId": interaction, "turnId": "0", **data},
    )


def message(name: str, seconds: float, interaction: str, call: str | None = None, **data: Any) -> Any:
    told = {"messageId": f"m-{name}", "model": "gpt-5.4", "interactionId": interaction, **data}
    return event(name, seconds, "assistant.message", told if call is None else {**told, "apiCallId": call})


def usage(whole: int, output: int, read: int = 0, written: int = 0, reasoning: int = 0) -> dict[str, int]:
    return {
        "inputTokens": whole,
        "outputTokens": output,
        "cacheReadTokens": read,
        "cacheWriteTokens": written,
        "reasoningTokens": reasoning,
    }


def record(name: str, seconds: float, call: str, took: dict[str, int], **fields: Any) -> dict[str, Any]:
    accounting = {"sourceSessionId": SESSION, "sequence": 1, "usageId": call}
    told = {"model": "gpt-5.4", **took, "initiator": "user", "apiCallId": call, "accounting": accounting}
    return event(name, seconds, "session.usage_record", {"usage": told}, **fields)


def shutdown(name: str, seconds: float, **models: dict[str, int]) -> dict[str, Any]:
    metrics = {model.replace("_", "-"): {"usage": took} for model, took in models.items()}
    return event(name, seconds, "session.shutdown", {"modelMetrics": metrics})


LINES: list[dict[str, Any]] = [
    start(),
    user("e1", 1, "i1"),
    event("e2", 2, "assistant.turn_start", {"turnId": "0", "interactionId": "i1"}),
    message("e3", 3, "i1", "c-1"),
    record("e4", 4, "c-1", usage(5200, 480, 4000, 200, 96)),
    event("e5", 5, "tool.execution_complete", {"toolCallId": "t1"}),
    message("e6", 6, "i1", "c-2"),
    record("e7", 7, "c-2", usage(6000, 20, 5000)),
    user("e8", 120, "i2", "And a test"),
    message("e9", 121, "i2", "c-3"),
    record("e10", 122, "c-3", usage(7000, 30)),
    message("e12", 125, "i2", "c-3"),
    shutdown("e11", 130, gpt_5=usage(18200, 530, 9000, 200, 96)),
]


def write(home: Path, *lines: bytes | dict[str, Any], name: str = SESSION, end: bytes = b"\n") -> Path:
    """Write a session in its folder."""
    path = home / ".copilot" / "session-state" / name / "events.jsonl"
    return write_lines(path, *(lines or LINES), end=end)
