import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aijournal.analysis.change import Change, Direction, change
from aijournal.analysis.sentences import Sentence
from aijournal.analysis.value import Tier
from aijournal.domain.period import Period
from aijournal.domain.totals import ValueDay
from tests.analysis.builders import any_day, day, drawn_days
from tests.analysis.daily_looks import FIRST_LOOK, LOOKED_AT, ranges
from tests.analysis.simulation import DAYS, QUARTERS, Tails, World, drawn

LAST = date(2026, 1, 1)
THIS = date(2026, 4, 1)
TODAY = date(2026, 6, 20)


def quarter(
    first: date, net: float, *, days: int = 40, key: str | None = None, unrated: int = 1, weight: float = 1e6
) -> list[ValueDay]:
    """Return a quarter of days that differ a little, three interactions each."""
    return [
        replace(
            day(0, key, net=net + 4 * (number % 5 - 2), unrated=unrated, weight=weight),
            day=first + timedelta(days=2 * number),
        )
        for number in range(days)
    ]


def directions(found: Change) -> tuple[Direction | None, str | None]:
    return found.direction, found.guard


def test_a_clear_rise_is_said_with_its_range() -> None:
    found = change([*quarter(LAST, 20), *quarter(THIS, 40)], TODAY)
    assert (found.quarter, found.quarter_before) == (
        Period(THIS, TODAY),
        Period(LAST, date(2026, 3, 31)),
    )
    assert directions(found) == (Direction.UP, None)
    assert found.comparison
    assert found.comparison.difference == pytest.approx(20)
    assert found.comparison.relative == pytest.approx(1)
    assert found.comparison.low < 20 < found.comparison.high
    assert (found.value.vpt, found.value_before.vpt) == pytest.approx((40, 20))
    assert (found.value.days, found.value.paired, found.value.coverage_tokens) == (40, 120, 0.75)
    assert found.tier is Tier.FELT
    assert found.sentence == (
        "Value per token is up: 40 net minutes per million weighted tokens this quarter, 20 last quarter, "
        f"a difference between {found.comparison.low:.0f} and {found.comparison.high:.0f}."
    )


def test_a_clear_fall_is_said_too() -> None:
    found = change([*quarter(LAST, 40), *quarter(THIS, -20)], TODAY)
    assert directions(found) == (Direction.DOWN, None)
    assert found.sentence.startswith("Value per token is down: \N{MINUS SIGN}20 net minutes")


def test_quarters_that_cannot_be_told_apart_have_no_direction() -> None:
    found = change([*quarter(LAST, 20), *quarter(THIS, 21)], TODAY)
    assert directions(found) == (None, None)
    assert found.comparison
    assert found.comparison.low < 0 < found.comparison.high
    assert found.sentence.startswith("This quarter cannot be told from the last: 21 net minutes")


def test_other_work_is_no_change() -> None:
    before = [*quarter(LAST, 60, key="question"), *quarter(LAST, 10, key="feature", weight=9e6)]
    # As much for a token of each type, and fewer tokens for features.
    after = [*quarter(THIS, 60, key="question"), *quarter(THIS, 10 / 9, key="feature")]
    found = change([*before, *after], TODAY)
    assert directions(found) == (None, None)
    assert found.comparison
    assert found.comparison.low > 0
    assert found.comparison.mix.within == pytest.approx(0, abs=1e-9)
    assert found.sentence.startswith("Other kinds of work were done:")


def test_nothing_is_compared_before_the_quarter_is_eight_weeks_old() -> None:
    rows = [*quarter(LAST, 20), *quarter(THIS, 40)]
    eight_weeks = THIS + timedelta(weeks=8)
    early = change(rows, eight_weeks - timedelta(days=1))
    assert early.comparison is None
    assert directions(early) == (None, early.sentence)
    assert (
        early.sentence == "This quarter is compared with the last once it is eight weeks old, in 1 more day."
    )
    assert early.value.vpt is not None
    assert change(rows, eight_weeks).direction is Direction.UP
    assert "in 56 more days" in change(rows, THIS).sentence


def test_days_after_today_and_older_quarters_do_not_count() -> None:
    rows = [*quarter(LAST, 20), *quarter(THIS, 40)]
    others = [*quarter(date(2025, 10, 1), 500), *quarter(TODAY + timedelta(days=1), 500, days=4)]
    known = [row for row in rows if row.day <= TODAY]
    assert change([*known, *others], TODAY) == change(known, TODAY)


