"""Token and cost sums, against the same reckoned call by call in plain Python."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from aijournal.domain.assessment import Assessment
from aijournal.domain.entry import EntryDetail
from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.facts import Call, Exchange
from aijournal.domain.period import Period
from aijournal.domain.tokens import DEFAULT_WEIGHTS, TokenUsage
from aijournal.domain.totals import GroupBy, TokenTotals
from aijournal.journal.journal import Journal
from aijournal.pricing import load_prices, prompt_step
from tests.journal.builders import NEW_YORK, NOW
from tests.journal.drawn_work import ZONES, details, fill, local_day

LATELY = Period(NOW.date() - timedelta(days=25), NOW.date() - timedelta(days=4))
FILTERS = (
    EVERYTHING,
    EntryFilter(LATELY),
    EntryFilter(LATELY, task="tests"),
    EntryFilter(Period(LATELY.first, None), is_rated=True),
    EntryFilter(Period(None, LATELY.last), is_rated=False),
    EntryFilter(search="hand"),
    EntryFilter(ids=tuple(range(1, 40, 3))),
)
BUCKETS = (
    "input_tokens",
    "cache_write_tokens",
    "cache_read_tokens",
    "output_tokens",
    "cache_write_1h_tokens",
)
DAY_KEYS: dict[GroupBy, Callable[[date], str]] = {
    GroupBy.DAY: lambda day: day.isoformat(),
    GroupBy.WEEK: lambda day: (day - timedelta(days=day.weekday())).isoformat(),
    GroupBy.MONTH: lambda day: f"{day:%Y-%m}",
}
PRICES = load_prices()


@dataclass
class Group:
    """What falls into one group."""

    entries: list[EntryDetail] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)


def said_of(one: EntryDetail) -> Assessment:
    return one.entry.assessment or Assessment()


def is_meant(one: EntryDetail, wanted: EntryFilter) -> bool:
    interaction, outcome = one.entry.interaction, said_of(one).outcome
    is_rated = outcome is not None and outcome.is_rated
    return (
        wanted.task in {None, interaction.task}
        and wanted.is_rated in {None, is_rated}
        and (wanted.search is None or wanted.search in (interaction.title or ""))
        and (wanted.ids is None or interaction.id in wanted.ids)
    )


def is_within(day: date, period: Period) -> bool:
    return (period.first or day) <= day <= (period.last or day)


def own_key(one: EntryDetail, by: GroupBy | None) -> str | None:
    """Return the group of an entry where its calls share it."""
    interaction, said = one.entry.interaction, said_of(one)
    keys = {
        GroupBy.SOURCE: interaction.source,
        GroupBy.TOOL: interaction.tool,
        GroupBy.TASK: interaction.task,
        GroupBy.INTERACTION: str(interaction.id),
        GroupBy.BOTTLENECK: said.bottleneck,
        GroupBy.MOTIVE: said.motive,
        GroupBy.MODEL: interaction.model,
        GroupBy.PROJECT: interaction.project,
    }
    return keys[by] if by else None


def key_of_call(
    one: EntryDetail, exchange: Exchange, call: Call, by: GroupBy | None, zone: ZoneInfo
) -> str | None:
    if by in DAY_KEYS:
        return DAY_KEYS[by](call.at.astimezone(zone).date())
    if by is GroupBy.MODEL:
        return call.model
    return exchange.project if by is GroupBy.PROJECT else own_key(one, by)


def grouped(
    entries: Iterable[EntryDetail], facts: dict[str, Exchange], wanted: EntryFilter, by: GroupBy | None
) -> dict[str | None, Group]:
    zone = wanted.zone or NEW_YORK
    groups: dict[str | None, Group] = defaultdict(Group)
    for one in (one for one in entries if is_meant(one, wanted)):
        day = local_day(one, wanted.zone)
        is_counted = one.entry.interaction.exchanges > 0 or one.entry.interaction.source is None
        if is_counted and is_within(day, wanted.period):
            key = DAY_KEYS[by](day) if by in DAY_KEYS else own_key(one, by)
            groups[key].entries.append(one)
        for exchange, call in ((each, call) for each in one.exchanges for call in each.calls):
            if is_within(call.at.astimezone(zone).date(), wanted.period):
                key = key_of_call(one, facts[exchange.native_id], call, by, zone)
                groups[key].calls.append(call)
    return groups


def added(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def cost_of(call: Call) -> Decimal | None:
    step = prompt_step(call.usage.prompt_tokens)
    usage = call.usage if call.usage.is_complete else TokenUsage()
    return PRICES.cost(call.model, call.provider, call.at, step, usage)


def totals(key: str | None, group: Group) -> TokenTotals:
    usages = [call.usage for call in group.calls]
    costs = [cost_of(call) for call in group.calls]
    typed = added(one.entry.interaction.typed_tokens for one in group.entries)
    # A lower bound is summed as it stands, and the sum is marked as one.
    certain = [replace(usage, output_is_lower_bound=False) for usage in usages if usage.is_complete]
    weights = [usage.weighted(DEFAULT_WEIGHTS) for usage in certain]
    is_weighed = bool(weights) or typed is not None
    return TokenTotals(
        key=key,
        interactions=len(group.entries),
        exchanges=sum(one.entry.interaction.exchanges for one in group.entries),
        calls=len(group.calls),
        calls_without_tokens=sum(not usage.is_complete for usage in usages),
        usage=TokenUsage(
            **{bucket: added(getattr(usage, bucket) for usage in usages) for bucket in BUCKETS},
            output_is_lower_bound=any(usage.output_is_lower_bound for usage in usages),
        ),
        typed_tokens=typed,
        weighted_tokens=sum(weight or 0.0 for weight in weights) + (typed or 0) if is_weighed else None,
        cost_usd=sum((cost for cost in costs if cost is not None), Decimal())
        if any(cost is not None for cost in costs)
        else None,
        unpriced_calls=costs.count(None),
    )


def assert_alike(found: TokenTotals, expected: TokenTotals) -> None:
    for name in TokenTotals.__slots__:
        value = getattr(expected, name)
        assert getattr(found, name) == (pytest.approx(value) if isinstance(value, float) else value), name


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("seed", range(3))
def test_totals_are_what_the_calls_say(journal: Journal, seed: int, zone: ZoneInfo | None) -> None:
    facts = fill(journal, seed)
    entries = details(journal)
    for by in (None, *GroupBy):
        for one in FILTERS:
            wanted = EntryFilter(one.period, zone, task=one.task, is_rated=one.is_rated, search=one.search)
            table, groups = journal.totals(wanted, by), grouped(entries, facts, wanted, by)
            whole = Group([one for each in groups.values() for one in each.entries])
            whole.calls = [call for each in groups.values() for call in each.calls]
            assert_alike(table.total, totals(None, whole))
            if by is not None:
                assert {row.key for row in table.rows} == groups.keys()
                for row in table.rows:
                    assert_alike(row, totals(row.key, groups[row.key]))
