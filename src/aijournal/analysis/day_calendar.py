"""The days of a period, each by the net minutes that it brought; how many tokens it took plays no part."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from aijournal.analysis.days import merged_days
from aijournal.analysis.intervals import exact_sum, ratio
from aijournal.analysis.sentences import say, say_count
from aijournal.analysis.value import Tier
from aijournal.domain.period import Period
from aijournal.domain.totals import ValueDay

# From so many minutes on a day is of the next step, gained or lost: the same for everybody and in every
# period, so that a colour always means the same.
STEPS: Final = (1, 30, 120)


class DayState(StrEnum):
    """What is known of a day: nothing was logged, something waits for a verdict, or it was judged."""

    NOTHING = "nothing"
    NOT_JUDGED = "not judged"
    JUDGED = "judged"


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One local day. `net_minutes` is `None` where nobody stated any, and `step` is -3 to 3 by `STEPS`.

    `interactions` could be asked about, `rated` have a verdict, `valued` have net minutes.
    """

    day: date
    state: DayState
    net_minutes: float | None
    step: int
    interactions: int
    rated: int
    valued: int


@dataclass(frozen=True, slots=True)
class DayCalendar:
    """Every day of a period in order of time, those without work among them.

    `saved`, `lost` and `even` count the days with net minutes, `not_judged` those with work that waits.
    `coverage` is the rated share of interactions, `None` where there are none. `guard` says why there is no
    day.
    """

    days: tuple[CalendarDay, ...]
    tier: Tier
    saved: int
    lost: int
    even: int
    not_judged: int
    rated: int
    interactions: int
    net_minutes: float | None
    coverage: float | None
    guard: str | None
    sentence: str


def day_calendar(days: Iterable[ValueDay], today: date, period: Period) -> DayCalendar:
    """Return the calendar of a period, from its first day or the first one recorded to its last or today."""
    known = {row.day: row for row in merged_days(days) if row.day <= today}
    first = max(period.first or date.min, min(known, default=today))
    last = min(period.last or date.max, today)
    span = range((last - first).days + 1) if known else ()
    shown = tuple(_day(first + timedelta(days=number), known) for number in span)
    with_minutes = [day for day in shown if day.net_minutes is not None]
    signs = Counter((day.step > 0) - (day.step < 0) for day in with_minutes)
    rated, interactions = sum(day.rated for day in shown), sum(day.interactions for day in shown)
    guard = None if any(day.state is not DayState.NOTHING for day in shown) else say("calendar.none")
    return DayCalendar(
        days=shown,
        tier=Tier.FELT,
        saved=signs[1],
        lost=signs[-1],
        even=signs[0],
        not_judged=sum(day.state is DayState.NOT_JUDGED for day in shown),
        rated=rated,
        interactions=interactions,
        net_minutes=exact_sum(day.net_minutes or 0.0 for day in with_minutes) if with_minutes else None,
        coverage=ratio(rated, interactions),
        guard=guard,
        sentence=guard or _sentence(signs),
    )


def _day(day: date, known: dict[date, ValueDay]) -> CalendarDay:
    row = known.get(day)
    if row is None or not (row.interactions or row.valued or row.rated):
        return CalendarDay(day, DayState.NOTHING, None, 0, 0, 0, 0)
    state = DayState.JUDGED if row.rated or row.valued else DayState.NOT_JUDGED
    minutes = row.net_minutes if row.valued else None
    return CalendarDay(day, state, minutes, _step(minutes or 0.0), row.interactions, row.rated, row.valued)


def _step(minutes: float) -> int:
    size = sum(abs(minutes) >= least for least in STEPS)
    return size if minutes > 0 else -size


def _sentence(signs: Counter[int]) -> str:
    if not signs.total():
        return say("calendar.no_minutes")
    counts = {name: say_count("calendar.count", signs[sign]) for name, sign in _SIGNS.items()}
    return say("calendar.days", **counts)


_SIGNS: Final = {"saved": 1, "lost": -1, "even": 0}
