"""When a backup is due, and which ones stay: by a clock that runs through 400 days in a moment."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aijournal.journal.backup_schedule import FEWEST, INTERVAL, LONGEST, is_due, to_keep

START = datetime(2026, 1, 1, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def test_the_first_backup_is_due_at_once() -> None:
    assert is_due("a", START, {})


@pytest.mark.parametrize(
    ("state", "age", "is_wanted"),
    [
        ("changed", timedelta(minutes=29, seconds=59), False),
        ("changed", timedelta(minutes=30), True),
        ("changed", timedelta(days=300), True),
        ("same", timedelta(minutes=30), False),
        ("same", timedelta(days=300), False),
    ],
)
def test_due_is_what_changed_half_an_hour_after_the_last(state: str, age: timedelta, is_wanted: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_due(state, START + age, {START: "same", START - DAY: "changed"}) is is_wanted


def test_a_backup_from_the_future_never_suppresses_one() -> None:
    wrong = START + timedelta(days=3650)
    assert is_due("a", START, {wrong: "a"})
    assert is_due("a", START, {wrong: "a", START - HOUR: "b"})
    assert not is_due("a", START, {wrong: "b", START - HOUR: "a"})


def _live(days: int, hours: Iterable[int] = range(8, 18)) -> tuple[set[datetime], datetime, list[datetime]]:
    """Work for days, changing something every ten minutes; returns what is kept, the end, and all taken."""
    kept: dict[datetime, str | None] = {}
    taken = []
    now = START
    for day in range(days):
        for minute in (60 * hour + ten for hour in hours for ten in range(0, 60, 10)):
            now = START + day * DAY + minute * MINUTE
            if is_due(f"{now}", now, kept):
                kept[now] = f"{now}"
                taken.append(now)
                kept = {at: kept[at] for at in to_keep(kept, now)}
    return set(kept), now, taken


def test_400_days_of_work() -> None:
    kept, now, taken = _live(400)
    gaps = {after - before for before, after in pairwise(taken)}
    assert gaps == {INTERVAL, timedelta(hours=14, minutes=30)}  # all day long, and over night
    ages = [now - at for at in kept]
    assert {at for at in taken if now - at <= 2 * DAY} <= kept
    daily = [age for age in ages if 2 * DAY < age <= 14 * DAY]
    weekly = [age for age in ages if 14 * DAY < age <= 84 * DAY]
    monthly = [age for age in ages if age > 84 * DAY]
    # Ten weeks from any day on lie in ten calendar weeks, or in eleven.
    assert (len(daily), len(weekly), len(monthly)) in {(12, 10, 9), (12, 11, 9)}
    assert max(ages) <= LONGEST


def test_nothing_that_is_kept_lies_far_from_the_next() -> None:
    for days in (372, 386, 400):
        kept, now, _ = _live(days, [12])
        newest_first = sorted(kept, reverse=True)
        for newer, older in pairwise(newest_first):
            age = now - older
            most = 1 if age <= 14 * DAY else 7 if age <= 77 * DAY else 38
            assert newer - older <= timedelta(days=most), (days, older)


def test_the_newest_of_a_period_stands_for_it() -> None:
    now = START + 100 * DAY
    morning, evening = START + 91 * DAY + 8 * HOUR, START + 91 * DAY + 20 * HOUR
    recent = [now - index * HOUR for index in range(FEWEST)]
    assert to_keep([*recent, morning, evening], now) == {*recent, evening}


def test_a_rarely_used_journal_keeps_three() -> None:
    old = [START - index * 400 * DAY for index in range(5)]
    assert to_keep(old, START + 1000 * DAY) == set(old[:FEWEST])


def test_backups_from_the_future_take_no_places_and_are_thinned_as_well() -> None:
    kept, now, _ = _live(30)
    past = to_keep(kept, now)
    wrong = [now + 3650 * DAY + index * INTERVAL for index in range(500)]
    assert to_keep([*past, *wrong], now) == past
    near = [now + index * INTERVAL for index in range(1, 480)]  # a clock that was ten days ahead
    by_day = Counter(at.date() for at in to_keep([*past, *near], now) if at > now + 2 * DAY)
    assert set(by_day.values()) == {1}


@given(st.lists(st.integers(-60 * 24 * 500, 60 * 24 * 30), unique=True, max_size=60))
def test_never_fewer_than_three_and_thinning_twice_changes_nothing(minutes: list[int]) -> None:
    taken = [START + minute * MINUTE for minute in minutes]
    kept = to_keep(taken, START)
    assert kept <= set(taken)
    assert len(kept) >= min(FEWEST, len(taken))
    assert to_keep(kept, START) == kept
    past = sorted(at for at in taken if at <= START)
    assert set(past[-FEWEST:]) <= kept