def test_each_quarter_needs_enough_days_and_interactions() -> None:
    found = change([*quarter(LAST, 20, days=6), *quarter(THIS, 40, days=7)], TODAY)
    assert found.comparison is None
    assert found.sentence == (
        "To compare, this quarter needs 1 more day with such interactions, about 12 days at your pace. "
        "To compare, last quarter needs 2 more interactions with minutes and tokens, on 2 more days."
    )
    assert found.guard == found.sentence


@pytest.mark.parametrize("first", [LAST, THIS])
def test_too_few_judged_in_either_quarter_hold_a_direction_back(first: date) -> None:
    rows = [*quarter(LAST, 20), *quarter(THIS, 40)]
    # 3 of 5.04 rated by weight.
    thin = [replace(row, weight=5.04e6) if (row.day >= THIS) == (first == THIS) else row for row in rows]
    found = change(thin, TODAY)
    name = "this" if first == THIS else "last"
    assert found.direction is None
    assert found.guard == f"To compare, 60 % of tokens must be judged; {name} quarter it was 59 %."
    assert found.comparison
    just_enough = [replace(row, weight=5e6) for row in rows]
    assert change(just_enough, TODAY).direction is Direction.UP


def test_tokens_on_one_day_alone_cannot_be_compared() -> None:
    rows = [*quarter(LAST, 20), *quarter(THIS, 40)]
    rows[0] = replace(rows[0], paired_weight=1e12)
    found = change(rows, TODAY)
    assert found.comparison is None
    assert (
        found.guard == "Nearly all tokens of a quarter were used on one day, so there is nothing to compare."
    )


def test_tokens_that_weigh_nothing_cannot_be_compared() -> None:
    found = change([*quarter(LAST, 20), *quarter(THIS, 40, weight=0)], TODAY)
    assert found.comparison is None
    assert found.guard == "A quarter used no tokens, so there is no value per token to compare."


WORLDS = (
    World(Tails.MODERATE, turn=QUARTERS[4][0], factor=2.5),
    World(Tails.HEAVY, turn=QUARTERS[3][0], factor=0.2),
    World(Tails.MODERATE, working=(1,)),
    World(Tails.HEAVY, working=(0, 4), rated=0.6),
)


@pytest.mark.parametrize("world", WORLDS)
def test_the_simulated_looks_are_those_of_the_program(world: World) -> None:
    histories = drawn(np.random.default_rng(8), 4, world)
    source = random.Random(8)
    for number in range(4):
        rows = histories.rows(number)
        for place in LOOKED_AT:
            first, end = QUARTERS[place]
            twin = ranges(histories, place)
            for look in (0, source.randrange(end - first - FIRST_LOOK), end - first - FIRST_LOOK - 1):
                found = change(rows, DAYS[first + FIRST_LOOK + look])
                assert (found.comparison is not None) == twin.is_shown[number, look]
                assert (found.direction is Direction.UP) == twin.is_up[number, look]
                assert (found.direction is Direction.DOWN) == twin.is_down[number, look]
                if found.comparison:
                    one = found.comparison
                    assert [one.low, one.high, one.within_low, one.within_high] == pytest.approx(
                        [
                            side[number, look]
                            for side in (twin.low, twin.high, twin.within_low, twin.within_high)
                        ],
                        rel=1e-7,
                        abs=1e-9,
                    )


def two_quarters(days: Sequence[ValueDay]) -> list[ValueDay]:
    """Spread invented days over both quarters."""
    return [
        replace(row, day=(LAST if place % 2 else THIS) + timedelta(days=place % 60))
        for place, row in enumerate(days)
    ]


@given(st.integers(0, 10_000), st.randoms())
def test_the_order_of_the_rows_never_matters(seed: int, source: random.Random) -> None:
    rows = two_quarters(drawn_days(seed, 20, ("debugging", "review", None)))
    shuffled = rows.copy()
    source.shuffle(shuffled)
    assert change(rows, TODAY) == change(shuffled, TODAY)


# Few, as each draws some hundred numbers.
@settings(max_examples=40)
@given(st.lists(any_day(), min_size=16, max_size=20))
def test_there_is_a_sentence_whatever_happens_and_a_direction_only_without_a_guard(
    days: list[ValueDay],
) -> None:
    found = change(two_quarters(days), TODAY)
    assert found.sentence.endswith(".")
    assert isinstance(found.sentence, Sentence)  # so that it can be said in any language
    if found.direction:
        assert found.guard is None
    if found.comparison:
        one = found.comparison
        assert one.low <= one.difference <= one.high
        assert one.within_low <= one.mix.within <= one.within_high
    else:
        assert found.guard
