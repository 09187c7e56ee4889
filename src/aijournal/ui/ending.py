"""When the program ends: with its window, with the small one, or never while a tray keeps it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from aijournal.errors import AijournalError, ExitCode
from aijournal.ui.main_window import MainWindow
from aijournal.ui.stand_ins.entrance import Entrance

if TYPE_CHECKING:
    from aijournal.ui.presence import Presence


class Ending(QObject):
    """Hears of every way out; `finished` carries the exit code.

    `find_window` returns the window if there is one, and `find_presence` what may stay when it is gone.
    """

    finished = Signal(int)

    def __init__(
        self,
        entrance: Entrance,
        find_window: Callable[[], MainWindow | None],
        find_presence: "Callable[[], Presence]",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._entrance = entrance
        self._find_window = find_window
        self._find_presence = find_presence
        self._is_quitting = False

    @Slot()
    def leave_window(self) -> None:
        """End because the window was closed, unless the tray keeps the program."""
        presence = self._find_presence()
        if presence.stays and not self._is_quitting:
            presence.tell_where_it_went()
        else:
            self.finished.emit(self._entrance.exit_code)

    @Slot()
    def leave_small_window(self) -> None:
        """End because the small window was closed and there is nothing else."""
        window = self._find_window()
        if not self._find_presence().stays and (window is None or not window.isVisible()):
            self.finished.emit(ExitCode.DONE)

    @Slot()
    def quit(self) -> None:
        """End, whatever would keep the program."""
        self._is_quitting = True
        window = self._find_window()
        if window is not None and window.isVisible():
            window.close()
        else:
            self.finished.emit(self._entrance.exit_code)

    @Slot(AijournalError)
    def fail(self, error: AijournalError) -> None:
        """Say what keeps the journal closed, and end with the code for it."""
        from aijournal.ui.failure import show_failure

        show_failure(error, self._find_window(), self.finished.emit)
