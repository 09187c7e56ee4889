"""Sightings fold into facts, whatever order they come in."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from aijournal.domain.call_rows import CallRows, call_of, row_of
from aijournal.domain.facts import Call, Exchange, ExchangeKind
from aijournal.domain.tokens import TokenUsage
from aijournal.journal.folding import Fold

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)


def call(output: int, native_id: str = "msg_1", *, settled: bool = False, **more: Any) -> Call:
    usage = TokenUsage(11, 200, 3000, output, output_is_lower_bound=not settled)
    return replace(Call(native_id, NINE, usage, "claude-opus-4-5"), **more)


def exchange(*calls: Call, native_id: str = "u-1", **more: Any) -> Exchange:
    one = Exchange("claude-code", native_id, "c-1", NINE, NINE, calls, prompt_group="p-1")
    return replace(one, **more)


def fold(*sightings: Exchange) -> Fold:
    result = Fold({}, {}, {})
    for sighting in sightings:
        result.add(sighting)
    return result


def test_a_streamed_response_is_one_call_with_its_last_count() -> None:
    result = fold(exchange(call(1), call(1), call(320, settled=True)))
    assert result.calls["msg_1"].usage == TokenUsage(11, 200, 3000, 320)
    assert (result.imported, result.duplicates) == (3, 1)  # the prompt, the first line, the last line


def test_a_response_that_never_settled_is_a_lower_bound() -> None:
    assert fold(exchange(call(1), call(3))).calls["msg_1"].usage.output_is_lower_bound


def test_a_settled_sighting_settles_an_earlier_larger_one() -> None:
    usage = fold(exchange(call(9), call(9, settled=True))).calls["msg_1"].usage
    assert usage == TokenUsage(11, 200, 3000, 9)


def test_a_replay_in_a_side_conversation_never_owns_the_call() -> None:
    side = exchange(
        call(9, is_sidechain=True),
        native_id="run:1",
        kind=ExchangeKind.RUN,
        prompt_group=None,
        prompt_records=0,
    )
    main = exchange(call(9))
    for order in itertools.permutations([side, main]):
        assert fold(*order).owners["msg_1"] == "u-1"
        assert not fold(*order).calls["msg_1"].is_sidechain


def test_a_copy_in_a_fork_stays_in_the_original_conversation() -> None:
    original = exchange(call(9))
    fork = exchange(call(9), conversation_id="a-fork", prompt_group=None)
    for order in itertools.permutations([original, fork]):
        result = fold(*order)
        assert result.exchanges["u-1"].conversation_id == "c-1"
        assert (result.imported, result.duplicates) == (2, 2)


def test_an_extra_call_counts_no_record() -> None:
    result = fold(exchange(call(9, settled=True), call(4, "msg_1:advisor:0", settled=True, is_extra=True)))
    assert result.imported == 2
    assert set(result.calls) == {"msg_1", "msg_1:advisor:0"}


def in_one_sighting(rows: list[Call], repeats: int) -> list[Call]:
    """Return rows, each fuller than the one before, in as few sightings as a log is read into."""
    growing = [row.usage.output_tokens or 0 for row in rows[:-1] if row.usage.output_is_lower_bound]
    full, *later = rows[len(growing) :]
    full = replace(full, earlier_outputs=tuple(growing))
    *later, latest = full, *later
    return [*later, replace(latest, repeats=repeats)]


grown = st.lists(st.tuples(st.integers(1, 5), st.booleans()), max_size=3).map(sorted)


@given(grown, st.integers(0, 2), st.lists(st.tuples(st.integers(0, 6), st.booleans()), max_size=3))
def test_records_in_a_row_count_as_they_would_one_by_one(
    steps: list[tuple[int, bool]], repeats: int, known: list[tuple[int, bool]]
) -> None:
    rows: list[Call] = []
    for output, settled in steps:
        seen = call(output, settled=settled)
        latest = rows[-1].completed_by(seen) if rows else seen
        if not rows or latest.usage != rows[-1].usage:
            rows.append(latest)
    rows = rows or [call(3)]
    before = [exchange(*(call(output, settled=settled) for output, settled in known))] if known else []
    one_by_one = fold(*before, exchange(*rows, *[rows[-1]] * repeats))
    at_once = fold(*before, exchange(*in_one_sighting(rows, repeats)))
    assert (at_once.calls, at_once.owners) == (one_by_one.calls, one_by_one.owners)
    assert (at_once.imported, at_once.duplicates) == (one_by_one.imported, one_by_one.duplicates)


def test_what_is_known_already_is_a_duplicate_and_changes_nothing() -> None:
    first = fold(exchange(call(9, settled=True)))
    again = Fold(dict(first.exchanges), dict(first.calls), dict(first.owners))
    again.add(exchange(call(9, settled=True)))
    assert (again.imported, again.duplicates) == (0, 2)
    assert not again.changed_calls
    assert not again.changed_exchanges


def in_rows(*sightings: Exchange) -> list[Exchange]:
    return [replace(one, calls=CallRows(tuple(map(row_of, one.calls)))) for one in sightings]


sightings = st.builds(
    exchange,
    st.builds(
        call,
        st.integers(0, 5),
        st.sampled_from(["msg_1", "msg_2"]),
        settled=st.booleans(),
        is_sidechain=st.booleans(),
        at=st.builds(lambda minutes: NINE + timedelta(minutes=minutes), st.integers(0, 3)),
    ),
    native_id=st.sampled_from(["u-1", "u-2", "u-3"]),
    conversation_id=st.sampled_from(["c-1", "c-2"]),
    prompt_group=st.sampled_from([None, "p-1"]),
)


@given(st.lists(sightings, max_size=5))
def test_every_sighting_is_imported_or_a_duplicate(seen: list[Exchange]) -> None:
    result = fold(*seen)
    records = sum(one.prompt_records + len(one.calls) for one in seen)
    assert result.imported + result.duplicates == records


@given(st.lists(sightings, max_size=5))
def test_calls_fold_alike_as_rows(seen: list[Exchange]) -> None:
    plain, rows = fold(*seen), fold(*in_rows(*seen))
    assert rows.calls | {name: call_of(row) for name, row in rows.rows.items()} == plain.calls
    assert rows.owners == plain.owners
    assert rows.exchanges == plain.exchanges
    assert (rows.imported, rows.duplicates) == (plain.imported, plain.duplicates)


def test_rows_that_are_sighted_once_stay_rows() -> None:
    first, again = in_rows(exchange(call(9), call(4, "msg_2")), exchange(call(9, settled=True)))
    result = fold(first, again)
    assert set(result.rows) == {"msg_2"}
    assert set(result.calls) == {"msg_1"}


def test_rows_count_the_records_that_they_stand_for() -> None:
    grown = call(9, earlier_outputs=(1, 4), repeats=3)
    extra = call(4, "msg_1:advisor:0", is_extra=True, repeats=1)
    (sighting,) = in_rows(exchange(grown, extra, prompt_records=0))
    assert (fold(sighting).imported, fold(sighting).duplicates) == (3, 3)


@given(st.lists(sightings, max_size=5), st.randoms())
def test_the_order_of_sightings_never_matters(seen: list[Exchange], random: Any) -> None:
    shuffled = list(seen)
    random.shuffle(shuffled)
    one, other = fold(*seen), fold(*shuffled)
    assert {key: call.usage for key, call in one.calls.items()} == {
        key: call.usage for key, call in other.calls.items()
    }
    assert {key: call.at for key, call in one.calls.items()} == {
        key: call.at for key, call in other.calls.items()
    }
