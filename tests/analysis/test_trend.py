import math
import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aijournal.analysis.guards import TREND_DAYS
from aijournal.analysis.trend import CoverageWeek, Trend, TrendGap, trend, weekly_rows
from aijournal.analysis.value import value_of
from aijournal.domain.marks import EventMark
from aijournal.domain.period import Period, week_of
from aijournal.domain.totals import ValueDay
from tests.analysis.builders import MONDAY, any_day, day, drawn_days
from tests.analysis.kernel_oracle import by_definition, kernel_weight

WEEKS = 12
TODAY = MONDAY + timedelta(days=7 * WEEKS - 3)  # a Friday


def date_of(number: int) -> date:
    return MONDAY + timedelta(days=number)


def work_days(weeks: int = WEEKS) -> list[int]:
    return [7 * week + weekday for week in range(weeks) for weekday in range(5)]


def steady_days(numbers: list[int]) -> list[ValueDay]:
    return [day(number, net=3 + 4 * (number % 5)) for number in numbers]


def gaps_of(found: Trend) -> list[tuple[int, int, str]]:
    return [((gap.first - MONDAY).days, (gap.last - MONDAY).days, gap.reason) for gap in found.gaps]


def test_every_point_is_the_ratio_of_the_pairs_around_it() -> None:
    days = drawn_days(3, 90, ("codex", "aider"))
    found = trend(days, date_of(89))
    observed: dict[int, tuple[float, float]] = {}
    for one in (one for one in days if one.paired):
        number = (one.day - MONDAY).days
        v, w = observed.get(number, (0.0, 0.0))
        observed[number] = (v + one.paired_net_minutes * 1e6, w + one.paired_weight)
    assert [point.day for point in found.points] == [date_of(number) for number in range(90)]
    assert sum(point.vpt is not None for point in found.points) > 60
    for number, point in enumerate(found.points):
        defined = by_definition(observed, number)
        assert point.effective_days == pytest.approx(defined.effective_days, rel=1e-12)
        if point.effective_days >= 8:
            assert point.vpt == pytest.approx(defined.ratio, rel=1e-9)
            assert point.low == pytest.approx(defined.low, rel=1e-9)
            assert point.high == pytest.approx(defined.high, rel=1e-9)


def test_a_point_says_how_much_of_the_tokens_around_it_was_judged() -> None:
    days = drawn_days(4, 60)
    for number, point in enumerate(trend(days, date_of(59)).points):
        near = [(float(kernel_weight((one.day - MONDAY).days - number)), one) for one in days]
        judged = math.fsum(k * one.rated_weight for k, one in near)
        assert point.coverage_tokens == pytest.approx(judged / math.fsum(k * one.weight for k, one in near))


def test_the_sentence_says_where_value_stands_now() -> None:
    found = trend(steady_days(work_days()), TODAY)
    assert found.sentence == "About 11 net minutes per million weighted tokens now, between 7 and 15."
    assert found.guard is None
    assert found.gaps == ()


def test_the_sentence_of_a_period_that_is_over_names_its_last_day() -> None:
    found = trend(steady_days(work_days()), TODAY, Period(None, date_of(60)))
    assert found.sentence == (
        "About 11 net minutes per million weighted tokens on 2026-05-01, between 8 and 13."
    )


def test_a_stretch_with_too_few_judged_is_a_gap() -> None:
    days = steady_days([number for number in work_days(20) if not 35 <= number < 77])
    found = trend(days, date_of(137))
    assert [gap.reason for gap in found.gaps] == ["too few judged"]
    (gap,) = found.gaps
    assert date_of(35) < gap.first < gap.last < date_of(77)
    for point in found.points:
        is_in_gap = gap.first <= point.day <= gap.last
        assert (point.effective_days < 8) is is_in_gap
        assert (point.vpt is None) is (point.low is None) is (point.high is None) is is_in_gap


@pytest.mark.parametrize(("more", "missing"), [(0, "9 more days"), (3, "6 more days"), (8, "1 more day")])
def test_a_latest_stretch_that_is_a_gap_says_what_is_missing(more: int, missing: str) -> None:
    pause = 30
    judged = [*work_days(8), *range(54 + pause, 54 + pause + more)]
    found = trend(steady_days(judged), date_of(54 + pause + more - 1))
    assert found.points[-1].vpt is None
    assert found.guard is None
    assert found.sentence == (
        f"Too few judged lately to say where it stands now. It needs {missing} with minutes and tokens."
    )


