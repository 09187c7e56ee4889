from datetime import UTC, date, datetime, timedelta

import pytest

from aijournal.analysis.trial_course import trial_course
from aijournal.analysis.trial_outlook import Past, outlook, pace_of, spread_of
from aijournal.analysis.trial_planning import USUAL_SD
from aijournal.analysis.trial_result import trial_result
from aijournal.domain.kept_trial import TrialOutcome, TrialPlan
from aijournal.domain.trial import Arm, LockedForecast, Trial, TrialTask

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
PLAN = TrialPlan("Speed", stop_tasks=60)


def _said(plan: TrialPlan = PLAN, past: Past | None = None) -> list[str]:
    return [one.name for one in outlook(plan, past or Past(), TODAY)]


def test_what_can_be_seen_is_said_first() -> None:
    first, *_ = outlook(PLAN, Past(), TODAY)
    assert first == "With 60 tasks, an effect of 36 % is seen in four of five trials."


def test_a_smaller_spread_shows_more() -> None:
    own = Past(residual_sd=USUAL_SD / 2)
    assert outlook(PLAN, own, TODAY)[0] == "With 60 tasks, an effect of 20 % is seen in four of five trials."
    assert "outlook.own_spread" in _said(past=own)
    assert "outlook.usual_spread" in _said()


@pytest.mark.parametrize(
    ("past", "name", "words"),
    [
        (
            Past(tasks_a_week=6.0),
            "outlook.own_pace",
            "own pace, 6 a week, 60 tasks take about 10 weeks.",
        ),
        (Past(tasks_a_week=60.0), "outlook.own_pace.one", "60 tasks take about 1 week."),
        (Past(entries_a_week=12.5), "outlook.work_pace", "Your journal holds 12 pieces of work a week"),
    ],
)
def test_a_pace_says_by_when(past: Past, name: str, words: str) -> None:
    (found,) = (one for one in outlook(PLAN, past, TODAY) if one.name == name)
    assert words in found


def test_the_pace_of_trials_goes_before_that_of_all_work() -> None:
    assert "outlook.own_pace" in _said(past=Past(tasks_a_week=6.0, entries_a_week=30.0))


def test_a_last_day_is_so_many_tasks_at_a_pace() -> None:
    plan = TrialPlan("Speed", stop_day=TODAY + timedelta(weeks=8))
    assert _said(plan)[0] == "outlook.needed"
    assert outlook(plan, Past(tasks_a_week=5.0), TODAY)[0].startswith("With 40 tasks, ")
    both = TrialPlan("Speed", stop_tasks=30, stop_day=TODAY + timedelta(weeks=8))
    assert outlook(both, Past(tasks_a_week=5.0), TODAY)[0].startswith("With 30 tasks, ")
    over = TrialPlan("Speed", stop_day=TODAY - timedelta(weeks=8))
    assert outlook(over, Past(tasks_a_week=5.0), TODAY)[0].name == "outlook.needed"


def test_few_tasks_show_nothing_for_sure() -> None:
    assert _said(TrialPlan("Speed", stop_tasks=19))[0] == "outlook.too_few"
    assert _said(TrialPlan("Speed", stop_tasks=20))[0] == "outlook.visible"


def test_a_spread_of_tokens_is_not_made_up() -> None:
    plan = TrialPlan("Speed", outcome=TrialOutcome.WEIGHTED_TOKENS, stop_tasks=60)
    assert _said(plan) == ["outlook.tokens"]
    assert _said(plan, Past(residual_sd=0.9))[0] == "outlook.visible"


def test_an_effect_that_no_trial_shows_is_said_so() -> None:
    needed = next(one for one in outlook(PLAN, Past(residual_sd=9.0), TODAY) if one.name == "outlook.needed")
    assert "20 % takes over 10000 tasks" in needed


def test_the_pace_is_that_of_the_last_weeks() -> None:
    assert pace_of([], NOW) is None
    assert pace_of([NOW - timedelta(weeks=20)], NOW) is None
    assert pace_of([NOW - timedelta(days=day) for day in (1, 2, 3)], NOW) == 3.0
    assert pace_of([NOW - timedelta(weeks=4), NOW, NOW, NOW], NOW) == 1.0


def _trial(count: int) -> Trial:
    times = (50.0, 80.0, 61.0, 40.0, 95.0)
    return Trial(
        tuple(
            TrialTask(
                Arm.TREATMENT if number % 2 else Arm.CONTROL, LockedForecast(60.0 + number), times[number % 5]
            )
            for number in range(count)
        )
    )


def test_the_spread_is_that_of_the_first_trial_that_is_large_enough() -> None:
    assert spread_of([_trial(19)]) is None
    found = trial_result(_trial(40)).residual_sd
    assert found is not None
    assert spread_of([_trial(19), _trial(40), _trial(60)]) == pytest.approx(found)


def test_the_course_ends_where_the_running_estimate_is() -> None:
    assert trial_course(_trial(9)) == ()
    course = trial_course(_trial(26))
    assert [point.done for point in course] == list(range(10, 27))
    assert course[-1].effect == trial_result(_trial(26)).running
    assert course[:7] == trial_course(_trial(16))
