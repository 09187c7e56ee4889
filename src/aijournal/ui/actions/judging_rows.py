"""The rows of the table of actions that judge: wherever a verdict can be given, and in the inbox."""

from typing import Final

from aijournal.ui.actions.action import QT_TRANSLATE_NOOP, Action, Scope
from aijournal.ui.actions.groups import INBOX, VERDICT

JUDGING: Final = (
    Action("verdict.rate_1", QT_TRANSLATE_NOOP("Actions", "It hurt a lot"), VERDICT, ("1",), Scope.VERDICT),
    Action("verdict.rate_2", QT_TRANSLATE_NOOP("Actions", "It hurt"), VERDICT, ("2",), Scope.VERDICT),
    Action(
        "verdict.rate_3",
        QT_TRANSLATE_NOOP("Actions", "It made no difference"),
        VERDICT,
        ("3",),
        Scope.VERDICT,
    ),
    Action("verdict.rate_4", QT_TRANSLATE_NOOP("Actions", "It helped"), VERDICT, ("4",), Scope.VERDICT),
    Action("verdict.rate_5", QT_TRANSLATE_NOOP("Actions", "It helped a lot"), VERDICT, ("5",), Scope.VERDICT),
    Action(
        "verdict.unsure",
        QT_TRANSLATE_NOOP("Actions", "Unsure whether it helped"),
        VERDICT,
        ("D",),
        Scope.VERDICT,
    ),
    Action(
        "verdict.could_not",
        QT_TRANSLATE_NOOP("Actions", "I could not have done it without"),
        VERDICT,
        ("Q",),
        Scope.VERDICT,
    ),
    Action(
        "verdict.slower",
        QT_TRANSLATE_NOOP("Actions", "Without, it would have been slower"),
        VERDICT,
        ("W",),
        Scope.VERDICT,
    ),
    Action(
        "verdict.not_needed",
        QT_TRANSLATE_NOOP("Actions", "It was not needed"),
        VERDICT,
        ("E",),
        Scope.VERDICT,
    ),
    Action("verdict.knew", QT_TRANSLATE_NOOP("Actions", "I knew it already"), VERDICT, ("R",), Scope.VERDICT),
    Action(
        "verdict.minutes",
        QT_TRANSLATE_NOOP("Actions", "Type the net minutes"),
        VERDICT,
        ("M",),
        Scope.VERDICT,
    ),
    Action("verdict.task", QT_TRANSLATE_NOOP("Actions", "Set the task type"), VERDICT, ("T",), Scope.VERDICT),
    Action("verdict.note", QT_TRANSLATE_NOOP("Actions", "Write a note"), VERDICT, ("N",), Scope.VERDICT),
    Action(
        "inbox.minutes_1",
        QT_TRANSLATE_NOOP("Actions", "Take the first number of minutes"),
        INBOX,
        ("6",),
        Scope.INBOX,
    ),
    Action(
        "inbox.minutes_2",
        QT_TRANSLATE_NOOP("Actions", "Take the second number of minutes"),
        INBOX,
        ("7",),
        Scope.INBOX,
    ),
    Action(
        "inbox.minutes_3",
        QT_TRANSLATE_NOOP("Actions", "Take the third number of minutes"),
        INBOX,
        ("8",),
        Scope.INBOX,
    ),
    Action(
        "inbox.minutes_4",
        QT_TRANSLATE_NOOP("Actions", "Take the fourth number of minutes"),
        INBOX,
        ("9",),
        Scope.INBOX,
    ),
    Action(
        "inbox.minutes_5",
        QT_TRANSLATE_NOOP("Actions", "Take the fifth number of minutes"),
        INBOX,
        ("0",),
        Scope.INBOX,
    ),
    Action(
        "inbox.next_task",
        QT_TRANSLATE_NOOP("Actions", "Take the next task type of your list"),
        INBOX,
        ("Y",),
        Scope.INBOX,
    ),
    Action(
        "inbox.next",
        QT_TRANSLATE_NOOP("Actions", "Next in the inbox"),
        INBOX,
        ("J", "Down"),
        Scope.INBOX,
        repeats=True,
    ),
    Action(
        "inbox.previous",
        QT_TRANSLATE_NOOP("Actions", "Previous in the inbox"),
        INBOX,
        ("K", "Up"),
        Scope.INBOX,
        repeats=True,
    ),
    Action(
        "inbox.skip",
        QT_TRANSLATE_NOOP("Actions", "Not now: set aside until tomorrow"),
        INBOX,
        ("S",),
        Scope.INBOX,
    ),
    Action(
        "inbox.undo",
        QT_TRANSLATE_NOOP("Actions", "Take back what was just said"),
        INBOX,
        ("U",),
        Scope.INBOX,
    ),
    Action(
        "inbox.open", QT_TRANSLATE_NOOP("Actions", "Open it in the Journal"), INBOX, ("Return",), Scope.INBOX
    ),
    Action(
        "inbox.delete", QT_TRANSLATE_NOOP("Actions", "Move it to the trash"), INBOX, ("Del",), Scope.INBOX
    ),
)
