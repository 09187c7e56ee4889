"""What a trial can know by when: how many tasks it takes to see an effect of a given size."""

import math
from datetime import timedelta
from itertools import count
from typing import Final

from aijournal.analysis.student_t import t_quantile

USUAL_SD: Final = 0.6
"""How far tasks lie from their forecasts, in log minutes, for somebody whose own spread is not known yet.

Source: the residual standard deviation in METR's open data of 2025 is .637, of 246 tasks by 16 people.
"""

_POWER = 0.8
_SURE = 0.975
_FEWEST = 6
_COLUMNS = 3  # of the least squares: intercept, treatment, forecast


def tasks_needed(effect: float, residual_sd: float = USUAL_SD) -> int:
    """Return how many tasks show an effect in four of five trials, half of them in either arm.

    `effect` is the ratio of times less 1: -0.3 is three tenths faster; it is above -1 and not 0, else
    `ValueError`.
    """
    if effect <= -1 or effect == 0:
        raise ValueError("an effect to be seen is above -1 and not 0")
    beta = abs(math.log1p(effect))
    return next(tasks for tasks in count(_FEWEST, 2) if beta >= _visible(tasks, residual_sd))


def visible_effect(tasks: int, residual_sd: float = USUAL_SD) -> float | None:
    """Return the saving that so many tasks show in four of five trials, as a ratio less 1; `None` for few."""
    return math.expm1(-_visible(tasks, residual_sd)) if tasks > _COLUMNS else None


def time_needed(tasks: int, tasks_a_week: float) -> timedelta | None:
    """Return how long so many tasks take at a pace, `None` without any."""
    return timedelta(weeks=tasks / tasks_a_week) if tasks_a_week > 0 else None


def _visible(tasks: int, residual_sd: float) -> float:
    degrees = tasks - _COLUMNS
    error = 2 * residual_sd / math.sqrt(tasks)
    return (t_quantile(_SURE, degrees) + t_quantile(_POWER, degrees)) * error
