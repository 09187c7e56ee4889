"""The rows of the table of actions that run a trial."""

from typing import Final

from aijournal.ui.actions.action import QT_TRANSLATE_NOOP, Action, Scope
from aijournal.ui.actions.groups import TRIALS

TRIAL_ACTIONS: Final = (
    Action("trials.begin", QT_TRANSLATE_NOOP("Actions", "Begin a trial…"), TRIALS, ("N",), Scope.TRIALS),
    Action("trials.import", QT_TRANSLATE_NOOP("Actions", "Import a trial…"), TRIALS, ("I",), Scope.TRIALS),
    Action(
        "trials.change",
        QT_TRANSLATE_NOOP("Actions", "Change the trial’s plan…"),
        TRIALS,
        ("P",),
        Scope.TRIALS,
    ),
    Action("trials.end", QT_TRANSLATE_NOOP("Actions", "End the trial"), TRIALS, scope=Scope.TRIALS),
    Action("trials.delete", QT_TRANSLATE_NOOP("Actions", "Delete the trial"), TRIALS, scope=Scope.TRIALS),
    Action("trials.task", QT_TRANSLATE_NOOP("Actions", "Add a task…"), TRIALS, ("A",), Scope.TRIALS),
    Action(
        "trials.clock",
        QT_TRANSLATE_NOOP("Actions", "Start the task’s clock, pause it, or go on"),
        TRIALS,
        ("T",),
        Scope.TRIALS,
    ),
    Action("trials.done", QT_TRANSLATE_NOOP("Actions", "The task is done…"), TRIALS, ("D",), Scope.TRIALS),
    Action(
        "trials.next", QT_TRANSLATE_NOOP("Actions", "Next task"), TRIALS, ("J",), Scope.TRIALS, repeats=True
    ),
    Action(
        "trials.previous",
        QT_TRANSLATE_NOOP("Actions", "Previous task"),
        TRIALS,
        ("K",),
        Scope.TRIALS,
        repeats=True,
    ),
    Action(
        "trials.rework",
        QT_TRANSLATE_NOOP("Actions", "Say how much rework came after the task…"),
        TRIALS,
        ("W",),
        Scope.TRIALS,
    ),
    Action(
        "trials.violated",
        QT_TRANSLATE_NOOP("Actions", "The task was not done as drawn, or it was"),
        TRIALS,
        ("V",),
        Scope.TRIALS,
    ),
    Action("trials.title", QT_TRANSLATE_NOOP("Actions", "Rename the task…"), TRIALS, ("F2",), Scope.TRIALS),
    Action(
        "trials.link",
        QT_TRANSLATE_NOOP("Actions", "Link entries to the task…"),
        TRIALS,
        ("L",),
        Scope.TRIALS,
    ),
    Action(
        "trials.table",
        QT_TRANSLATE_NOOP("Actions", "Turn the trial’s chart into its table, or back"),
        TRIALS,
        ("G",),
        Scope.TRIALS,
    ),
    Action("help.trials", QT_TRANSLATE_NOOP("Actions", "How a trial works"), TRIALS, scope=Scope.TRIALS),
)
