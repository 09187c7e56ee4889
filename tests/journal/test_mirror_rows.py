"""What the mirror is made of, against the same reckoned from the calls in plain Python."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from aijournal.domain.assessment import Assessment, Door, Outcome
from aijournal.domain.entry import EntryDetail, ExchangeDetail
from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.entry_line import EntryLine
from aijournal.domain.facts import Call, Exchange, ExchangeKind
from aijournal.domain.mirror import SeenDay, SignalEntry
from aijournal.domain.period import Period
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.pricing import load_prices, prompt_step
from aijournal.settings import Settings
from tests.journal.builders import NEW_YORK, NOW, a_call, add, an_exchange
from tests.journal.drawn_work import (
    ZONES,
    detail,
    details,
    fill,
    local_day,
    net_minutes,
    weight_of,
    weight_of_entry,
)

HALF_AN_HOUR = timedelta(minutes=30)
SEEDS = range(4)


def seen_days(journal: Journal, zone: ZoneInfo | None) -> list[SeenDay]:
    """Reckon what a meter sees: every call on its own day, what was typed on the entry's."""
    prices = load_prices()
    tokens: dict[date, list[int]] = defaultdict(list)
    calls: dict[date, int] = defaultdict(int)
    costs: dict[date, list[Decimal]] = defaultdict(list)
    unknown: set[date] = set()
    for one in details(journal):
        typed = one.entry.interaction.typed_tokens
        if typed is not None:
            tokens[local_day(one, zone)].append(typed)
        for call in (call for exchange in one.exchanges for call in exchange.calls):
            day, usage = call.at.astimezone(zone or NEW_YORK).date(), call.usage
            buckets = (usage.input_tokens, usage.cache_write_tokens, usage.cache_read_tokens)
            tokens[day] += [bucket for bucket in (*buckets, usage.output_tokens) if bucket is not None]
            calls[day] += 1
            if not usage.is_complete or usage.output_is_lower_bound:
                unknown.add(day)
            cost = prices.cost(call.model, call.provider, call.at, prompt_step(usage.prompt_tokens), usage)
            if cost is not None and usage.is_complete:
                costs[day].append(cost)
    return [
        SeenDay(
            day,
            sum(tokens[day]) if tokens[day] else None,
            calls[day],
            sum(costs[day], Decimal()) if costs[day] else None,
            day in unknown,
        )
        for day in sorted(tokens.keys() | calls.keys())
    ]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("seed", SEEDS)
