from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aijournal.domain.tokens import TokenUsage, TokenWeights

counts = st.none() | st.integers(0, 10**9)
usages = st.builds(TokenUsage, counts, counts, counts, counts, counts, counts, st.booleans())
KNOWN = TokenUsage(input_tokens=100, cache_write_tokens=40, cache_read_tokens=1000, output_tokens=10)


def test_weights_follow_how_vendors_bill() -> None:
    assert KNOWN.weighted() == 1 * 100 + 1.25 * 40 + 0.1 * 1000 + 5 * 10


def test_one_hour_writes_weigh_more_and_are_a_part_of_all_writes() -> None:
    assert replace(KNOWN, cache_write_1h_tokens=40).weighted() == 100 + 2 * 40 + 100 + 50


def test_reasoning_is_a_part_of_the_output() -> None:
    assert replace(KNOWN, reasoning_tokens=9).weighted() == KNOWN.weighted()


def test_weights_can_be_set() -> None:
    assert KNOWN.weighted(TokenWeights(0, 0, 0, 0, 1)) == 10


def test_what_is_known_weighs_at_least_as_much_as_it_does() -> None:
    assert KNOWN.known_weight() == KNOWN.weighted()
    assert replace(KNOWN, output_is_lower_bound=True).known_weight() == KNOWN.weighted()
    assert TokenUsage(input_tokens=100, output_tokens=10).known_weight() == 1 * 100 + 5 * 10
    assert TokenUsage().known_weight() == 0


@pytest.mark.parametrize(
    "usage",
    [
        replace(KNOWN, input_tokens=None),
        replace(KNOWN, cache_write_tokens=None),
        replace(KNOWN, cache_read_tokens=None),
        replace(KNOWN, output_tokens=None),
    ],
)
def test_an_unknown_bucket_leaves_the_weight_unknown(usage: TokenUsage) -> None:
    assert not usage.is_complete
    assert usage.weighted() is None


def test_zero_is_known() -> None:
    assert TokenUsage(0, 0, 0, 0).weighted() == 0


def test_a_lower_bound_has_no_weight() -> None:
    assert replace(KNOWN, output_is_lower_bound=True).weighted() is None


def test_the_prompt_is_everything_that_was_sent() -> None:
    assert KNOWN.prompt_tokens == 1140
    assert TokenUsage().prompt_tokens == 0


def test_the_last_sighting_of_a_streamed_response_counts() -> None:
    early = replace(KNOWN, output_tokens=1, output_is_lower_bound=True)
    assert early.completed_by(KNOWN) == KNOWN.completed_by(early) == KNOWN


def test_one_settled_sighting_settles_the_response() -> None:
    more = replace(KNOWN, output_tokens=12, output_is_lower_bound=True)
    assert KNOWN.completed_by(more) == replace(KNOWN, output_tokens=12)


@given(usages, usages, usages)
def test_the_order_of_sightings_does_not_matter(one: TokenUsage, two: TokenUsage, three: TokenUsage) -> None:
    assert one.completed_by(two) == two.completed_by(one)
    assert one.completed_by(two).completed_by(three) == one.completed_by(two.completed_by(three))
    assert one.completed_by(one) == one
