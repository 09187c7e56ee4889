from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aijournal.settings import Settings, Weekday
from aijournal.ui.reminders.hours import may_come, next_chance
from tests.ui.stage import BERLIN

ON = replace(Settings(), has_reminder=True)
FRIDAY = datetime(2026, 11, 20, 16, 30, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("settings", "now", "reminded_on", "expected"),
    [
        (Settings(), FRIDAY, None, False),
        (ON, FRIDAY, None, True),
        (ON, FRIDAY.replace(hour=15, minute=59), None, False),
        (ON, FRIDAY.replace(hour=18, minute=0), None, False),
        (ON, FRIDAY + timedelta(days=1), None, False),
        (ON, FRIDAY, FRIDAY.date(), False),
        (ON, FRIDAY, FRIDAY.date() - timedelta(days=1), True),
        (ON, FRIDAY, date(2030, 1, 1), False),
        (replace(ON, reminder_days=(Weekday.SATURDAY,)), FRIDAY + timedelta(days=1), None, True),
        (replace(ON, reminder_from_hour=18, reminder_until_hour=9), FRIDAY, None, False),
    ],
)
def test_it_may_come_on_the_persons_days_and_hours_once_a_day(
    settings: Settings, now: datetime, reminded_on: date | None, *, expected: bool
) -> None:
    assert may_come(settings, now, reminded_on) is expected


def test_the_next_chance_is_now_or_when_the_hours_begin() -> None:
    assert next_chance(ON, FRIDAY, None) == FRIDAY
    assert next_chance(ON, FRIDAY.replace(hour=9), None) == FRIDAY.replace(hour=16, minute=0)
    monday = FRIDAY.replace(hour=16, minute=0) + timedelta(days=3)
    assert next_chance(ON, FRIDAY, FRIDAY.date()) == monday
    assert next_chance(Settings(), FRIDAY, None) is None
    assert next_chance(replace(ON, reminder_days=()), FRIDAY, None) is None


@given(
    days=st.lists(st.sampled_from(Weekday), unique=True),
    first=st.integers(0, 23),
    until=st.integers(1, 24),
    minutes=st.integers(0, 60 * 24 * 20),
)
def test_a_chance_is_never_past_and_always_allowed(
    days: list[Weekday], first: int, until: int, minutes: int
) -> None:
    settings = replace(ON, reminder_days=tuple(days), reminder_from_hour=first, reminder_until_hour=until)
    now = FRIDAY + timedelta(minutes=minutes)
    chance = next_chance(settings, now, None)
    if chance is not None:
        assert chance >= now
        assert may_come(settings, chance, None)
    else:
        assert not days or first >= until
