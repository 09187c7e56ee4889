"""The tables of the page Trials: every trial, and the tasks of one."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject

from aijournal.domain.kept_trial import KeptTask, KeptTrial, TrialPlan
from aijournal.ui import phrases
from aijournal.ui.trials import trial_words
from aijournal.ui.widgets.text_table import Column, TextTable


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task with the plan of its trial, which has the words for its arm."""

    task: KeptTask
    plan: TrialPlan


def _name(trial: KeptTrial) -> str:
    return phrases.plain_line(trial.plan.name)


def _question(trial: KeptTrial) -> str:
    return phrases.plain_line(trial.plan.question) or phrases.UNKNOWN


def _place(row: TaskRow) -> str:
    return phrases.decimal(row.task.place)


def _title(row: TaskRow) -> str:
    return phrases.plain_line(row.task.title)


def _way(row: TaskRow) -> str:
    return trial_words.way(row.task, row.plan)


def _how_far(row: TaskRow) -> str:
    if row.task.arm is None:
        return QCoreApplication.translate("Trials", "not left to chance")
    return trial_words.how_far(row.task)


def _forecast(row: TaskRow) -> str:
    told = row.task.forecast
    is_control = row.task.arm is None or row.plan.words_of(row.task.arm) == row.plan.control
    minutes = told.control_minutes if is_control else told.treatment_minutes
    return phrases.UNKNOWN if minutes is None else phrases.time_taken(minutes)


def _taken(row: TaskRow) -> str:
    return trial_words.taken(row.task)


_TRIALS = (
    Column("Trial", _name, is_words=True),
    Column("Question", _question, is_words=True),
    Column("Done", trial_words.counted),
    Column("State", trial_words.state, is_words=True),
)
_TASKS = (
    Column("No.", _place),
    Column("Task", _title, is_words=True),
    Column("Drawn", _way, is_words=True),
    Column("Forecast", _forecast),
    Column("Took", _taken),
    Column("State", _how_far, is_words=True),
)
WIDEST_OF_TRIALS = 1
WIDEST_OF_TASKS = 1
SPARE_OF_TASKS = (3,)


class TrialTableModel(TextTable):
    """One row for each trial."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("Trials", _TRIALS, parent)


class TaskTableModel(TextTable):
    """One row for each task, the latest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("Trials", _TASKS, parent)
