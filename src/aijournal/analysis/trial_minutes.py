"""What the tasks of a trial took in all."""

from collections.abc import Sequence
from statistics import mean

from aijournal.domain.trial import Arm, TrialTask


def minutes_in_all(tasks: Sequence[TrialTask]) -> tuple[float | None, ...]:
    """Return the minutes of each task with its rework, `None` where it is not done.

    Rework that nobody knows (yet) is taken to be the mean of what is known in the task's arm.
    """
    usual = {arm: _usual_rework(tasks, arm) for arm in Arm}
    return tuple(
        None if task.minutes is None else task.minutes + _known(task.rework_minutes, usual[task.arm])
        for task in tasks
    )


def _known(rework: float | None, usual: float) -> float:
    return usual if rework is None else rework


def _usual_rework(tasks: Sequence[TrialTask], arm: Arm) -> float:
    known = [task.rework_minutes for task in tasks if task.arm is arm and task.rework_minutes is not None]
    return mean(known) if known else 0.0
