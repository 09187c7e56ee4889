"""Token and cost sums: from the quarter-hour rollup, or from the calls where an interaction must be asked."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from operator import add
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.facts import Charge, charges_by_unit
from aijournal.domain.tokens import TokenWeights
from aijournal.domain.totals import ChargeTable, GroupBy, TokenTotals
from aijournal.journal.blocks import blocks_and_slots
from aijournal.journal.charges import charges_of
from aijournal.journal.conditions import (
    Condition,
    needs_interactions,
    of_interactions,
    of_slots,
    slot_bounds,
)
from aijournal.journal.connection import reading
from aijournal.journal.instants import SLOT_MS, from_ms, to_ms
from aijournal.journal.local_days import day_expression, day_group
from aijournal.journal.slots import CALLS_AS_SLOTS, CHARGED_CALLS_AS_SLOTS
from aijournal.journal.sql_text import TOKEN_COLUMNS, compose, token_columns, token_usage
from aijournal.pricing import PriceList

_SLOT_KEYS = {
    GroupBy.SOURCE: "slots.source",
    GroupBy.TOOL: "(SELECT tool FROM source WHERE name = slots.source)",
    GroupBy.MODEL: "(SELECT name FROM model WHERE id = slots.model_id)",
    GroupBy.PROJECT: "nullif(slots.project, '')",
    GroupBy.TASK: "slots.task",
    GroupBy.INTERACTION: "CAST(slots.interaction_id AS TEXT)",
    GroupBy.BOTTLENECK: "slots.bottleneck",
    GroupBy.MOTIVE: "slots.motive",
}
_INTERACTION_KEYS = {
    GroupBy.SOURCE: "interaction.source",
    GroupBy.TOOL: "interaction.tool",
    GroupBy.MODEL: "(SELECT name FROM model WHERE id = main_model_id)",
    GroupBy.PROJECT: "interaction.project",
    GroupBy.TASK: "interaction.task",
    GroupBy.INTERACTION: "CAST(interaction.id AS TEXT)",
    GroupBy.BOTTLENECK: "assessment.bottleneck",
    GroupBy.MOTIVE: "assessment.motive",
}
# What only an interaction knows: calls are summed by theirs, not by the rollup.
_OF_INTERACTIONS = frozenset({GroupBy.TASK, GroupBy.INTERACTION, GroupBy.BOTTLENECK, GroupBy.MOTIVE})
# Each end is looked up by itself: asked for together, the engine walks all rows between them.
_SLOT_ENDS = "SELECT (SELECT min(slot) FROM token_slot), (SELECT max(slot) FROM token_slot)"
_STARTED_ENDS = "SELECT (SELECT min(started_at) FROM interaction), (SELECT max(started_at) FROM interaction)"
_DAYS = frozenset({GroupBy.DAY, GroupBy.WEEK, GroupBy.MONTH})


@dataclass(frozen=True, slots=True)
class TotalsTable:
    """Sums by group, in order of their keys, and over all of them."""

    rows: tuple[TokenTotals, ...]
    total: TokenTotals


@dataclass(slots=True)
class _Sum:
    """Sums of one group while rows are added; `complete` holds the calls whose weight is known."""

    interactions: int = 0
    exchanges: int = 0
    calls: int = 0
    calls_without_tokens: int = 0
    calls_lower_bound: int = 0
    unpriced_calls: int = 0
    typed_tokens: int | None = None
    cost: Decimal | None = None
    tokens: list[int | None] = field(default_factory=lambda: [None] * len(TOKEN_COLUMNS))
    complete: list[int] = field(default_factory=lambda: [0] * len(TOKEN_COLUMNS))
    has_weight: bool = False

    def add_calls(
        self, calls: int, lower_bound: int, tokens: Sequence[int | None], *, is_complete: bool
    ) -> None:
        self.calls += calls
        self.calls_lower_bound += lower_bound
        self.tokens = list(map(_plus, self.tokens, tokens))
        if is_complete:
            self.has_weight = True
            self.complete = [one + (other or 0) for one, other in zip(self.complete, tokens, strict=True)]
        else:
            self.calls_without_tokens += calls

    def add(self, other: "_Sum") -> None:
        """Add what another group came to."""
        self.interactions += other.interactions
        self.exchanges += other.exchanges
        self.calls += other.calls
        self.calls_without_tokens += other.calls_without_tokens
        self.calls_lower_bound += other.calls_lower_bound
        self.unpriced_calls += other.unpriced_calls
        self.typed_tokens = _plus(self.typed_tokens, other.typed_tokens)
        self.add_cost(other.cost)
        self.tokens = list(map(_plus, self.tokens, other.tokens))
        self.complete = list(map(add, self.complete, other.complete))
        self.has_weight = self.has_weight or other.has_weight

    def add_cost(self, cost: Decimal | None) -> None:
        """Add what some calls cost, if they have a price."""
        if cost is not None:
            self.cost = cost + (self.cost or Decimal())

    def totals(self, key: str | None, weights: TokenWeights) -> TokenTotals:
        weight = (
            token_usage(self.complete, is_lower_bound=False).weighted(weights) if self.has_weight else None
        )
        if self.typed_tokens is not None:
            weight = (weight or 0.0) + self.typed_tokens
        return TokenTotals(
            key=key,
            interactions=self.interactions,
            exchanges=self.exchanges,
            calls=self.calls,
            calls_without_tokens=self.calls_without_tokens,
            usage=token_usage(self.tokens, is_lower_bound=self.calls_lower_bound > 0),
            typed_tokens=self.typed_tokens,
            weighted_tokens=weight,
            cost_usd=self.cost,
            unpriced_calls=self.unpriced_calls,
        )


class Totals:
    """Sums over calls; part of the journal, and used only by it."""

    def __init__(self, db: Database, prices: PriceList, weights: TokenWeights, zone: ZoneInfo) -> None:
        self._db = db
        self._prices = prices
        self._weights = weights
        self._zone = zone

    def totals(self, wanted: EntryFilter, by: GroupBy | None) -> TotalsTable:
        """Return token and cost sums; a call counts on its own local day, an interaction on its first."""
        sums: dict[str | None, _Sum] = defaultdict(_Sum)
        with reading(self._db):
            self._add_calls(sums, wanted, by)
            self._add_interactions(sums, wanted, by)
        whole = _Sum()
        for one in sums.values():
            whole.add(one)
        keys = sorted(sums, key=lambda key: (key is None, _order(key)))
        rows = tuple(sums[key].totals(key, self._weights) for key in keys) if by else ()
        return TotalsTable(rows, whole.totals(None, self._weights))

    def charges(self, wanted: EntryFilter, by: GroupBy | None) -> ChargeTable:
        """Return what tools charged in units of their own; such calls are few, and none is in a rollup."""
        condition, inner = of_slots(wanted, self._zone), of_interactions(_only_of_interactions(wanted))
        calls = CHARGED_CALLS_AS_SLOTS.replace(
            "{condition}", inner.sql + _between(*slot_bounds(wanted, self._zone))
        )
        charged: dict[str | None, list[Charge]] = defaultdict(list)
        with reading(self._db):
            key = self._slot_key(wanted, by)
            query = compose(
                *("SELECT", key, ", slots.charges, count(*) FROM", calls, "AS slots WHERE"),
                *(condition.sql, "GROUP BY 1, 2"),
            )
            for name, text, count in self._db.execute(query, {**condition.parameters, **inner.parameters}):
                charged[name] += [Charge(one.amount * count, one.unit) for one in charges_of(text)]
        return ChargeTable({name: charges_by_unit(charges) for name, charges in charged.items()})

    def is_blank(self) -> bool:
        """Whether there is nothing to sum."""
        row = self._db.execute(
            "SELECT EXISTS (SELECT 1 FROM interaction WHERE exchanges > 0 OR source IS NULL) "
            "OR EXISTS (SELECT 1 FROM call)"
        ).fetchone()
        return not row[0]

    def _add_calls(self, sums: dict[str | None, _Sum], wanted: EntryFilter, by: GroupBy | None) -> None:
        models = self._db.execute("SELECT id, name, provider FROM model").fetchall()
        names = {number: (name, provider) for number, name, provider in models}
        changes = [
            to_ms(at) // SLOT_MS for at in self._prices.change_points([name for _, name, _ in models if name])
        ]
        price_period = " + ".join(f"(slots.slot >= {slot})" for slot in changes) or "0"
        # Prices stand still within a period, so that any instant in it stands for all.
        periods = [from_ms(slot * SLOT_MS) for slot in (min(changes, default=0) - 1, *changes)]
        slots, condition = self._slots(wanted, by, changes)
        query = compose(
            "SELECT",
            self._slot_key(wanted, by),
            ", slots.model_id, slots.prompt_step, slots.is_complete,",
            price_period,
            ", sum(slots.calls), sum(slots.calls_lower_bound),",
            token_columns("sum(slots.{})"),
            "FROM",
            slots,
            "AS slots WHERE",
            condition.sql,
            "GROUP BY 1, 2, 3, 4, 5",
        )
        for row in self._db.execute(query, condition.parameters):
            key, model_id, prompt_step, is_complete, period, calls, lower_bound, *tokens = row
            model, provider = names[model_id]
            cost = None
            if is_complete:
                usage = token_usage(tokens, is_lower_bound=False)
                cost = self._prices.cost(model, provider, periods[period], prompt_step, usage)
            one = sums[key]
            one.add_calls(calls, lower_bound, tokens, is_complete=bool(is_complete))
            one.add_cost(cost)
            one.unpriced_calls += calls if cost is None else 0

    def _slots(
        self, wanted: EntryFilter, by: GroupBy | None, changes: Sequence[int]
    ) -> tuple[str, Condition]:
        """Return what to sum: the rollup, or the calls of the interactions that are meant."""
        condition, bounds = of_slots(wanted, self._zone), slot_bounds(wanted, self._zone)
        if by in _OF_INTERACTIONS or needs_interactions(wanted):
            # The period is a matter of the call's own day here, and the model of the call's own model.
            inner = of_interactions(_only_of_interactions(wanted))
            query = CALLS_AS_SLOTS.replace("{condition}", inner.sql + _between(*bounds))
            return query, Condition(condition.sql, {**condition.parameters, **inner.parameters})
        summed = None if by in _DAYS else blocks_and_slots(self._db, *bounds, changes)
        if summed is None:
            return "token_slot", condition
        return summed.sql, Condition(condition.sql, {**condition.parameters, **summed.parameters})

    def _slot_key(self, wanted: EntryFilter, by: GroupBy | None) -> str:
        if by is None:
            return "NULL"
        if by not in _DAYS:
            return _SLOT_KEYS[by]
        first, last = self._db.execute(_SLOT_ENDS).fetchone()
        begin, end = slot_bounds(wanted, self._zone)  # looking for changes of the zone takes its time
        first, last = max(first or 0, begin or 0), min(last or 0, end if end is not None else last or 0)
        at = f"(slots.slot * {SLOT_MS})"
        zone = wanted.zone or self._zone
        return day_group(day_expression(at, zone, first * SLOT_MS, last * SLOT_MS), by)

    def _add_interactions(
        self, sums: dict[str | None, _Sum], wanted: EntryFilter, by: GroupBy | None
    ) -> None:
        condition, key = of_interactions(wanted), interaction_key(self._db, by, wanted.zone)
        # In a sum the engine looks up each verdict, even where nothing is asked of it.
        is_asked = any("assessment." in one for one in (condition.sql, key))
        query = compose(
            "SELECT",
            key,
            ", count(*), sum(exchanges), sum(typed_tokens) FROM interaction",
            "LEFT JOIN assessment ON interaction_id = interaction.id" if is_asked else "",
            "WHERE (exchanges > 0 OR interaction.source IS NULL) AND",
            condition.sql,
            "GROUP BY 1",
        )
        for name, interactions, exchanges, typed in self._db.execute(query, condition.parameters):
            one = sums[name]
            one.interactions += interactions
            one.exchanges += exchanges
            one.typed_tokens = _plus(one.typed_tokens, typed)


def interaction_key(db: Database, by: GroupBy | None, zone: ZoneInfo | None) -> str:
    """Return SQL for the group that an interaction falls into."""
    if by is None:
        return "NULL"
    if by not in _DAYS:
        return _INTERACTION_KEYS[by]
    return day_group(interaction_day(db, zone), by)


def interaction_day(db: Database, zone: ZoneInfo | None) -> str:
    """Return SQL for an interaction's local day: its own, or that of a zone the person named."""
    if zone is None:
        return "interaction.local_day"
    first, last = db.execute(_STARTED_ENDS).fetchone()
    return day_expression("interaction.started_at", zone, first or 0, last or 0)


def _only_of_interactions(wanted: EntryFilter) -> EntryFilter:
    """Return the part of a filter that only an interaction can answer."""
    return EntryFilter(
        task=wanted.task, tag=wanted.tag, is_rated=wanted.is_rated, search=wanted.search, ids=wanted.ids
    )


def _between(begin: int | None, end: int | None) -> str:
    """Return SQL that lets the calls of a stretch of quarter-hours be found by their time."""
    since = "" if begin is None else f" AND call.at >= {begin * SLOT_MS}"
    return since if end is None else f"{since} AND call.at < {end * SLOT_MS}"


def _plus(one: int | None, other: int | None) -> int | None:
    if one is None or other is None:
        return other if one is None else one
    return one + other


def _order(key: str | None) -> tuple[int, str]:
    """Order keys as text, and numbers by their size."""
    return (int(key), "") if key and key.isdecimal() else (0, key or "")
