"""Invented histories by the thousand, to see how often a method is right when the truth is known.

One person works five days a week, Monday to Friday, with four interactions a day, from 1 October 2025 to the
end of 2026: five quarters, of which the first is only there to be compared with. An interaction has one of
four task types, drawn anew each time, and a type has a mean size in weighted tokens and mean net minutes:
value per token differs fivefold between types, so that a change of the mix matters.

Tokens are log-normal around the mean of their type: sigma 0.8 in the moderate set, as in the steady use of
one tool, and 1.6 in the heavy-tailed one, where one interaction in a hundred takes almost a quarter of the
tokens of its type. Net minutes are normal with a standard deviation of 15 and depend on tokens through the
type alone, which is the least favourable case for a ratio; minutes of the same day have a correlation of .15.
An interaction is rated with a chance of .85 whatever it brought, a rated one has stated minutes with .95 and
known tokens with .97; one whose tokens are unknown has no weight at all.

All draws come from one seeded generator.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Final

import numpy as np
import numpy.typing as npt

from aijournal.domain.totals import ValueDay

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

FIRST: Final = date(2025, 10, 1)
DAYS: Final = tuple(FIRST + timedelta(days=number) for number in range(457))
# The quarters as slices of DAYS: the year that is looked at daily, and the quarter before it.
QUARTERS: Final = ((0, 92), (92, 182), (182, 273), (273, 365), (365, 457))

TYPES: Final = ("debugging", "feature", "question", "tests")
SHARES: Final = (0.3, 0.2, 0.3, 0.2)
_SIZES: Final = np.array([1.0, 2.5, 0.3, 0.8]) * 1e6
_MINUTES: Final = np.array([16.0, 12.0, 8.0, 14.0])
_SPREAD: Final = 15.0
_SAME_DAY: Final = 0.15
_A_DAY: Final = 4


class Tails(Enum):
    """The sigma of log tokens within a type."""

    MODERATE = 0.8
    HEAVY = 1.6


@dataclass(frozen=True, slots=True)
class World:
    """What is true: from day number `turn` on, minutes are multiplied and types have other shares.

    `working` are the weekdays with work, Monday is 0, `rated` is the chance that an interaction is rated.
    """

    tails: Tails
    turn: int = len(DAYS)
    factor: float = 1.0
    shares: Sequence[float] = SHARES
    working: Sequence[int] = (0, 1, 2, 3, 4)
    rated: float = 0.85
    days: Sequence[date] = DAYS

    @property
    def vpt(self) -> float:
        """Net minutes per million weighted tokens before the turn."""
        shares = np.array(SHARES)
        return float(1e6 * (shares @ _MINUTES) / (shares @ _SIZES))


@dataclass(frozen=True, slots=True)
class Histories:
    """Sums by history, day and task type, in arrays of that shape; `days` are the days."""

    days: Sequence[date]
    interactions: Floats
    rated: Floats
    pairs: Floats
    net: Floats
    pair_weight: Floats
    rated_weight: Floats
    weight: Floats

    def rows(self, history: int) -> list[ValueDay]:
        """Return one history as rows by task type, as a journal sums them."""
        return [
            self._row(history, number, place)
            for number in range(len(self.days))
            for place in range(len(TYPES))
            if self.interactions[history, number, place]
        ]

    def _row(self, history: int, number: int, place: int) -> ValueDay:
        at = (history, number, place)
        rated, pairs = int(self.rated[at]), int(self.pairs[at])
        return ValueDay(
            key=TYPES[place],
            day=self.days[number],
            interactions=int(self.interactions[at]),
            assessed=rated,
            rated=rated,
            helped=rated,
            hurt=0,
            valued=pairs,
            net_minutes=float(self.net[at]),
            paired=pairs,
            paired_net_minutes=float(self.net[at]),
            paired_weight=float(self.pair_weight[at]),
            weight=float(self.weight[at]),
            rated_weight=float(self.rated_weight[at]),
            without_weight=0,
            rework_unknown=pairs,
        )


def drawn(source: np.random.Generator, count: int, world: World) -> Histories:
    """Return that many histories of a world."""
    shape = (count, len(world.days), _A_DAY)
    kinds = _kinds(source, shape, world)
    sigma = world.tails.value
    weight = _SIZES[kinds] * np.exp(sigma * source.standard_normal(shape) - sigma**2 / 2)
    factor = np.where(np.arange(shape[1]) >= world.turn, world.factor, 1.0)[:, np.newaxis]
    of_day = source.standard_normal((count, shape[1], 1)) * np.sqrt(_SAME_DAY)
    noise = of_day + source.standard_normal(shape) * np.sqrt(1 - _SAME_DAY)
    minutes = _MINUTES[kinds] * factor + _SPREAD * noise
    is_work = np.array([day.weekday() in world.working for day in world.days])[:, np.newaxis]
    is_there = np.broadcast_to(is_work, shape)
    is_rated = is_there & (source.random(shape) < world.rated)
    has_weight = source.random(shape) < 0.97
    is_pair = is_rated & has_weight & (source.random(shape) < 0.95)

    def summed(values: Floats, chosen: Bools) -> Floats:
        places = [(values * (chosen & (kinds == kind))).sum(2) for kind in range(len(TYPES))]
        return np.stack(places, axis=2)

    one = np.ones(shape)
    return Histories(
        days=world.days,
        interactions=summed(one, is_there),
        rated=summed(one, is_rated),
        pairs=summed(one, is_pair),
        net=summed(minutes, is_pair),
        pair_weight=summed(weight, is_pair),
        rated_weight=summed(weight, is_rated & has_weight),
        weight=summed(weight, is_there & has_weight),
    )


def _kinds(source: np.random.Generator, shape: tuple[int, int, int], world: World) -> npt.NDArray[np.int64]:
    def of(shares: Sequence[float], days: int) -> npt.NDArray[np.int64]:
        return source.choice(len(TYPES), size=(shape[0], days, shape[2]), p=shares)

    turn = min(world.turn, shape[1])
    return np.concatenate([of(SHARES, turn), of(world.shares, shape[1] - turn)], axis=1)
