"""Questions about entries: lists, the inbox, and one entry with everything under it."""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlite_utils import Database

from aijournal.domain.assessment import (
    Accepted,
    Assessment,
    Door,
    LeftMe,
    Motive,
    Need,
    Outcome,
    Quality,
)
from aijournal.domain.entry import (
    Entry,
    EntryDetail,
    EntryOutline,
    EntryPlace,
    ExchangeDetail,
    Interaction,
)
from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.entry_order import NEWEST_FIRST, EntryOrder
from aijournal.domain.facts import Call, ExchangeKind, LogLocation
from aijournal.domain.tokens import TokenWeights
from aijournal.errors import AijournalError
from aijournal.journal.charges import charges_of
from aijournal.journal.conditions import IS_JUDGED, Condition, of_interactions, weight_of_interaction
from aijournal.journal.instants import from_ms, to_ms
from aijournal.journal.orders import from_place, order_by
from aijournal.journal.orders_numbers import OrderedNumbers
from aijournal.journal.sql_text import TOKEN_COLUMNS, compose, token_columns, token_usage

_SELECT = """
SELECT
  interaction.id, interaction.uid, interaction.source, interaction.tool, model.name AS model,
  interaction.project, interaction.log_project, interaction.task, interaction.title, interaction.url,
  (SELECT group_concat(tag, char(31)) FROM interaction_tag WHERE interaction_id = interaction.id) AS tags,
  interaction.started_at, interaction.ended_at, interaction.local_day, interaction.utc_offset_minutes,
  interaction.exchanges, interaction.calls, interaction.calls_without_tokens, interaction.calls_lower_bound,
  interaction.input_tokens, interaction.cache_write_tokens, interaction.cache_read_tokens,
  interaction.output_tokens, interaction.cache_write_1h_tokens, interaction.reasoning_tokens,
  interaction.typed_tokens, {weight} AS weighted_tokens, interaction.active_minutes,
  interaction.is_audit, interaction.is_asked, interaction.is_closed,
  interaction.source IS NOT NULL AND interaction.is_closed = 0 AND interaction.ended_at > :growing_since
    AS is_provisional,
  prompt_file.path AS prompt_path, prompt.prompt_offset,
  assessment.*
FROM interaction
LEFT JOIN assessment ON assessment.interaction_id = interaction.id
LEFT JOIN model ON model.id = interaction.main_model_id
LEFT JOIN exchange AS prompt ON prompt.id = (
  SELECT id FROM exchange WHERE interaction_id = interaction.id AND kind = 'prompt'
  ORDER BY started_at, native_id LIMIT 1
)
LEFT JOIN source_file AS prompt_file ON prompt_file.id = prompt.source_file_id
WHERE {condition}
ORDER BY {order}
LIMIT :limit
"""

