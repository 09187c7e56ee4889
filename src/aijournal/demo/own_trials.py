"""Invented trials: tasks that were locked, drawn and timed, as a person would have done them."""

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from aijournal.demo.filling import DatedAct
from aijournal.demo.half_year import HOLIDAY_WEEKS, HalfYear, OwnTrial, Titles, first_day, titles_about
from aijournal.domain.draw import arms_of
from aijournal.domain.kept_trial import TaskToLock, TrialPlan
from aijournal.domain.trial import Arm, LockedForecast, TaskSize
from aijournal.journal.journal import Journal

_USUAL_MINUTES = {TaskSize.SMALL: 25.0, TaskSize.MEDIUM: 60.0, TaskSize.LARGE: 120.0}
_SHARES = (3, 5, 2)  # of the sizes
_WITH_CLAIM = 0.85
_WITH_REWORK = 0.25
_REWORK_AFTER = timedelta(days=7, hours=1)
_BEGINS = time(9, 40)
_STEP = timedelta(minutes=5)
_DAYS_OF_WORK = 5


@dataclass(frozen=True, slots=True)
class _Task:
    """A task as it went; `arm` is `None` where it was refused, `claimed` where the person said nothing."""

    at: datetime
    locked: TaskToLock
    refusal: str | None
    arm: Arm | None
    minutes: float = 0.0
    claimed: float | None = None
    rework: float = 0.0


class _Running:
    """A trial while it is run in a journal, which numbers its tasks as they are locked."""

    def __init__(self, journal: Journal, trial: OwnTrial, seed: str) -> None:
        self._journal = journal
        self._trial = trial
        self._seed = seed
        self._id = 0
        self._tasks: dict[int, int] = {}

    def begin(self, now: datetime) -> None:
        """Begin it as it was planned."""
        one = self._trial
        stop = None if one.goes_on else one.tasks - len(one.refused)
        plan = TrialPlan(one.name, one.question, one.control, one.treatment, stop_tasks=stop)
        self._id = self._journal.trials.begin(plan, now, self._seed).id

    def lock(self, number: int, task: _Task, now: datetime) -> None:
        """Lock a task and let chance decide, or refuse it."""
        locked = self._journal.trial_tasks.lock(self._id, task.locked, now, task.refusal)
        self._tasks[number] = locked.id

    def done(self, number: int, task: _Task, now: datetime) -> None:
        """Say what a task took, and what the person thinks was saved."""
        self._journal.trial_tasks.done(self._tasks[number], now, task.minutes)
        if task.claimed is not None:
            self._journal.trial_tasks.claim(self._tasks[number], task.claimed, now)

    def answer(self, number: int, task: _Task, now: datetime) -> None:
        """Say what rework came a week after a task."""
        self._journal.trial_tasks.answer_rework(self._tasks[number], task.rework, now)

    def end(self, now: datetime) -> None:
        """End it."""
        self._journal.trials.end(self._id, now)


def trial_acts(
    journal: Journal, half_year: HalfYear, today: date, zone: ZoneInfo, seed: int
) -> Iterator[DatedAct]:
    """Yield what the person did in trials before `today`, and when; the same seed draws the same."""
    for trial in half_year.trials:
        chance = random.Random(f"{seed}/{trial.name}")  # noqa: S311 - invented work, no secret
        own_seed = f"{chance.getrandbits(128):032x}"
        tasks = _tasks(trial, half_year, own_seed, sorted(_starts(trial, today, zone)), chance)
        running = _Running(journal, trial, own_seed)
        yield tasks[0].at - _STEP, running.begin
        for number, task in enumerate(tasks):
            yield from _acts_on(running, number, task, datetime.combine(today, time(), zone))
        if not trial.goes_on:
            yield max(task.at for task in tasks) + timedelta(days=1), running.end


def _acts_on(running: _Running, number: int, task: _Task, end: datetime) -> Iterator[DatedAct]:
    yield task.at, partial(running.lock, number, task)
    if task.arm is None:
        return
    done_at = task.at + timedelta(minutes=math.ceil(task.minutes))
    yield done_at, partial(running.done, number, task)
    if done_at + _REWORK_AFTER < end:
        yield done_at + _REWORK_AFTER, partial(running.answer, number, task)


def _starts(trial: OwnTrial, today: date, zone: ZoneInfo) -> Iterator[datetime]:
    """Yield when the tasks of a trial begin, on working days, those of a week in no order."""
    monday, week, left = first_day(today), trial.from_week, trial.tasks
    while left:
        if week not in HOLIDAY_WEEKS:
            for place in range(min(left, trial.a_week)):
                day = monday + timedelta(weeks=week, days=place % _DAYS_OF_WORK)
                later = timedelta(hours=4) * (place // _DAYS_OF_WORK)
                yield datetime.combine(day, _BEGINS, zone).astimezone(UTC) + later
            left -= min(left, trial.a_week)
        week += 1


def _tasks(
    trial: OwnTrial, half_year: HalfYear, seed: str, starts: Sequence[datetime], chance: random.Random
) -> list[_Task]:
    sizes = chance.choices(tuple(TaskSize), _SHARES, k=len(starts))
    refusals = [trial.refused.get(number) for number in range(1, len(starts) + 1)]
    drawn = [size for size, refusal in zip(sizes, refusals, strict=True) if refusal is None]
    arms = iter(arms_of(seed, drawn))
    locked = _locked(trial, half_year, sizes, chance)
    return [
        _Task(at, one, refusal, None) if refusal else _worked(trial, at, one, next(arms), chance)
        for at, one, refusal in zip(starts, locked, refusals, strict=True)
    ]


def _locked(
    trial: OwnTrial, half_year: HalfYear, sizes: Sequence[TaskSize], chance: random.Random
) -> list[TaskToLock]:
    """Return the tasks with their forecasts: what they take without the treatment, and hopes for less."""
    kind = next(task for task in half_year.tasks if task.name == trial.task)
    every = [title for place in half_year.projects for title in titles_about(place, kind.titles)]
    titles = Titles(chance)
    usual = [_USUAL_MINUTES[size] * chance.lognormvariate(0, 0.3) for size in sizes]
    forecasts = [
        LockedForecast(_rounded(one), _rounded(0.7 * one), chance.choice((0.6, 0.7, 0.8, 0.9)), size)
        for one, size in zip(usual, sizes, strict=True)
    ]
    return [TaskToLock(titles.draw((trial.name,), every), one, trial.task) for one in forecasts]


def _worked(trial: OwnTrial, at: datetime, locked: TaskToLock, arm: Arm, chance: random.Random) -> _Task:
    is_treated = arm is Arm.TREATMENT
    unaided = locked.forecast.control_minutes * chance.lognormvariate(0, trial.spread)
    minutes = unaided * (1 + trial.effect) if is_treated else unaided
    claimed = None
    if is_treated and trial.claimed is not None and chance.random() < _WITH_CLAIM:
        claimed = _rounded(trial.claimed * (unaided - minutes) * chance.lognormvariate(0, 0.3))
    rework = float(chance.choice((5, 10, 15))) if chance.random() < _WITH_REWORK else 0.0
    return _Task(at, locked, None, arm, float(round(minutes)), claimed, rework)


def _rounded(minutes: float) -> float:
    return max(5.0, 5.0 * round(minutes / 5))
