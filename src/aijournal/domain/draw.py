"""The draw of a trial's arms: permuted blocks of random length 2 or 4 within each size of task.

Blocks keep the arms even all along, whenever the person stops; their lengths are random so that nobody can
tell what comes next by counting. Everything follows from the seed, so that a draw can be checked by anybody
afterwards: each step takes one number of Python's generator, whose sequence for a seed never changes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product
from random import Random
from secrets import token_hex
from typing import Final

from aijournal.domain.trial import Arm, TaskSize

_SEED_BYTES: Final = 16
Block = tuple[bool, ...]
"""Whether each task of a block is of the treatment."""


def new_seed() -> str:
    """Return a seed that nobody can foresee, as 32 hexadecimal digits."""
    return token_hex(_SEED_BYTES)


def drawn_arms(seed: str, size: TaskSize) -> Iterator[Arm]:
    """Yield the arms of the tasks of one size, one after another and without end."""
    for block in _blocks(seed, size):
        for is_treatment in block:
            yield Arm.TREATMENT if is_treatment else Arm.CONTROL


def treated(seed: str, size: TaskSize, count: int) -> list[bool]:
    """Return whether each of the first `count` tasks of a size is of the treatment, as fast as can be."""
    found: list[bool] = []
    blocks = _blocks(seed, size)
    while len(found) < count:
        found += next(blocks)
    return found[:count]


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


def _blocks(seed: str, size: TaskSize) -> Iterator[Block]:
    """Yield the blocks of one size without end; only `random` is the same in every version of Python."""
    chance = Random(f"{seed}/{size.value}").random  # noqa: S311 - fair, not secret: whoever holds the journal may check
    while True:
        if int(chance() * 2):
            yield _FOURS[6 * int(chance() * 4) + 2 * int(chance() * 3) + int(chance() * 2)]
        else:
            yield _TWOS[int(chance() * 2)]


def _shuffled(half: int, places: Sequence[int]) -> Block:
    """Return a block with so many tasks of either arm in the order that numbers of chance give.

    Each number is the place that the last task changes with, then the last but one, and so on (Fisher and
    Yates): every order is as likely.
    """
    arms = [False, True] * half
    for last, other in zip(range(len(arms) - 1, 0, -1), places, strict=True):
        arms[last], arms[other] = arms[other], arms[last]
    return tuple(arms)


# Every block that there can be, by the numbers of chance that give it.
_TWOS: Final = tuple(_shuffled(1, places) for places in product(range(2)))
_FOURS: Final = tuple(_shuffled(2, places) for places in product(range(4), range(3), range(2)))
