"""Sums over years: the same with blocks as without, whatever changed since they were summed."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlcipher3 import dbapi2 as sqlite

from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.facts import Exchange
from aijournal.domain.period import Period
from aijournal.domain.tokens import TokenUsage
from aijournal.domain.totals import GroupBy
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from tests.journal.builders import NOW, a_call, add, an_exchange

DEARER_BEFORE = datetime(2026, 3, 13, tzinfo=UTC)  # when the model below became cheaper for long prompts
CHANGING = "claude-opus-4-6"
FILTERS = (
    EVERYTHING,
    EntryFilter(project="shop"),
    EntryFilter(model=CHANGING),
    EntryFilter(Period(date(2026, 2, 3), date(2026, 6, 30))),
    EntryFilter(Period(None, date(2026, 3, 13))),
    EntryFilter(Period(date(2026, 3, 13), date(2026, 3, 20))),
    # Ends in each week of a block: none may be summed beyond them.
    *(EntryFilter(Period(date(2026, 2, 3), date(2026, 7, day))) for day in (3, 10, 17, 24)),
)
SUMMED = "SELECT DISTINCT block FROM token_block"
GROUPS = (None, GroupBy.SOURCE, GroupBy.TOOL, GroupBy.MODEL, GroupBy.PROJECT, GroupBy.MONTH)


def a_year(seed: int) -> Iterator[Exchange]:
    """Yield exchanges of some hundred days, some of whose tokens are unknown."""
    chance = random.Random(seed)
    for number in range(150):
        at = NOW - timedelta(days=chance.randrange(360), minutes=chance.randrange(1440))
        one = an_exchange(1000 * seed + number, at, conversation_id=f"c-{seed}-{number}")
        usage = TokenUsage(chance.randrange(50), None if number % 9 == 0 else 20, 250_000, 70)
        model = chance.choice((CHANGING, "claude-haiku-4-5", None))
        calls = tuple(replace(call, usage=usage, model=model) for call in one.calls)
        yield replace(one, calls=calls, project=chance.choice(("shop", "maps", None)))


def answers(journal: Journal) -> list[object]:
    return [journal.totals(wanted, by) for wanted in FILTERS for by in GROUPS]


def raw(paths: Paths, statement: str) -> list[tuple[int, ...]]:
    connection = sqlite.connect(str(paths.journal), isolation_level=None)
    rows: list[tuple[int, ...]] = connection.execute(statement).fetchall()
    connection.close()
    return rows


@pytest.mark.parametrize("seed", [1, 2])
def test_sums_are_the_same_without_blocks(journal: Journal, paths: Paths, seed: int) -> None:
    add(journal, *a_year(seed))
    assert raw(paths, "SELECT count(DISTINCT block) FROM token_block")[0][0] in {13, 14}
    with_blocks = answers(journal)
    raw(paths, "DELETE FROM token_block")
    assert answers(journal) == with_blocks


def test_every_block_is_what_its_calls_add_up_to(journal: Journal, paths: Paths) -> None:
    add(journal, *a_year(3))
    summed = raw(paths, "SELECT block, sum(calls), sum(output_tokens) FROM token_block GROUP BY block")
    assert summed == raw(paths, "SELECT at / 2419200000, count(*), sum(output_tokens) FROM call GROUP BY 1")


def test_a_block_in_which_something_changed_is_not_used_until_reading_is_finished(
    journal: Journal, paths: Paths
) -> None:
    add(journal, *a_year(4))
    at = NOW - timedelta(days=100)
    block = int(at.timestamp()) // (28 * 86400)
    assert (block,) in raw(paths, SUMMED)
    before = journal.totals(EVERYTHING).total
    add(journal, an_exchange(1, at), is_finished=False)
    assert (block,) not in raw(paths, SUMMED)
    assert journal.totals(EVERYTHING).total.calls == before.calls + 2
    add(journal, an_exchange(2, NOW))
    assert (block,) in raw(paths, SUMMED)
    assert journal.totals(EVERYTHING).total.calls == before.calls + 4


def test_a_price_that_changes_within_a_block_is_charged_before_and_after(journal: Journal) -> None:
    long = TokenUsage(0, 0, 250_000, 0)
    for number, day in enumerate((DEARER_BEFORE - timedelta(days=1), DEARER_BEFORE + timedelta(days=1))):
        call = a_call(f"long-{number}", day, usage=long, model=CHANGING)
        add(journal, an_exchange(number, day, calls=0, conversation_id=f"c-{number}"))
        add(journal, replace(an_exchange(number, day, conversation_id=f"c-{number}"), calls=(call,)))
    by_month = journal.totals(EVERYTHING, GroupBy.DAY)
    costs = [row.cost_usd for row in by_month.rows]
    assert costs[0] != costs[1]
    assert journal.totals(EVERYTHING).total.cost_usd == sum(cost for cost in costs if cost)
