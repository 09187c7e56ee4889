"""What Codex's calls took: tokens in four disjoint buckets, and the events that tell them."""

import json
from typing import Any

import pytest

from aijournal.domain.tokens import TokenUsage
from aijournal.importers.codex import records
from aijournal.importers.codex.usage import Meter, token_usage
from tests.importers.codex_rollouts import tokens


def usage_of(fields: dict[str, Any]) -> TokenUsage:
    line = records.decode_line(json.dumps({"payload": {"usage": fields}}).encode())
    told = records.payload_of(line, records.usage_record).usage
    assert told is not None
    return token_usage(told)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        # 2410 in all, 900 of them cached; nothing was written: 1510 + 900 + 320 = 2730, the total
        (tokens(2410, 320, 900, 64), TokenUsage(1510, 0, 900, 320, None, 64)),
        (tokens(2410, 320, 900, 64, cache_write_input_tokens=0), TokenUsage(1510, 0, 900, 320, None, 64)),
        # 3000 - 2304 - 256 = 440
        (tokens(3000, 100, 2304, 0, cache_write_input_tokens=256), TokenUsage(440, 256, 2304, 100, None, 0)),
        # more cached than sent cannot be, and leaves nothing
        (tokens(100, 5, 200), TokenUsage(0, 0, 200, 5, None, 0)),
        # a part that is larger than its whole is not believed
        (tokens(100, 5, 0, 6), TokenUsage(100, 0, 0, 5)),
        (tokens(0, 0), TokenUsage(0, 0, 0, 0, None, 0)),
        # what is not told is unknown
        ({"input_tokens": 100, "output_tokens": 5}, TokenUsage(100, 0, None, 5)),
        ({"output_tokens": 5}, TokenUsage(output_tokens=5)),
        ({"cache_write_input_tokens": None, "input_tokens": 7}, TokenUsage(7, 0)),
        ({}, TokenUsage()),
    ],
)
def test_four_disjoint_buckets(fields: dict[str, Any], expected: TokenUsage) -> None:
    assert usage_of(fields) == expected


def info_of(total: dict[str, int] | None, last: dict[str, int] | None) -> records.TokenInfo:
    info = {"total_token_usage": total, "last_token_usage": last}
    line = records.decode_line(json.dumps({"payload": {"info": info}}).encode())
    told = records.payload_of(line, records.token_count).info
    assert told is not None
    return told


def take(
    meter: Meter, total: dict[str, int] | None, last: dict[str, int] | None = None
) -> tuple[int, str] | None:
    """Return the uncached input and the key of the call that an event tells of."""
    found = meter.take(info_of(total, last), is_fork=False)
    return found and (found[0].input_tokens or 0, found[1])


def inputs(meter: Meter, *events: tuple[dict[str, int] | None, dict[str, int] | None]) -> list[int | None]:
    return [found and found[0] for found in (take(meter, total, last) for total, last in events)]


def test_the_last_call_counts_unless_the_totals_stand_still() -> None:
    first, second = tokens(10, 1), tokens(30, 3)
    estimate = {**tokens(0, 0), "total_tokens": 1400}
    events = [
        (first, first),
        (first, first),
        (second, tokens(20, 2)),
        (second, estimate),
        (second, tokens(20, 2)),
    ]
    assert inputs(Meter(), *events) == [10, None, 20, None, None]


def test_only_totals_are_told() -> None:
    assert inputs(Meter(), (tokens(10, 1), None), (tokens(10, 1), None), (tokens(35, 3), None)) == [
        10,
        None,
        25,
    ]


def test_totals_that_decrease_count_whole() -> None:
    assert inputs(Meter(), (tokens(10, 1), None), (tokens(35, 3), None), (tokens(8, 1), None)) == [10, 25, 8]


def test_no_totals_tell_nothing() -> None:
    assert inputs(Meter(), (None, tokens(10, 1)), (tokens(10, 1), tokens(10, 1))) == [None, 10]


def test_totals_that_begin_anew_are_other_calls_even_if_they_look_the_same() -> None:
    meter = Meter()
    first, second = tokens(10, 1), tokens(30, 3)
    keys = [take(meter, *one) for one in [(first, first), (second, tokens(20, 2)), (first, first)]]
    assert len(set(keys)) == 3
    assert keys[0] != keys[2]


def test_totals_told_out_of_order_are_the_same_calls() -> None:
    meter = Meter()
    told = [(tokens(10, 1), tokens(10, 1)), (tokens(30, 3), tokens(20, 2)), (tokens(70, 7), tokens(40, 4))]
    keys = [take(meter, *one) for one in [*told, told[1], told[2]]]
    assert keys[3:] == keys[1:3]
    assert len(set(keys)) == 3


def test_a_written_part_of_none_is_the_same_as_no_such_part() -> None:
    old, new = Meter(), Meter()
    assert take(old, tokens(10, 1), tokens(10, 1)) == take(
        new, tokens(10, 1, cache_write_input_tokens=0), tokens(10, 1, cache_write_input_tokens=0)
    )
