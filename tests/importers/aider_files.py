"""Aider's files as it writes them, with invented content."""

import json
from pathlib import Path

BANNER = (
    "> /usr/local/bin/aider  ",
    "> Aider v0.86.2  ",
    "> Main model: openai/gpt-5.5 with diff edit format  ",
    "> Weak model: openai/gpt-5.5-mini  ",
    "> Git repo: .git with 12 files  ",
)
TOKENS = "> Tokens: 2.3k sent, 450 received. Cost: $0.01 message, $0.03 session.  "


def session(started: str, *blocks: str, banner: tuple[str, ...] = BANNER) -> str:
    """Return one session of a chat history."""
    head = f"\n# aider chat started at {started}\n\n" + "\n".join(banner) + "\n\n"
    return head + "\n".join(f"{block}\n" for block in blocks)


def typed(*lines: str) -> str:
    """Return a prompt or a command as the chat history has it."""
    return "  \n".join(f"#### {line}" for line in lines) + "  "


def inputs(*entries: tuple[str, str]) -> str:
    """Return an input history: times with what was typed."""
    return "".join(f"\n# {at}\n" + "".join(f"+{line}\n" for line in text.split("\n")) for at, text in entries)


def write_project(folder: Path, history: str, typed_inputs: str = "") -> Path:
    """Write a project's files, and return its chat history."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / ".aider.chat.history.md"
    path.write_text(history, encoding="utf-8")
    if typed_inputs:
        (folder / ".aider.input.history").write_text(typed_inputs, encoding="utf-8")
    return path


def event(name: str, at: int, **properties: object) -> str:
    """Return a line of the analytics log."""
    return json.dumps({"event": name, "properties": properties, "user_id": "0b1c", "time": at})


def sent(at: int, prompt: int, completion: int, model: str = "openai/gpt-5.5") -> str:
    """Return the line of one call."""
    return event(
        "message_send",
        at,
        main_model=model,
        prompt_tokens=prompt,
        completion_tokens=completion,
        total_tokens=prompt + completion,
        cost=0.0103,
        total_cost=0.0301,
        edit_format="diff",
    )