def test_seen_days_are_sums_over_calls(journal: Journal, seed: int, zone: ZoneInfo | None) -> None:
    fill(journal, seed)
    expected = seen_days(journal, zone)
    assert list(journal.mirror.seen_days(EntryFilter(zone=zone))) == expected
    middle = expected[len(expected) // 2].day
    period = Period(middle - timedelta(days=6), middle)
    within = [one for one in expected if middle - timedelta(days=6) <= one.day <= middle]
    assert list(journal.mirror.seen_days(EntryFilter(period, zone))) == within


def test_a_day_on_which_nothing_was_counted_is_none(journal: Journal) -> None:
    journal.log(EntryLine("pen and paper"), NOW, Door.QUICK_LOG)
    assert journal.mirror.seen_days(EVERYTHING) == ()


def place(one: ExchangeDetail) -> tuple[datetime, str]:
    return one.started_at, one.native_id


def comes_after(
    one: ExchangeDetail, useful: ExchangeDetail, others: Sequence[ExchangeDetail], facts: dict[str, Exchange]
) -> bool:
    """Whether an exchange came after the useful one; a run that this one caused is a part of it."""
    if place(one) <= place(useful):
        return False
    if one.kind is ExchangeKind.PROMPT:
        return True
    group = facts[one.native_id].prompt_group
    if group is not None:
        return group != facts[useful.native_id].prompt_group
    prompts = [other for other in others if other.kind is ExchangeKind.PROMPT]
    return any(place(prompt) > place(useful) and prompt.started_at <= one.started_at for prompt in prompts)


def tail_weight(one: EntryDetail, facts: dict[str, Exchange]) -> float | None:
    marked = one.entry.assessment and one.entry.assessment.useful_exchange_id
    useful = next((exchange for exchange in one.exchanges if exchange.id == marked), None)
    if useful is None or weight_of_entry(one) is None:
        return None
    after = [exchange for exchange in one.exchanges if comes_after(exchange, useful, one.exchanges, facts)]
    return weight_of([call for exchange in after for call in exchange.calls])


def is_unattended(one: EntryDetail, call: Call) -> bool:
    """Whether half an hour had passed since a prompt of the interaction, or there was none before."""
    prompts = [other.started_at for other in one.exchanges if other.kind is ExchangeKind.PROMPT]
    waits = [call.at - prompt for prompt in prompts if prompt <= call.at]
    return not waits or min(waits) >= HALF_AN_HOUR


def unattended_weight(one: EntryDetail) -> float | None:
    if weight_of_entry(one) is None:
        return None
    if one.entry.interaction.ended_at - one.entry.interaction.started_at < HALF_AN_HOUR:
        return 0.0
    calls = [call for exchange in one.exchanges for call in exchange.calls if is_unattended(one, call)]
    return weight_of(calls)


def signal_entry(one: EntryDetail, zone: ZoneInfo | None, facts: dict[str, Exchange]) -> SignalEntry:
    interaction, said = one.entry.interaction, one.entry.assessment or Assessment()
    return SignalEntry(
        id=interaction.id,
        day=local_day(one, zone),
        started_at=interaction.started_at,
        ended_at=interaction.ended_at,
        task=interaction.task,
        weight=weight_of_entry(one),
        exchanges=sum(exchange.kind is ExchangeKind.PROMPT for exchange in one.exchanges),
        active_minutes=interaction.active_minutes,
        outcome=said.outcome,
        need=said.need,
        motive=said.motive,
        accepted=said.accepted,
        net_minutes=net_minutes(one),
        unaided_minutes=said.unaided_minutes,
        assessed_at=said.assessed_at,
        seconds_taken=said.seconds_taken,
        tail_weight=tail_weight(one, facts),
        unattended_weight=unattended_weight(one),
    )


def assert_alike(found: SignalEntry, expected: SignalEntry) -> None:
    for name, value in asdict(expected).items():
        is_sum = name.endswith("weight") and value is not None
        assert getattr(found, name) == (pytest.approx(value) if is_sum else value), name


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("seed", SEEDS)
def test_entries_are_what_their_details_say(journal: Journal, seed: int, zone: ZoneInfo | None) -> None:
    facts = fill(journal, seed)
    expected = sorted(
        (signal_entry(one, zone, facts) for one in details(journal)),
        key=lambda one: (one.started_at, one.id),
    )
    found = journal.mirror.entries(EntryFilter(zone=zone))
    assert [one.id for one in found] == [one.id for one in expected]
    for one, other in zip(found, expected, strict=True):
        assert_alike(one, other)
    assert any(one.tail_weight for one in expected)
    assert any(one.unattended_weight for one in expected)
    last = expected[-1].day
    within = journal.mirror.entries(EntryFilter(Period(last, last), zone, task="tests"))
    assert [one.id for one in within] == [
        one.id for one in expected if one.day == last and one.task == "tests"
    ]


def test_the_tail_begins_after_the_useful_exchange_and_what_it_caused(journal: Journal) -> None:
    start = NOW - timedelta(hours=3)
    run = an_exchange(9, start + timedelta(minutes=2), kind=ExchangeKind.RUN, prompt_group="p-1")
    add(
        journal,
        an_exchange(1, start),
        replace(run, prompt_records=0),
        an_exchange(2, start + timedelta(minutes=5), calls=1),
    )
    (entry,) = details(journal)
    first, caused, _ = entry.exchanges
    one_call = 10 + 1.25 * 80 + 2 * 20 + 0.1 * 1000 + 5 * 50
    for useful, tail in ((first.id, one_call), (caused.id, one_call), (entry.exchanges[-1].id, 0.0)):
        journal.assess(entry.entry.interaction.id, Assessment(useful_exchange_id=useful), NOW)
        (found,) = journal.mirror.entries(EVERYTHING)
        assert found.tail_weight == pytest.approx(tail)
        assert found.weight == pytest.approx(5 * one_call)


def test_exchanges_that_began_at_once_follow_one_another_as_they_are_shown(journal: Journal) -> None:
    start = NOW - timedelta(hours=3)
    add(journal, an_exchange(2, start, calls=3))
    add(journal, an_exchange(1, start, calls=1))
    (entry,) = details(journal)
    shown_first = entry.exchanges[0]
    assert shown_first.native_id == "u-1"
    journal.assess(entry.entry.interaction.id, Assessment(useful_exchange_id=shown_first.id), NOW)
    (found,) = journal.mirror.entries(EVERYTHING)
    assert found.tail_weight == weight_of(entry.exchanges[1].calls)


def test_a_mark_on_an_exchange_of_another_entry_is_none(journal: Journal) -> None:
    add(journal, an_exchange(1, NOW - timedelta(hours=9)), an_exchange(2, NOW - timedelta(hours=3)))
    newer, older = details(journal)
    elsewhere = older.exchanges[0].id
    journal.assess(newer.entry.interaction.id, Assessment(Outcome.HELPED, useful_exchange_id=elsewhere), NOW)
    assert [one.tail_weight for one in journal.mirror.entries(EVERYTHING)] == [None, None]
    assert detail(journal, newer.entry.interaction.id).entry.assessment is not None


def test_putting_a_question_aside_is_an_act_like_any_other(paths: Paths) -> None:
    until, later = NOW.date() + timedelta(days=30), NOW.date() + timedelta(days=60)
    with Journal.open(paths, Settings(), NEW_YORK) as journal:
        journal.mirror.pause("G1", until, NOW)
        journal.mirror.pause("G4", until, NOW)
        journal.mirror.pause("G1", later, NOW)
        assert journal.mirror.paused() == {"G1": later, "G4": until}
        assert journal.undo() == "Put a question aside"
        assert journal.mirror.paused() == {"G1": until, "G4": until}
    with Journal.open(paths, Settings(), NEW_YORK) as journal:
        journal.undo()
        journal.undo()
        assert journal.mirror.paused() == {}
        for _ in range(3):
            journal.redo()
        assert journal.mirror.paused() == {"G1": later, "G4": until}
        assert journal.redo() is None


def test_a_question_is_brought_back_and_that_is_undone_too(paths: Paths) -> None:
    until = NOW.date() + timedelta(days=27)
    with Journal.open(paths, Settings(), NEW_YORK) as journal:
        journal.mirror.pause("G1", until, NOW)
        journal.mirror.pause("G4", until, NOW)
        journal.mirror.resume("G1", NOW)
        assert journal.mirror.paused() == {"G4": until}
        assert journal.undo() == "Brought back a question"
        assert journal.mirror.paused() == {"G1": until, "G4": until}
        assert journal.redo() == "Brought back a question"
    with Journal.open(paths, Settings(), NEW_YORK) as journal:
        assert journal.mirror.paused() == {"G4": until}


def _entry_of(journal: Journal) -> SignalEntry:
    (one,) = journal.mirror.entries(EVERYTHING)
    return one


def test_a_run_beside_which_somebody_prompts_is_attended(journal: Journal) -> None:
    prompts = [an_exchange(n, NOW + timedelta(minutes=10 * n), calls=1) for n in range(6)]
    agent = an_exchange(9, NOW + timedelta(minutes=5), calls=0, kind=ExchangeKind.RUN, prompt_group=None)
    calls = tuple(a_call(f"run_{n}", NOW + timedelta(minutes=5 + 10 * n)) for n in range(5))
    add(journal, *prompts, replace(agent, ended_at=calls[-1].at, calls=calls))
    assert _entry_of(journal).unattended_weight == 0.0


def test_a_run_of_which_nobody_knows_the_cause_belongs_to_the_prompt_before_it(journal: Journal) -> None:
    first = an_exchange(1, NOW)
    agent = an_exchange(2, NOW + timedelta(minutes=2), kind=ExchangeKind.RUN, prompt_group=None)
    later = an_exchange(3, NOW + timedelta(minutes=4))
    last = an_exchange(4, NOW + timedelta(minutes=6), kind=ExchangeKind.RUN, prompt_group=None)
    add(journal, first, agent, later, last)
    entry = _entry_of(journal)
    detail = journal.entry(entry.id, NOW)
    assert detail is not None
    journal.assess(entry.id, Assessment(Outcome.HELPED, useful_exchange_id=detail.exchanges[0].id), NOW)
    assert entry.weight is not None
    assert _entry_of(journal).tail_weight == pytest.approx(entry.weight / 2)
