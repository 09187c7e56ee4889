"""How the estimate of a trial went, task by task, with the range that may be looked at after every one."""

from dataclasses import dataclass

from aijournal.analysis.estimate import Estimate
from aijournal.analysis.trial_result import as_ratio
from aijournal.domain.kept_trial import TrialOutcome
from aijournal.domain.trial import Trial


@dataclass(frozen=True, slots=True)
class CoursePoint:
    """The effect as it stood once `done` tasks were done, as a ratio of times less 1, with its range."""

    done: int
    effect: Estimate


def trial_course(trial: Trial, outcome: TrialOutcome = TrialOutcome.MINUTES) -> tuple[CoursePoint, ...]:
    """Return the effect after each task, from the tenth on; tasks count in the order of their draws.

    `outcome` is what stands for the minutes of the tasks. What is too large for a figure is left out.
    """
    from aijournal.analysis.trial_numbers import measured  # noqa: PLC0415 - brings numpy
    from aijournal.analysis.trial_sequence import running_estimates  # noqa: PLC0415 - likewise

    tasks = measured(trial.tasks)
    tasks = tasks if outcome is TrialOutcome.MINUTES else tasks.from_second()
    every = running_estimates(tasks)
    first = sum(task.minutes is not None for task in trial.tasks) - len(every) + 1
    found = ((number, as_ratio(one)) for number, one in enumerate(every, first))
    return tuple(CoursePoint(number, effect) for number, effect in found if effect is not None)