_Kind = TypeVar("_Kind")
_NEWEST_FIRST = order_by(NEWEST_FIRST, "")
# Skipped is skipped until tomorrow: what lies further ahead was written by a clock that ran wrong.
_WAITING = (
    "interaction.is_asked = 1 AND coalesce(interaction.snoozed_until, 0) NOT BETWEEN :now + 1 "
    f"AND :now + {2 * 24 * 60 * 60 * 1000} AND NOT {IS_JUDGED}"
)


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Some entries, newest first, and whether there are more."""

    rows: tuple[Entry, ...]
    more: bool


class Entries:
    """Reading entries; part of the journal, and used only by it.

    `pause_ms` is the pause that ends an interaction: until it has passed, an imported one may still grow.
    """

    def __init__(self, db: Database, weights: TokenWeights, pause_ms: int) -> None:
        self._db = db
        self._pause_ms = pause_ms
        self._weight = weight_of_interaction(weights)
        self._numbers = OrderedNumbers(db, self._weight)
        self._template = _SELECT.replace("{weight}", self._weight)

    def page(
        self, wanted: EntryFilter, now: datetime, limit: int, before: tuple[datetime, int] | None
    ) -> EntryPage:
        """Return entries, newest first, from behind (start, id) of the last one of the page before."""
        behind = Condition()
        if before is not None:
            behind = Condition(
                "(interaction.started_at, interaction.id) < (:before_at, :before_id)",
                {"before_at": to_ms(before[0]), "before_id": before[1]},
            )
        rows = self._first_of(wanted, behind, _NEWEST_FIRST, now, limit + 1)
        return EntryPage(rows[:limit], len(rows) > limit)

    def outline(self, wanted: EntryFilter, step: int, order: EntryOrder = NEWEST_FIRST) -> EntryOutline:
        """Return how many entries there are, and where every `step`-th stands."""
        return self._numbers.outline(wanted, order, step)

    def numbers(
        self, wanted: EntryFilter, order: EntryOrder = NEWEST_FIRST, rows: range | None = None
    ) -> tuple[int, ...]:
        """Return the numbers of all entries in their order, or of those in some rows."""
        if rows is None:
            return tuple(self._numbers.all_of(wanted, order))
        return self._numbers.some_of(wanted, order, rows)

    def from_anchor(
        self,
        wanted: EntryFilter,
        anchor: EntryPlace,
        now: datetime,
        limit: int,
        order: EntryOrder = NEWEST_FIRST,
    ) -> tuple[Entry, ...]:
        """Return entries in their order, from the one at an anchor of the outline on."""
        rows = self._from_kept(wanted, anchor, now, limit, order)
        if rows and order.place_of(rows[0]) == anchor:
            return rows
        behind = from_place(order, anchor, self._weight)
        return self._first_of(wanted, behind, order_by(order, self._weight), now, limit)

    def _from_kept(
        self, wanted: EntryFilter, anchor: EntryPlace, now: datetime, limit: int, order: EntryOrder
    ) -> tuple[Entry, ...]:
        """Return entries from the one of an anchor on if all are in order already, else none."""
        kept = self._numbers.kept(wanted, order)
        if kept is None or anchor.id not in kept:
            return ()
        first = kept.index(anchor.id)
        chosen = {"chosen": json.dumps(kept[first : first + limit].tolist())}
        these = "interaction.id IN (SELECT value FROM json_each(:chosen))"
        return self.all_of(these, order_by(order, self._weight), chosen, now, limit)

    def _first_of(
        self, wanted: EntryFilter, behind: Condition, order: str, now: datetime, limit: int
    ) -> tuple[Entry, ...]:
        """Return the first entries in an order that a filter and another condition mean.

        Which ones they are is found first: putting whole rows in order would take ten times as long.
        """
        condition = of_interactions(wanted)
        chosen = compose(
            "interaction.id IN (SELECT interaction.id FROM interaction",
            "LEFT JOIN assessment ON assessment.interaction_id = interaction.id WHERE",
            f"{condition.sql} AND {behind.sql} ORDER BY {order} LIMIT :limit)",
        )
        return self.all_of(chosen, order, {**condition.parameters, **behind.parameters}, now, limit)

    def inbox(self, now: datetime, limit: int) -> tuple[Entry, ...]:
        """Return what waits for a verdict: the audit sample first, then the newest."""
        order = f"interaction.is_audit DESC, {_NEWEST_FIRST}"
        return self.all_of(_WAITING, order, {"now": to_ms(now)}, now, limit)

    def all_of(
        self,
        condition: str,
        order: str,
        parameters: Mapping[str, str | int | float],
        now: datetime,
        limit: int,
    ) -> tuple[Entry, ...]:
        """Return the entries that a condition means, in an order, both of them SQL."""
        query = self._template.replace("{condition}", condition).replace("{order}", order)
        growing_since = to_ms(now) - self._pause_ms
        cursor = self._db.execute(query, {**parameters, "growing_since": growing_since, "limit": limit})
        names = [name for name, *_ in cursor.description]
        return tuple(_entry(dict(zip(names, row, strict=True))) for row in cursor)

    def inbox_count(self, now: datetime, most: int | None) -> int:
        """Return how many entries wait for a verdict, counting no further than to `most`."""
        query = compose(
            "SELECT count(*) FROM (SELECT 1 FROM interaction",
            "LEFT JOIN assessment ON assessment.interaction_id = interaction.id WHERE",
            _WAITING,
            "LIMIT :most)",
        )
        parameters = {"now": to_ms(now), "most": -1 if most is None else most}
        return int(self._db.execute(query, parameters).fetchone()[0])

    def one(self, entry_id: int, now: datetime) -> Entry | None:
        """Return an entry by its number."""
        rows = self.all_of("interaction.id = :id", "interaction.id", {"id": entry_id}, now, 1)
        return rows[0] if rows else None

    def known(self, entry_id: int, now: datetime) -> Entry:
        """Return an entry that somebody chose from a list; raises `AijournalError` if it is gone."""
        entry = self.one(entry_id, now)
        if entry is None:
            raise AijournalError(
                "The entry is gone", "It was deleted, joined or merged elsewhere. Nothing was changed."
            )
        return entry

    def detail(self, entry_id: int, now: datetime) -> EntryDetail | None:
        """Return an entry with its exchanges and calls, in order of time."""
        entry = self.one(entry_id, now)
        return None if entry is None else EntryDetail(entry, self._exchanges(entry_id))

    def _exchanges(self, entry_id: int) -> tuple[ExchangeDetail, ...]:
        rows = self._db.execute(
            "SELECT exchange.id, native_id, kind, started_at, ended_at, path, prompt_offset FROM exchange "
            "LEFT JOIN source_file ON source_file.id = source_file_id "
            "WHERE interaction_id = ? ORDER BY started_at, native_id",
            [entry_id],
        ).fetchall()
        return tuple(
            ExchangeDetail(
                id=number,
                native_id=native_id,
                kind=ExchangeKind(kind),
                started_at=from_ms(started),
                ended_at=from_ms(ended),
                prompt=_location(path, offset),
                calls=self._calls(number),
            )
            for number, native_id, kind, started, ended, path, offset in rows
        )

    def _calls(self, exchange: int) -> tuple[Call, ...]:
        rows = self._db.execute(
            compose(
                "SELECT native_id, at,",
                token_columns(),
                ", output_is_lower_bound, name, provider, is_sidechain, charges",
                "FROM call JOIN model ON model.id = model_id WHERE exchange_id = ? ORDER BY at, native_id",
            ),
            [exchange],
        )
        return tuple(
            Call(
                native_id=native_id,
                at=from_ms(at),
                usage=token_usage(tokens, is_lower_bound=bool(is_lower_bound)),
                model=model,
                provider=provider,
                is_sidechain=bool(is_sidechain),
                charges=charges_of(charges),
            )
            for native_id, at, *tokens, is_lower_bound, model, provider, is_sidechain, charges in rows
        )


def _entry(row: dict[str, Any]) -> Entry:
    interaction = Interaction(
        id=row["id"],
        uid=row["uid"],
        source=row["source"],
        tool=row["tool"],
        model=row["model"],
        project=row["project"],
        task=row["task"],
        title=row["title"],
        tags=tuple(sorted(row["tags"].split("\x1f"))) if row["tags"] else (),
        started_at=from_ms(row["started_at"]),
        ended_at=from_ms(row["ended_at"]),
        local_day=date.fromisoformat(row["local_day"]),
        utc_offset_minutes=row["utc_offset_minutes"],
        exchanges=row["exchanges"],
        calls=row["calls"],
        calls_without_tokens=row["calls_without_tokens"],
        usage=token_usage(
            [row[column] for column in TOKEN_COLUMNS], is_lower_bound=row["calls_lower_bound"] > 0
        ),
        typed_tokens=row["typed_tokens"],
        weighted_tokens=row["weighted_tokens"],
        active_minutes=row["active_minutes"],
        is_audit=bool(row["is_audit"]),
        is_asked=bool(row["is_asked"]),
        is_closed=bool(row["is_closed"]),
        is_provisional=bool(row["is_provisional"]),
        url=row["url"],
        log_project=row["log_project"],
    )
    assessment = None if row["interaction_id"] is None else _assessment(row)
    return Entry(interaction, assessment, _location(row["prompt_path"], row["prompt_offset"]))


def _assessment(row: dict[str, Any]) -> Assessment:
    outcome = Outcome.UNSURE if row["is_unsure"] else _maybe(Outcome, row["outcome"])
    return Assessment(
        outcome=outcome,
        need=_maybe(Need, row["need"]),
        net_minutes=row["net_minutes"],
        rework_minutes=row["rework_minutes"],
        unaided_minutes=row["unaided_minutes"],
        forecast_without_minutes=row["forecast_without_minutes"],
        forecast_with_minutes=row["forecast_with_minutes"],
        accepted=_maybe(Accepted, row["accepted"]),
        would_do_again=_maybe(bool, row["would_do_again"]),
        bottleneck=row["bottleneck"],
        is_new_work=_maybe(bool, row["is_new_work"]),
        quality=_maybe(Quality, row["quality"]),
        motive=_maybe(Motive, row["motive"]),
        unblocked=row["unblocked"],
        note=row["note"],
        confidence=row["confidence"],
        left_me=_maybe(LeftMe, row["left_me"]),
        useful_exchange_id=row["useful_exchange_id"],
        rework_asked_at=_maybe(from_ms, row["rework_asked_at"]),
        assessed_at=from_ms(row["assessed_at"]),
        seconds_taken=row["seconds_taken"],
        door=_maybe(Door, row["door"]),
    )


def _maybe(kind: Callable[[Any], _Kind], value: object) -> _Kind | None:
    return None if value is None else kind(value)


def _location(path: bytes | None, offset: int | None) -> LogLocation | None:
    if path is None or offset is None:
        return None
    return LogLocation(Path(os.fsdecode(path)), offset)
