"""Local days computed in SQL are the days that zoneinfo says."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2 as sqlite

from aijournal.domain.totals import GroupBy
from aijournal.journal.instants import from_ms, to_ms
from aijournal.journal.local_days import day_expression, day_group

ZONES = [
    "UTC",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",  # daylight saving of half an hour
    "Pacific/Apia",
    "Asia/Kathmandu",
    "Africa/Casablanca",  # changes around a moving month
    "Europe/Berlin",
]
FIRST, LAST = to_ms(datetime(2016, 1, 1, tzinfo=UTC)), to_ms(datetime(2027, 1, 1, tzinfo=UTC))


def days_in_sql(zone: ZoneInfo, instants: list[int]) -> list[str]:
    connection = sqlite.connect(":memory:")
    expression = day_expression("at", zone, FIRST, LAST)
    connection.execute("CREATE TABLE instant (id INTEGER PRIMARY KEY, at INTEGER)")
    connection.executemany("INSERT INTO instant (at) VALUES (?)", [(at,) for at in instants])
    rows = connection.execute(f"SELECT {expression} FROM instant ORDER BY id").fetchall()  # noqa: S608 - ours
    connection.close()
    return [row[0] for row in rows]


@pytest.mark.parametrize("name", ZONES)
def test_every_quarter_hour_around_every_change_falls_on_its_day(name: str) -> None:
    zone = ZoneInfo(name)
    noon = [datetime(2016, 1, 1, 12, tzinfo=UTC) + timedelta(days=day) for day in range(3900)]
    changing = [
        at
        for at in noon
        if at.astimezone(zone).utcoffset() != (at + timedelta(days=1)).astimezone(zone).utcoffset()
    ]
    instants = [to_ms(at + timedelta(minutes=15 * step)) for at in changing[:24] for step in range(-60, 160)]
    expected = [from_ms(at).astimezone(zone).date().isoformat() for at in instants]
    assert days_in_sql(zone, instants) == expected


@given(st.sampled_from(ZONES), st.lists(st.integers(FIRST, LAST - 1), min_size=1, max_size=20))
def test_any_instant_falls_on_its_day(name: str, instants: list[int]) -> None:
    zone = ZoneInfo(name)
    expected = [from_ms(at).astimezone(zone).date().isoformat() for at in instants]
    assert days_in_sql(zone, instants) == expected


def test_a_week_is_named_by_its_monday_and_a_month_by_its_year_and_number() -> None:
    connection = sqlite.connect(":memory:")
    days = {"2026-11-16": "2026-11-16", "2026-11-22": "2026-11-16", "2026-11-23": "2026-11-23"}
    for day, monday in days.items():
        week = day_group(f"'{day}'", GroupBy.WEEK)
        assert connection.execute(f"SELECT {week}").fetchone()[0] == monday
    month = day_group("'2026-11-22'", GroupBy.MONTH)
    assert connection.execute(f"SELECT {month}").fetchone()[0] == "2026-11"
    connection.close()
