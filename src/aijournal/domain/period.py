"""Stretches of local days."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Period:
    """Local days from `first` to `last`, both included; `None` leaves that side open."""

    first: date | None = None
    last: date | None = None

    def bounds(self, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
        """Return the UTC instants at which the period begins and has ended in a zone."""
        begin = local_midnight(self.first, zone) if self.first else None
        end = local_midnight(self.last + timedelta(days=1), zone) if self.last else None
        return begin, end


ALL_TIME = Period()


def local_midnight(day: date, zone: ZoneInfo) -> datetime:
    """Return the UTC instant at which a local day begins."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def week_of(day: date) -> Period:
    """Return the week, Monday to Sunday, that a day lies in."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6))


def month_of(day: date) -> Period:
    """Return the month that a day lies in."""
    first = day.replace(day=1)
    next_month = (first + timedelta(days=31)).replace(day=1)
    return Period(first, next_month - timedelta(days=1))


def quarter_of(day: date) -> Period:
    """Return the calendar quarter that a day lies in."""
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return Period(first, _next_quarter(first) - timedelta(days=1))


def quarter_before(quarter: Period) -> Period:
    """Return the calendar quarter that ends where one begins; that one has a first day."""
    if quarter.first is None:
        raise ValueError("a quarter has a first day")
    return quarter_of(quarter.first - timedelta(days=1))


def _next_quarter(first: date) -> date:
    return date(first.year + (first.month == 10), (first.month + 2) % 12 + 1, 1)
