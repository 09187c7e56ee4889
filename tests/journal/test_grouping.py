"""Exchanges become interactions by pauses, and closed ones keep their shape."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from aijournal.journal.grouping import Group, GroupedExchange, group

MINUTE = 60_000
PAUSE = 30 * MINUTE


def prompt(number: int, start: int, end: int | None = None, **more: Any) -> GroupedExchange:
    exchange = GroupedExchange(
        id=number,
        native_id=f"u-{number:03}",
        is_run=False,
        prompt_group=None,
        started_at=start * MINUTE,
        ended_at=(start + 1 if end is None else end) * MINUTE,
        interaction=None,
        is_closed=False,
    )
    return replace(exchange, **more)


def ids(groups: list[Group]) -> list[list[int]]:
    return [[exchange.id for exchange in one.exchanges] for one in groups]


def test_a_pause_of_exactly_thirty_minutes_does_not_end_an_interaction() -> None:
    assert ids(group([prompt(1, 0, 5), prompt(2, 35)], PAUSE)) == [[1, 2]]


def test_a_longer_pause_begins_a_new_interaction() -> None:
    assert ids(group([prompt(1, 0, 5), prompt(2, 36)], PAUSE)) == [[1], [2]]


def test_the_pause_is_counted_from_the_end_of_the_work_not_of_the_last_prompt() -> None:
    long_run = prompt(9, 2, 60, is_run=True)
    assert ids(group([prompt(1, 0), prompt(2, 80), long_run], PAUSE)) == [[1, 9, 2]]


def test_a_run_belongs_to_the_prompt_that_caused_it() -> None:
    exchanges = [
        prompt(1, 0, prompt_group="p-1"),
        prompt(2, 100, prompt_group="p-2"),
        prompt(3, 300, prompt_group="p-3"),
        prompt(9, 101, is_run=True, prompt_group="p-1"),
    ]
    # It ended a minute after the second prompt began, so that prompt followed without a pause.
    assert ids(group(exchanges, PAUSE)) == [[1, 9, 2], [3]]


def test_a_run_without_a_cause_on_record_belongs_to_the_latest_prompt_before_it() -> None:
    exchanges = [prompt(1, 0), prompt(2, 100), prompt(9, 101, is_run=True, prompt_group="gone")]
    assert ids(group(exchanges, PAUSE)) == [[1], [2, 9]]


def test_runs_before_any_prompt_stay_among_themselves() -> None:
    exchanges = [prompt(8, 0, is_run=True), prompt(9, 5, is_run=True), prompt(1, 10)]
    assert ids(group(exchanges, PAUSE)) == [[1], [8, 9]]


def test_a_closed_interaction_is_neither_joined_nor_bridged() -> None:
    exchanges = [
        prompt(1, 0),
        prompt(2, 5, interaction=7, is_closed=True),
        prompt(3, 10),
    ]
    groups = group(exchanges, PAUSE)
    assert ids(groups) == [[1], [2], [3]]
    assert [one.interaction for one in groups] == [None, 7, None]


def test_a_closed_interaction_keeps_its_exchanges_however_far_apart_they_lie() -> None:
    closed = [prompt(1, 0, interaction=7, is_closed=True), prompt(2, 500, interaction=7, is_closed=True)]
    groups = group(closed, PAUSE)
    assert {one.interaction for one in groups} == {7}


def test_a_late_bridge_joins_two_interactions_into_the_earlier_one() -> None:
    exchanges = [prompt(1, 0, interaction=4), prompt(3, 50, interaction=5), prompt(2, 25)]
    groups = group(exchanges, PAUSE)
    assert ids(groups) == [[1, 2, 3]]
    assert groups[0].interaction == 4


def test_what_falls_apart_keeps_one_interaction_and_gets_one_new() -> None:
    exchanges = [prompt(1, 0, interaction=4), prompt(2, 100, interaction=4)]
    assert [one.interaction for one in group(exchanges, PAUSE)] == [4, None]


@st.composite
def conversations(draw: st.DrawFn) -> list[GroupedExchange]:
    starts = draw(st.lists(st.integers(0, 400), min_size=1, max_size=12))
    return [
        prompt(number, start, start + draw(st.integers(0, 40)), is_run=draw(st.booleans()))
        for number, start in enumerate(starts)
    ]


@given(conversations(), st.randoms())
def test_the_order_of_arrival_never_matters(exchanges: list[GroupedExchange], random: Any) -> None:
    shuffled = list(exchanges)
    random.shuffle(shuffled)
    assert ids(group(shuffled, PAUSE)) == ids(group(exchanges, PAUSE))


@given(conversations())
def test_every_exchange_lies_in_exactly_one_interaction(exchanges: list[GroupedExchange]) -> None:
    placed = sorted(number for one in ids(group(exchanges, PAUSE)) for number in one)
    assert placed == sorted(exchange.id for exchange in exchanges)
