"""What a trial can know by when, said before it begins: at the person's own pace and spread, where known."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from aijournal.analysis.sentences import Sentence, plain_number, say, say_count
from aijournal.analysis.trial_planning import USUAL_SD, tasks_needed, time_needed, visible_effect
from aijournal.analysis.trial_result import LEAST_IN_ARM
from aijournal.domain.kept_trial import MOST_TASKS, TrialOutcome, TrialPlan
from aijournal.domain.totals import ValueDay
from aijournal.domain.trial import Arm, Trial

PACE_SPAN: Final = timedelta(weeks=8)
"""How far back a pace is counted."""

WORK_SPAN: Final = timedelta(weeks=4)
"""How far back work in the journal is counted."""

_WEEK: Final = timedelta(weeks=1)
_EFFECTS: Final = (-0.2, -0.3, -0.5)
_LEAST_WEEKS: Final = 1.0


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of how the person works; `None` where nothing is.

    `tasks_a_week` is the pace of their own trials, `entries_a_week` that of all work in the journal.
    `residual_sd` is how far their own tasks lay from what was to be expected of them, in log minutes.
    """

    tasks_a_week: float | None = None
    entries_a_week: float | None = None
    residual_sd: float | None = None


def pace_of(locked: Sequence[datetime], now: datetime) -> float | None:
    """Return the tasks a week, from when those of the last weeks were locked; `None` without any."""
    recent = [when for when in locked if when > now - PACE_SPAN]
    if not recent:
        return None
    weeks = max(_LEAST_WEEKS, (now - min(recent)) / _WEEK)
    return len(recent) / weeks


def work_pace_of(days: Iterable[ValueDay]) -> float | None:
    """Return the interactions a week, from the days of `WORK_SPAN`; `None` without any."""
    count = sum(day.interactions for day in days)
    return count / (WORK_SPAN / _WEEK) if count else None


def spread_of(trials: Iterable[Trial]) -> float | None:
    """Return the residual standard deviation of the first trial that is large enough to have one."""
    from aijournal.analysis.trial_numbers import fit, measured  # noqa: PLC0415 - brings numpy

    for trial in trials:
        done = [task.arm for task in trial.tasks if task.minutes is not None]
        found = fit(measured(trial.tasks)) if min(map(done.count, Arm)) >= LEAST_IN_ARM else None
        if found is not None and found.residual_sd > 0:
            return found.residual_sd
    return None


def outlook(plan: TrialPlan, past: Past, today: date) -> tuple[Sentence, ...]:
    """Return what a plan can know by when, and what that rests on, a sentence each."""
    spread = past.residual_sd or (USUAL_SD if plan.outcome is TrialOutcome.MINUTES else None)
    return tuple(_said(plan, past, today, spread))


def _said(plan: TrialPlan, past: Past, today: date, spread: float | None) -> Iterator[Sentence]:
    tasks = _tasks_until_the_end(plan, past, today)
    if spread is not None and tasks:
        yield _visible(tasks, spread)
    if tasks and (pace := _pace(past)):
        yield from _how_long(tasks, pace, past)
    if spread is None:
        yield say("outlook.tokens")
        return
    needed = [_needed(effect, spread) for effect in _EFFECTS]
    yield say("outlook.needed", fifth=needed[0], third=needed[1], half=needed[2])
    yield say("outlook.own_spread" if past.residual_sd else "outlook.usual_spread")


def _needed(effect: float, spread: float) -> str:
    """Return how many tasks show an effect, no more than a trial can have."""
    if (visible := visible_effect(MOST_TASKS, spread)) is None or visible < effect:
        return f"over {MOST_TASKS}"
    return str(tasks_needed(effect, spread))


def _pace(past: Past) -> float | None:
    return past.tasks_a_week or past.entries_a_week


def _tasks_until_the_end(plan: TrialPlan, past: Past, today: date) -> int | None:
    """Return how many tasks a trial is to have, as far as its plan and a pace tell; `None` where neither."""
    pace = _pace(past)
    by_day = None
    if plan.stop_day is not None and pace:
        by_day = max(0, int(pace * ((plan.stop_day - today) / _WEEK)))
    known = [one for one in (plan.stop_tasks, by_day) if one is not None]
    return min(known) if known else None


def _visible(tasks: int, spread: float) -> Sentence:
    seen = visible_effect(tasks, spread)
    if seen is None or tasks < 2 * LEAST_IN_ARM:
        return say("outlook.too_few", tasks=str(tasks), least=str(2 * LEAST_IN_ARM))
    return say("outlook.visible", tasks=str(tasks), effect=plain_number(-100 * seen))


def _how_long(tasks: int, pace: float, past: Past) -> Iterator[Sentence]:
    needed = time_needed(tasks, pace)
    if needed is not None:
        weeks = max(1, round(needed / _WEEK))
        name = "outlook.own_pace" if past.tasks_a_week else "outlook.work_pace"
        yield say_count(name, weeks, pace=plain_number(pace), tasks=str(tasks))
