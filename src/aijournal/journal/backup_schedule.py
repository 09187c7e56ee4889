"""When a backup is due and which ones to keep: functions of times alone.

Everything is kept for two days, then one a day for 12 days, one a week for 10 weeks and one a month for
9 months; the newest of a day, week or month (UTC) stands for it.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta

INTERVAL = timedelta(minutes=30)
FEWEST = 3

_DAY, _WEEK, _MONTH = timedelta(days=1), timedelta(days=7), timedelta(days=31)
# Until which age all are kept, then one a day, one a week and one a month.
_AGES = (2 * _DAY, 14 * _DAY, 14 * _DAY + 10 * _WEEK, 14 * _DAY + 10 * _WEEK + 9 * _MONTH)
LONGEST = _AGES[-1]


def is_due(state: str, now: datetime, taken: Mapping[datetime, str | None]) -> bool:
    """Whether content in this state should be backed up now.

    `taken` holds the state of the content at each earlier backup. One that seems to be from the future, since
    a clock was wrong, counts for nothing.
    """
    earlier = [at for at in taken if at <= now]
    if not earlier:
        return True
    last = max(earlier)
    return taken[last] != state and now - last >= INTERVAL


def to_keep(taken: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """Return which backups to keep, by the times they were taken; never fewer than three.

    Those that seem to be from the future are thinned by how far off they are, apart from the others, whose
    places they must not take.
    """
    newest_first = sorted(taken, reverse=True)
    past = [at for at in newest_first if at <= now]
    future = [at for at in newest_first if at > now]
    return frozenset([*(past + future)[:FEWEST], *_scheduled(past, now), *_scheduled(future, now)])


def _scheduled(newest_first: Iterable[datetime], now: datetime) -> Iterator[datetime]:
    taken: set[tuple[int, ...]] = set()
    for at in newest_first:
        periods = _periods(at)
        tier = next((tier for tier, age in enumerate(_AGES) if abs(now - at) <= age), None)
        if tier == 0 or (tier is not None and periods[tier - 1] not in taken):
            yield at
        taken.update(periods)


def _periods(at: datetime) -> tuple[tuple[int, ...], ...]:
    """Return the day, the week and the month of a time, which no other period is equal to."""
    utc = at.astimezone(UTC)
    year, week, _ = utc.isocalendar()
    return (utc.year, utc.month, utc.day), (year, week, 0, 0), (utc.year, utc.month)
