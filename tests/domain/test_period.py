from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from aijournal.domain.period import ALL_TIME, Period, local_midnight, week_of

BERLIN = ZoneInfo("Europe/Berlin")
days = st.dates(date(1990, 1, 1), date(2060, 1, 1))


def test_a_day_lasts_from_midnight_to_midnight_where_the_person_is() -> None:
    begin, end = Period(date(2026, 3, 2), date(2026, 3, 2)).bounds(BERLIN)
    assert begin == datetime(2026, 3, 1, 23, tzinfo=UTC)
    assert end == datetime(2026, 3, 2, 23, tzinfo=UTC)


def test_days_of_a_clock_change_are_shorter_and_longer() -> None:
    for day, hours in ((date(2026, 3, 29), 23), (date(2026, 10, 25), 25)):
        begin, end = Period(day, day).bounds(BERLIN)
        assert begin is not None
        assert end is not None
        assert end - begin == timedelta(hours=hours)


def test_a_zone_with_half_hours() -> None:
    assert local_midnight(date(2026, 3, 2), ZoneInfo("Asia/Kolkata")) == datetime(
        2026, 3, 1, 18, 30, tzinfo=UTC
    )


def test_an_open_side_has_no_bound() -> None:
    assert ALL_TIME.bounds(BERLIN) == (None, None)
    assert Period(first=date(2026, 3, 2)).bounds(BERLIN)[1] is None
    assert Period(last=date(2026, 3, 2)).bounds(BERLIN)[0] is None


@given(days)
def test_days_follow_each_other_without_a_gap(day: date) -> None:
    tomorrow = day + timedelta(days=1)
    assert Period(day, day).bounds(BERLIN)[1] == Period(tomorrow, tomorrow).bounds(BERLIN)[0]


@given(days)
def test_a_week_goes_from_monday_to_sunday(day: date) -> None:
    week = week_of(day)
    assert week.first is not None
    assert week.last is not None
    assert week.first <= day <= week.last
    assert (week.first.isoweekday(), week.last.isoweekday()) == (1, 7)
    assert week.last - week.first == timedelta(days=6)
