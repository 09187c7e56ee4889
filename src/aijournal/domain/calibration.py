"""What people expected and claimed of their work, beside what it took."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Forecast:
    """One finished task: what was forecast before it began, and what came of it.

    Minutes are the person's, `None` where not forecast or not measured. `probability` is the chance from 0 to
    1 that was given to AI helping, `helped` whether it did; `None` where not said or not judged.
    """

    forecast_minutes: float | None
    actual_minutes: float | None
    probability: float | None = None
    helped: bool | None = None


@dataclass(frozen=True, slots=True)
class TrialEffect:
    """What a trial found AI to do to the logarithm of the time a task takes; below 0 is faster.

    `low` and `high` are the ends of its interval, `n` the number of tasks in the smaller arm.
    """

    beta: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class ClaimedTask:
    """One task of a trial's AI arm: the minutes it took, and the net minutes that the person says AI saved.

    Claims are below 0 where AI cost time, and `None` where the person did not say.
    """

    actual_minutes: float
    claimed_net_minutes: float | None


@dataclass(frozen=True, slots=True)
class ClaimedTrial:
    """A trial with the tasks of its treatment that are done, and what the person says of them.

    `effect` is `None` where it is held back, `n` the number of tasks in the smaller arm in any case. `asked`
    counts the tasks that the person was asked to leave to chance, `refused` those where the answer was no.
    """

    effect: TrialEffect | None
    n: int
    tasks: tuple[ClaimedTask, ...]
    asked: int
    refused: int = 0
