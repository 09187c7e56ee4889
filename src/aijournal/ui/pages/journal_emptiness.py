"""What stands where the table of entries has nothing to show: why, and the one thing to do about it."""

from enum import Enum, auto

from PySide6.QtCore import QCoreApplication

from aijournal.errors import AijournalError
from aijournal.ui.widgets.empty_state import EmptyState


class Emptiness(Enum):
    """Why there is nothing to see."""

    NOT = auto()
    BLANK = auto()
    LEFT_OUT = auto()
    UNREAD = auto()


def _tr(text: str) -> str:
    return QCoreApplication.translate("JournalPage", text)


def say_blank(empty: EmptyState) -> None:
    """Say that the journal holds nothing yet."""
    empty.say(
        "journal",
        _tr("Nothing in the journal yet"),
        _tr("What you log by hand and what the logs of your tools hold stands here, the newest first."),
        _tr("Go to Today"),
        is_new=True,
    )


def say_emptied(empty: EmptyState, undo: str) -> None:
    """Say that the journal holds nothing any more, and how what was deleted comes back."""
    trash = _tr("What was deleted lies in the trash, on “Safety”, for 30 days.")
    back = _tr("%1 takes the deletion back.").replace("%1", undo) if undo else ""
    empty.say("journal", _tr("Nothing is left in the journal"), f"{trash} {back}".strip(), _tr("Go to Today"))


def say_left_out(empty: EmptyState, *, is_searched: bool) -> None:
    """Say what leaves out everything; words are not looked for where nothing is kept."""
    filters = _tr("There are entries, but the filters above leave out every one of them.")
    searched = _tr(
        "Titles, notes and tags were searched. First lines of prompts are read from your tools’ logs to "
        "be shown and are not kept, so they cannot be found."
    )
    empty.say(
        "search", _tr("No entry is like that"), searched if is_searched else filters, _tr("Clear all filters")
    )


def say_unread(empty: EmptyState, error: AijournalError) -> None:
    """Say that reading failed, which is not the same as that there is nothing."""
    empty.say(
        "read", _tr("The entries could not be read"), f"{error.title}. {error.message}", _tr("Try again")
    )
