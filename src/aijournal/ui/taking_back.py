"""The one way back for everything: what is not saved yet, a setting, or an act of the journal."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from aijournal.ui import phrases
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.settings.settings_keeper import SettingsKeeper

if TYPE_CHECKING:
    from aijournal.ui.inbox.inbox import Inbox


class TakingBack(QObject):
    """Takes the latest act back, or does it again, whichever history it stands in.

    `open_inbox` returns the inbox where it is in sight, which knows of a verdict that is not saved yet. What
    became of it is `said`, and whether that can be taken back in its turn.
    """

    said = Signal(str, bool)

    def __init__(
        self,
        thread: JournalThread,
        settings: SettingsKeeper,
        open_inbox: Callable[[], "Inbox | None"],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._thread = thread
        self._settings = settings
        self._open_inbox = open_inbox
        thread.retracing.stopped.connect(self._tell_stopped)

    @Slot()
    def undo(self) -> None:
        """Take back the latest act: what is not saved before what is."""
        inbox = self._open_inbox()
        if inbox is not None and inbox.forget_unsaved():
            return
        if self._settings.can_take_back:
            self._settings.take_back()
        elif inbox is not None:
            inbox.undo()
        else:
            self._thread.retracing.undo(self._tell_undone)

    @Slot()
    def undo_said(self) -> None:
        """Take back what the toast tells of, whatever else is not saved."""
        if self._settings.can_take_back:
            self._settings.take_back()
        else:
            self.undo()

    @Slot()
    def redo(self) -> None:
        """Do again what was taken back last."""
        if self._settings.can_do_again:
            self._settings.do_again()
        else:
            self._thread.retracing.redo(self._tell_redone)

    @Slot()
    def _tell_stopped(self) -> None:
        self.said.emit(self.tr("Stopped. Everything is as it was."), False)

    def _tell_undone(self, label: str | None) -> None:
        words = self.tr("Taken back: %1.").replace("%1", label) if label else self.tr("Nothing to take back.")
        self.said.emit(phrases.plain_line(words), False)

    def _tell_redone(self, label: str | None) -> None:
        words = self.tr("Done again: %1.").replace("%1", label) if label else self.tr("Nothing to do again.")
        self.said.emit(phrases.plain_line(words), label is not None)
