"""What a trial's tasks come to as arrays, and the least squares over them; import it late: it brings numpy.

The model of every figure is log(minutes) = intercept + beta * treatment + slope * log(forecast without it),
so that exp(beta) is the ratio of the times that the two arms take for the same task.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from aijournal.analysis.trial_minutes import minutes_in_all
from aijournal.domain.trial import Arm, TrialTask

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Measured:
    """The tasks that are done: the log of their minutes, their arms as 0 and 1, and the log of the forecast.

    `places` are where they stand among all tasks of the trial.
    """

    times: Floats
    treated: Floats
    forecasts: Floats
    places: npt.NDArray[np.intp]

    @property
    def covariates(self) -> Floats:
        """What is adjusted for, one column each; forecasts that are all the same say nothing."""
        ones = np.ones_like(self.times)
        says_nothing = np.ptp(self.forecasts) == 0 if len(self.times) else True
        return np.column_stack([ones] if says_nothing else [ones, self.forecasts])

    def from_second(self) -> "Measured":
        """Return the tasks behind the first, which alone tells what a forecast of another unit comes to."""
        offset = self.times[:1] - self.forecasts[:1]
        return Measured(self.times[1:], self.treated[1:], self.forecasts[1:] + offset, self.places[1:])


@dataclass(frozen=True, slots=True)
class Fit:
    """Least squares: the treatment's coefficient in log minutes, its standard error, and what is left over.

    `degrees` are those of freedom, `residual_sd` is in log minutes.
    """

    beta: float
    error: float
    degrees: int
    residual_sd: float


def measured(tasks: Sequence[TrialTask]) -> Measured:
    """Return the tasks that are done, rework included."""
    done = [
        (place, task, minutes)
        for place, (task, minutes) in enumerate(zip(tasks, minutes_in_all(tasks), strict=True))
        if minutes is not None
    ]
    return Measured(
        times=np.array([math.log(minutes) for _, _, minutes in done]),
        treated=np.array([float(task.arm is Arm.TREATMENT) for _, task, _ in done]),
        forecasts=np.array([math.log(task.forecast.control_minutes) for _, task, _ in done]),
        places=np.array([place for place, _, _ in done], dtype=np.intp),
    )


def fit(tasks: Measured) -> Fit | None:
    """Return the least squares with errors that hold where tasks vary unequally, `None` where there are none.

    The errors are HC3: each residual is divided by one less its own leverage (MacKinnon and White, 1985).
    """
    design = np.column_stack([tasks.treated, tasks.covariates])
    count, columns = design.shape
    if count <= columns or np.linalg.matrix_rank(design) < columns:
        return None
    inverse = np.linalg.inv(design.T @ design)
    coefficients = inverse @ design.T @ tasks.times
    residuals = tasks.times - design @ coefficients
    leverages = np.einsum("ij,jk,ik->i", design, inverse, design)
    if np.any(leverages > 1 - 1e-9):  # one task alone decides a coefficient: its error cannot be known
        return None
    scaled = design * (residuals / (1 - leverages))[:, None]
    variance = (inverse @ (scaled.T @ scaled) @ inverse)[0, 0]
    degrees = count - columns
    return Fit(
        beta=float(coefficients[0]),
        error=math.sqrt(variance),
        degrees=degrees,
        residual_sd=math.sqrt(residuals @ residuals / degrees),
    )


def betas(tasks: Measured, arms: Floats) -> Floats:
    """Return the treatment's coefficient for each row of `arms`, had the tasks been given these arms.

    `arms` are 0 and 1, a row for each draw and a column for each task. By the theorem of Frisch, Waugh and
    Lovell; a draw that gives all tasks one arm has none, and is told as 0.
    """
    basis, _ = np.linalg.qr(tasks.covariates)
    left = tasks.times - basis @ (basis.T @ tasks.times)
    own = arms - (arms @ basis) @ basis.T
    spread = np.einsum("ij,ij->i", own, own)
    found: Floats = np.divide(own @ left, spread, out=np.zeros(len(arms)), where=spread > 1e-9)
    return found
