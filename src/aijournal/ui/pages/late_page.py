"""A page that asks late: not before somebody looks."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from aijournal.ui.pages.page import Page
from aijournal.ui.theme import Theme


class LatePage(Page):
    """Asks when it is shown, and again whenever something changed; of what is hidden nothing is asked."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._is_stale = True

    @Slot()
    def refresh(self) -> None:
        """Ask the journal again, or remember to do so when the page is looked at."""
        self._is_stale = not self.isVisible()
        if not self._is_stale:
            self.ask_now()

    def look_again(self) -> None:
        """Ask again: it may be another day."""
        self.refresh()

    def ask_now(self) -> None:
        """Ask for what is shown; each page asks for its own."""
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's own name
        """Catch up with what changed while nobody looked."""
        super().showEvent(event)
        if self._is_stale:
            self.refresh()
