"""An EntryFilter as SQL: conditions on interactions and on calls, and the weights both share."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from aijournal.domain.assessment import VERDICT
from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.tokens import TokenWeights
from aijournal.journal.instants import SLOT_MS, to_ms

_Value = str | int | float
_Clause = tuple[str, str, _Value | None]  # SQL, the parameter in it, its value; None: not asked for


@dataclass(frozen=True, slots=True)
class Condition:
    """A piece of SQL after WHERE, with the named parameters that it binds."""

    sql: str = "1"
    parameters: dict[str, _Value] = field(default_factory=dict)


def of_interactions(wanted: EntryFilter) -> Condition:
    """Return the condition on `interaction` and `assessment`, both joined under these names."""
    asked = _all_of(
        [
            ("interaction.source = :source", "source", wanted.source),
            ("interaction.tool = :tool", "tool", wanted.tool),
            ("interaction.project = :project", "project", wanted.project),
            ("interaction.task = :task", "task", wanted.task),
            (
                "interaction.main_model_id IN (SELECT id FROM model WHERE name = :model)",
                "model",
                wanted.model,
            ),
            (
                "interaction.id IN (SELECT interaction_id FROM interaction_tag WHERE tag = :tag)",
                "tag",
                wanted.tag,
            ),
            (
                "interaction.id IN (SELECT rowid FROM entry_text WHERE entry_text MATCH :search)",
                "search",
                _full_text_query(wanted.search),
            ),
            (
                "interaction.id IN (SELECT value FROM json_each(:ids))",
                "ids",
                None if wanted.ids is None else json.dumps(wanted.ids),
            ),
            *_period_of_interactions(wanted),
        ]
    )
    if wanted.is_rated is None:
        return asked
    rated = "assessment.outcome IS NOT NULL" if wanted.is_rated else "assessment.outcome IS NULL"
    return Condition(f"{asked.sql} AND {rated}", asked.parameters)


IS_JUDGED: Final = (
    "(assessment.interaction_id IS NOT NULL AND coalesce("
    "assessment.outcome, nullif(assessment.is_unsure, 0), "
    + ", ".join(f"assessment.{name}" for name in VERDICT if name != "outcome")
    + ") IS NOT NULL)"
)
"""SQL for whether the person judged an interaction: a note by itself leaves it waiting for a verdict."""


def of_slots(wanted: EntryFilter, zone: ZoneInfo) -> Condition:
    """Return the condition on `slots`: rows with `slot`, `source`, `model_id` and `project`."""
    begin, end = slot_bounds(wanted, zone)
    return _all_of(
        [
            ("slots.source = :source", "source", wanted.source),
            ("slots.source IN (SELECT name FROM source WHERE tool = :tool)", "tool", wanted.tool),
            ("slots.project = :project", "project", wanted.project),
            ("slots.model_id IN (SELECT id FROM model WHERE name = :model)", "model", wanted.model),
            ("slots.slot >= :begin_slot", "begin_slot", begin),
            ("slots.slot < :end_slot", "end_slot", end),
        ]
    )


def slot_bounds(wanted: EntryFilter, zone: ZoneInfo) -> tuple[int | None, int | None]:
    """Return the quarter-hours at which the period begins and has ended; `None` leaves that side open."""
    begin, end = wanted.period.bounds(wanted.zone or zone)
    return _slot(begin), _slot(end)


def needs_interactions(wanted: EntryFilter) -> bool:
    """Whether the filter asks for what only an interaction knows, so that calls are looked up by it."""
    named = wanted.task, wanted.tag, wanted.search
    return any(named) or wanted.is_rated is not None or wanted.ids is not None


def weight_of_sums(weights: TokenWeights) -> str:
    """Return SQL for the weighted tokens of summed columns; NULL where a bucket is unknown."""
    return (
        f"({weights.input!r} * input_tokens + {weights.cache_write_5m!r} * cache_write_tokens"
        f" + {weights.cache_write_1h - weights.cache_write_5m!r} * coalesce(cache_write_1h_tokens, 0)"
        f" + {weights.cache_read!r} * cache_read_tokens + {weights.output!r} * output_tokens)"
    )


def weight_of_interaction(weights: TokenWeights) -> str:
    """Return SQL for an interaction's weighted tokens: NULL unless every call is known for certain."""
    return (
        "CASE WHEN calls = 0 THEN 1.0 * typed_tokens "
        "WHEN calls_without_tokens = 0 AND calls_lower_bound = 0 "
        f"THEN {weight_of_sums(weights)} END"
    )


def _all_of(clauses: Iterable[_Clause]) -> Condition:
    asked = [(sql, name, value) for sql, name, value in clauses if value is not None]
    sql = " AND ".join(sql for sql, _, _ in asked) or "1"
    return Condition(sql, {name: value for _, name, value in asked})


def _period_of_interactions(wanted: EntryFilter) -> list[_Clause]:
    """Without a named zone an interaction counts on the day on which it was made."""
    if wanted.zone is None:
        first, last = wanted.period.first, wanted.period.last
        return [
            ("interaction.local_day >= :first_day", "first_day", first.isoformat() if first else None),
            ("interaction.local_day <= :last_day", "last_day", last.isoformat() if last else None),
        ]
    begin, end = wanted.period.bounds(wanted.zone)
    return [
        ("interaction.started_at >= :begin", "begin", to_ms(begin) if begin else None),
        ("interaction.started_at < :end", "end", to_ms(end) if end else None),
    ]


def _slot(instant: datetime | None) -> int | None:
    return None if instant is None else to_ms(instant) // SLOT_MS


def _full_text_query(search: str | None) -> str | None:
    """Return a query that means the words and nothing else; blank text asks for nothing.

    The last word may still be in the making, so that it stands for every word that begins like it.
    """
    text = (search or "").replace("\0", " ")  # which would end the query for the engine
    words = [word for word in text.split() if any(letter.isalnum() for letter in word)]
    return " ".join('"' + word.replace('"', '""') + '"' for word in words) + "*" if words else None
