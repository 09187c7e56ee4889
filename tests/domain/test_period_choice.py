"""Stretches of days told from today, and months."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aijournal.domain.period import ALL_TIME, Period, month_of
from aijournal.domain.period_choice import ANY_TIME, PeriodChoice, Span

FRIDAY = date(2026, 11, 20)
NAMED = Period(date(2026, 8, 1), date(2026, 10, 15))


@pytest.mark.parametrize(
    ("choice", "period"),
    [
        (ANY_TIME, ALL_TIME),
        (PeriodChoice(Span.ALL, NAMED), ALL_TIME),
        (PeriodChoice(Span.THIS_WEEK), Period(date(2026, 11, 16), date(2026, 11, 22))),
        (PeriodChoice(Span.THIS_MONTH), Period(date(2026, 11, 1), date(2026, 11, 30))),
        (PeriodChoice(Span.THIRTY_DAYS), Period(date(2026, 10, 22), None)),
        (PeriodChoice(Span.THREE_MONTHS), Period(date(2026, 8, 24), None)),
        (PeriodChoice(Span.DAYS, NAMED), NAMED),
    ],
)
def test_a_choice_means_days(choice: PeriodChoice, period: Period) -> None:
    assert choice.period(FRIDAY) == period
    assert choice.is_absolute == (choice.span is Span.DAYS)


def test_thirteen_weeks_begin_on_a_monday() -> None:
    first = PeriodChoice(Span.THREE_MONTHS).period(FRIDAY).first
    assert first is not None
    assert first.weekday() == 0
    assert (date(2026, 11, 22) - first).days + 1 == 13 * 7


@given(day=st.dates(min_value=date(1970, 1, 1), max_value=date(2200, 1, 1)))
def test_a_month_is_all_days_of_its_number(day: date) -> None:
    month = month_of(day)
    assert month.first is not None
    assert month.last is not None
    assert month.first <= day <= month.last
    assert (month.first.day, (month.last + timedelta(days=1)).day) == (1, 1)
    assert {(month.first.year, month.first.month), (month.last.year, month.last.month)} == {
        (day.year, day.month)
    }
