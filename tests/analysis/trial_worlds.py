"""Invented trials whose truth is known: tasks of three sizes, times log-normal around forecasts."""

import math
from dataclasses import dataclass

import numpy as np

from aijournal.domain.draw import arms_of
from aijournal.domain.trial import Arm, LockedForecast, TaskSize, Trial, TrialTask

_MINUTES = {TaskSize.SMALL: 20.0, TaskSize.MEDIUM: 60.0, TaskSize.LARGE: 180.0}
_SPREAD_OF_FORECASTS = 0.3


@dataclass(frozen=True, slots=True)
class TrialWorld:
    """What is true: the ratio of times less 1, and how far tasks lie from their forecasts in log minutes."""

    effect: float = 0.0
    residual_sd: float = 0.6


def drawn_trial(world: TrialWorld, tasks: int, chance: np.random.Generator) -> Trial:
    """Return a trial with so many finished tasks."""
    seed = f"{chance.integers(1 << 62):032x}"
    sizes = [tuple(TaskSize)[number] for number in chance.integers(0, 3, tasks)]
    arms = arms_of(seed, sizes)
    return Trial(tuple(_task(world, size, arm, chance) for size, arm in zip(sizes, arms, strict=True)), seed)


def _task(world: TrialWorld, size: TaskSize, arm: Arm, chance: np.random.Generator) -> TrialTask:
    forecast = _MINUTES[size] * math.exp(chance.normal(0, _SPREAD_OF_FORECASTS))
    beta = math.log1p(world.effect) if arm is Arm.TREATMENT else 0.0
    minutes = forecast * math.exp(beta + chance.normal(0, world.residual_sd))
    return TrialTask(arm, LockedForecast(forecast, forecast, size=size), minutes, rework_minutes=0.0)
