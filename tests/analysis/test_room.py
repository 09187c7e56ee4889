from datetime import date, timedelta

import pytest

from aijournal.analysis.room import Room, room_of
from aijournal.domain.period import ALL_TIME, Period
from aijournal.domain.totals import GroupBy

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("by", "key", "room"),
    [
        (None, None, Room()),
        (GroupBy.TOOL, "codex", Room()),
        (GroupBy.MONTH, None, Room()),
        (GroupBy.DAY, "2026-11-22", Room(days=1, days_left=0)),
        (GroupBy.WEEK, "2026-11-16", Room(days=7, days_left=0)),
        (GroupBy.WEEK, "2026-11-23", Room(days=7, days_left=7)),
        (GroupBy.MONTH, "2026-11", Room(days=30, days_left=8)),
        (GroupBy.MONTH, "2026-08", Room(days=31, days_left=0)),
        (GroupBy.MONTH, "2026-12", Room(days=31, days_left=39)),
        (GroupBy.MONTH, "2024-02", Room(days=29, days_left=0)),
        (GroupBy.INTERACTION, "12", Room(days=1, interactions=1, days_left=0)),
    ],
)
def test_a_group_has_the_days_that_its_key_names(by: GroupBy | None, key: str | None, room: Room) -> None:
    assert room_of(ALL_TIME, TODAY, by, key) == room


def test_a_period_cuts_a_group_short() -> None:
    asked = Period(date(2026, 11, 10), TODAY + timedelta(days=2))
    assert room_of(asked, TODAY) == Room(days=15, days_left=2)
    assert room_of(asked, TODAY, GroupBy.MONTH, "2026-11") == Room(days=15, days_left=2)
    assert room_of(Period(first=date(2026, 11, 28)), TODAY, GroupBy.MONTH, "2026-11").days == 3


def test_without_today_a_period_may_still_go_on() -> None:
    assert room_of(Period(date(2026, 8, 1), date(2026, 8, 31)), None) == Room(days=31)
