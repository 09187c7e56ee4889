"""Trials as a journal keeps them: what was planned, what was locked, and what came of each task."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from aijournal.domain.trial import Arm, LockedForecast
from aijournal.domain.wording import folded

MOST_TASKS = 10_000
"""In one trial: a task a day for thirty years."""

AI_OFF: Final = "without AI"
AI_ON: Final = "with AI"
"""What the arms are called unless the person says otherwise."""

_WITHOUT_AI: Final = frozenset(map(folded, (AI_OFF, "no AI", "AI off", "AI not allowed")))


class TrialOutcome(StrEnum):
    """What the two ways of working are compared by."""

    MINUTES = "minutes"
    WEIGHTED_TOKENS = "weighted_tokens"


@dataclass(frozen=True, slots=True)
class TrialPlan:
    """What is set before anything is drawn: `control` and `treatment` are the arms in the person's words.

    The trial stops after `stop_tasks` drawn tasks, after the local day `stop_day`, or whichever comes first;
    without either it goes on until the person ends it.
    """

    name: str
    question: str = ""
    control: str = AI_OFF
    treatment: str = AI_ON
    outcome: TrialOutcome = TrialOutcome.MINUTES
    stop_tasks: int | None = None
    stop_day: date | None = None

    @property
    def is_of_ai(self) -> bool:
        """Whether one arm goes without AI, so that its effect is that of AI and not of a way of using it."""
        return folded(self.control) in _WITHOUT_AI

    def words_of(self, arm: Arm) -> str:
        """Return what the person calls an arm."""
        return self.control if arm is Arm.CONTROL else self.treatment


@dataclass(frozen=True, slots=True)
class KeptTrial:
    """A trial with its counts; the arms of one that `is_drawn_here` follow from a seed of its own."""

    id: int
    plan: TrialPlan
    begun_at: datetime
    ended_at: datetime | None
    is_drawn_here: bool
    drawn: int
    done: int
    refused: int


@dataclass(frozen=True, slots=True)
class TaskToLock:
    """What the person says of a task before the draw; `task` is its type."""

    title: str
    forecast: LockedForecast
    task: str | None = None


@dataclass(frozen=True, slots=True)
class ReadTask:
    """A task of a trial that was done elsewhere, as a table tells it; minutes are those without rework."""

    title: str
    forecast: LockedForecast
    arm: Arm
    minutes: float
    rework_minutes: float | None = None
    started_at: datetime | None = None
    participant: str | None = None


@dataclass(frozen=True, slots=True)
class KeptTask:
    """A task that was locked: it has an `arm`, or a `refusal` if the person would not leave it to chance.

    `place` counts the tasks of the trial from 1 on. `clock_minutes` are those of its stretches so far, its
    own share where several ran at once; `minutes` what it took, `None` until it is done.
    """

    id: int
    trial_id: int
    place: int
    title: str
    task: str | None
    forecast: LockedForecast
    locked_at: datetime
    arm: Arm | None
    refusal: str | None = None
    participant: str | None = None
    done_at: datetime | None = None
    minutes: float | None = None
    rework_minutes: float | None = None
    rework_asked_at: datetime | None = None
    is_violated: bool = False
    claimed_net_minutes: float | None = None
    clock_minutes: float = 0.0
    is_running: bool = False
    entries: tuple[int, ...] = ()
