from datetime import timedelta

import pytest

from aijournal.analysis.trial_planning import tasks_needed, time_needed, visible_effect


@pytest.mark.parametrize(("effect", "tasks"), [(-0.2, 230), (-0.3, 92), (-0.5, 26)])
def test_what_can_be_seen_takes_so_many_tasks(effect: float, tasks: int) -> None:
    assert tasks_needed(effect, residual_sd=0.6) == tasks
    seen = visible_effect(tasks, residual_sd=0.6)
    assert seen is not None
    assert effect <= seen < effect + 0.02


def test_slower_takes_as_many_as_its_inverse_faster() -> None:
    assert tasks_needed(0.25) == tasks_needed(-0.2)


@pytest.mark.parametrize("effect", [-1.0, -2.0, 0.0])
def test_there_are_effects_that_no_number_of_tasks_shows(effect: float) -> None:
    with pytest.raises(ValueError, match="above -1 and not 0"):
        tasks_needed(effect)


def test_few_tasks_show_nothing() -> None:
    assert visible_effect(3) is None


def test_a_pace_says_how_long_tasks_take() -> None:
    assert time_needed(30, 5) == timedelta(weeks=6)
    assert time_needed(30, 0) is None
