"""What interactions cost in value figures, against each call priced on its own."""

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from aijournal.domain.assessment import Assessment, Outcome
from aijournal.domain.entry import EntryDetail
from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.period import Period
from aijournal.domain.tokens import TokenUsage
from aijournal.domain.totals import GroupBy
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.pricing import PriceList, load_prices, prompt_step
from aijournal.settings import Settings
from tests.journal.builders import MODEL, NEW_YORK, NOW, a_call, add, an_exchange
from tests.journal.drawn_work import details, fill, net_minutes

SAVED = Assessment(Outcome.HELPED, net_minutes=10)
CHANGED = date(2026, 11, 5)
NANO = Decimal("1e-9")


def rates(factor: int, above: int = 0) -> dict[str, object]:
    buckets = {"input": 2, "output": 11, "cache_read": 0.3, "cache_write": 2.5, "cache_write_1h": 4}
    return {"above": above, **{bucket: str(factor * Decimal(str(usd))) for bucket, usd in buckets.items()}}


def write_prices(path: Path, as_of: date, factor: int = 1) -> PriceList:
    """Write a list in which long prompts cost more and all prices change on one day, and read it."""
    periods = [
        {"rates": [rates(factor), rates(3 * factor, above=200_000)]},
        {"rates": [rates(2 * factor)], "from": CHANGED.isoformat()},
    ]
    sold = {"anthropic": MODEL, "openai": "gpt-5"}
    providers = [
        {
            "id": name,
            "names": {"equals": model},
            "models": [{"id": model, "match": {"equals": model}, "prices": periods}],
        }
        for name, model in sold.items()
    ]
    source = {"package": "invented", "version": "1", "url": "https://prices.example", "licence": "none"}
    path.write_text(json.dumps({"as_of": as_of.isoformat(), "source": source, "providers": providers}))
    return load_prices(path)


@pytest.fixture
def prices(tmp_path: Path) -> PriceList:
    return write_prices(tmp_path / "prices.json", date(2026, 11, 1))


@pytest.fixture
def priced(paths: Paths, prices: PriceList) -> Iterator[Journal]:
    with Journal.open(paths, Settings(), NEW_YORK, prices=prices) as journal:
        yield journal


def cost_of(one: EntryDetail, prices: PriceList) -> Decimal | None:
    """Add up what each call costs; one that is not known for certain or has no price leaves none."""
    calls = [call for exchange in one.exchanges for call in exchange.calls]
    costs = [
        prices.cost(call.model, call.provider, call.at, prompt_step(call.usage.prompt_tokens), call.usage)
        if call.usage.is_complete and not call.usage.output_is_lower_bound
        else None
        for call in calls
    ]
    known = [cost for cost in costs if cost is not None]
    return sum(known, Decimal()) if calls and len(known) == len(calls) else None


Sums = dict[date, tuple[int, float, Decimal | None]]


def reckoned(journal: Journal, prices: PriceList) -> Sums:
    """Return by day how many entries with net minutes are priced, their minutes, and what they cost."""
    by_day: dict[date, list[tuple[float, Decimal]]] = defaultdict(list)
    for one in details(journal):
        net, cost = net_minutes(one), cost_of(one, prices)
        own = by_day[one.entry.interaction.local_day]
        if net is not None and cost is not None:
            own.append((net, cost))
    return {
        day: (
            len(own),
            sum(net for net, _ in own),
            sum((cost for _, cost in own), Decimal()).quantize(NANO) if own else None,
        )
        for day, own in by_day.items()
    }


def kept(journal: Journal, wanted: EntryFilter = EVERYTHING) -> Sums:
    days = journal.value_days(wanted, with_cost=True)
    return {day.day: (day.priced, day.priced_net_minutes, day.cost_usd) for day in days}


def assert_priced(journal: Journal, prices: PriceList) -> None:
    found, expected = kept(journal), reckoned(journal, prices)
    assert found.keys() == expected.keys()
    for day, (count, net, cost) in expected.items():
        kept_count, kept_net, kept_cost = found[day]
        assert kept_count == count
        assert kept_net == pytest.approx(net)
        assert (kept_cost is None) == (cost is None)
        # Every entry is kept to a billionth of a dollar.
        assert abs((kept_cost or Decimal()) - (cost or Decimal())) <= count * NANO


