"""Commands that read trials: `trial list` and `trial result`."""

from collections.abc import Iterator, Mapping
from typing import Any

import click

from aijournal.analysis.calibration import TimeCalibration
from aijournal.analysis.experiment import felt_of
from aijournal.analysis.trial_result import TrialResult, trial_result
from aijournal.cli.documents import print_json
from aijournal.cli.once import OnceCommand
from aijournal.cli.options import json_option
from aijournal.cli.session import Session, pass_session
from aijournal.cli.terminal import say
from aijournal.cli.text import NOTHING, percent, print_table
from aijournal.cli.trial_argument import trial_argument
from aijournal.cli.trial_rows import task_cells, task_row, trial_row
from aijournal.domain.kept_trial import KeptTask, KeptTrial, TrialPlan
from aijournal.export.value_fields import felt_row

_TRIALS = ("trial", "begun", "drawn", "done", "refused", "stops after", "")
_TASKS = ("", "task", "arm", "", "forecast", "took", "rework")


@click.command("list", cls=OnceCommand)
@trial_argument(is_required=False)
@json_option
@pass_session
def list_command(session: Session, name: str | None, *, as_json: bool) -> None:
    """List the trials, or the tasks of one of them."""
    with session.open_journal() as journal:
        if name is None:
            trials, due = journal.trials.all(), journal.trial_tasks.rework_due(session.now())
        else:
            trial = journal.trials.find(name)
            tasks = journal.trials.tasks(trial.id)
    if name is not None:
        _tell_tasks(trial, tasks, as_json=as_json)
    elif as_json:
        waiting = {one.id: [task.place for task in due if task.trial_id == one.id] for one in trials}
        print_json(rows=[{**trial_row(one), "rework_due": waiting[one.id]} for one in trials])
    else:
        _print_trials(trials, due, session)


def _tell_tasks(trial: KeptTrial, tasks: tuple[KeptTask, ...], *, as_json: bool) -> None:
    if as_json:
        print_json(**trial_row(trial), rows=[task_row(one) for one in tasks])
    elif tasks:
        print_table(_TASKS, [task_cells(one, trial.plan) for one in tasks], words=4)
    else:
        say(f"“{trial.plan.name}” has no tasks yet.")


def _print_trials(trials: tuple[KeptTrial, ...], due: tuple[KeptTask, ...], session: Session) -> None:
    if not trials:
        say("There are no trials yet. `aijournal trial begin` begins one.")
        return
    print_table(_TRIALS, [_trial_cells(one, session) for one in trials], words=2)
    names = {one.id: one.plan.name for one in trials}
    for task in due:
        say(
            f"Was there rework after task {task.place} of “{names[task.trial_id]}”, {task.title}? "
            "`aijournal trial rework` takes the minutes."
        )


def _trial_cells(one: KeptTrial, session: Session) -> tuple[str, ...]:
    plan = one.plan
    state = "ended" if one.ended_at else "goes on"
    return (
        plan.name,
        f"{one.begun_at.astimezone(session.zone):%Y-%m-%d}",
        str(one.drawn),
        str(one.done),
        str(one.refused),
        " or ".join(_stops(plan)) or NOTHING,
        state if one.is_drawn_here else "imported",
    )


def _stops(plan: TrialPlan) -> Iterator[str]:
    if plan.stop_tasks is not None:
        yield f"{plan.stop_tasks} tasks"
    if plan.stop_day is not None:
        yield str(plan.stop_day)


@click.command("result", cls=OnceCommand)
@trial_argument()
@json_option
@pass_session
def result_command(session: Session, name: str, *, as_json: bool) -> None:
    """Say what a trial found, or what is still missing; every task counts in the arm it was drawn for."""
    with session.open_journal() as journal:
        kept = journal.trials.find(name)
        trial = journal.trials.of(kept.id)
    found = trial_result(trial, kept.plan.outcome)
    felt = felt_of(kept, trial, found)
    if as_json:
        print_json(**_document(kept, found), felt_measured=felt_row(felt) if felt else None)
        return
    _print_result(kept, found)
    if felt is not None:
        say(felt.told)


def _document(trial: KeptTrial, found: TrialResult) -> Mapping[str, Any]:
    effect, running = found.effect, found.running
    return {
        "name": trial.plan.name,
        "n_treatment": found.n_treatment,
        "n_control": found.n_control,
        "refused": found.refused,
        "effect": effect.point if effect else None,
        "low": effect.low if effect else None,
        "high": effect.high if effect else None,
        "residual_sd": found.residual_sd,
        "permutation_p": found.permutation_p,
        "sequence_low": running.low if running else None,
        "sequence_high": running.high if running else None,
        "calibration": {
            "control": _calibration(found.calibration_control),
            "treatment": _calibration(found.calibration_treatment),
        },
        "guard": found.guard,
        "sentence": found.sentence,
        "outcome": trial.plan.outcome,
        "coverage": found.coverage,
        "refused_share": found.refused_share,
        "violated": found.violated,
        "tier": found.tier,
        "as_drawn": found.is_as_drawn,
    }


def _calibration(found: TimeCalibration) -> Mapping[str, Any]:
    """Return how forecasts for an arm compare with what it took: `ratio` is actual over forecast."""
    bias = found.bias
    return {
        "ratio": bias.point if bias else None,
        "low": bias.low if bias else None,
        "high": bias.high if bias else None,
        "within_two": found.within_two,
        "n": found.n,
        "coverage": found.coverage,
        "tier": found.tier,
        "guard": found.guard,
    }


def _print_result(trial: KeptTrial, found: TrialResult) -> None:
    plan = trial.plan
    say(plan.question or plan.name)
    say(f"Treatment: {plan.treatment}. Control: {plan.control}.")
    say()
    say(found.sentence)
    say(
        f"{found.tier} · {found.n} of {trial.drawn} drawn tasks ({percent(found.coverage)}): "
        f"{found.n_treatment} with the treatment, {found.n_control} without"
        f" · {found.refused} not left to chance"
        f"{f' ({percent(found.refused_share)})' if found.refused else ''}"
        f" · {found.violated} not done as drawn"
    )
    for line in found.notes:
        say(line)
    say()
    for words, calibration in (
        (plan.control, found.calibration_control),
        (plan.treatment, found.calibration_treatment),
    ):
        say(f"Forecasts for “{words}”: {calibration.sentence or calibration.guard}")
