import math

import numpy as np
import pytest

from aijournal.analysis.trial_minutes import minutes_in_all
from aijournal.analysis.trial_numbers import betas, fit, measured
from aijournal.domain.trial import Arm, LockedForecast, TrialTask
from tests.analysis.trial_worlds import TrialWorld, drawn_trial

FORECASTS = (30, 45, 20, 90, 60, 120, 15, 75, 50, 40, 110, 25)
ARMS = "cttctcctcttc"
MINUTES = (28, 60, 18, 120, 45, 100, 22, 90, 40, 52, 150, 20)


def a_task(arm: str, forecast: float, minutes: float | None, rework: float | None = 0.0) -> TrialTask:
    named = {"c": Arm.CONTROL, "t": Arm.TREATMENT}
    return TrialTask(named[arm], LockedForecast(forecast), minutes, rework)


TASKS = [a_task(*row) for row in zip(ARMS, FORECASTS, MINUTES, strict=True)]


def test_least_squares_and_hc3_are_those_of_statsmodels() -> None:
    found = fit(measured(TASKS))
    assert found is not None
    # OLS(...).fit(cov_type="HC3", use_t=True) of statsmodels 0.14
    assert found.beta == pytest.approx(0.11297329682789514, rel=1e-9)
    assert found.error == pytest.approx(0.18648655185730884, rel=1e-9)
    assert found.residual_sd == pytest.approx(0.27314887056853104, rel=1e-9)
    assert found.degrees == 9


def test_only_finished_tasks_are_measured_where_they_stand() -> None:
    tasks = [*TASKS[:3], a_task("t", 30, None), *TASKS[3:]]
    found = measured(tasks)
    assert found.places.tolist() == [0, 1, 2, *range(4, 13)]
    assert fit(found) == fit(measured(TASKS))


def test_forecasts_that_are_all_the_same_say_nothing_and_cost_no_degree() -> None:
    tasks = [
        a_task(arm, 30, minutes) for arm, minutes in zip("ctctct", (20, 30, 24, 36, 22, 33), strict=True)
    ]
    found = fit(measured(tasks))
    assert found is not None
    assert found.degrees == 4
    assert found.beta == pytest.approx(math.log(1.5))


@pytest.mark.parametrize("arms", ["cccccc", "tttttt", "cccccx", ""])
def test_there_is_no_effect_where_arms_cannot_be_compared(arms: str) -> None:
    tasks = [a_task("t" if arm == "x" else arm, 10 + number, 20.0) for number, arm in enumerate(arms)]
    assert fit(measured(tasks)) is None  # one task alone in its arm says nothing of how it could have gone


def test_rework_that_nobody_knows_is_the_mean_of_its_arm() -> None:
    tasks = [
        a_task("c", 10, 10, 2),
        a_task("c", 10, 10, 4),
        a_task("c", 10, 10, None),
        a_task("t", 10, 7, None),
    ]
    assert minutes_in_all(tasks) == (12, 14, 13, 7)


def test_effects_of_other_draws_are_those_of_least_squares_on_them() -> None:
    tasks = measured(drawn_trial(TrialWorld(0.3), 40, np.random.default_rng(3)).tasks)
    arms = np.random.default_rng(4).integers(0, 2, (5, 40)).astype(float)
    found = betas(tasks, arms)
    for row, beta in zip(arms, found, strict=True):
        design = np.column_stack([row, tasks.covariates])
        assert beta == pytest.approx(np.linalg.lstsq(design, tasks.times, rcond=None)[0][0])
    assert betas(tasks, np.ones((1, 40))).tolist() == [0.0]
