from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aijournal.analysis.days import merged_days
from aijournal.analysis.sentences import say
from aijournal.analysis.value import Tier
from aijournal.analysis.work_points import LEAST_POINTS, work_by_day, work_by_interaction
from aijournal.domain.totals import ValueDay
from tests.analysis.builders import MONDAY, any_day, day, drawn_days


def test_a_day_is_a_point_with_the_sums_of_its_pairs() -> None:
    work = work_by_day(
        [day(0, "tests", net=30), day(0, "review", net=-10, weight=2e6), day(1, net=5, weight=1e5)]
    )
    assert [(one.day, one.net_minutes, one.weighted_tokens, one.paired) for one in work.points] == [
        (MONDAY + timedelta(days=1), 15.0, 3e5, 3),
        (MONDAY, 60.0, 9e6, 6),
    ]
    assert [one.interactions for one in work.points] == [4, 8]
    assert (work.paired, work.interactions, work.tier) == (9, 12, Tier.FELT)
    assert work.coverage_tokens == pytest.approx(0.75)


def test_days_without_a_pair_are_no_points_but_count_in_coverage() -> None:
    waiting = replace(day(1), paired=0, paired_net_minutes=0.0, paired_weight=0.0, rated_weight=0.0)
    work = work_by_day([day(0), waiting])
    assert len(work.points) == 1
    assert work.interactions == 8
    assert work.coverage_tokens == pytest.approx(3 / 8)


def test_points_are_counted_by_their_minutes_as_they_are_said() -> None:
    work = work_by_day([day(0, net=10), day(1, net=-10), day(2, net=0.1), day(3, net=20)])
    assert (work.saved, work.lost, work.even) == (2, 1, 1)


def test_the_sentence_says_what_half_of_the_tokens_brought() -> None:
    small = [day(number, rated=1, net=60, weight=1e6) for number in range(9)]
    work = work_by_day([*small, day(9, rated=1, net=-30, weight=2e7)])
    assert work.sentence == (
        "1 of 10 days took half of the tokens and brought \N{MINUS SIGN}0.5 of the 8.5 net hours."
    )


def test_few_points_say_only_how_many_they_are() -> None:
    work = work_by_day([day(number) for number in range(LEAST_POINTS - 1)])
    assert work.sentence == f"Minutes and tokens are known of {LEAST_POINTS - 1} days so far."
    assert work_by_day([day(0)]).sentence == "Minutes and tokens are known of 1 day so far."
    weightless = [day(number, weight=0.0) for number in range(20)]
    assert work_by_day(weightless).sentence == "Minutes and tokens are known of 20 days so far."


def test_without_a_point_the_place_says_what_makes_one() -> None:
    work = work_by_day([])
    assert work.points == ()
    assert work.guard == work.sentence == say("work.none")
    assert work.coverage_tokens is None


def test_each_interaction_is_a_point_of_its_own() -> None:
    rows = [day(0, str(number), rated=1, net=number, weight=1e6) for number in range(1, 12)]
    work = work_by_interaction(rows)
    assert [one.key for one in work.points] == sorted(map(str, range(1, 12)))
    assert work.sentence.startswith("6 of 11 interactions took half of the tokens")
    assert {one.day for one in work.points} == {MONDAY}


@given(st.lists(any_day(), max_size=30))
def test_points_hold_all_pairs_whatever_the_days(days: list[ValueDay]) -> None:
    work = work_by_day(days)
    assert work.paired == sum(row.paired for row in days)
    assert work.saved + work.lost + work.even == len(work.points)
    tokens = [one.weighted_tokens for one in work.points]
    assert tokens == sorted(tokens)


def test_drawn_days_lose_nothing() -> None:
    days = drawn_days(3, 90, ("tests", "review"))
    work = work_by_day(days)
    whole = sum(row.paired_net_minutes for row in days)
    assert sum(one.net_minutes for one in work.points) == pytest.approx(whole)
    assert {one.day for one in work.points} == {row.day for row in merged_days(days) if row.paired}
