"""Trials for the tests of every format: concluded, undecided, too small, drawn elsewhere, tampered with."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from aijournal.analysis.experiment import Experiment, experiment
from aijournal.domain.kept_trial import KeptTrial, TrialOutcome, TrialPlan
from aijournal.domain.trial import Arm, Trial
from tests.analysis.trial_worlds import TrialWorld, drawn_trial

BEGUN = datetime(2026, 3, 2, 9, tzinfo=UTC)
OF_AI = TrialPlan("Sundew speed", "Is Sundew worth it?")
OF_PLANS = TrialPlan("Sundew plans", control="straight to Sundew", treatment="plan for Sundew first")


def told(plan: TrialPlan, trial: Trial, *, has_ended: bool = True, is_drawn_here: bool = True) -> Experiment:
    """Return a trial as a report tells it."""
    done = sum(task.minutes is not None for task in trial.tasks)
    counts = (len(trial.tasks), done, trial.refused)
    kept = KeptTrial(1, plan, BEGUN, BEGUN if has_ended else None, is_drawn_here, *counts)
    return experiment(kept, trial)


def drawn(effect: float, tasks: int, seed: int = 5, refused: int = 2) -> Trial:
    """Return a trial of a true effect, with claims of twice what it saves."""
    trial = drawn_trial(TrialWorld(effect, 0.4), tasks, np.random.default_rng(seed))
    return replace(
        trial,
        refused=refused,
        tasks=tuple(
            replace(task, claimed_net_minutes=-2 * effect * (task.minutes or 0.0))
            if task.arm is Arm.TREATMENT
            else task
            for task in trial.tasks
        ),
    )


def experiments() -> tuple[Experiment, ...]:
    """Return trials on both sides of every guard."""
    tokens = replace(OF_PLANS, name="Sundew tokens", outcome=TrialOutcome.WEIGHTED_TOKENS)
    elsewhere = replace(drawn(-0.4, 60, 8), seed=None)
    tampered = drawn(-0.4, 60, 9)
    swapped = replace(tampered, tasks=(*tampered.tasks[1:], tampered.tasks[0]))
    return (
        told(OF_AI, drawn(-0.4, 80)),
        told(OF_PLANS, drawn(0.0, 40, 6), has_ended=False),
        told(replace(OF_PLANS, name="Sundew small"), drawn(-0.9, 12, 7)),
        told(replace(OF_PLANS, name="Sundew none"), Trial((), refused=1), has_ended=False),
        told(tokens, drawn(0.5, 60, 10)),
        told(replace(OF_AI, name="Sundew elsewhere"), elsewhere, is_drawn_here=False),
        told(replace(OF_AI, name="Sundew tampered"), swapped),
    )
