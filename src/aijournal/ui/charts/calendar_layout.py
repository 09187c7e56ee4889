"""Where the days of a calendar stand: a column for each week, in as many lines as the width asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_WEEK = 7
_LARGEST_EM, _LEAST_EM = 1.15, 0.62
_YEAR = 53
_GAP_SHARE = 0.18
_HEAD_EM = 1.5
_SIDE_EM = 2.6
_BETWEEN_EM = 0.5
_ROOM_FOR_NAME = timedelta(weeks=3)


@dataclass(frozen=True, slots=True)
class CalendarLayout:
    """Places in pixels from the left and from above; `pitch` is from one day to the next.

    There are `lines` of `weeks` each, `line_height` high; the names of months stand in the first `head`
    pixels of a line, those of days in its first `side` pixels.
    """

    monday: date
    weeks: int
    lines: int
    side: float
    head: float
    pitch: float
    line_height: float

    @property
    def size(self) -> float:
        """How wide and high the square of a day is."""
        return self.pitch * (1 - _GAP_SHARE)

    @property
    def height(self) -> float:
        """How high all lines are."""
        return self.lines * self.line_height

    def place(self, day: date) -> tuple[float, float]:
        """Return the upper left corner of a day."""
        week, weekday = divmod((day - self.monday).days, _WEEK)
        line, column = divmod(week, self.weeks)
        return self.side + column * self.pitch, line * self.line_height + self.head + weekday * self.pitch

    def day_at(self, x: float, y: float) -> date | None:
        """Return the day whose square, or the gap after it, lies at a place."""
        line, below = divmod(y, self.line_height)
        column, weekday = (x - self.side) // self.pitch, (below - self.head) // self.pitch
        if not (0 <= line < self.lines and 0 <= column < self.weeks and 0 <= weekday < _WEEK):
            return None
        return self.monday + timedelta(days=int((line * self.weeks + column) * _WEEK + weekday))


def calendar_layout(first: date, last: date, room: float, em: float) -> CalendarLayout:
    """Lay out the days on so many pixels: as large as they fit on one line, or as a year does."""
    monday = first - timedelta(days=first.weekday())
    weeks = (last - monday).days // _WEEK + 1
    side = _SIDE_EM * em
    most = max(1.0, room - side)
    pitch = max(_LEAST_EM * em, min(_LARGEST_EM * em, most / min(weeks, _YEAR)))
    on_a_line = max(1, min(weeks, int(most / pitch + 1e-6)))
    head = _HEAD_EM * em
    return CalendarLayout(
        monday=monday,
        weeks=on_a_line,
        lines=-(-weeks // on_a_line),
        side=side,
        head=head,
        pitch=pitch,
        line_height=head + _WEEK * pitch + _BETWEEN_EM * em,
    )


def months(days: Sequence[date]) -> Sequence[date]:
    """Return the days that stand for their months: those on which one begins, and the first of all.

    The first of all is left out where the next month begins soon, and its name would need the room.
    """
    begins = [day for day in days if day.day == 1]
    if not days or (begins and begins[0] - days[0] < _ROOM_FOR_NAME):
        return begins
    return [days[0], *begins]
