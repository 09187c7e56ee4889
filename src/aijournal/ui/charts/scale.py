"""Where the lines and words of a chart's axes stand."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from aijournal.ui import phrases

# From this many days on, an axis names months rather than single days.
_LONG_SPAN = 140
_MONTH_STEPS = (1, 2, 3, 6, 12)
_VALUE_STEPS = (0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000)
_MOST_LINES = 6


def value_step(span: float) -> float:
    """Return a round distance between lines that makes about five of them."""
    return next((step for step in _VALUE_STEPS if span / step <= _MOST_LINES), span / 5)


def value_levels(bottom: float, top: float) -> Sequence[float]:
    """Return the values at which lines stand, from the lowest to the highest."""
    step = value_step(top - bottom)
    first, last = round(bottom / step) - 1, round(top / step) + 1
    return [step * number for number in range(first, last + 1) if bottom <= step * number <= top]


def day_names(first: date, last: date, most: int) -> Sequence[tuple[date, str]]:
    """Return the days an axis names, at most that many, and how: days, months or every so many months."""
    if (last - first).days < _LONG_SPAN:
        return _thinned([(day, phrases.short_day(day)) for day in _mondays(first, last)], most)
    months = list(_months(first, last))
    for step in _MONTH_STEPS:
        named = [month for month in months if (month.month - 1) % step == 0]
        if len(named) <= most:
            return [(month, _month_name(month, step)) for month in named]
    return _thinned([(month, str(month.year)) for month in months if month.month == 1], most)


def _month_name(month: date, step: int) -> str:
    return str(month.year) if step == _MONTH_STEPS[-1] else phrases.month_name(month)


def _mondays(first: date, last: date) -> Iterator[date]:
    day = first + timedelta(days=-first.weekday() % 7)
    while day <= last:
        yield day
        day += timedelta(days=7)


def _months(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        if month >= first:
            yield month
        month = (month + timedelta(days=31)).replace(day=1)


def _thinned(named: Sequence[tuple[date, str]], most: int) -> Sequence[tuple[date, str]]:
    """Return every so many, counted from the latest."""
    step = -(-len(named) // max(1, most)) or 1
    return named[::-step][::-1]
