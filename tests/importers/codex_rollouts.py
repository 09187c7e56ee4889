"""Codex's rollouts in tests: lines as each generation writes them, and what a journal makes of them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aijournal.domain.facts import Call, Exchange
from aijournal.domain.reading import Batch
from aijournal.journal.folding import Fold

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
THREAD = "019cadc6-9a80-7000-8000-00000000000a"  # a UUID of version 7, made at START
OTHER = "019cadc6-9a80-7000-8000-00000000000b"


def at(seconds: float) -> str:
    """Return a time some seconds after the start, as Codex writes it."""
    return (START + timedelta(seconds=seconds)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def line(seconds: float, kind: str, payload: object) -> dict[str, Any]:
    return {"timestamp": at(seconds), "type": kind, "payload": payload}


def event(seconds: float, kind: str, /, **fields: Any) -> dict[str, Any]:
    return line(seconds, "event_msg", {"type": kind, **fields})


def meta(seconds: float = 0, thread: str = THREAD, **fields: Any) -> dict[str, Any]:
    return line(
        seconds,
        "session_meta",
        {
            "id": thread,
            "timestamp": at(seconds),
            "cwd": "/home/dev/shop",
            "originator": "codex_cli_rs",
            **fields,
        },
    )


def context(seconds: float, model: str = "gpt-5-codex", **fields: Any) -> dict[str, Any]:
    return line(seconds, "turn_context", {"cwd": "/home/dev/shop", "model": model, **fields})


def prompt(seconds: float, text: str = "Fix it", **fields: Any) -> dict[str, Any]:
    return event(seconds, "user_message", message=text, images=[], **fields)


def item(seconds: float, kind: str, turn: str, text: str = "Fix it") -> dict[str, Any]:
    content = [{"type": "text", "text": text, "text_elements": []}]
    return event(
        seconds, "item_completed", thread_id=THREAD, turn_id=turn, item={"type": kind, "content": content}
    )


def tokens(input_: int, output: int, cached: int = 0, reasoning: int = 0, **more: int) -> dict[str, int]:
    return {
        "input_tokens": input_,
        "cached_input_tokens": cached,
        "output_tokens": output,
        "reasoning_output_tokens": reasoning,
        "total_tokens": input_ + output,
        **more,
    }


def count(seconds: float, total: dict[str, int], last: dict[str, int] | None = None) -> dict[str, Any]:
    info = {"total_token_usage": total, "model_context_window": 272000}
    return event(seconds, "token_count", info=info if last is None else {**info, "last_token_usage": last})


class Counter:
    """The totals of a thread, from call to call."""

    def __init__(self) -> None:
        self.total = tokens(0, 0)

    def call(self, seconds: float, input_: int, output: int, cached: int = 0) -> dict[str, Any]:
        last = tokens(input_, output, cached)
        self.total = {name: number + last[name] for name, number in self.total.items()}
        return count(seconds, self.total, last)


def record(
    seconds: float,
    native_id: str | None,
    usage: dict[str, int] | None,
    turn: str | None = None,
    **fields: Any,
) -> dict[str, Any]:
    return line(
        seconds,
        "token_usage_record",
        {"thread_id": THREAD, "turn_id": turn, "response_id": native_id, "usage": usage, **fields},
    )


def restamped(lines: Iterable[dict[str, Any]], seconds: float) -> list[dict[str, Any]]:
    """Return lines as a fork copies them: with new times, all in one moment."""
    return [{**one, "timestamp": at(seconds)} for one in lines]


def encoded(lines: Iterable[bytes | str | dict[str, Any]]) -> bytes:
    """Return lines as a log holds them."""
    return b"".join(_encoded(one) + b"\n" for one in lines)


def _encoded(one: bytes | str | dict[str, Any]) -> bytes:
    if isinstance(one, bytes):
        return one
    return one.encode() if isinstance(one, str) else json.dumps(one, separators=(",", ":")).encode()


def write(folder: Path, *lines: bytes | str | dict[str, Any], thread: str = THREAD) -> Path:
    """Write a rollout."""
    path = folder / f"rollout-2026-03-02T10-00-00-{thread}.jsonl"
    path.write_bytes(encoded(lines))
    return path


@dataclass(frozen=True)
class Facts:
    """What a journal would hold: the exchanges that own a call, with their calls in order of time."""

    exchanges: dict[str, Exchange]
    calls: dict[str, list[Call]]

    @property
    def all_calls(self) -> dict[str, Call]:
        return {call.native_id: call for calls in self.calls.values() for call in calls}


def folded(batches: Iterable[Batch]) -> Facts:
    """Fold batches as a journal does; which reading accounted for a record is no fact."""
    fold = Fold({}, {}, {})
    for batch in batches:
        for exchange in batch.exchanges:
            fold.add(exchange)
    calls: dict[str, list[Call]] = {}
    for call in sorted(fold.calls.values(), key=lambda one: (one.at, one.native_id)):
        calls.setdefault(fold.owners[call.native_id], []).append(replace(call, is_extra=False))
    return Facts({name: replace(fold.exchanges[name], prompt_records=0) for name in calls}, calls)