@pytest.mark.parametrize("seed", range(3))
def test_cost_is_the_sum_of_what_each_call_costs(priced: Journal, prices: PriceList, seed: int) -> None:
    fill(priced, seed)
    found = kept(priced)
    assert_priced(priced, prices)
    assert {day < CHANGED for day, (count, *_) in found.items() if count} == {True, False}
    for by in (GroupBy.MODEL, GroupBy.TASK):
        groups = priced.value_days(EVERYTHING, by, with_cost=True)
        assert sum((one.cost_usd or Decimal() for one in groups), Decimal()) == sum(
            (cost or Decimal() for _, _, cost in found.values()), Decimal()
        )


def test_the_price_of_the_hour_and_of_the_prompt_counts(priced: Journal, prices: PriceList) -> None:
    usage = TokenUsage(1_000_000, 0, 0, 0)
    small = TokenUsage(200_000, 0, 0, 0)
    for number, (at, said, usd) in enumerate(
        [
            (NOW - timedelta(days=30), usage, "6"),
            (NOW - timedelta(days=29), small, "0.4"),
            (NOW - timedelta(days=1), usage, "4"),
        ]
    ):
        one = an_exchange(number, at, conversation_id=f"c-{number}")
        add(priced, replace(one, calls=(a_call(f"m-{number}", at, usage=said),)))
        entry = priced.entries(EVERYTHING, NOW, 10).rows
        mine = next(row.interaction for row in entry if row.interaction.started_at == at)
        priced.assess(mine.id, SAVED, NOW)
        assert kept(priced)[mine.local_day] == (1, 10.0, Decimal(usd))
    assert_priced(priced, prices)


@pytest.mark.parametrize(
    "spoilt",
    [
        {"model": "a-model-of-our-own", "provider": None},
        {"model": None, "provider": None},
        {"usage": TokenUsage(1, 2, 3, 4, output_is_lower_bound=True)},
        {"usage": TokenUsage(output_tokens=4)},
        {"usage": TokenUsage()},
    ],
)
def test_one_call_without_a_price_leaves_the_interaction_without_one(
    priced: Journal, spoilt: dict[str, object]
) -> None:
    for number in (1, 2):
        one = an_exchange(number, NOW - timedelta(hours=3 * number), calls=3, conversation_id=f"c-{number}")
        if number == 1:
            one = replace(one, calls=(*one.calls[:2], a_call("spoilt", one.started_at, **spoilt)))
        add(priced, one)
    before = kept(priced)
    assert before == {NOW.date(): (0, 0.0, None)}, "nobody stated minutes"
    for row in priced.entries(EVERYTHING, NOW, 10).rows:
        priced.assess(row.interaction.id, SAVED, NOW)
    (day,) = priced.value_days(EVERYTHING, with_cost=True)
    assert (day.valued, day.priced, day.priced_net_minutes) == (2, 1, 10.0)
    whole = an_exchange(2, NOW, calls=3).calls[0].usage
    each = Decimal(2) * (10 * 2 + 80 * Decimal("2.5") + 20 * 4 + 1000 * Decimal("0.3") + 50 * 11) / 1_000_000
    assert whole.input_tokens == 10
    assert day.cost_usd == 3 * each


@pytest.mark.parametrize("by", [None, GroupBy.DAY, GroupBy.TASK])
def test_token_sums_are_priced_by_the_hour_of_each_call_too(
    priced: Journal, prices: PriceList, by: GroupBy | None
) -> None:
    fill(priced, 1)
    costs = [
        prices.cost(call.model, call.provider, call.at, prompt_step(call.usage.prompt_tokens), call.usage)
        for one in details(priced)
        for exchange in one.exchanges
        for call in exchange.calls
        if call.usage.is_complete
    ]
    expected = sum((cost for cost in costs if cost is not None), Decimal())
    assert priced.totals(EVERYTHING, by).total.cost_usd == expected > 0


def test_without_being_asked_for_cost_is_none(priced: Journal) -> None:
    fill(priced, 1)
    assert any(cost for _, _, cost in kept(priced).values())
    for day in priced.value_days(EVERYTHING):
        assert (day.cost_usd, day.priced, day.priced_net_minutes) == (None, 0, 0.0)


