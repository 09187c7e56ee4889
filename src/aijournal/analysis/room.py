"""How much can still be added to what a figure rests on, so that no guard promises what cannot happen."""

from dataclasses import dataclass
from datetime import date

from aijournal.domain.period import ALL_TIME, Period, month_of, week_of
from aijournal.domain.totals import GroupBy


@dataclass(frozen=True, slots=True)
class Room:
    """The most that a figure can ever rest on; `None` where nothing bounds it.

    `days` counts the local days of the stretch, `interactions` those that can lie in it, `days_left` the days
    of it that come after today: 0 once it is over.
    """

    days: int | None = None
    interactions: int | None = None
    days_left: int | None = None


UNBOUNDED = Room()


def room_of(period: Period, today: date | None, by: GroupBy | None = None, key: str | None = None) -> Room:
    """Return the room of a group within a period; without `today`, it may still go on."""
    if by is GroupBy.INTERACTION:
        return Room(days=1, interactions=1, days_left=0)
    stretch = _stretch(by, key)
    first = max((day for day in (period.first, stretch.first) if day), default=None)
    last = min((day for day in (period.last, stretch.last) if day), default=None)
    return Room(
        days=max(0, (last - first).days + 1) if first and last else None,
        days_left=max(0, (last - today).days) if last and today else None,
    )


def _stretch(by: GroupBy | None, key: str | None) -> Period:
    """Return the days that a group can have by what it is split by; the key of a week is its Monday."""
    if key is None:
        return ALL_TIME
    if by is GroupBy.DAY:
        return Period(date.fromisoformat(key), date.fromisoformat(key))
    if by is GroupBy.WEEK:
        return week_of(date.fromisoformat(key))
    return month_of(date.fromisoformat(f"{key}-01")) if by is GroupBy.MONTH else ALL_TIME
