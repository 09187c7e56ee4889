"""Logs of kimi-cli and of kimi-code in tests."""

from hashlib import md5
from pathlib import Path
from typing import Any

from tests.importers.tool_logs import START_MS, at_ms, write_document, write_lines

SESSION = "d7c1b0a9-2f55-4b1e-8c60-9e1f2a3b4c5d"
FOLDER = "/home/dev/shop"
HASH = md5(FOLDER.encode(), usedforsecurity=False).hexdigest()
CODE = Path(".kimi-code", "sessions", "wd_shop", SESSION)


def line(seconds: float, kind: str, payload: object) -> dict[str, Any]:
    return {"timestamp": START_MS / 1000 + seconds, "message": {"type": kind, "payload": payload}}


def turn(seconds: float, text: object = "Tidy the shelf") -> dict[str, Any]:
    return line(seconds, "TurnBegin", {"user_input": text})


def status(seconds: float, name: str | None, *took: int) -> dict[str, Any]:
    names = ("input_other", "output", "input_cache_read", "input_cache_creation")
    payload: dict[str, Any] = {"context_usage": 0.2, "message_id": name}
    return line(
        seconds,
        "StatusUpdate",
        payload | ({"token_usage": dict(zip(names, took, strict=True))} if took else {}),
    )


METADATA = {"type": "metadata", "protocol_version": "1.2"}
LINES: list[dict[str, Any]] = [
    METADATA,
    turn(0.5),
    line(0.6, "StepBegin", {"n": 1}),
    status(2, "m1", 320, 75, 2048, 0),
    line(3, "SubagentEvent", {"task_tool_call_id": "t", "event": {"type": "StatusUpdate", "payload": {}}}),
    status(4, "m2", 90, 12, 2300, 64),
    line(5, "TurnEnd", {}),
    turn(70, [{"type": "text", "text": "Label it"}]),
    status(72, "m3", 500, 33, 0, 0),
]


def write(home: Path, *lines: bytes | dict[str, Any], agent: str | None = None, end: bytes = b"\n") -> Path:
    """Write a log of kimi-cli, and which folder its hash stands for."""
    write_document(
        home / ".kimi" / "kimi.json", {"work_dirs": [{"path": "/home/dev/other"}, {"path": FOLDER}]}
    )
    session = home / ".kimi" / "sessions" / HASH / SESSION
    folder = session if agent is None else session / "subagents" / agent
    return write_lines(folder / "wire.jsonl", *(lines or LINES), end=end)


def event(kind: str, seconds: float | None = None, **fields: Any) -> dict[str, Any]:
    return {"type": kind, **({} if seconds is None else {"time": at_ms(seconds)}), **fields}


def prompt(seconds: float, text: str = "Tidy the shelf", who: str = "user") -> dict[str, Any]:
    return event("turn.prompt", seconds, input=[{"type": "text", "text": text}], origin={"kind": who})


def usage(seconds: float | None, *took: int, model: str = "kimi-for-coding") -> dict[str, Any]:
    names = ("inputOther", "output", "inputCacheRead", "inputCacheCreation")
    return event("usage.record", seconds, usage=dict(zip(names, took, strict=True)), model=model)


REQUEST = event("llm.request", 1, model="kimi-k2.5", modelAlias="kimi-for-coding", turnStep=1)
CODE_LINES: list[dict[str, Any]] = [
    event("metadata", 0),
    prompt(0.5),
    REQUEST,
    usage(2, 320, 75, 2048, 0),
    usage(None, 90, 12, 2300, 64),
    prompt(70, "Label it"),
    usage(72, 500, 33, 0, 0, model="other"),
]


def write_code(home: Path, *lines: bytes | dict[str, Any], agent: str = "main", end: bytes = b"\n") -> Path:
    """Write a log of kimi-code, and the state of its session."""
    write_document(home / CODE / "state.json", {"workDir": FOLDER, "title": "Shelf"})
    return write_lines(home / CODE / "agents" / agent / "wire.jsonl", *(lines or CODE_LINES), end=end)
