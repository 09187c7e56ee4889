"""What may be shown when: in pure noise, half of all histories would show a swing without these guards."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from aijournal.analysis.room import UNBOUNDED, Room
from aijournal.analysis.sentences import say, say_count


class Figure(StrEnum):
    """Figures that need a minimum of evidence; each value names what they count."""

    RATE = "rated"
    NET_INTERVAL = "valued"
    VPT = "paired"
    PER_USD = "priced"


@dataclass(frozen=True, slots=True)
class Guard:
    """The least that a figure may rest on."""

    interactions: int
    days: int = 0


_VALUE = Guard(interactions=20, days=8)
GUARDS: Final[Mapping[Figure, Guard]] = MappingProxyType(
    {
        Figure.RATE: Guard(interactions=5),
        Figure.NET_INTERVAL: _VALUE,
        Figure.VPT: _VALUE,
        Figure.PER_USD: _VALUE,
    }
)
# An answer to less than this share of a random sample is not random any more.
AUDIT_ANSWERED = 0.8
# A line over time needs that long from the first day with a pair to the last, both included.
TREND_SPAN: Final = timedelta(weeks=6)
# A stretch with fewer effective days is a gap in the line.
TREND_DAYS: Final = 8.0
# What lies further ahead is not told to the day.
_LONGEST_PACE = 365


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a figure rests on: interactions, the days they lie on, and the length of the period in days.

    `room` is how much can still be added to it.
    """

    interactions: int
    days: int
    length: int
    room: Room = UNBOUNDED


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A figure that is not shown yet, and what is missing; `days_at_pace` is `None` with no pace to go by.

    `most` is how many days or interactions there can ever be, `None` where that is enough for the figure.
    """

    figure: Figure
    interactions: int
    days: int
    days_at_pace: int | None
    most: int | None = None

    def sentence(self, name: str) -> str:
        """Say by the name of a figure's sentences what is missing, or that it can never be shown."""
        if self.most is None:
            return say(name, missing=self.missing)
        guard = GUARDS[self.figure]
        return say_count(f"{name}.never", self.most, needed=str(guard.days or guard.interactions))

    @property
    def missing(self) -> str:
        """What is missing, in words."""
        what = f"more_{self.figure.value}"
        if not self.interactions:
            missing = say_count("more_days", self.days)
        elif not self.days:
            missing = say_count(what, self.interactions)
        else:
            interactions = say_count(what, self.interactions)
            missing = say_count("and_days", self.days, interactions=interactions)
        if self.days_at_pace is None:
            return missing
        if self.days_at_pace > _LONGEST_PACE:
            return say("at_slow_pace", missing=missing)
        return say_count("at_pace", self.days_at_pace, missing=missing)


def held_back(figure: Figure, evidence: Evidence) -> HeldBack | None:
    """Return what a figure lacks, or `None` if it may be shown."""
    guard = GUARDS[figure]
    interactions = max(0, guard.interactions - evidence.interactions)
    days = max(0, guard.days - evidence.days)
    if not interactions and not days:
        return None
    pace = _days_at_pace(interactions, days, evidence)
    return HeldBack(figure, interactions, days, pace, _too_little(guard, evidence.room))


def _too_little(guard: Guard, room: Room) -> int | None:
    """Return how much there can be at most where that never comes up to a guard."""
    if room.days is not None and room.days < guard.days:
        return room.days
    if room.interactions is not None and room.interactions < guard.interactions:
        return room.interactions
    return None


def _days_at_pace(interactions: int, days: int, evidence: Evidence) -> int | None:
    """Return in how many days it comes at the pace so far; `None` if the period ends before."""
    if not (evidence.interactions and evidence.days and evidence.length):
        return None
    for_interactions = interactions * evidence.length / evidence.interactions
    for_days = days * evidence.length / evidence.days
    at_pace, left = math.ceil(max(for_interactions, for_days)), evidence.room.days_left
    return at_pace if left is None or at_pace <= left else None
