"""Trials of a known share of felt minutes that was measured, and of a known bias of forecasts."""

import math
from dataclasses import replace

from aijournal.analysis.calibration import calibration
from aijournal.analysis.estimate import Estimate
from aijournal.analysis.felt_measured import felt_measured
from aijournal.analysis.own_trials import OwnTrials
from aijournal.domain.calibration import ClaimedTask, Forecast, TrialEffect

_FASTER = TrialEffect(beta=math.log(0.8), low=math.log(0.7), high=math.log(0.9), n=40)


def trials_of(
    share: float | None = None, claimed: int = 0, bias: float | None = None, tasks: int = 0
) -> OwnTrials:
    """Return what `claimed` tasks of an hour and `tasks` forecasts say; what is not known is `None`."""
    per_task = 60 * math.expm1(-_FASTER.beta)
    claim = per_task / share if share else 0.0
    felt = felt_measured(_FASTER, [ClaimedTask(60.0, claim)] * claimed)
    if share is not None and share < 0 and felt.measured_minutes is not None:
        felt = replace(felt, share=Estimate(share, share - 0.1, share + 0.1))
    forecasts = [Forecast(60.0, 60.0 * (bias or 1.0))] * tasks
    return OwnTrials(felt, calibration(forecasts).time)
