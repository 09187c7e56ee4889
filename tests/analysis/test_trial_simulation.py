"""How often a trial is right when the truth is known, over invented trials with fixed seeds."""

from dataclasses import replace

import numpy as np
import pytest

from aijournal.analysis.student_t import t_quantile
from aijournal.analysis.trial_numbers import Measured, fit, measured
from aijournal.analysis.trial_sequence import LEAST_TASKS, running_estimates
from tests.analysis.trial_worlds import TrialWorld, drawn_trial

_A_YEAR_OF_TASKS = 120


def is_sure(tasks: Measured) -> bool:
    """Whether the ordinary interval excludes that both arms take the same time."""
    found = fit(tasks)
    return found is not None and abs(found.beta) > t_quantile(0.975, found.degrees) * found.error


def looks(tasks: Measured) -> list[Measured]:
    """Return the trial as it stood each day from the first look on, at two tasks a day."""
    return [
        replace(
            tasks,
            times=tasks.times[:count],
            treated=tasks.treated[:count],
            forecasts=tasks.forecasts[:count],
            places=tasks.places[:count],
        )
        for count in range(LEAST_TASKS, len(tasks.times) + 1, 2)
    ]


def is_ever_sure(tasks: Measured) -> bool:
    """Whether the sequence excludes, after any task, that both arms take the same time."""
    return any(look.low > 0 or look.high < 0 for look in running_estimates(tasks))


def share(world: TrialWorld, tasks: int, trials: int, seed: int) -> float:
    chance = np.random.default_rng(seed)
    return sum(is_sure(measured(drawn_trial(world, tasks, chance).tasks)) for _ in range(trials)) / trials


def test_a_small_trial_of_nothing_is_seldom_sure() -> None:
    assert share(TrialWorld(), 20, trials=1_000, seed=7) <= 0.06


@pytest.mark.parametrize(
    ("effect", "tasks", "trials"), [(-0.2, 230, 500), (-0.3, 92, 800), (-0.5, 26, 1_500)]
)
def test_so_many_tasks_show_the_effect_in_four_of_five_trials(effect: float, tasks: int, trials: int) -> None:
    assert share(TrialWorld(effect), tasks, trials, seed=8) == pytest.approx(0.8, abs=0.05)


def drawn(world: TrialWorld, trials: int, seed: int) -> list[Measured]:
    chance = np.random.default_rng(seed)
    return [measured(drawn_trial(world, _A_YEAR_OF_TASKS, chance).tasks) for _ in range(trials)]


def test_looking_after_every_task_makes_the_sequence_sure_of_nothing() -> None:
    assert sum(map(is_ever_sure, drawn(TrialWorld(), 2_000, seed=9))) / 2_000 <= 0.05


def test_looking_daily_makes_ordinary_intervals_sure_of_much() -> None:
    trials = drawn(TrialWorld(), 120, seed=9)
    assert sum(any(map(is_sure, looks(trial))) for trial in trials) / 120 > 0.25


def test_the_running_estimate_covers_the_truth_and_comes_closer() -> None:
    world = TrialWorld(-0.3)
    truth = np.log1p(world.effect)
    every_look = [running_estimates(trial) for trial in drawn(world, 100, seed=10)]
    assert sum(looks[-1].low < truth < looks[-1].high for looks in every_look) >= 95
    assert all(looks[-1].high - looks[-1].low < looks[0].high - looks[0].low for looks in every_look)


def test_each_look_is_what_there_was_to_be_seen_then() -> None:
    trial = drawn(TrialWorld(), 1, seed=12)[0]
    whole = running_estimates(trial)
    assert len(whole) == _A_YEAR_OF_TASKS - LEAST_TASKS + 1
    for look, then in zip(looks(trial), whole[::2], strict=False):
        now = running_estimates(look)[-1]
        assert (now.point, now.low, now.high) == pytest.approx((then.point, then.low, then.high))


def test_before_ten_tasks_there_is_no_running_estimate() -> None:
    chance = np.random.default_rng(11)
    assert running_estimates(measured(drawn_trial(TrialWorld(), LEAST_TASKS - 1, chance).tasks)) == ()
