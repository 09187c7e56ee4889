"""What all trials of a person say of the figures that they give themselves: minutes saved, and forecasts."""

from collections.abc import Iterable
from dataclasses import dataclass

from aijournal.analysis.calibration import TimeCalibration, calibration
from aijournal.analysis.felt_measured import FeltMeasured, felt_in_trials
from aijournal.analysis.trial_result import claimed_trial, effect_of, forecasts_of
from aijournal.domain.trial import Trial


@dataclass(frozen=True, slots=True)
class OwnTrials:
    """What the minutes that a person claims come to when they are measured, and how good forecasts are.

    `felt` is of the trials that hold AI against no AI, `forecasts` of every task that is done in any, each
    for the arm that was drawn.
    """

    felt: FeltMeasured
    forecasts: TimeCalibration


def own_trials(of_ai: Iterable[Trial], others: Iterable[Trial]) -> OwnTrials | None:
    """Return what trials say in minutes, `None` where in none of them a task is done."""
    with_ai = tuple(of_ai)
    forecasts = [one for trial in (*with_ai, *others) for one in forecasts_of(trial)]
    if not forecasts:
        return None
    felt = felt_in_trials(claimed_trial(trial, effect_of(trial)) for trial in with_ai)
    return OwnTrials(felt, calibration(forecasts).time)
