"""Commands by which a person runs a trial: `trial begin`, `start`, `done` and what lies between them."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import wraps
from typing import Any

import click

from aijournal.analysis.trial_outlook import (
    PACE_SPAN,
    WORK_SPAN,
    Past,
    outlook,
    pace_of,
    spread_of,
    work_pace_of,
)
from aijournal.cli.documents import print_json
from aijournal.cli.once import OnceCommand
from aijournal.cli.options import day, effort, json_option, minutes, share, text
from aijournal.cli.session import Session, pass_session
from aijournal.cli.terminal import say
from aijournal.cli.trial_argument import trial_argument
from aijournal.cli.trial_rows import task_row, task_words, trial_row, unsigned
from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.kept_trial import (
    AI_OFF,
    AI_ON,
    MOST_TASKS,
    KeptTask,
    KeptTrial,
    TaskToLock,
    TrialOutcome,
    TrialPlan,
)
from aijournal.domain.period import Period
from aijournal.domain.trial import LockedForecast, TaskSize
from aijournal.errors import AijournalError
from aijournal.journal.journal import Journal

task_option = click.option(
    "--task", "place", metavar="N", type=click.IntRange(1), help="Which task; `trial list NAME` numbers them."
)
_OUTCOMES = {"minutes": TrialOutcome.MINUTES, "tokens": TrialOutcome.WEIGHTED_TOKENS}


def arm_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options for what the two ways of working are called."""
    control = click.option(
        "--control", type=text, default=AI_OFF, show_default=True, help="How you work in one arm."
    )
    treatment = click.option(
        "--treatment", type=text, default=AI_ON, show_default=True, help="How you work in the other arm."
    )
    return control(treatment(command))


@click.command("begin", cls=OnceCommand)
@click.argument("name", type=text)
@click.option("--question", type=text, default="", help="What you want to know.")
@arm_options
@click.option(
    "--outcome",
    type=click.Choice(list(_OUTCOMES)),
    default="minutes",
    show_default=True,
    help="What is compared: minutes, or the weighted tokens of the entries that you link.",
)
@click.option("--stop-tasks", type=click.IntRange(1, MOST_TASKS), help="Stop after so many drawn tasks.")
@click.option("--stop-day", type=day, help="Stop after this day, as YYYY-MM-DD.")
@json_option
@pass_session
def begin_command(
    session: Session,
    /,
    name: str,
    outcome: str,
    stop_tasks: int | None,
    stop_day: date | None,
    *,
    as_json: bool,
    **words: str,
) -> None:
    """Begin a trial; how it stops is set here, and not when the figures please."""
    plan = TrialPlan(name, outcome=_OUTCOMES[outcome], stop_tasks=stop_tasks, stop_day=stop_day, **words)
    with session.open_journal() as journal:
        past = _past(journal, plan, session.now())
        begun = journal.trials.begin(plan, session.now())
    known = outlook(begun.plan, past, session.now().date())
    if as_json:
        print_json(**trial_row(begun), outlook=known)
        return
    say(f"Began “{begun.plan.name}”: {begun.plan.treatment}, or {begun.plan.control}.")
    for line in known:
        say(line)
    say("`aijournal trial start` locks the forecast of a task, then chance decides.")


def _past(journal: Journal, plan: TrialPlan, now: datetime) -> Past:
    """Return what the journal tells of the person's pace and spread."""
    own = [one for one in journal.trials.all() if one.is_drawn_here and one.plan.outcome is plan.outcome]
    last_weeks = EntryFilter(period=Period((now - WORK_SPAN).date(), now.date()))
    return Past(
        tasks_a_week=pace_of(journal.trials.locked_since(now - PACE_SPAN), now),
        entries_a_week=work_pace_of(journal.value_days(last_weeks)),
        residual_sd=spread_of(journal.trials.of(one.id) for one in own),
    )


