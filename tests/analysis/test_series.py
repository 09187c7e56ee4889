from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aijournal.analysis.series import weekly_value
from aijournal.analysis.value import value_of
from aijournal.domain.period import week_of
from tests.analysis.builders import MONDAY, day, drawn_days

LAST = MONDAY + timedelta(days=67)  # a Friday, in the tenth week


def work_days(weeks: int) -> list[int]:
    return [7 * week + weekday for week in range(weeks) for weekday in range(5)]


def test_a_point_is_the_value_of_four_weeks() -> None:
    days = [day(number, net=10 + number) for number in work_days(10)]
    series = weekly_value(days, LAST)
    assert len(series.points) == 10
    fifth = series.points[4]
    assert fifth.week == week_of(MONDAY + timedelta(weeks=4))
    assert fifth.window.first == MONDAY + timedelta(weeks=1)
    assert fifth.window.last == fifth.week.last
    assert fifth.value == value_of(None, [one for one in days if 7 <= (one.day - MONDAY).days < 35])
    assert fifth.gap is None


def test_the_sentence_says_where_value_stands_now() -> None:
    days = [day(number, net=3 + 4 * (number % 5), weight=1e6) for number in work_days(10)]
    series = weekly_value(days, LAST)
    # The ends take as many digits as the figure between them: 8, not 8.2.
    assert series.sentence == (
        "About 11 net minutes per million weighted tokens in the last four weeks, between 8 and 14."
    )
    assert series.guard is None


def test_a_gap_says_why_there_is_no_point() -> None:
    days = [day(number) for number in work_days(10) if not 14 <= number < 49]
    gaps = {point.week.first: point.gap for point in weekly_value(days, LAST).points if point.gap}
    week = [MONDAY + timedelta(weeks=number) for number in range(10)]
    assert gaps == {
        week[0]: "Too few judged in these four weeks: 15 with minutes and tokens, on 5 days",
        week[4]: "Too few judged in these four weeks: 15 with minutes and tokens, on 5 days",
        week[5]: "Nothing to judge in these four weeks",
        week[6]: "Nothing to judge in these four weeks",
        week[7]: "Too few judged in these four weeks: 15 with minutes and tokens, on 5 days",
    }


def test_a_first_week_says_what_is_missing() -> None:
    series = weekly_value([day(number) for number in range(5)], MONDAY + timedelta(days=4))
    missing = (
        "Value per token needs 5 more interactions with minutes and tokens, on 3 more days, "
        "about 3 days at your pace."
    )
    assert series.guard == f"No four weeks can be shown yet. {missing}"
    assert series.sentence == f"The last four weeks cannot be shown yet. {missing}"
    assert (series.rated_this_week, series.interactions_this_week) == (15, 20)


def test_the_week_of_today_stands_there_even_if_nothing_happened() -> None:
    series = weekly_value([day(number) for number in work_days(2)], MONDAY + timedelta(weeks=8))
    assert len(series.points) == 9
    assert series.points[-1].gap == "Nothing to judge in these four weeks"
    assert (series.rated_this_week, series.interactions_this_week) == (0, 0)
    assert series.guard is None


def test_nothing_recorded_is_said() -> None:
    series = weekly_value([], LAST)
    assert series.points == ()
    assert series.guard == series.sentence == "Nothing was recorded yet"


def test_days_to_come_are_left_out() -> None:
    days = [day(number) for number in work_days(10)]
    early = MONDAY + timedelta(days=30)
    assert weekly_value(days, early) == weekly_value([one for one in days if one.day <= early], early)


@pytest.mark.parametrize("first", [date(2024, 12, 28), date(2026, 3, 1), MONDAY])
def test_weeks_begin_on_monday_across_years(first: date) -> None:
    days = [day((first - MONDAY).days)]
    weeks = [point.week.first for point in weekly_value(days, LAST).points]
    assert all(monday and monday.weekday() == 0 for monday in weeks)
    assert weeks[0] == week_of(first).first
    assert weeks[-1] == week_of(LAST).first
    assert len(set(weeks)) == len(weeks)


@given(st.integers(0, 1000))
def test_a_point_has_a_value_or_a_reason_and_never_both(seed: int) -> None:
    for point in weekly_value(drawn_days(seed, 60, ("codex", "aider")), LAST).points:
        assert (point.value.vpt is None) is (point.gap is not None)
