"""Some months of stints as a meter counts them: calls on a clock. Who made them, and why, it cannot see."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from aijournal.demo.conversations import PROVIDERS, Context
from aijournal.demo.half_year import HalfYear, Workplace
from aijournal.domain.facts import Call

WEEKS: Final = 14  # the last 90 days and a little more
_FRIDAY = 4
_MORE = 0.4  # of the other days have a long stint too
_SECONDS_A_CALL = 3.55, 0.35  # of a log-normal draw: about 35
_TOOLS = {"claude-code": 70, "codex": 30}


class Length(StrEnum):
    """How long a stint is."""

    SHORT = "short"  # a quarter of an hour
    LONG = "long"  # an hour
    HOURS = "hours"  # two


_CALLS = {Length.SHORT: 24, Length.LONG: 90, Length.HOURS: 170}
# Which stints a day has, by the earliest local time of each and how many minutes later it may begin.
_USUAL = ((Length.SHORT, time(9, 10), 40), (Length.SHORT, time(10, 40), 50), (Length.SHORT, time(15, 30), 45))
_ONE_MORE = (Length.LONG, time(13, 10), 30)
_FRIDAYS = (
    (Length.SHORT, time(8, 50), 20),
    (Length.SHORT, time(9, 50), 25),
    (Length.LONG, time(10, 50), 15),
    (Length.HOURS, time(13, 30), 20),
)
# Today's lie in the past for whoever looks at them.
_TODAY = ((Length.SHORT, time(7, 40), 5), (Length.SHORT, time(8, 20), 5))


@dataclass(frozen=True, slots=True)
class Stint:
    """A stretch of calls of one tool in one project, in order of time."""

    began: datetime
    length: Length
    tool: str
    place: Workplace
    task: str
    calls: tuple[Call, ...]


def first_monday(today: date) -> date:
    """Return the day on which the weeks begin that `today` ends."""
    return today - timedelta(days=today.weekday(), weeks=WEEKS - 1)


def invent_stints(half_year: HalfYear, today: date, zone: ZoneInfo, seed: int) -> tuple[Stint, ...]:
    """Return every stint up to the morning of `today`, in order of time; all drawn from the seed."""
    chance = random.Random(seed)  # noqa: S311 - invented work, no secret
    first = first_monday(today)
    days = (first + timedelta(days=number) for number in range((today - first).days + 1))
    return tuple(
        _stint(half_year, length, datetime.combine(day, earliest, zone), within, chance)
        for day in days
        if day.weekday() <= _FRIDAY
        for length, earliest, within in _stints_of(day, today, chance)
    )


def _stints_of(day: date, today: date, chance: random.Random) -> tuple[tuple[Length, time, int], ...]:
    if day == today:
        return _TODAY
    if day.weekday() == _FRIDAY:
        return _FRIDAYS
    return (*_USUAL, _ONE_MORE) if chance.random() < _MORE else _USUAL


def _stint(
    half_year: HalfYear, length: Length, earliest: datetime, within: int, chance: random.Random
) -> Stint:
    began = (earliest + timedelta(seconds=chance.randrange(60 * within))).astimezone(UTC)
    tool = chance.choices(tuple(_TOOLS), tuple(_TOOLS.values()))[0]
    place = chance.choices(half_year.projects, [place.share for place in half_year.projects])[0]
    task = chance.choices(half_year.tasks, [task.share for task in half_year.tasks])[0]
    model = half_year.eras[-1].models[tool]
    return Stint(began, length, tool, place, task.name, tuple(_calls(began, length, tool, model, chance)))


def _calls(began: datetime, length: Length, tool: str, model: str, chance: random.Random) -> Iterator[Call]:
    """Yield calls one after the other; after half of two hours, the model begins with a fresh context."""
    count = round(_CALLS[length] * chance.uniform(0.85, 1.15))
    context, now = Context(tool, chance), began
    for number in range(count):
        if length is Length.HOURS and number == halfway(count):
            context = Context(tool, chance)
        now += timedelta(seconds=round(chance.lognormvariate(*_SECONDS_A_CALL), 3))
        native_id = f"{chance.getrandbits(96):024x}"
        yield Call(native_id, now, context.grow(), model, PROVIDERS[tool])


def halfway(count: int) -> int:
    """Return the number of the first call of a second half."""
    return count // 2
