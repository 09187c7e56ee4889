"""What the person keeps lists of: kinds of work, and where the work is stuck."""

from dataclasses import dataclass
from datetime import date

from aijournal.domain.period import Period


@dataclass(frozen=True, slots=True)
class TaskType:
    """A kind of work, in the person's own words; a retired one is kept on its entries and not offered."""

    name: str
    entries: int
    is_retired: bool = False


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """Where the work was stuck from `first_day` to `last_day`, both included; `None` leaves a side open."""

    id: int
    name: str
    first_day: date | None
    last_day: date | None
    entries: int

    def touches(self, period: Period) -> bool:
        """Whether it was named for any day of a period."""
        begins = self.first_day or date.min
        ends = self.last_day or date.max
        return begins <= (period.last or date.max) and ends >= (period.first or date.min)
