"""A figure together with the range that it may lie in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and the ends of its range of 95 %."""

    point: float
    low: float
    high: float
