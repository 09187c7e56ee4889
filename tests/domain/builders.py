"""Entries for tests that need no journal."""

from datetime import UTC, datetime, timedelta
from typing import Any

from aijournal.domain.assessment import Assessment
from aijournal.domain.entry import Entry, Interaction
from aijournal.domain.tokens import TokenUsage

START = datetime(2026, 11, 20, 9, tzinfo=UTC)


def an_entry(number: int, said: Assessment | None = None, **more: Any) -> Entry:
    """Return entry number `number`, which began that many hours after the start of all."""
    began = START + timedelta(hours=number)
    facts: dict[str, Any] = {
        "id": number,
        "uid": f"{number:032x}",
        "source": "claude-code",
        "tool": "claude-code",
        "model": None,
        "project": "shop",
        "log_project": "shop",
        "task": None,
        "title": None,
        "tags": (),
        "started_at": began,
        "ended_at": began + timedelta(minutes=30),
        "local_day": began.date(),
        "utc_offset_minutes": 0,
        "exchanges": 2,
        "calls": 2,
        "calls_without_tokens": 0,
        "usage": TokenUsage(10, 20, 30, 40),
        "typed_tokens": None,
        "weighted_tokens": 100.0,
        "active_minutes": 30,
        "is_audit": False,
        "is_asked": True,
        "is_closed": False,
        "is_provisional": False,
    }
    return Entry(Interaction(**{**facts, **more}), said)
