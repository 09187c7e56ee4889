import math
import random
from dataclasses import replace

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from aijournal.analysis.mix import Mix, Rate, rate_mix, value_mix
from aijournal.domain.totals import ValueDay
from tests.analysis.builders import any_day, day, drawn_days

# Invented admissions of two years, as (admitted, applied): every programme admits a larger share than before,
# while applications move to where few are admitted.
BEFORE = {"arts": (60, 200), "law": (30, 150), "science": (480, 650)}
AFTER = {"arts": (213, 600), "law": (72, 300), "science": (74, 100)}


def rows(rates: dict[str, tuple[int, int]]) -> list[ValueDay]:
    return [day(0, key, rated=n, helped=k, hurt=0, unrated=0) for key, (k, n) in rates.items()]


def work(key: str | None, net: float, weight: float, number: int = 0) -> ValueDay:
    """Return one interaction with these minutes and millions of weighted tokens."""
    return day(number, key, rated=1, unrated=0, net=net, weight=weight * 1e6)


def taken_apart(mix: Mix | None) -> Mix:
    assert mix
    return mix


def test_a_rate_can_fall_while_it_rises_in_every_type() -> None:
    mix = taken_apart(rate_mix(rows(BEFORE), rows(AFTER), Rate.HELPED))
    assert mix.change == pytest.approx(359 / 1000 - 570 / 1000)
    assert mix.within > 0 > mix.change
    assert mix.mix < mix.change
    # By hand: mean shares .4 .225 .375, rises .055 .04 and about .0015.
    assert mix.within == pytest.approx(0.4 * 0.055 + 0.225 * 0.04 + 0.375 * (0.74 - 480 / 650))
    assert mix.mix + mix.within == pytest.approx(mix.change, abs=1e-12)


def test_value_per_token_by_hand() -> None:
    before = [work("review", 30, 1), work("debugging", 30, 3)]
    after = [work("review", 40, 1), work("debugging", 10, 1), work("debugging", 30, 2)]
    mix = taken_apart(value_mix(before, after))
    # Before 60/4 = 15, after 80/4 = 20; no share moved: review +10 with a quarter, debugging 10 to 40/3.
    assert (mix.before, mix.after, mix.change) == (15, 20, 5)
    assert mix.mix == pytest.approx(0, abs=1e-12)
    assert mix.within == pytest.approx(0.25 * 10 + 0.75 * 10 / 3)
    assert [part.key for part in mix.parts] == ["debugging", "review"]
    assert [(part.n_before, part.n_after) for part in mix.parts] == [(1, 2), (1, 1)]
    assert (mix.n_before, mix.n_after, mix.coverage_before, mix.coverage_after) == (2, 3, 1, 1)


def test_a_type_that_is_absent_from_one_window_is_all_mix() -> None:
    before = [work("review", 30, 1), work("debugging", 10, 1)]
    after = [work("review", 30, 1), work("writing", 50, 1)]
    mix = taken_apart(value_mix(before, after))
    debugging, review, writing = mix.parts
    assert (debugging.mix, debugging.within, debugging.ratio_after) == (-5, 0, None)
    assert (review.mix, review.within) == (0, 0)
    assert (writing.mix, writing.within, writing.ratio_before) == (25, 0, None)
    assert (mix.change, mix.mix, mix.within) == (20, 20, 0)


def test_minutes_of_a_type_without_tokens_are_mix_too() -> None:
    mix = taken_apart(value_mix([work("review", 30, 1)], [work("review", 30, 1), work("writing", 20, 0)]))
    assert (mix.change, mix.mix, mix.within) == (20, 20, 0)


def test_coverage_counts_what_nobody_judged() -> None:
    judged = day(0, "review", rated=3, unrated=1)
    mix = taken_apart(value_mix([judged], [judged]))
    assert (mix.coverage_before, mix.coverage_after) == (0.75, 0.75)
    rates = taken_apart(rate_mix([judged], [judged], Rate.HURT))
    assert (rates.coverage_before, rates.before, rates.n_before) == (0.75, 1 / 3, 3)


@pytest.mark.parametrize("empty", [[], [day(0, rated=0, helped=0, hurt=0)]])
def test_a_window_with_nothing_in_it_has_no_change(empty: list[ValueDay]) -> None:
    full = [work("review", 30, 1)]
    assert value_mix(empty, full) is None
    assert value_mix(full, empty) is None
    assert rate_mix(empty, full, Rate.HELPED) is None


def test_work_without_a_type_is_a_type_of_its_own_and_comes_last() -> None:
    window = [work(None, 30, 1), work("review", 30, 1)]
    assert [part.key for part in taken_apart(value_mix(window, window)).parts] == ["review", None]


def parts_are_the_whole(mix: Mix) -> None:
    scale = sum(abs(part.mix) + abs(part.within) for part in mix.parts) + abs(mix.before) + abs(mix.after)
    assert abs(mix.mix + mix.within - mix.change) <= 1e-12 * max(scale, 1e-300)


WINDOW = st.lists(any_day(), min_size=1, max_size=12)


@given(WINDOW, WINDOW)
def test_mix_and_within_are_the_whole_change(before: list[ValueDay], after: list[ValueDay]) -> None:
    value = value_mix(before, after)
    rates = rate_mix(before, after, Rate.HELPED)
    assume(value or rates)
    for mix in (value, rates):
        if mix:
            parts_are_the_whole(mix)
            assert math.fsum(part.share_before for part in mix.parts) == pytest.approx(1)
            assert math.fsum(part.share_after for part in mix.parts) == pytest.approx(1)


@given(st.integers(0, 10_000), st.integers(0, 10_000))
@example(3, 4)
def test_merging_types_keeps_the_change(one: int, other: int) -> None:
    keys = ("debugging", "review", "writing", None)
    windows = [drawn_days(seed, 15, keys) for seed in (one, other)]
    merged = [[replace(row, key="all" if row.key else None) for row in window] for window in windows]
    mix, fewer = taken_apart(value_mix(*windows)), taken_apart(value_mix(*merged))
    assert fewer.change == pytest.approx(mix.change, rel=1e-12)
    assert len(fewer.parts) == 2
    parts_are_the_whole(fewer)
    single = taken_apart(value_mix(*([replace(row, key=None) for row in window] for window in windows)))
    assert single.within == pytest.approx(single.change, rel=1e-9, abs=1e-12)
    assert single.mix == pytest.approx(0, abs=1e-12)


@given(WINDOW, WINDOW, st.randoms())
def test_the_order_of_the_rows_never_matters(
    before: list[ValueDay], after: list[ValueDay], source: random.Random
) -> None:
    shuffled = [before.copy(), after.copy()]
    for window in shuffled:
        source.shuffle(window)
    assert value_mix(before, after) == value_mix(shuffled[0], shuffled[1])
    assert rate_mix(before, after, Rate.HURT) == rate_mix(shuffled[0], shuffled[1], Rate.HURT)


@given(WINDOW, WINDOW)
def test_back_and_forth_is_no_change(before: list[ValueDay], after: list[ValueDay]) -> None:
    there, back = value_mix(before, after), value_mix(after, before)
    assert (there is None) == (back is None)
    if there and back:
        assert (there.change, there.mix, there.within) == (-back.change, -back.mix, -back.within)
