"""A clock that runs wrong, changes of the clock, and travel: no entry is hidden, no day counted twice."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from aijournal.domain.assessment import Assessment, Door, Outcome
from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.entry_line import EntryLine
from aijournal.domain.period import Period
from aijournal.domain.totals import GroupBy
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings
from tests.journal.builders import NOW, a_call, add, an_exchange

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = timedelta(hours=1)
YEAR = timedelta(days=365)
_WRONG = {"an hour back": -HOUR, "two years back": -2 * YEAR, "ten years forward": 10 * YEAR}

# Half an hour, a quarter and three quarters beside the hour, two hours of change, a day that was left out,
# both sides of the date line, and changes at midnight.
ODD_ZONES = (
    *("Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Chatham", "Antarctica/Troll", "Pacific/Apia"),
    *("Pacific/Kiritimati", "Pacific/Pago_Pago", "America/St_Johns", "Asia/Beirut", "Africa/Cairo"),
    *("America/Havana", "America/Asuncion", "Asia/Tehran", "Europe/Berlin", "Africa/Casablanca", "UTC"),
)


@pytest.fixture
def journal(paths: Paths) -> Iterator[Journal]:
    with Journal.open(paths, Settings(), BERLIN) as opened:
        yield opened


def _log(journal: Journal, title: str, now: datetime) -> int:
    return journal.log(EntryLine(title=title), now.astimezone(BERLIN), Door.QUICK_LOG).interaction.id


@pytest.mark.parametrize("error", _WRONG.values(), ids=_WRONG)
def test_entries_of_a_wrong_clock_are_there_and_in_order(journal: Journal, error: timedelta) -> None:
    moments = [NOW, NOW + error, NOW + error, NOW + HOUR]
    numbers = [_log(journal, f"work {place}", at) for place, at in enumerate(moments)]
    rows = journal.entries(EVERYTHING, NOW + HOUR, 10).rows
    expected = sorted(zip(moments, numbers, strict=True), reverse=True)
    assert [(row.interaction.started_at, row.interaction.id) for row in rows] == expected
    first = journal.entries(EVERYTHING, NOW, 2)
    last = first.rows[-1].interaction
    rest = journal.entries(EVERYTHING, NOW, 10, (last.started_at, last.id))
    assert first.more
    assert [row.interaction.id for row in (*first.rows, *rest.rows)] == [number for _, number in expected]


@pytest.mark.parametrize("error", _WRONG.values(), ids=_WRONG)
def test_a_clock_that_jumps_between_prompts_makes_no_negative_duration(
    journal: Journal, error: timedelta
) -> None:
    add(journal, an_exchange(1, NOW), an_exchange(2, NOW + error), an_exchange(3, NOW + HOUR / 6))
    rows = journal.entries(EVERYTHING, NOW, 10).rows
    assert sum(row.interaction.exchanges for row in rows) == 3
    for row in rows:
        assert row.interaction.ended_at >= row.interaction.started_at
        assert row.interaction.active_minutes is None or row.interaction.active_minutes >= 0


@pytest.mark.parametrize("error", _WRONG.values(), ids=_WRONG)
def test_what_was_skipped_by_a_wrong_clock_comes_back(journal: Journal, error: timedelta) -> None:
    add(journal, an_exchange(1, NOW))
    (entry,) = journal.inbox(NOW, 10)
    journal.skip(entry.interaction.id, NOW + error)
    assert [one.interaction.id for one in journal.inbox(NOW + timedelta(days=2), 10)] == [
        entry.interaction.id
    ]
    assert journal.inbox_count(NOW + timedelta(days=2)) == 1


def test_a_skip_lasts_until_tomorrow_and_no_longer(journal: Journal) -> None:
    add(journal, an_exchange(1, NOW))
    (entry,) = journal.inbox(NOW, 10)
    journal.skip(entry.interaction.id, NOW)
    assert journal.inbox(NOW + HOUR, 10) == ()
    assert journal.inbox_count(NOW + timedelta(days=1)) == 1


def _around(zone: ZoneInfo, year: int) -> Iterator[datetime]:
    """Yield quarter-hours around each change of a zone's clock in a year, or around New Year without one."""
    begin = datetime(year, 1, 1, tzinfo=UTC)
    hours = [begin + HOUR * number for number in range(365 * 24)]
    offsets = [at.astimezone(zone).utcoffset() for at in hours]
    changes = [
        hour for hour, one, next_one in zip(hours, offsets, offsets[1:], strict=False) if one != next_one
    ]
    for change in changes or [begin]:
        yield from (change + timedelta(minutes=15 * quarter) for quarter in range(-60, 60))


def _tested_zones(full_counts: object) -> tuple[str, ...]:
    return tuple(sorted(available_timezones())) if full_counts else ODD_ZONES


def test_days_add_up_to_their_range_in_every_zone(paths: Paths, pytestconfig: pytest.Config) -> None:
    """Count a call in every quarter-hour around the changes of the clock, day by day and all at once."""
    names = _tested_zones(pytestconfig.getoption("--full-counts"))
    moments = sorted({at for name in ODD_ZONES for at in _around(ZoneInfo(name), 2025)})
    calls = tuple(a_call(f"call-{number}", at) for number, at in enumerate(moments))
    with Journal.open(paths, Settings(), BERLIN) as journal:
        add(journal, replace(an_exchange(1, moments[0], calls=0), ended_at=moments[-1], calls=calls))
        for name in names:
            zone = ZoneInfo(name)
            expected = Counter(at.astimezone(zone).date() for at in moments)
            table = journal.totals(EntryFilter(zone=zone), GroupBy.DAY)
            found = {row.key: row.calls for row in table.rows}
            assert found == {day.isoformat(): count for day, count in expected.items()}, name
            first, last = min(expected), min(expected) + timedelta(days=120)
            part = EntryFilter(zone=zone, period=Period(first, last))
            days = journal.totals(part, GroupBy.DAY)
            assert sum(row.calls for row in days.rows) == days.total.calls, name
            assert days.total.calls == sum(count for day, count in expected.items() if day <= last), name


def test_entries_of_a_journey_keep_the_day_on_which_they_were_made(paths: Paths) -> None:
    at = datetime(2026, 3, 10, 22, 30, tzinfo=UTC)
    made = {"America/Los_Angeles": "2026-03-10", "Europe/Berlin": "2026-03-10", "Asia/Tokyo": "2026-03-11"}
    for name in made:
        zone = ZoneInfo(name)
        with Journal.open(paths, Settings(), zone) as journal:
            journal.log(EntryLine(title=name), at.astimezone(zone), Door.QUICK_LOG)
    for name in made:  # wherever the person is by now
        with Journal.open(paths, Settings(), ZoneInfo(name)) as journal:
            rows = journal.entries(EVERYTHING, at, 10).rows
            days = {row.interaction.title: row.interaction.local_day.isoformat() for row in rows}
            assert days == made
            offsets = {row.interaction.title: row.interaction.utc_offset_minutes for row in rows}
            assert offsets == {"America/Los_Angeles": -420, "Europe/Berlin": 60, "Asia/Tokyo": 540}


def test_a_verdict_by_a_wrong_clock_can_be_revised(journal: Journal) -> None:
    number = _log(journal, "work", NOW)
    journal.assess(number, Assessment(Outcome.HELPED), NOW + 10 * YEAR)
    revised = journal.assess(number, Assessment(Outcome.HURT), NOW)
    assert revised.assessment is not None
    assert revised.assessment.outcome is Outcome.HURT
