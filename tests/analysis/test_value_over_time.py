"""Value figures of one stretch of time after another."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from aijournal.analysis.value import value_of
from aijournal.analysis.value_over_time import MOST_STRETCHES, value_over_time
from aijournal.domain.period import ALL_TIME, Period
from aijournal.domain.totals import ValueDay
from tests.analysis.builders import MONDAY, day, drawn_days

TODAY = date(2026, 9, 30)


def _on(when: date) -> ValueDay:
    return replace(day(), day=when)


def _keys(*days: date) -> list[str | None]:
    return [row.key for row in value_over_time(map(_on, days), date(2100, 1, 1))]


def test_a_month_has_the_figures_of_its_days() -> None:
    days = drawn_days(3, 90, ("claude-code", "codex"))
    rows = value_over_time(days, TODAY)
    assert [row.key for row in rows] == ["2026-03", "2026-04", "2026-05"]
    april = [one for one in days if one.day.month == 4]
    alone = value_of("2026-04", april)
    assert (rows[1].vpt, rows[1].vpt_low, rows[1].vpt_high) == (alone.vpt, alone.vpt_low, alone.vpt_high)
    assert sum(row.paired for row in rows) == sum(one.paired for one in days)


def test_a_month_without_work_stands_between_others_with_its_guard() -> None:
    rows = value_over_time([day(0), day(70)], TODAY)
    assert [(row.key, row.interactions) for row in rows] == [("2026-03", 4), ("2026-04", 0), ("2026-05", 4)]
    assert all(row.vpt is None and row.vpt_guard for row in rows)


def test_it_begins_where_minutes_and_tokens_do_and_ends_where_work_does() -> None:
    early = replace(day(-60), paired=0)
    late = replace(day(60), paired=0)
    assert [row.key for row in value_over_time([early, day(0), late], TODAY)] == [
        "2026-03",
        "2026-04",
        "2026-05",
    ]
    assert value_over_time([early], TODAY) == value_over_time([], TODAY) == ()


def test_many_months_become_quarters_and_many_quarters_years() -> None:
    first = date(2020, 2, 5)
    assert _keys(first, date(2022, 1, 1))[-1] == "2022-01"
    assert _keys(first, date(2022, 2, 1))[:2] == ["2020-Q1", "2020-Q2"]
    assert _keys(first, date(2025, 12, 31))[-1] == "2025-Q4"
    assert _keys(first, date(2026, 1, 1))[::6] == ["2020", "2026"]


@pytest.mark.parametrize("years", [24, 25, 90])
def test_the_last_years_are_kept(years: int) -> None:
    keys = _keys(date(2000, 1, 1), date(1999 + years, 12, 31))
    assert (len(keys), keys[-1]) == (min(years, MOST_STRETCHES), str(1999 + years))


@pytest.mark.parametrize("when", [date.min, date.max])
def test_the_ends_of_the_calendar_are_no_border(when: date) -> None:
    assert len(_keys(when)) == 1


def test_a_guard_knows_how_much_of_a_month_was_asked_for() -> None:
    asked = Period(MONDAY, MONDAY + timedelta(days=4))
    (row,) = value_over_time([day(number) for number in range(5)], TODAY, asked)
    assert row.vpt_guard == "Value per token needs 8 days, more than the 5 there are here"
    (whole,) = value_over_time([day(number) for number in range(5)], TODAY, ALL_TIME)
    assert (
        whole.vpt_guard == "Value per token needs 5 more interactions with minutes and tokens, on 3 more days"
    )
