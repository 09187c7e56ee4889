"""How the page Trials says trials, tasks and what they took."""

from PySide6.QtCore import QCoreApplication

from aijournal.domain.kept_trial import KeptTask, KeptTrial, TrialOutcome, TrialPlan
from aijournal.domain.trial import TaskSize
from aijournal.ui import phrases


def _tr(text: str) -> str:
    return QCoreApplication.translate("Trials", text)


def minutes_to_type(minutes: float) -> str:
    """Return minutes as they stand in a line to type in: whole ones, or to the hundredth below ten."""
    rounded = round(minutes, 0 if abs(minutes) >= 10 else 2)
    return f"{rounded:g}"


def state(trial: KeptTrial) -> str:
    """Return whether a trial goes on."""
    if not trial.is_drawn_here:
        return _tr("imported")
    if trial.ended_at is not None:
        return _tr("ended")
    return _tr("full") if trial.plan.stop_tasks == trial.drawn else _tr("goes on")


def counted(trial: KeptTrial) -> str:
    """Return how many tasks are done, of how many that were drawn."""
    words = _tr("%1 of %2").replace("%1", phrases.decimal(trial.done))
    return words.replace("%2", phrases.decimal(trial.drawn))


def arms(plan: TrialPlan) -> str:
    """Return the two ways of working in one line."""
    words = _tr("%1, or %2").replace("%1", phrases.plain_line(plan.treatment))
    return words.replace("%2", phrases.plain_line(plan.control))


def rules(trial: KeptTrial) -> str:
    """Return what is compared, when it stops, and how far it has come."""
    plan = trial.plan
    is_by_time = plan.outcome is TrialOutcome.MINUTES
    parts = [_tr("compared by minutes") if is_by_time else _tr("compared by weighted tokens")]
    if plan.stop_tasks is not None:
        parts.append(_tr("stops after %1 tasks").replace("%1", phrases.decimal(plan.stop_tasks)))
    if plan.stop_day is not None:
        parts.append(_tr("stops after %1").replace("%1", phrases.full_day(plan.stop_day)))
    if plan.stop_tasks is None and plan.stop_day is None and trial.is_drawn_here:
        parts.append(_tr("goes on until you end it"))
    done = _tr("%1 drawn, %2 done").replace("%1", phrases.decimal(trial.drawn))
    parts.append(done.replace("%2", phrases.decimal(trial.done)))
    if trial.refused:
        parts.append(_tr("%1 not left to chance").replace("%1", phrases.decimal(trial.refused)))
    return phrases.BETWEEN.join([*parts, state(trial)])


def way(task: KeptTask, plan: TrialPlan) -> str:
    """Return how a task is to be worked on, or that it was not left to chance."""
    return _tr("not drawn") if task.arm is None else phrases.plain_line(plan.words_of(task.arm))


def forecast(task: KeptTask, plan: TrialPlan) -> str:
    """Return what was locked of a task, in one line."""
    told = task.forecast
    words = _tr("%1 %2").replace("%1", phrases.time_taken(told.control_minutes))
    parts = [words.replace("%2", phrases.plain_line(plan.control))]
    if told.treatment_minutes is not None:
        words = _tr("%1 %2").replace("%1", phrases.time_taken(told.treatment_minutes))
        parts.append(words.replace("%2", phrases.plain_line(plan.treatment)))
    if told.probability is not None:
        parts.append(_tr("helps by %1").replace("%1", phrases.share(told.probability)))
    parts.append(size(told.size))
    if task.task:
        parts.append(phrases.plain_line(task.task))
    return _tr("Locked: %1").replace("%1", phrases.BETWEEN.join(parts))


def size(one: TaskSize) -> str:
    """Return how large a task looked."""
    return {
        TaskSize.SMALL: _tr("small"),
        TaskSize.MEDIUM: _tr("medium"),
        TaskSize.LARGE: _tr("large"),
    }[one]


def how_far(task: KeptTask) -> str:
    """Return where a task stands."""
    if task.arm is None:
        return _tr("Not left to chance: %1").replace("%1", phrases.plain_line(task.refusal or ""))
    if task.done_at is not None:
        return _tr("done")
    if task.is_running:
        return _tr("the clock runs")
    return _tr("paused") if task.clock_minutes else _tr("not begun")


def taken(task: KeptTask) -> str:
    """Return what a task took, or what its clock says so far."""
    minutes = task.minutes if task.minutes is not None else task.clock_minutes
    is_begun = task.arm is not None and bool(minutes or task.is_running)
    return phrases.time_taken(minutes) if is_begun else phrases.UNKNOWN


def remarks(task: KeptTask) -> str:
    """Return what else there is to say of a task."""
    parts = []
    if task.rework_minutes is not None:
        parts.append(_tr("%1 of rework").replace("%1", phrases.time_taken(task.rework_minutes)))
    if task.claimed_net_minutes is not None:
        parts.append(_tr("felt %1 saved").replace("%1", phrases.duration(task.claimed_net_minutes)))
    if task.is_violated:
        parts.append(_tr("not done as drawn"))
    if task.entries:
        parts.append(phrases.entries(len(task.entries)))
    return phrases.BETWEEN.join(parts)
