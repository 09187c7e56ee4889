"""What is usual for the person: the middle and the spread of their own interactions of one task type.

Interactions without a task type are compared among themselves.
"""

import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from aijournal.domain.mirror import SignalEntry

# A person's usual rests on so many interactions of one task type or is not known.
LEAST_USUAL: Final = 15


@dataclass(frozen=True, slots=True)
class Usual:
    """The median of a figure, and the median distance from it (MAD)."""

    median: float
    mad: float


@dataclass(frozen=True, slots=True)
class UsualByTask:
    """The usual of each task type that has enough; `missing` is what the fullest of the others lacks."""

    usual: Mapping[str | None, Usual]
    missing: int


def usual_by_task(
    entries: Iterable[SignalEntry], figure_of: Callable[[SignalEntry], float | None]
) -> UsualByTask:
    """Return the usual of a figure by task type, over the entries for which it is known."""
    figures: dict[str | None, list[float]] = defaultdict(list)
    for entry in entries:
        if (figure := figure_of(entry)) is not None:
            figures[entry.task].append(figure)
    counts = Counter({task: len(known) for task, known in figures.items()})
    fullest = max(counts.values(), default=0)
    usual = {task: _usual(known) for task, known in figures.items() if counts[task] >= LEAST_USUAL}
    return UsualByTask(usual, max(0, LEAST_USUAL - fullest))


def _usual(figures: list[float]) -> Usual:
    median = statistics.median(figures)
    return Usual(median, statistics.median(abs(figure - median) for figure in figures))
