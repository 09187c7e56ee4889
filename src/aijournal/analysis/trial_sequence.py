"""An estimate that may be looked at after every task without growing sure of what is not there.

An ordinary interval that is looked at daily excludes the truth in more than a third of all trials sooner or
later. A confidence sequence is wider, and holds at every look at once: stopping when it excludes 0 is fair.
Source: Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, "Time-uniform central limit theory and asymptotic
confidence sequences", 2021, equation 6.
"""

import math
from collections.abc import Sequence
from itertools import islice
from typing import Final

import numpy as np
import numpy.typing as npt

from aijournal.analysis.estimate import Estimate
from aijournal.analysis.trial_numbers import Floats, Measured

LEAST_TASKS: Final = 10  # before which the spread of the scores is not known well enough
_ALPHA: Final = 0.05
_TIGHTEST: Final = 100  # tasks: the number at which the sequence is as narrow as it can be


def running_estimates(tasks: Measured) -> Sequence[Estimate]:
    """Return the effect on log minutes with its range as it stood after each task, from the tenth on."""
    scores = _scores(tasks)
    counts = np.arange(1, len(scores) + 1)
    centres = np.cumsum(scores) / counts
    squares = np.cumsum(scores**2) - counts * centres**2
    spreads = np.sqrt(np.maximum(squares, 0.0) / np.maximum(counts - 1, 1))
    halves = spreads * _widths(counts)
    every_look = zip(centres.tolist(), halves.tolist(), strict=True)
    return tuple(
        Estimate(centre, centre - half, centre + half)
        for centre, half in islice(every_look, LEAST_TASKS - 1, None)
    )


def _scores(tasks: Measured) -> Floats:
    """Return twice the distance of each task from what the tasks before it let expect, by its arm's sign.

    As chance gives either arm as often, their mean is the effect, whatever the expectation is worth.
    """
    errors = tasks.times - tasks.forecasts
    before = np.concatenate([[0.0], np.cumsum(errors)[:-1]]) / np.maximum(np.arange(len(errors)), 1)
    return (4 * tasks.treated - 2) * (errors - before)


def _widths(counts: npt.NDArray[np.int_]) -> Floats:
    """Return half the width of the sequence after so many scores, in their standard deviations."""
    log_alpha = -2 * math.log(_ALPHA)
    rho = math.sqrt((log_alpha + math.log(log_alpha + 1)) / _TIGHTEST)
    grown = counts * rho**2 + 1
    widths: Floats = np.sqrt(2 * grown / (counts * rho) ** 2 * np.log(np.sqrt(grown) / _ALPHA))
    return widths
