"""A trial that somebody runs, with tasks in every state that there is."""

import math
from datetime import datetime, timedelta
from random import Random

from aijournal.domain.kept_trial import KeptTask, KeptTrial, TaskToLock, TrialPlan
from aijournal.domain.trial import Arm, LockedForecast, TaskSize
from aijournal.journal.journal import Journal

PLAN = TrialPlan("Speed", "Do I merge sooner with AI?", stop_tasks=60)
_TITLES = ("fix the flaky test", "write the release notes", "rename the tables")


def run_trial(journal: Journal, now: datetime, tasks: int = 30, plan: TrialPlan = PLAN) -> KeptTrial:
    """Begin a trial and do its tasks, a day each; every tenth is not left to chance, and the last is open."""
    chance = Random(7)  # noqa: S311 - sample data must be the same every time
    began = now - timedelta(days=tasks + 20)
    trial = journal.trials.begin(plan, began)
    with journal.together():
        for number in range(tasks):
            when = began + timedelta(days=number)
            forecast = LockedForecast(
                chance.choice((30.0, 60.0, 90.0)), 40.0, 0.7, chance.choice(tuple(TaskSize))
            )
            refusal = "on call today" if number % 10 == 4 else None
            task = TaskToLock(_TITLES[number % len(_TITLES)], forecast, "tests")
            locked = journal.trial_tasks.lock(trial.id, task, when, refusal)
            if locked.arm is not None and number < tasks - 1:
                _finish(journal, locked, when, chance)
    return journal.trials.find(plan.name)


def _finish(journal: Journal, task: KeptTask, when: datetime, chance: Random) -> None:
    is_treated = task.arm is Arm.TREATMENT
    ratio = math.exp(chance.gauss(0, 0.3)) * (0.6 if is_treated else 1.0)
    journal.trial_tasks.done(task.id, when, task.forecast.control_minutes * ratio)
    if is_treated:
        journal.trial_tasks.claim(task.id, 20.0, when)
    if task.place % 7 == 0:
        journal.trial_tasks.mark_violated(task.id, when)
    if task.place % 2:
        journal.trial_tasks.answer_rework(task.id, 5.0, when + timedelta(days=8))
