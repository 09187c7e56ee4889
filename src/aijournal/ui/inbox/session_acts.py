"""What was done in the inbox since the program began, and can be taken back there one by one."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject, Slot

from aijournal.ui.journal_thread import JournalThread


class SessionActs(QObject):
    """Counts acts from when they are asked for; whatever else is written ends what can be taken back.

    `entries` are the numbers of the entries that the acts were about, the latest last.
    """

    def __init__(self, thread: JournalThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[int] = []
        self._is_own = False
        thread.wrote.connect(self._hear)

    @property
    def latest(self) -> int | None:
        """The entry that the latest act was about."""
        return self.entries[-1] if self.entries else None

    @Slot(int)
    def begin(self, entry_id: int) -> None:
        """Count an act that is on its way into the journal."""
        self.entries.append(entry_id)

    @Slot(int)
    def fail(self, entry_id: int) -> None:
        """Count an act no more: it was not kept."""
        if entry_id in self.entries:
            self.entries.reverse()
            self.entries.remove(entry_id)
            self.entries.reverse()

    def go_on_from(self, entries: Sequence[int]) -> None:
        """Go on from what was done in an inbox before this one."""
        self.entries[:] = entries

    def claim(self) -> None:
        """Say that what has just been written was done here."""
        self._is_own = True

    def take(self) -> int | None:
        """Count the latest act no more, because it is being taken back; return what it was about."""
        return self.entries.pop() if self.entries else None

    @Slot()
    def _hear(self) -> None:
        """Forget everything where something else has become the latest act."""
        if not self._is_own:
            self.entries.clear()
        self._is_own = False


def say_nothing_more(undo: str) -> str:
    """Return what is said where nothing is left to take back, with the key that goes further."""
    further = QCoreApplication.translate("Inbox", "Nothing more to take back here; %1 goes further.")
    nothing = QCoreApplication.translate("Inbox", "Nothing more to take back here.")
    return further.replace("%1", undo) if undo else nothing
