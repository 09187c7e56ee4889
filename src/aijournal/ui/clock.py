"""The time and the place of the person, handed to whoever needs them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True, eq=False)
class Clock:
    """`now` answers with an aware time in UTC; `zone` is where the person is.

    Everybody in one program shares one clock, so that all of them go along when the person moves.
    """

    zone: ZoneInfo
    now: Callable[[], datetime] = _now

    def local(self) -> datetime:
        """Return the time in the person's zone."""
        return self.now().astimezone(self.zone)

    def today(self) -> date:
        """Return the person's day."""
        return self.local().date()