def test_what_is_missing_is_enough() -> None:
    days = steady_days(work_days(8))
    assert "needs 9 more days" in trend(days, date_of(80)).sentence
    assert "now, between" in trend([*days, *steady_days(list(range(81, 90)))], date_of(89)).sentence
    assert "1 more day " in trend([*days, *steady_days(list(range(81, 89)))], date_of(88)).sentence


def test_a_period_that_ended_in_a_gap_does_not_ask_for_more() -> None:
    found = trend(steady_days(work_days(8)), TODAY, Period(None, date_of(80)))
    assert found.sentence == "Too few judged around 2026-05-21 to say where it stood."
    assert found.guard is None


def test_a_line_needs_six_weeks_between_the_first_pair_and_the_last() -> None:
    six_weeks = trend(steady_days(list(range(42))), date_of(41))
    assert six_weeks.guard is None
    assert any(point.vpt is not None for point in six_weeks.points)
    short = trend(steady_days(list(range(41))), date_of(40))
    assert short.guard == short.sentence == "A trend needs six weeks with minutes and tokens, 1 more day."
    assert {(point.vpt, point.low, point.high) for point in short.points} == {(None, None, None)}
    assert gaps_of(short) == [(0, 40, "under six weeks")]
    assert short.points[20].effective_days > 8


@pytest.mark.parametrize(("judged", "today", "missing"), [(10, 9, "32 more days"), (10, 60, "1 more day")])
def test_what_a_short_history_is_short_of(judged: int, today: int, missing: str) -> None:
    found = trend(steady_days(list(range(judged))), date_of(today))
    assert found.guard == f"A trend needs six weeks with minutes and tokens, {missing}."


def test_days_without_a_pair_do_not_make_a_history_long() -> None:
    used = [replace(day(number, rated=0, helped=0, hurt=0)) for number in range(42)]
    judged = steady_days(list(range(42, 60)))
    assert trend([*used, *judged], date_of(59)).guard == (
        "A trend needs six weeks with minutes and tokens, 24 more days."
    )
    found = trend(used, date_of(41))
    assert found.guard == "A trend needs six weeks with minutes and tokens. There are none yet."
    assert [week.coverage_tokens for week in found.coverage] == [0.0] * 6


def test_a_long_history_judged_too_rarely_has_no_line_and_says_so() -> None:
    found = trend(steady_days(list(range(0, 90, 9))), date_of(89))
    assert found.guard == f"No stretch of these days can be shown. {found.sentence}"
    assert "more days with minutes and tokens" in found.sentence
    assert gaps_of(found) == [(0, 89, "too few judged")]


def test_tokens_that_weigh_nothing_have_no_line() -> None:
    found = trend([day(number, weight=0) for number in work_days()], TODAY)
    assert gaps_of(found) == [(0, 81, "no tokens used")]
    assert found.sentence == "The latest interactions used no tokens, so there is no value per token."
    assert found.guard == f"No stretch of these days can be shown. {found.sentence}"
    assert {week.coverage_tokens for week in found.coverage} == {None}


def test_nothing_recorded_is_said() -> None:
    found = trend([], TODAY, marks=[EventMark(TODAY, "new model")])
    assert (found.points, found.gaps, found.coverage, found.marks) == ((), (), (), ())
    assert found.guard == found.sentence == "Nothing was recorded yet."
    assert weekly_rows(found) == ()


def test_a_period_before_everything_holds_nothing() -> None:
    found = trend(steady_days(work_days()), TODAY, Period(date_of(-60), date_of(-30)))
    assert found.points == ()
    assert found.guard == found.sentence == "Nothing was recorded in these days."
    assert found.value == value_of(None, [])


def test_a_period_shows_the_same_points_as_the_whole() -> None:
    days = drawn_days(8, 120)
    whole = trend(days, date_of(119))
    part = trend(days, date_of(119), Period(date_of(50), date_of(63)))
    assert part.points == whole.points[50:64]
    assert part.value == value_of(None, [one for one in days if 50 <= (one.day - MONDAY).days <= 63])
    assert set(part.coverage) < set(whole.coverage)
    assert len(part.coverage) == 3


def test_a_period_begins_with_the_first_day_recorded_and_ends_today() -> None:
    found = trend(steady_days(work_days()), TODAY, Period(date_of(-400), date_of(9999)))
    assert (found.points[0].day, found.points[-1].day) == (MONDAY, TODAY)


def test_days_to_come_are_left_out() -> None:
    days = steady_days(work_days())
    assert trend(days, date_of(60)) == trend([one for one in days if one.day <= date_of(60)], date_of(60))


