"""Facts to put into a journal, as importers would yield them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from aijournal.domain.facts import Call, Exchange
from aijournal.domain.reading import Batch, Bookmark, LogFile
from aijournal.domain.tokens import TokenUsage
from aijournal.journal.facts import AddedFacts, Reading
from aijournal.journal.journal import Journal

NOW = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
NEW_YORK = ZoneInfo("America/New_York")
MODEL = "claude-opus-4-5-20251101"


def a_call(native_id: str, at: datetime, **more: Any) -> Call:
    usage = TokenUsage(10, 100, 1000, 50, cache_write_1h_tokens=20)
    return replace(Call(native_id, at, usage, MODEL, "anthropic"), **more)


def an_exchange(number: int, at: datetime, calls: int = 2, **more: Any) -> Exchange:
    """Return an exchange `u-<number>` of conversation `c-1`, one minute long."""
    own = tuple(a_call(f"msg_{number}_{index}", at + timedelta(seconds=index)) for index in range(calls))
    one = Exchange(
        source="claude-code",
        native_id=f"u-{number}",
        conversation_id="c-1",
        started_at=at,
        ended_at=at + timedelta(minutes=1),
        calls=own,
        project="shop",
        prompt_group=f"p-{number}",
    )
    return replace(one, **more)


def add(journal: Journal, *exchanges: Exchange, now: datetime = NOW, is_finished: bool = True) -> AddedFacts:
    """Import exchanges as if one log held them; unless `is_finished`, reading was cut off behind it."""
    run = journal.imports.begin("claude-code", "claude-code", now)
    records = sum(one.prompt_records + len(one.calls) for one in exchanges)
    batch = Batch(tuple(exchanges), (), records, 0, 100 * records, Bookmark(100 * records, records))
    log = LogFile(Path("/logs/one.jsonl"), 100 * records, 1, 2, 3)
    added = journal.imports.add(run, [Reading(log, batch, is_whole=True)])
    if is_finished:
        journal.imports.finish(run, now)
    return added
