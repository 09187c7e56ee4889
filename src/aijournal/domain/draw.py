"""The draw of a trial's arms: permuted blocks of random length 2 or 4 within each size of task.

Blocks keep the arms even all along, whenever the person stops; their lengths are random so that nobody can
tell what comes next by counting. Everything follows from the seed, so that a draw can be checked by anybody
afterwards: each step takes one number of Python's generator, whose sequence for a seed never changes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from random import Random
from secrets import token_hex
from typing import Final

from aijournal.domain.trial import Arm, TaskSize

_SEED_BYTES: Final = 16
_HALVES: Final = (1, 2)  # a block has as many tasks of each arm, each length as often


def new_seed() -> str:
    """Return a seed that nobody can foresee, as 32 hexadecimal digits."""
    return token_hex(_SEED_BYTES)


def drawn_arms(seed: str, size: TaskSize) -> Iterator[Arm]:
    """Yield the arms of the tasks of one size, one after another and without end."""
    chance = Random(f"{seed}/{size.value}")  # noqa: S311 - fair, not secret: whoever holds the journal may check
    while True:
        half = _HALVES[_below(chance, len(_HALVES))]
        yield from _shuffled(chance, [Arm.CONTROL, Arm.TREATMENT] * half)


def arm_of_next(seed: str, size: TaskSize, drawn_before: int) -> Arm:
    """Return the arm of the task of a size that comes after so many of the same size."""
    return next(islice(drawn_arms(seed, size), drawn_before, None))


def arms_of(seed: str, sizes: Iterable[TaskSize]) -> tuple[Arm, ...]:
    """Return the arms of tasks of these sizes, drawn in this order."""
    arms = {size: drawn_arms(seed, size) for size in TaskSize}
    return tuple(next(arms[size]) for size in sizes)


def are_drawn(seed: str, drawn: Iterable[tuple[TaskSize, Arm]]) -> bool:
    """Return whether these arms, in this order, are those that the seed gives."""
    before: Counter[TaskSize] = Counter()
    for size, arm in drawn:
        if arm is not arm_of_next(seed, size, before[size]):
            return False
        before[size] += 1
    return True


def _shuffled(chance: Random, arms: list[Arm]) -> list[Arm]:
    """Return arms in an order of chance (Fisher and Yates), every order as likely."""
    for last in range(len(arms) - 1, 0, -1):
        other = _below(chance, last + 1)
        arms[last], arms[other] = arms[other], arms[last]
    return arms


def _below(chance: Random, end: int) -> int:
    """Return a whole number from 0 to below `end`; only `random` is the same in every version of Python."""
    return int(chance.random() * end)