def test_coverage_is_of_whole_weeks() -> None:
    used = [
        replace(day(0, rated=3, unrated=1), paired=1, paired_weight=1e6),
        day(3, rated=0, helped=0, hurt=0, unrated=2),
        day(16, rated=1, unrated=0),
    ]
    found = trend(used, date_of(16), Period(date_of(2), None))
    assert found.coverage == (
        CoverageWeek(week_of(MONDAY), 3, 6, 0.5),
        CoverageWeek(week_of(date_of(7)), 0, 0, None),
        CoverageWeek(week_of(date_of(14)), 1, 1, 1.0),
    )


def test_marks_are_those_of_the_period_in_order() -> None:
    marks = [EventMark(date_of(number), text) for number, text in ((70, "b"), (9, "c"), (70, "a"), (2, "d"))]
    found = trend(steady_days(work_days()), TODAY, Period(date_of(9), date_of(75)), marks)
    assert found.marks == (marks[1], marks[2], marks[0])


def test_the_table_has_a_row_for_each_week_up_to_the_last_day() -> None:
    days = steady_days([number for number in work_days(20) if not 35 <= number < 77])
    marks = [EventMark(date_of(number), "new model") for number in (14, 20, 21)]
    found = trend(days, date_of(137), Period(date_of(3), None), marks)
    rows = weekly_rows(found)
    assert [row.point.day for row in rows] == [*(date_of(7 * week + 6) for week in range(19)), date_of(137)]
    assert [row.coverage for row in rows] == list(found.coverage)
    assert [len(row.marks) for row in rows[:5]] == [0, 0, 2, 1, 0]
    assert {row.gap for row in rows} == {None, "too few judged"}
    assert all((row.gap is None) is (row.point.vpt is not None) for row in rows)


@pytest.mark.parametrize("first", [date(2024, 12, 28), date(2023, 12, 31), MONDAY])
def test_a_year_has_a_table_of_a_year(first: date) -> None:
    start = (first - MONDAY).days
    found = trend(steady_days(list(range(start, start + 366))), first + timedelta(days=365))
    rows = weekly_rows(found)
    assert 53 <= len(rows) <= 54
    mondays = [row.coverage.week.first for row in rows]
    assert all(monday and monday.weekday() == 0 for monday in mondays)
    assert sum(row.coverage.interactions for row in rows) == 366 * 4


DAYS = st.one_of(
    st.lists(any_day(), max_size=40),
    st.integers(0, 10_000).map(lambda seed: drawn_days(seed, 80, ("codex", "aider"))),
)
PERIODS = st.tuples(st.integers(-10, 70), st.integers(-10, 90)).map(
    lambda ends: Period(date_of(ends[0]), date_of(ends[1]))
)


@given(DAYS, PERIODS, st.randoms())
def test_the_order_of_the_rows_never_matters(
    days: list[ValueDay], period: Period, source: random.Random
) -> None:
    shuffled = days.copy()
    source.shuffle(shuffled)
    assert trend(days, date_of(80), period) == trend(shuffled, date_of(80), period)


@given(DAYS, PERIODS)
def test_figures_are_finite_or_unknown_and_bands_contain_the_line(
    days: list[ValueDay], period: Period
) -> None:
    found = trend(days, date_of(80), period)
    for point in found.points:
        assert math.isfinite(point.effective_days)
        assert point.coverage_tokens is None or math.isfinite(point.coverage_tokens)
        if point.vpt is None:
            assert (point.low, point.high) == (None, None)
        else:
            assert point.low is not None
            assert point.high is not None
            assert -math.inf < point.low <= point.vpt <= point.high < math.inf
            assert point.effective_days >= TREND_DAYS


@given(DAYS, PERIODS)
def test_days_are_in_the_line_or_in_a_gap_and_never_in_both(days: list[ValueDay], period: Period) -> None:
    found = trend(days, date_of(80), period)
    in_gaps = {one for gap in found.gaps for one in days_of(gap)}
    assert in_gaps == {point.day for point in found.points if point.vpt is None}
    assert sum(len(days_of(gap)) for gap in found.gaps) == len(in_gaps)
    assert (found.guard is None) is any(point.vpt is not None for point in found.points)
    assert all((row.gap is None) is (row.point.vpt is not None) for row in weekly_rows(found))


def days_of(gap: TrendGap) -> list[date]:
    return [gap.first + timedelta(days=number) for number in range((gap.last - gap.first).days + 1)]
