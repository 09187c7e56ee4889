"""Conversations of LM Studio in tests; what they say is invented."""

from pathlib import Path
from typing import Any

from tests.importers.tool_logs import at_ms, write_document


def user(text: str = "Rename the widget") -> dict[str, Any]:
    version = {"type": "singleStep", "role": "user", "content": [{"type": "text", "text": text}]}
    return {"versions": [version], "currentlySelected": 0}


def step(seconds: float, whole: int, output: int, **stats: Any) -> dict[str, Any]:
    told = {"promptTokensCount": whole, "predictedTokensCount": output, "totalTokensCount": whole + output}
    return {
        "type": "contentBlock",
        "stepIdentifier": f"{at_ms(seconds)}-0.5321",
        "content": [{"type": "text", "text": "Done."}],
        "genInfo": {"identifier": "qwen3-coder-30b", "stats": {"stopReason": "eosFound", **told, **stats}},
    }


def version(*steps: dict[str, Any]) -> dict[str, Any]:
    debug = {"type": "debugInfoBlock", "stepIdentifier": "x", "debugInfo": "Conversation naming technique"}
    return {"type": "multiStep", "role": "assistant", "steps": [*steps, debug]}


def answer(*versions: dict[str, Any]) -> dict[str, Any]:
    return {"versions": list(versions), "currentlySelected": len(versions) - 1}


# One prompt with a tool loop, then another that was answered twice.
MESSAGES = (
    user(),
    answer(version(step(5, 900, 40), step(9, 1000, 50))),
    user("Now the test"),
    answer(version(step(65, 1100, 60)), version(step(70, 1100, 66))),
)


def write(
    home: Path, *messages: Any, folder: str = ".lmstudio", name: str = str(at_ms(0)), **fields: Any
) -> Path:
    """Write a conversation where LM Studio keeps it."""
    path = home / folder / "conversations" / "work" / f"{name}.conversation.json"
    document = {"name": "Widget", "createdAt": at_ms(0), "messages": list(messages or MESSAGES), **fields}
    return write_document(path, document)
