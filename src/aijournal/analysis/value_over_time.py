"""Value figures of one month after another, or of longer stretches where there are very many months."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Final

from aijournal.analysis.days import merged_days
from aijournal.analysis.room import room_of
from aijournal.analysis.value import ValueReport, value_of
from aijournal.domain.period import ALL_TIME, Period
from aijournal.domain.totals import ValueDay

MOST_STRETCHES: Final = 24
_MONTH, _QUARTER, _YEAR = 1, 3, 12  # in months


def value_over_time(
    days: Iterable[ValueDay], today: date, period: Period = ALL_TIME
) -> tuple[ValueReport, ...]:
    """Return the figures of each month, from the first with minutes and tokens to the last with any work.

    More than 24 of them become quarters, and more than 24 quarters years, of which the last 24 are kept.
    Keys are `2026-03`, `2026-Q1` or `2026`. None is left out in between: where little was judged, its guard
    says so.
    """
    history = merged_days(days)
    paired = [day.day for day in history if day.paired]
    if not paired:
        return ()
    first, last = _months(paired[0]), _months(history[-1].day)
    length = next(
        (one for one in (_MONTH, _QUARTER) if last // one - first // one < MOST_STRETCHES),
        _YEAR,
    )
    of_stretch: dict[int, list[ValueDay]] = defaultdict(list)
    for day in history:
        of_stretch[_months(day.day) // length].append(day)
    numbers = range(first // length, last // length + 1)[-MOST_STRETCHES:]
    return tuple(
        value_of(_key(number, length), of_stretch[number], room_of(_within(period, number, length), today))
        for number in numbers
    )


def _months(day: date) -> int:
    """Return how many months lie before that of a day, counted from a year 0."""
    return 12 * day.year + day.month - 1


def _within(period: Period, number: int, length: int) -> Period:
    """Return the days of a stretch that a period has."""
    year, month = divmod(number * length, 12)
    last_year, last_month = divmod((number + 1) * length - 1, 12)
    first = date(year, month + 1, 1)
    last = date(last_year, last_month + 1, monthrange(last_year, last_month + 1)[1])
    return Period(max(first, period.first or first), min(last, period.last or last))


def _key(number: int, length: int) -> str:
    year, month = divmod(number * length, 12)
    names = {_MONTH: f"{year:04}-{month + 1:02}", _QUARTER: f"{year:04}-Q{month // 3 + 1}"}
    return names.get(length, f"{year:04}")
