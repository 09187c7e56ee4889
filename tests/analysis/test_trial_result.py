import math
from dataclasses import replace

import numpy as np
import pytest

from aijournal.analysis.sentences import Sentence
from aijournal.analysis.trial_result import LEAST_IN_ARM, claimed_trial, effect_of, trial_result
from aijournal.domain.calibration import ClaimedTask, ClaimedTrial
from aijournal.domain.kept_trial import TrialOutcome
from aijournal.domain.trial import Arm, LockedForecast, Trial, TrialTask
from tests.analysis.trial_worlds import TrialWorld, drawn_trial


def exact(effect: float, tasks: int = 80, spread: float = 0.5) -> Trial:
    """Return a table whose arms differ by exactly this much: of four tasks, errors go up and down in each."""
    rows = []
    for number in range(tasks):
        arm = Arm.TREATMENT if number % 4 in {1, 2} else Arm.CONTROL
        forecast = 30.0 * (1 + number // 8)
        error = spread if number % 8 < 4 else -spread
        beta = math.log1p(effect) if arm is Arm.TREATMENT else 0.0
        rows.append(
            TrialTask(arm, LockedForecast(forecast, forecast), forecast * math.exp(beta + error), 0.0)
        )
    return Trial(tuple(rows))


@pytest.mark.parametrize(("effect", "words"), [(-0.4, "40 % less time"), (0.6, "60 % more time")])
def test_a_known_effect_is_found_and_said_with_its_range(effect: float, words: str) -> None:
    found = trial_result(exact(effect))
    assert found.effect is not None
    assert found.effect.point == pytest.approx(effect)
    assert found.effect.low < effect < found.effect.high
    assert words in found.sentence
    assert found.permutation_p == pytest.approx(1 / 2000)
    assert found.residual_sd == pytest.approx(0.5, rel=0.03)
    assert (found.n_treatment, found.n_control, found.coverage, found.guard) == (40, 40, 1.0, None)


def test_no_effect_is_said_to_be_none_that_can_be_told() -> None:
    found = trial_result(exact(0.0))
    assert "cannot be told apart" in found.sentence
    assert found.permutation_p == pytest.approx(1.0)


def test_twelve_tasks_say_what_they_lack_and_no_figure() -> None:
    found = trial_result(drawn_trial(TrialWorld(-0.9), 12, np.random.default_rng(1)))
    assert (found.effect, found.log_effect, found.permutation_p, found.residual_sd) == (None,) * 4
    assert found.guard == found.sentence
    assert isinstance(found.sentence, Sentence)
    assert f"{LEAST_IN_ARM - found.n_control} more finished tasks without the treatment" in found.sentence


def test_nothing_at_all_is_a_result_too() -> None:
    found = trial_result(Trial((), refused=3))
    assert (found.n, found.refused_share, found.coverage, found.effect, found.running) == (
        0,
        1.0,
        None,
        None,
        None,
    )


def test_what_was_refused_left_open_or_done_otherwise_is_told() -> None:
    trial = exact(-0.4)
    open_task = replace(trial.tasks[-1], minutes=None)
    otherwise = replace(trial.tasks[0], is_violated=True)
    found = trial_result(replace(trial, tasks=(otherwise, *trial.tasks[1:-1], open_task), refused=20))
    assert found.refused_share == pytest.approx(0.2)
    assert found.coverage == pytest.approx(79 / 80)
    assert (found.violated, found.n_treatment + found.n_control) == (1, 79)


def test_a_task_counts_in_the_arm_that_was_drawn_whatever_was_done() -> None:
    trial = exact(-0.4)
    violated = tuple(replace(task, is_violated=True) for task in trial.tasks)
    assert trial_result(replace(trial, tasks=violated)).effect == trial_result(trial).effect


def test_forecasts_are_compared_with_what_their_own_arm_took() -> None:
    tasks = tuple(
        TrialTask(
            Arm.TREATMENT if number % 2 else Arm.CONTROL,
            LockedForecast(60.0 + number, 40.0 + number),
            (2 * (40.0 + number) if number % 2 else 0.5 * (60.0 + number)),
            0.0,
        )
        for number in range(24)
    )
    found = trial_result(Trial(tasks))
    control, treatment = found.calibration_control.bias, found.calibration_treatment.bias
    assert control is not None
    assert treatment is not None
    assert control.point == pytest.approx(0.5)
    assert treatment.point == pytest.approx(2.0)


def test_the_draws_that_are_compared_follow_from_the_trials_own_seed() -> None:
    trial = drawn_trial(TrialWorld(-0.2), 40, np.random.default_rng(5))
    assert trial_result(trial) == trial_result(trial)
    other = replace(trial, seed="0" * 32)
    assert trial_result(trial).permutation_p == pytest.approx(trial_result(other).permutation_p, abs=0.05)


def test_claims_are_those_of_the_treatment() -> None:
    tasks = (
        TrialTask(Arm.TREATMENT, LockedForecast(10.0), 12.0, claimed_net_minutes=3.0),
        TrialTask(Arm.TREATMENT, LockedForecast(10.0), None),
        TrialTask(Arm.CONTROL, LockedForecast(10.0), 9.0),
    )
    claimed = claimed_trial(Trial(tasks, refused=1), None)
    assert claimed == ClaimedTrial(None, 1, (ClaimedTask(12.0, 3.0),), asked=4, refused=1)


def test_the_effect_alone_is_that_of_the_result() -> None:
    assert effect_of(exact(-0.4)) == trial_result(exact(-0.4)).log_effect is not None
    assert effect_of(exact(-0.4, tasks=16)) is None


def test_arms_that_the_seed_does_not_give_are_told() -> None:
    trial = drawn_trial(TrialWorld(), 30, np.random.default_rng(5))
    assert trial_result(trial).is_as_drawn is True
    swapped = replace(trial, tasks=tuple(replace(task, arm=Arm.CONTROL) for task in trial.tasks))
    found = trial_result(swapped)
    assert found.is_as_drawn is False
    assert "changed the journal" in found.notes[0]
    assert trial_result(replace(swapped, seed=None)).is_as_drawn is None


def test_weighted_tokens_are_told_as_such_and_compared_with_no_forecast() -> None:
    trial = drawn_trial(TrialWorld(effect=-0.6, residual_sd=0.3), 60, np.random.default_rng(5))
    tokens = replace(
        trial,
        tasks=tuple(replace(task, minutes=1_000 * task.minutes) for task in trial.tasks if task.minutes),
    )
    by_minutes, found = trial_result(trial), trial_result(tokens, TrialOutcome.WEIGHTED_TOKENS)
    assert found.effect is not None
    assert by_minutes.effect is not None
    assert found.effect.point == pytest.approx(by_minutes.effect.point)
    assert "fewer weighted tokens" in found.sentence
    assert found.calibration_control.n == found.calibration_treatment.n == 0
    assert found.running is not None
    assert by_minutes.running is not None
    assert found.running.point == pytest.approx(by_minutes.running.point, abs=0.05)
