from datetime import date, timedelta

import pytest

from aijournal.domain.period import ALL_TIME, Period, month_of
from aijournal.domain.period_choice import PeriodChoice, Span
from aijournal.ui.filter_bar.period_panel import say_period

FRIDAY = date(2026, 11, 20)
DAYS = Period(date(2026, 8, 1), date(2026, 10, 15))


@pytest.mark.parametrize(
    ("choice", "period", "said"),
    [
        (PeriodChoice(), ALL_TIME, ""),
        (PeriodChoice(Span.THIS_WEEK), Period(date(2026, 11, 16), date(2026, 11, 22)), "this week"),
        (PeriodChoice(Span.THIS_MONTH), Period(date(2026, 11, 1), date(2026, 11, 30)), "this month"),
        (PeriodChoice(Span.THREE_MONTHS), Period(date(2026, 8, 24), None), "3 months"),
        (PeriodChoice(Span.DAYS, DAYS), DAYS, "1 Aug 2026 – 15 Oct 2026"),
        (PeriodChoice(Span.DAYS, Period(FRIDAY, None)), Period(FRIDAY, None), "20 Nov 2026"),
    ],
)
def test_a_choice_means_days_and_says_so(choice: PeriodChoice, period: Period, said: str) -> None:
    assert choice.period(FRIDAY) == period
    assert say_period(choice) == said


@pytest.mark.parametrize("month", range(1, 13))
def test_a_month_has_all_its_days(month: int) -> None:
    period = month_of(date(2024, month, 17))
    assert period.first == date(2024, month, 1)
    assert period.last is not None
    assert (period.last.month, (period.last + timedelta(days=1)).day) == (month, 1)


def test_this_week_is_always_this_week() -> None:
    choice = PeriodChoice(Span.THIS_WEEK)
    assert choice.period(FRIDAY) != choice.period(FRIDAY + timedelta(days=7))
