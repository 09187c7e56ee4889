"""Kiro's sessions in tests, of its command line and its desktop app; what they say is invented."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

T0 = 1_772_459_000  # 2026-03-02 13:43:20 UTC
SESSION = "0f7c2b1e-0000-4000-8000-000000000001"
Line = dict[str, Any]


def prompt(native_id: str, seconds: float | None, text: str = "Fix it") -> Line:
    """Return a prompt of the command line, which alone tells a time."""
    meta = {} if seconds is None else {"meta": {"timestamp": T0 + seconds}}
    return _line("Prompt", {"message_id": native_id, "content": [{"kind": "text", "data": text}], **meta})


def answer(native_id: str) -> Line:
    """Return an answer that asks for a tool."""
    content = [
        {"kind": "text", "data": "Let me see"},
        {"kind": "toolUse", "data": {"toolUseId": "t-1", "name": "execute_bash", "input": {}}},
    ]
    return _line("AssistantMessage", {"message_id": native_id, "content": content})


def results() -> Line:
    content = [{"kind": "toolResult", "data": {"toolUseId": "t-1", "content": []}}]
    return _line("ToolResults", {"message_id": "r-1", "content": content})


def _line(kind: str, data: Line) -> Line:
    return {"version": "v1", "kind": kind, "data": data}


def turn(end: str, *credits_: float, ids: Sequence[str] = ()) -> Line:
    """Return what became of a turn; its numbers of tokens are always zero."""
    return {
        "end_timestamp": end,
        "message_ids": list(ids),
        "input_token_count": 0,
        "output_token_count": 0,
        "context_usage_percentage": 5.26,
        "metering_usage": [{"value": one, "unit": "credit", "unitPlural": "credits"} for one in credits_],
    }


def beside(*turns: Line, **fields: Any) -> Line:
    """Return what lies beside the lines."""
    return {
        "session_id": SESSION,
        "cwd": "/home/dev/shop",
        "title": "Fix it",
        "created_at": "2026-03-02T13:43:19.123456789Z",
        "session_state": {
            "conversation_metadata": {"user_turn_metadatas": list(turns)},
            "rts_model_state": {"model_info": {"model_id": "claude-sonnet-4.6", "context_window_tokens": 1}},
        },
        **fields,
    }


def write_session(
    sessions: Path, lines: Sequence[Line | str], about: Line | str | None, name: str = SESSION
) -> Path:
    """Write a session of the command line under the `sessions` folder."""
    path = sessions / "cli" / f"{name}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{_told(line)}\n" for line in lines), encoding="utf-8")
    if about is not None:
        path.with_suffix(".json").write_text(_told(about), encoding="utf-8")
    return path


def event(native_id: str, seconds: int, kind: str, **payload: Any) -> Line:
    """Return a line of the desktop app."""
    at = f"2026-03-02T13:{43 + seconds // 60:02}:{seconds % 60:02}.000Z"
    return {"id": native_id, "timestamp": at, "payload": {"type": kind, **payload}}


def write_desktop(sessions: Path, lines: Sequence[Line | str], about: Line | str | None) -> Path:
    """Write a session of the desktop app under the `sessions` folder."""
    path = sessions / "9f3c1d0b7a4e2856" / "sess_1" / "messages.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{_told(line)}\n" for line in lines), encoding="utf-8")
    if about is not None:
        path.with_name("session.json").write_text(_told(about), encoding="utf-8")
    return path


def _told(line: Line | str) -> str:
    return line if isinstance(line, str) else json.dumps(line)
