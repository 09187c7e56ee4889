"""Which page stands in the window's place while the journal is closed, and where it leads."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from aijournal.errors import AijournalError, ExitCode
from aijournal.ui.parts import Parts

if TYPE_CHECKING:
    from aijournal.journal.quarantine import Damage
    from aijournal.ui.stand_ins.damaged_page import DamagedPage


class Entrance(QObject):
    """Makes a page whenever the session needs one; `came` hands it over, `exit_code` is what it means."""

    came = Signal(QWidget)
    quit_asked = Signal()

    def __init__(self, parts: Parts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = parts.theme
        self._session = parts.session
        self._whole = parts.whole
        self._clock = parts.clock
        self.page: QWidget | None = None
        self.exit_code = ExitCode.DONE
        self._session.locked.connect(self.show_locked)
        self._session.refused.connect(self._show_refused)
        self._session.replacing.connect(self.show_busy)
        self._session.damaged.connect(self.show_damaged)
        self._session.still_closed.connect(self._show_failure)

    @property
    def is_locked(self) -> bool:
        """Whether the page asks for the passphrase."""
        if self.page is None:
            return False
        from aijournal.ui.stand_ins.locked_page import LockedPage

        return isinstance(self.page, LockedPage)

    def leave(self) -> None:
        """Forget the page: the journal is open."""
        self._drop()
        self.page = None
        self.exit_code = ExitCode.DONE

    @Slot()
    def show_locked(self) -> None:
        """Ask for the passphrase."""
        from aijournal.ui.stand_ins.locked_page import LockedPage

        page = LockedPage(self._theme)
        page.passphrase_given.connect(self._session.unlock)
        self._show(page)

    @Slot(str)
    def show_busy(self, words: str) -> None:
        """Say what is being done to the journal as a whole."""
        from aijournal.ui.stand_ins.busy_page import BusyPage

        self._show(BusyPage(self._theme, words))

    @Slot(AijournalError)
    def show_damaged(self, error: AijournalError) -> None:
        """Offer what can be done about a journal that cannot be read."""
        from aijournal.journal.quarantine import examine_damage
        from aijournal.ui.stand_ins.damaged_page import DamagedPage

        page = DamagedPage(self._theme, error)
        page.restore_asked.connect(self._whole.restore)
        page.empty_asked.connect(self._whole.begin_anew)
        page.quit_asked.connect(self.quit_asked)
        self._show(page)
        self.exit_code = error.exit_code
        access = self._session.access
        job = partial(examine_damage, access.paths, self._clock.now(), access.passphrase)
        self._session.ask(job, partial(self._show_damage, page))

    @Slot()
    def _show_refused(self) -> None:
        from aijournal.ui.stand_ins.locked_page import LockedPage

        if not isinstance(self.page, LockedPage):
            self.show_locked()
        if isinstance(self.page, LockedPage):
            self.page.tell_refused()

    @Slot(AijournalError)
    def _show_failure(self, error: AijournalError) -> None:
        from aijournal.ui.stand_ins.damaged_page import DamagedPage

        if isinstance(self.page, DamagedPage):
            self.page.tell_failed(error)

    def _show_damage(self, page: "DamagedPage", damage: "Damage") -> None:
        if page is self.page:
            page.show_damage(damage)

    def _show(self, page: QWidget) -> None:
        self._drop()
        self.page = page
        self.came.emit(page)

    def _drop(self) -> None:
        """Delete a page that no window took, and that none will take any more."""
        if self.page is not None and isValid(self.page) and self.page.parentWidget() is None:
            self.page.deleteLater()
