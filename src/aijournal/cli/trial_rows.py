"""Trials and their tasks as documents and as lines for people."""

from collections.abc import Mapping
from typing import Any

from aijournal.cli.text import NOTHING, minutes, shortened
from aijournal.domain.kept_trial import KeptTask, KeptTrial, TrialPlan
from aijournal.domain.trial import Arm

_TITLE_CELLS = 40


def trial_row(one: KeptTrial) -> Mapping[str, Any]:
    """Return a trial as `trial list` prints it; the seed, from which the next arm follows, is no part."""
    plan = one.plan
    return {
        "name": plan.name,
        "question": plan.question,
        "control": plan.control,
        "treatment": plan.treatment,
        "outcome": plan.outcome,
        "stop_tasks": plan.stop_tasks,
        "stop_day": plan.stop_day,
        "begun_at": one.begun_at,
        "ended_at": one.ended_at,
        "imported": not one.is_drawn_here,
        "drawn": one.drawn,
        "done": one.done,
        "refused": one.refused,
    }


def task_row(one: KeptTask) -> Mapping[str, Any]:
    """Return a task; `task` is its place in the trial, and `arm` null where it was not left to chance."""
    return {
        "task": one.place,
        "title": one.title,
        "type": one.task,
        "size": one.forecast.size,
        "forecast_control": one.forecast.control_minutes,
        "forecast_treatment": one.forecast.treatment_minutes,
        "chance": one.forecast.probability,
        "locked_at": one.locked_at,
        "arm": one.arm,
        "refusal": one.refusal,
        "done_at": one.done_at,
        "actual_minutes": one.minutes,
        "rework_minutes": one.rework_minutes,
        "violated": one.is_violated,
        "claimed_net_minutes": one.claimed_net_minutes,
        "clock_minutes": one.clock_minutes,
        "running": one.is_running,
        "entries": one.entries,
    }


def task_words(one: KeptTask, plan: TrialPlan) -> str:
    """Return a task in one line."""
    arm = f"refused: {one.refusal}" if one.arm is None else plan.words_of(one.arm)
    return f"task {one.place} · {shortened(one.title, _TITLE_CELLS)} · {arm}"


def task_cells(one: KeptTask, plan: TrialPlan) -> tuple[str, ...]:
    """Return a task as the cells of a table: place, title, arm, state, forecast for the arm, minutes."""
    is_treated = one.arm is Arm.TREATMENT
    forecast = one.forecast.treatment_minutes if is_treated else one.forecast.control_minutes
    taken = one.minutes if one.minutes is not None else (one.clock_minutes or None)
    return (
        str(one.place),
        shortened(one.title, _TITLE_CELLS),
        "refused" if one.arm is None else shortened(plan.words_of(one.arm), _TITLE_CELLS),
        _state(one),
        unsigned(forecast),
        unsigned(taken),
        unsigned(one.rework_minutes),
    )


def unsigned(value: float | None) -> str:
    """Return minutes that are no difference, without a sign."""
    return NOTHING if value is None else minutes(value).removeprefix("+")


def _state(one: KeptTask) -> str:
    if one.arm is None:
        return NOTHING
    if one.done_at is not None:
        return "done, not as drawn" if one.is_violated else "done"
    return "running" if one.is_running else "open"
