"""The stretches of days that can be chosen, told from today, so that "this week" is always this week."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Final

from aijournal.domain.period import ALL_TIME, Period, month_of, week_of

_QUARTER_WEEKS = 13
_THIRTY_DAYS = 30


class Span(Enum):
    """What can be chosen, in the order in which it is offered."""

    ALL = "all"
    THIS_WEEK = "this week"
    THIS_MONTH = "this month"
    THIRTY_DAYS = "thirty days"
    THREE_MONTHS = "three months"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class PeriodChoice:
    """A span, and the days that were named where it is `DAYS`."""

    span: Span = Span.ALL
    days: Period = ALL_TIME

    @property
    def is_absolute(self) -> bool:
        """Whether it means the same days for ever, and not others tomorrow."""
        return self.span is Span.DAYS

    def period(self, today: date) -> Period:
        """Return the local days that are meant when today is `today`."""
        if self.span is Span.THIS_WEEK:
            return week_of(today)
        if self.span is Span.THIS_MONTH:
            return month_of(today)
        if self.span is Span.THIRTY_DAYS:
            return Period(today - timedelta(days=_THIRTY_DAYS - 1), None)
        if self.span is Span.THREE_MONTHS:
            monday = week_of(today).first or today
            return Period(monday - timedelta(weeks=_QUARTER_WEEKS - 1), None)
        return self.days if self.span is Span.DAYS else ALL_TIME


ANY_TIME: Final = PeriodChoice()
