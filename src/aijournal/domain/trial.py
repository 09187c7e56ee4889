"""Trials: experiments that a person runs on themselves, whose units are tasks."""

from dataclasses import dataclass
from enum import StrEnum


class Arm(StrEnum):
    """One of the two ways of working that chance decides between; the treatment is usually "with AI"."""

    CONTROL = "control"
    TREATMENT = "treatment"


class TaskSize(StrEnum):
    """How large a task looks before it is begun; chance keeps the arms even within each size."""

    SMALL = "S"
    MEDIUM = "M"
    LARGE = "L"


@dataclass(frozen=True, slots=True)
class LockedForecast:
    """What the person expected before the draw, and cannot change after it.

    Minutes are the person's in either arm, above 0. `probability` is the chance from 0 to 1 that the
    treatment helps, `None` where it was not said.
    """

    control_minutes: float
    treatment_minutes: float | None = None
    probability: float | None = None
    size: TaskSize = TaskSize.MEDIUM


@dataclass(frozen=True, slots=True)
class TrialTask:
    """One task that chance gave an arm, in the order of the draws.

    `minutes` are what it took, `None` until it is done, and `rework_minutes` what came after, `None` until
    that was answered. A task counts in the arm that it was given, also where the person worked otherwise,
    which is what `is_violated` says. `claimed_net_minutes` are those that the person says the treatment
    saved; `None` where not said.
    """

    arm: Arm
    forecast: LockedForecast
    minutes: float | None = None
    rework_minutes: float | None = None
    is_violated: bool = False
    claimed_net_minutes: float | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """The tasks of a trial in the order of their draws, and how its arms were drawn.

    `seed` is what the draws were made from; `None` where somebody else drew them, as in a table that was read
    in. `refused` counts the tasks that the person would not leave to chance; they are in no arm.
    """

    tasks: tuple[TrialTask, ...]
    seed: str | None = None
    refused: int = 0
