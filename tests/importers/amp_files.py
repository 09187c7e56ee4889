"""Threads of Amp in tests, with and without the older ledger; what they say is invented."""

from pathlib import Path
from typing import Any

from tests.importers.tool_logs import at, at_ms, write_document

NAME = "T-5b1f3c1e-0c5e-4b7e-9b3a-6f0d6a1e2c11"


def user(number: int, text: str = "Rename the widget", **fields: Any) -> dict[str, Any]:
    return {"role": "user", "messageId": number, "content": [{"type": "text", "text": text}], **fields}


def result(number: int) -> dict[str, Any]:
    content = [{"type": "tool_result", "toolUseID": "c1", "run": {"status": "done", "result": "ok"}}]
    return {"role": "user", "messageId": number, "content": content}


def usage(
    seconds: float, whole: int, output: int, written: int = 0, read: int = 0, **fields: Any
) -> dict[str, Any]:
    return {
        "model": "claude-sonnet-4-5-20250929",
        "inputTokens": whole,
        "outputTokens": output,
        "cacheCreationInputTokens": written,
        "cacheReadInputTokens": read,
        "timestamp": at(seconds),
        **fields,
    }


def answer(number: int, told: dict[str, Any] | None = None) -> dict[str, Any]:
    content = [{"type": "text", "text": "Done."}]
    message: dict[str, Any] = {"role": "assistant", "messageId": number, "content": content}
    return message if told is None else {**message, "usage": told}


def event(seconds: float, whole: int, output: int, to: int | None = None, **fields: Any) -> dict[str, Any]:
    told = {"timestamp": at(seconds), "model": "claude-sonnet-4-5", "credits": 1.25}
    return {**told, "tokens": {"input": whole, "output": output}, "toMessageId": to, **fields}


# One prompt with a tool loop, then another.
MESSAGES = (
    user(0),
    answer(1, usage(3, 12, 100, 700, 9000)),
    result(2),
    answer(3, usage(9, 14, 50, 300, 9700)),
    user(4, "Now the test"),
    answer(5, usage(65, 16, 70, 0, 10000)),
)


def thread(*messages: Any, **fields: Any) -> dict[str, Any]:
    return {
        "v": 12,
        "id": NAME,
        "created": at_ms(0),
        "title": "Widget",
        "env": {"initial": {"trees": [{"displayName": "shop", "uri": "file:///home/dev/shop"}]}},
        "messages": list(messages or MESSAGES),
        **fields,
    }


def write(home: Path, *messages: Any, name: str = NAME, **fields: Any) -> Path:
    """Write a thread where Amp keeps it."""
    path = home / ".local" / "share" / "amp" / "threads" / f"{name}.json"
    return write_document(path, thread(*messages, **fields))
