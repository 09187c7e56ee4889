"""What may be shown when: in pure noise, half of all histories would show a swing without these guards."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from aijournal.analysis.sentences import say_count


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


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a figure rests on: interactions, the days they lie on, and the length of the period in days."""

    interactions: int
    days: int
    length: int


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A figure that is not shown yet, and what is missing; `days_at_pace` is `None` with no pace to go by."""

    figure: Figure
    interactions: int
    days: int
    days_at_pace: int | None

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
        return say_count("at_pace", self.days_at_pace, missing=missing)


def held_back(figure: Figure, evidence: Evidence) -> HeldBack | None:
    """Return what a figure lacks, or `None` if it may be shown."""
    guard = GUARDS[figure]
    interactions = max(0, guard.interactions - evidence.interactions)
    days = max(0, guard.days - evidence.days)
    if not interactions and not days:
        return None
    return HeldBack(figure, interactions, days, _days_at_pace(interactions, days, evidence))


def _days_at_pace(interactions: int, days: int, evidence: Evidence) -> int | None:
    if not (evidence.interactions and evidence.days and evidence.length):
        return None
    for_interactions = interactions * evidence.length / evidence.interactions
    for_days = days * evidence.length / evidence.days
    return math.ceil(max(for_interactions, for_days))