def test_what_a_filter_leaves_out_is_worked_out_when_it_is_asked_for(
    priced: Journal, prices: PriceList
) -> None:
    fill(priced, 2)
    first = NOW.date() - timedelta(days=5)
    expected = {day: sums for day, sums in reckoned(priced, prices).items() if day >= first}
    found = kept(priced, EntryFilter(Period(first, None)))
    assert {day: count for day, (count, *_) in found.items()} == {
        day: count for day, (count, *_) in expected.items()
    }
    some = priced._db.execute("SELECT count(*) FROM interaction_cost").fetchone()[0]
    assert_priced(priced, prices)
    assert some < priced._db.execute("SELECT count(*) FROM interaction_cost").fetchone()[0]


def test_cost_follows_what_happens_to_the_calls(priced: Journal, prices: PriceList) -> None:
    begun = an_exchange(1, NOW - timedelta(hours=3), calls=1)
    add(priced, begun)
    entry = priced.entries(EVERYTHING, NOW, 1).rows[0].interaction.id
    priced.assess(entry, SAVED, NOW)
    first = kept(priced)
    assert_priced(priced, prices)
    fuller = replace(begun.calls[0], usage=replace(begun.calls[0].usage, output_tokens=900))
    assert add(priced, replace(begun, calls=(fuller,), prompt_records=0)).calls_completed == 1
    completed = kept(priced)
    assert completed != first
    assert_priced(priced, prices)
    late = a_call("msg_late", NOW - timedelta(hours=2, minutes=50))
    add(priced, replace(begun, calls=(fuller, late), prompt_records=0))
    grown = kept(priced)
    assert grown != completed
    assert_priced(priced, prices)
    priced.trash.delete([entry], NOW)
    assert kept(priced) == {}
    assert priced._db.execute("SELECT count(*) FROM interaction_cost").fetchone() == (0,)
    priced.undo()
    assert kept(priced) == grown


def test_a_verdict_that_comes_or_goes_takes_its_cost_along(priced: Journal, prices: PriceList) -> None:
    add(priced, an_exchange(1, NOW - timedelta(hours=3)))
    entry = priced.entries(EVERYTHING, NOW, 1).rows[0].interaction.id
    unjudged = kept(priced)
    priced.assess(entry, SAVED, NOW)
    assert_priced(priced, prices)
    priced.assess(entry, Assessment(is_new_work=True), NOW)
    assert kept(priced) == unjudged
    priced.undo()
    assert_priced(priced, prices)
    priced.undo()
    assert kept(priced) == unjudged == {NOW.date(): (0, 0.0, None)}


def test_another_list_of_prices_is_worked_out_anew(paths: Paths, prices: PriceList, tmp_path: Path) -> None:
    with Journal.open(paths, Settings(), NEW_YORK, prices=prices) as journal:
        fill(journal, 3)
        first = kept(journal)
    dearer = write_prices(tmp_path / "dearer.json", date(2026, 11, 2), factor=2)
    with Journal.open(paths, Settings(), NEW_YORK, prices=dearer) as journal:
        assert_priced(journal, dearer)
        assert sum(cost or 0 for _, _, cost in kept(journal).values()) == 2 * sum(
            cost or 0 for _, _, cost in first.values()
        )
    with Journal.open(paths, Settings(), NEW_YORK, prices=prices) as journal:
        assert kept(journal) == first


def test_a_figure_does_not_wait_for_somebody_who_writes(priced: Journal, paths: Paths) -> None:
    add(priced, an_exchange(1, NOW))
    (entry,) = priced.entries(EVERYTHING, NOW, 9).rows
    priced.assess(entry.interaction.id, SAVED, NOW)
    priced._db.execute("PRAGMA busy_timeout = 1")
    with closing(sqlite.connect(str(paths.journal), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        (day,) = priced.value_days(EVERYTHING, with_cost=True)
        assert (day.valued, day.priced, day.cost_usd) == (1, 0, None)
        other.execute("ROLLBACK")
    (day,) = priced.value_days(EVERYTHING, with_cost=True)
    assert day.priced == 1
