"""Paired measurements, and the one table that they are printed in."""

import os
import platform
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter

_HEADINGS = ("", "ours", "floor", "ratio")


def seconds(value: float) -> str:
    """Return seconds in a unit that leaves something before the point."""
    return f"{value:.2f} s" if value >= 1 else f"{1000 * value:.1f} ms"


def megabytes(value: float) -> str:
    """Return bytes in millions."""
    return f"{value / 1_000_000:.1f} MB"


@dataclass(frozen=True, slots=True)
class Measure:
    """What each run of ours took and of the floor below it, in the order of the runs: seconds, or bytes."""

    name: str
    ours: tuple[float, ...]
    floor: tuple[float, ...]
    in_words: Callable[[float], str] = field(default=seconds, kw_only=True)

    @property
    def ratio(self) -> float:
        """The median over the pairs: what disturbs one of a pair mostly disturbs the other too."""
        return median(one / other for one, other in zip(self.ours, self.floor, strict=True))


def pair(name: str, ours: Callable[[], float], floor: Callable[[], float], runs: int) -> Measure:
    """Run both in turn, beginning with either one as often; each returns the seconds that it took."""
    taken: tuple[list[float], list[float]] = ([], [])
    for run in range(runs):
        order = ((0, ours), (1, floor)) if run % 2 == 0 else ((1, floor), (0, ours))
        for side, work in order:
            taken[side].append(work())
    return Measure(name, tuple(taken[0]), tuple(taken[1]))


def timed(work: Callable[[], object]) -> Callable[[], float]:
    """Return work that tells how many seconds it took."""

    def run() -> float:
        began = perf_counter()
        work()
        return perf_counter() - began

    return run


def table(measures: Iterable[Measure]) -> str:
    """Return the medians of all measures, aligned."""
    rows = [
        (one.name, one.in_words(median(one.ours)), one.in_words(median(one.floor)), f"{one.ratio:.2f}")
        for one in measures
    ]
    return aligned([_HEADINGS, *rows])


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as columns, the first flush left and the others flush right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = (
        [
            row[0].ljust(widths[0]),
            *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)),
        ]
        for row in rows
    )
    return "\n".join("  ".join(line).rstrip() for line in lines)


def machine() -> str:
    """Return what it ran on, in a line."""
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    return f"{system}, Python {platform.python_version()}"
