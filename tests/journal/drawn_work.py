"""Work drawn at random: logs of several models, long runs, unknown tokens, entries by hand, and verdicts."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from aijournal.domain.assessment import Accepted, Assessment, Door, Motive, Need, Outcome
from aijournal.domain.entry import EntryDetail
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.entry_line import EntryLine
from aijournal.domain.facts import Call, Exchange, ExchangeKind
from aijournal.domain.tokens import DEFAULT_WEIGHTS, TokenUsage
from aijournal.journal.journal import Journal
from tests.journal.builders import NOW, add

MODELS = (
    ("claude-opus-4-5-20251101", "anthropic"),
    ("gpt-5", "openai"),
    ("gpt-5", None),
    ("a-model-of-our-own", None),
    (None, None),
)
TASKS = ("debugging", "tests", None)
ZONES = (None, ZoneInfo("Asia/Kolkata"), ZoneInfo("America/St_Johns"), ZoneInfo("Pacific/Apia"))
BOTTLENECKS = ("review", "build", "never named", None)


def fill(journal: Journal, seed: int) -> dict[str, Exchange]:
    """Import and judge drawn work of 40 days, and return the exchanges by their native ids."""
    chance = random.Random(seed)
    work = [one for conversation in range(16) for one in _conversation(chance, conversation)]
    add(journal, *work)
    for number in range(12):
        _log_by_hand(journal, chance, number)
    for entry in journal.entries(EVERYTHING, NOW, 1_000).rows:
        number = entry.interaction.id
        if chance.random() < 0.6:
            journal.set_task(number, chance.choice(TASKS), NOW)
        if chance.random() < 0.8:
            journal.assess(number, _verdict(chance, detail(journal, number)), NOW)
    journal.bottlenecks.add("review", None, NOW.date() - timedelta(days=20), NOW)
    journal.bottlenecks.add("review", NOW.date() - timedelta(days=9), NOW.date() - timedelta(days=5), NOW)
    journal.bottlenecks.add("build", NOW.date() - timedelta(days=25), None, NOW)
    return {one.native_id: one for one in work}


def details(journal: Journal) -> list[EntryDetail]:
    """Return every entry with all that is under it."""
    rows = journal.entries(EVERYTHING, NOW, 1_000).rows
    return [detail(journal, row.interaction.id) for row in rows]


def detail(journal: Journal, number: int) -> EntryDetail:
    found = journal.entry(number, NOW)
    assert found is not None
    return found


def local_day(one: EntryDetail, zone: ZoneInfo | None) -> date:
    """Return the day on which an entry counts."""
    interaction = one.entry.interaction
    return interaction.started_at.astimezone(zone).date() if zone else interaction.local_day


def is_prompted(one: EntryDetail) -> bool:
    by_hand = one.entry.interaction.source is None
    return by_hand or any(exchange.kind is ExchangeKind.PROMPT for exchange in one.exchanges)


def weight_of(calls: Sequence[Call]) -> float | None:
    """Return the weighted tokens of calls, `None` where one of them is not known for certain."""
    weights = [call.usage.weighted(DEFAULT_WEIGHTS) for call in calls]
    if any(call.usage.output_is_lower_bound for call in calls) or None in weights:
        return None
    return sum(weight or 0.0 for weight in weights)


def weight_of_entry(one: EntryDetail) -> float | None:
    calls = [call for exchange in one.exchanges for call in exchange.calls]
    return weight_of(calls) if calls else one.entry.interaction.typed_tokens


def net_minutes(one: EntryDetail) -> float | None:
    """Return net minutes by their definition."""
    said, active = one.entry.assessment, one.entry.interaction.active_minutes
    if said is None or said.is_new_work:
        return None
    if said.net_minutes is not None:
        return said.net_minutes - (said.rework_minutes or 0)
    if said.unaided_minutes is None or active is None:
        return None
    return said.unaided_minutes - active - (said.rework_minutes or 0)


def _conversation(chance: random.Random, number: int) -> Iterator[Exchange]:
    at = NOW - timedelta(days=chance.randrange(40), minutes=chance.randrange(1_440))
    group: str | None = None
    usual = chance.choice(MODELS[:3])
    for step in range(chance.randrange(1, 10)):
        is_run = chance.random() < 0.3
        if not is_run:
            group = f"p-{number}-{step}"
        name, started = f"u-{number}-{step}", at
        calls = tuple(
            _call(
                chance,
                f"m-{number}-{step}-{index}",
                at + timedelta(minutes=chance.choice([0, 1, 12, 40])),
                usual if chance.random() < 0.95 else chance.choice(MODELS),
            )
            for index in range(chance.randrange(4))
        )
        ended = max([one.at for one in calls], default=at) + timedelta(seconds=chance.randrange(90))
        yield Exchange(
            source="claude-code",
            native_id=name,
            conversation_id=f"c-{number}",
            started_at=started,
            ended_at=ended,
            calls=calls,
            kind=ExchangeKind.RUN if is_run else ExchangeKind.PROMPT,
            project=chance.choice(["shop", "lantern", None]),
            prompt_group=group if not is_run or chance.random() < 0.5 else None,
            prompt_records=0 if is_run else 1,
        )
        at += timedelta(minutes=chance.choice([0, 1, 5, 15, 25, 70]))


def _call(
    chance: random.Random, native_id: str, at: datetime, model_of: tuple[str | None, str | None]
) -> Call:
    model, provider = model_of
    return Call(native_id, at, _usage(chance, writes_cache=provider == "anthropic"), model, provider)


def _usage(chance: random.Random, *, writes_cache: bool) -> TokenUsage:
    roll = chance.random()
    if roll < 0.02:
        return TokenUsage(output_tokens=70)
    written = chance.choice([0, 2_000]) if writes_cache else 0
    return TokenUsage(
        chance.randrange(300),
        written,
        chance.choice([0, 30_000, 199_000, 210_000]),
        chance.randrange(900),
        cache_write_1h_tokens=chance.choice([None, 0, written // 4]),
        output_is_lower_bound=roll > 0.98,
    )


def _log_by_hand(journal: Journal, chance: random.Random, number: int) -> None:
    line = EntryLine(
        f"by hand {number}",
        tool=chance.choice(["claude-code", "chatgpt", None]),
        model=chance.choice(["gpt-5", None]),
        started_at=NOW - timedelta(days=chance.randrange(40), minutes=chance.randrange(1_440)),
        typed_tokens=chance.choice([None, 4_000, 90_000]),
    )
    journal.log(line, NOW, Door.QUICK_LOG)


def _verdict(chance: random.Random, one: EntryDetail) -> Assessment:
    def maybe(*values: Any) -> Any:
        return chance.choice([None, *values])

    exchanges = [exchange.id for exchange in one.exchanges]
    return Assessment(
        outcome=maybe(*Outcome),
        need=maybe(*Need),
        net_minutes=maybe(-30.0, 0.0, 5.0, 60.0, 15.0),
        rework_minutes=maybe(0.0, 7.5),
        unaided_minutes=maybe(1.0, 90.0),
        accepted=maybe(*Accepted),
        motive=maybe(*Motive),
        bottleneck=chance.choice(BOTTLENECKS),
        is_new_work=maybe(True, False, False),
        useful_exchange_id=chance.choice([None, *exchanges[:2]]),
        seconds_taken=maybe(0.5, 4.0),
    )
