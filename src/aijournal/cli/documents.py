"""JSON as people script against it: names and shapes here are a contract."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from aijournal.collect import ImportResult
from aijournal.domain.assessment import Assessment
from aijournal.domain.entry import Entry, EntryDetail, ExchangeDetail
from aijournal.domain.facts import Call, Charge, plain_amount
from aijournal.domain.reading import Discovery
from aijournal.domain.tokens import TokenUsage, TokenWeights
from aijournal.domain.totals import TokenTotals

if TYPE_CHECKING:
    from aijournal.analysis.cells import CellRow

SCHEMA = 1


def print_json(**document: Any) -> None:
    """Print one document, and nothing else, to stdout."""
    text = json.dumps({"schema": SCHEMA, **document}, default=_plain, ensure_ascii=False, allow_nan=False)
    click.echo(text.encode("utf-8", "backslashreplace"))  # paths may hold bytes that are no text


def totals_row(row: TokenTotals, charges: Sequence[Charge], weights: TokenWeights) -> Mapping[str, Any]:
    """Return token and cost sums; `typed_tokens` were typed by hand, without a split.

    `weighted_tokens` are those of calls that know all of their tokens; `weighted_at_least` is the weight of
    every token that is known. `charges` are in units of the tools' own and part of no other sum.
    """
    return {
        "key": row.key,
        "interactions": row.interactions,
        "exchanges": row.exchanges,
        "calls": row.calls,
        "calls_without_tokens": row.calls_without_tokens,
        **token_fields(row.usage),
        "typed_tokens": row.typed_tokens,
        "weighted_tokens": row.weighted_tokens,
        "weighted_at_least": None if row.raw_tokens is None else row.known_weight(weights),
        "cost_usd": row.cost_usd,
        "unpriced_calls": row.unpriced_calls,
        "charges": charge_rows(charges),
    }


def cell_fields(row: "CellRow | None") -> Mapping[str, Any]:
    """Return a group's rates as drawn towards those of all groups; nothing for groups that have none.

    `few` says that they rest on fewer ratings than a rate needs by itself.
    """
    if row is None:
        return {}
    fields: dict[str, Any] = {"few": row.is_faint}
    for name, rate in (("helped", row.helped_rate), ("hurt", row.hurt_rate)):
        fields[f"{name}_shrunk"] = rate.shrunk if rate else None
        fields[f"{name}_shrunk_low"] = rate.low if rate else None
        fields[f"{name}_shrunk_high"] = rate.high if rate else None
    return fields


def entry_row(entry: Entry, zone: ZoneInfo | None = None) -> Mapping[str, Any]:
    """Return an entry as `list` and `log` print it; its local day is the one of `zone` if that is named."""
    one = entry.interaction
    return {
        "id": one.id,
        "started_at": one.started_at,
        "ended_at": one.ended_at,
        "local_day": one.started_at.astimezone(zone).date() if zone else one.local_day,
        "source": one.source,
        "tool": one.tool,
        "model": one.model,
        "project": one.project,
        "task": one.task,
        "title": one.title,
        "tags": one.tags,
        "exchanges": one.exchanges,
        "calls": one.calls,
        "calls_without_tokens": one.calls_without_tokens,
        **token_fields(one.usage),
        "typed_tokens": one.typed_tokens,
        "weighted_tokens": one.weighted_tokens,
        "active_minutes": one.active_minutes,
        "audit": one.is_audit,
        "provisional": one.is_provisional,
        "assessment": None if entry.assessment is None else _assessment(entry.assessment),
    }


def detail_document(detail: EntryDetail) -> Mapping[str, Any]:
    """Return an entry with its exchanges and calls."""
    useful = detail.entry.assessment.useful_exchange_id if detail.entry.assessment else None
    exchanges = [_exchange(one, useful) for one in detail.exchanges]
    return {
        **entry_row(detail.entry),
        "charges": charge_rows(detail.charges),
        "exchange_list": exchanges,
    }


def import_row(result: ImportResult) -> Mapping[str, Any]:
    """Return what reading one source came to."""
    names = (
        "source root files files_unchanged bytes_read records imported duplicates ignored rejected "
        "rejected_by_reason interactions_new exchanges_new calls_new calls_completed seconds"
    )
    return {name: getattr(result, name) for name in names.split()}


def source_row(found: Discovery, tool: str, retention: str, last_read: datetime | None) -> Mapping[str, Any]:
    """Return what one source looks like on this machine."""
    return {
        "source": found.source,
        "tool": tool,
        "state": found.state,
        "folders": found.folders,
        "reason": found.reason,
        "retention": retention,
        "files": len(found.files),
        "last_read": last_read,
    }


def token_fields(usage: TokenUsage) -> Mapping[str, Any]:
    """Return the token fields that totals and entries share."""
    return {
        "input_tokens": usage.input_tokens,
        "cache_write_tokens": usage.cache_write_tokens,
        "cache_write_1h_tokens": usage.cache_write_1h_tokens,
        "cache_read_tokens": usage.cache_read_tokens,
        "output_tokens": usage.output_tokens,
        "reasoning_tokens": usage.reasoning_tokens,
        "output_is_lower_bound": usage.output_is_lower_bound,
    }


def charge_rows(charges: Sequence[Charge]) -> Sequence[Mapping[str, Any]]:
    """Return what tools charged in units of their own; amounts are text, as money is."""
    return [{"unit": charge.unit, "amount": plain_amount(charge.amount)} for charge in charges]


def _assessment(assessment: Assessment) -> Mapping[str, Any]:
    return {
        field.name.removeprefix("is_"): getattr(assessment, field.name)
        for field in fields(assessment)
        if field.name != "useful_exchange_id"  # which `show` says of the exchange
    }


def _exchange(one: ExchangeDetail, useful: int | None) -> Mapping[str, Any]:
    return {
        "id": one.native_id,
        "kind": one.kind,
        "useful": one.id == useful,
        "started_at": one.started_at,
        "ended_at": one.ended_at,
        "charges": charge_rows(one.charges),
        "calls": [_call(call) for call in one.calls],
    }


def _call(call: Call) -> Mapping[str, Any]:
    return {
        "id": call.native_id,
        "at": call.at,
        "model": call.model,
        "provider": call.provider,
        **token_fields(call.usage),
        "charges": charge_rows(call.charges),
    }


def _plain(value: object) -> object:
    """Return what JSON can hold: ISO times in UTC, days, money as text, enums by their value."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Sequence):
        return list(value)
    raise TypeError(f"{type(value).__name__} has no place in a document")