def forecast_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of a forecast, and one `forecast` instead of their values."""

    @wraps(command)
    def with_forecast(*given: Any, control: float, treatment: float | None, **rest: Any) -> Any:
        chance, size = rest.pop("chance"), TaskSize(rest.pop("size"))
        forecast = LockedForecast(control, treatment, chance, size)
        return command(*given, forecast=forecast, **rest)

    for option in reversed(_FORECAST_OPTIONS):
        option(with_forecast)
    return with_forecast


_FORECAST_OPTIONS = (
    click.option(
        "--forecast-control", "control", type=effort, required=True, help="Minutes in the control arm."
    ),
    click.option("--forecast-treatment", "treatment", type=effort, help="Minutes with the treatment."),
    click.option("--chance", type=share, help="How likely the treatment helps, 0 to 1."),
    click.option(
        "--size",
        type=click.Choice([one.value for one in TaskSize], case_sensitive=False),
        default=TaskSize.MEDIUM.value,
        show_default=True,
        help="How large it looks.",
    ),
)


@click.command("start", cls=OnceCommand)
@trial_argument()
@click.argument("words", metavar="TASK", nargs=-1, required=True, type=text)
@forecast_options
@click.option("--type", "kind", type=text, help="What kind of work it is.")
@click.option("--yes", "is_willing", is_flag=True, help="Leave it to chance; do not ask.")
@click.option("--refuse", "refusal", metavar="REASON", type=text, help="Why you would not.")
@json_option
@pass_session
def start_command(
    session: Session,
    /,
    name: str,
    words: Sequence[str],
    kind: str | None,
    refusal: str | None,
    *,
    forecast: LockedForecast,
    is_willing: bool,
    as_json: bool,
) -> None:
    """Lock the forecast of a task, let chance decide how you work on it, and start the clock.

    What is locked and drawn cannot be changed or taken back. A task that you would not leave to chance is
    kept with its reason, and stands beside the result.
    """
    if is_willing and refusal is not None:
        raise click.UsageError("--yes and --refuse contradict each other.")
    if as_json and not is_willing and refusal is None:
        raise click.UsageError("--json asks nothing, so it needs --yes or --refuse.")
    task = TaskToLock(" ".join(words), forecast, kind)
    with session.open_journal() as journal:
        trial = journal.trials.find(name)
    if not is_willing and refusal is None:
        refusal = _ask_to_leave_it_to_chance()
    with session.open_journal() as journal, journal.together():
        locked = journal.trial_tasks.lock(trial.id, task, session.now(), refusal)
        if locked.arm is not None:
            locked = journal.trial_clock.start(locked.id, session.now())
    _tell(locked, trial, _started(locked, trial), as_json=as_json)


def _ask_to_leave_it_to_chance() -> str | None:
    """Return why not, or `None` for a yes."""
    if click.confirm("Your answer locks the forecast. Willing to leave it to chance?", err=True):
        return None
    return text(str(click.prompt("Why not?", err=True)))


def _started(task: KeptTask, trial: KeptTrial) -> str:
    if task.arm is None:
        return f"Not left to chance: {task_words(task, trial.plan)}"
    return f"Drawn: {task_words(task, trial.plan)}. The clock runs; `aijournal trial done` stops it."


@click.command("pause", cls=OnceCommand)
@trial_argument()
@task_option
@json_option
@pass_session
def pause_command(session: Session, name: str, place: int | None, *, as_json: bool) -> None:
    """Stop the clock of a task for a while."""
    with session.open_journal() as journal:
        trial = journal.trials.find(name)
        task = journal.trial_clock.pause(_meant(journal, trial, place, _is_running).id, session.now())
    _tell(
        task,
        trial,
        f"Paused after {unsigned(task.clock_minutes)}: {task_words(task, trial.plan)}",
        as_json=as_json,
    )


@click.command("resume", cls=OnceCommand)
@trial_argument()
@task_option
@json_option
@pass_session
def resume_command(session: Session, name: str, place: int | None, *, as_json: bool) -> None:
    """Let the clock of a task run again; where several run at once, they share the minutes."""
    with session.open_journal() as journal:
        trial = journal.trials.find(name)
        task = journal.trial_clock.start(_meant(journal, trial, place, _is_paused).id, session.now())
    _tell(task, trial, f"The clock runs: {task_words(task, trial.plan)}", as_json=as_json)


@click.command("done", cls=OnceCommand)
@trial_argument()
@task_option
@click.option("--minutes", "taken", type=effort, help="What it took, where the clock says something else.")
@click.option("--claim", "claimed", type=minutes, help="Minutes that you think the treatment saved.")
@click.option("--violated", "is_violated", is_flag=True, help="You did not work on it as drawn.")
@json_option
@pass_session
def done_command(
    session: Session,
    name: str,
    place: int | None,
    taken: float | None,
    claimed: float | None,
    *,
    is_violated: bool,
    as_json: bool,
) -> None:
    """Say that a task is done: the clock stops, or the minutes are those that you type."""
    with session.open_journal() as journal, journal.together():
        trial = journal.trials.find(name)
        task = _meant(journal, trial, place, _is_open)
        task = journal.trial_tasks.done(task.id, session.now(), taken)
        if claimed is not None:
            task = journal.trial_tasks.claim(task.id, claimed, session.now())
        if is_violated:
            task = journal.trial_tasks.mark_violated(task.id, session.now())
    _tell(task, trial, f"Done in {unsigned(task.minutes)}: {task_words(task, trial.plan)}", as_json=as_json)


@click.command("rework", cls=OnceCommand)
@trial_argument()
@click.argument("taken", metavar="MINUTES", type=effort)
@task_option
@json_option
@pass_session
def rework_command(session: Session, name: str, taken: float, place: int | None, *, as_json: bool) -> None:
    """Say how many minutes of rework came after a task, best a week later; 0 is an answer."""
    with session.open_journal() as journal:
        trial = journal.trials.find(name)
        task = _meant(journal, trial, place, _waits_for_rework)
        task = journal.trial_tasks.answer_rework(task.id, taken, session.now())
    rework = unsigned(task.rework_minutes)
    _tell(task, trial, f"{rework} of rework: {task_words(task, trial.plan)}", as_json=as_json)


@click.command("link", cls=OnceCommand)
@trial_argument()
@click.argument("entries", metavar="ID...", nargs=-1, required=True, type=click.IntRange(1, 2**63 - 1))
@task_option
@json_option
@pass_session
def link_command(
    session: Session, name: str, entries: Sequence[int], place: int | None, *, as_json: bool
) -> None:
    """Let entries of the journal belong to a task, so that its tokens are known."""
    with session.open_journal() as journal:
        trial = journal.trials.find(name)
        task = _meant(journal, trial, place, _is_open)
        task = journal.trial_tasks.link(task.id, entries, session.now())
    numbers = ", ".join(map(str, task.entries))
    _tell(task, trial, f"Entries {numbers}: {task_words(task, trial.plan)}", as_json=as_json)


@click.command("end")
@trial_argument()
@json_option
@pass_session
def end_command(session: Session, name: str, *, as_json: bool) -> None:
    """End a trial: nothing more is drawn in it."""
    with session.open_journal() as journal:
        ended = journal.trials.end(journal.trials.find(name).id, session.now())
    if as_json:
        print_json(**trial_row(ended))
    else:
        say(f"Ended “{ended.plan.name}”: {ended.done} of {ended.drawn} tasks done, {ended.refused} refused.")


@click.command("delete")
@trial_argument()
@click.option("--yes", "is_confirmed", is_flag=True, help="Do not ask.")
@pass_session
def delete_command(session: Session, name: str, *, is_confirmed: bool) -> None:
    """Delete a trial with all of its tasks; undo in the window brings it back."""
    with session.open_journal() as journal:
        trial = journal.trials.find(name)
    words = f"“{trial.plan.name}” with {trial.drawn + trial.refused} tasks"
    if not is_confirmed and not click.confirm(f"Delete {words}?", err=True):
        say("Nothing was changed.")
        return
    with session.open_journal() as journal:
        journal.trials.delete(trial.id, session.now())
    say(f"Deleted {words}.")


def _meant(
    journal: Journal, trial: KeptTrial, place: int | None, could_be: Callable[[KeptTask], bool]
) -> KeptTask:
    """Return the task of a place, or the only one that could be meant; raises `AijournalError` without."""
    tasks = journal.trials.tasks(trial.id)
    if place is not None:
        found = [one for one in tasks if one.place == place]
        if not found:
            raise AijournalError("No such task", f"“{trial.plan.name}” has {len(tasks)} tasks.")
        return found[0]
    found = [one for one in tasks if could_be(one)]
    if len(found) != 1:
        which = ", ".join(f"{one.place} ({one.title})" for one in found[:5]) or "none"
        raise AijournalError(
            "Which task?", f"Name it with --task N; those that could be meant: {which}. Nothing was changed."
        )
    return found[0]


def _is_open(task: KeptTask) -> bool:
    return task.arm is not None and task.done_at is None


def _is_running(task: KeptTask) -> bool:
    return task.is_running


def _is_paused(task: KeptTask) -> bool:
    return _is_open(task) and not task.is_running


def _waits_for_rework(task: KeptTask) -> bool:
    return task.done_at is not None and task.rework_minutes is None


def _tell(task: KeptTask, trial: KeptTrial, words: str, *, as_json: bool) -> None:
    if as_json:
        document: dict[str, Any] = {"name": trial.plan.name, **task_row(task)}
        print_json(**document)
    else:
        say(words)
