"""What can be done in the window that takes more than the window: a look back at the day, discreet mode."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from aijournal.ui.actions.actions import Acts
from aijournal.ui.main_window import MainWindow
from aijournal.ui.parts import Parts
from aijournal.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from aijournal.ui.day_review.window import DayReview


class WindowActs(QObject):
    """Offers its acts to a window that has been furnished.

    `leaving` asks everybody to keep what is typed, and `renewed` for new pages in the window: the old ones
    hold what they were told before.
    """

    leaving = Signal()
    renewed = Signal()

    def __init__(self, parts: Parts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._window: MainWindow | None = None
        self._review: DayReview | None = None
        parts.settings.changed.connect(self._hold_settings)

    def serve(self, window: MainWindow) -> None:
        """Offer everything to a window with new pages."""
        self._window = window
        self._review = None  # went with the pages
        window.offer(self._acts())
        window.today.review_asked.connect(self.review_day)
        window.today.hold(self._parts.settings.current)
        window.sidebar.show_discreet(self._parts.veil.is_drawn)

    @Slot()
    def review_day(self) -> None:
        """Look back at the day, in a small window over the pages."""
        window = self._window
        if window is not None and window.is_furnished and self._review is None:
            from aijournal.ui.day_review.window import DayReview

            self._review = DayReview(self._parts, window.today)
            self._review.said.connect(self._tell_review)
            self._review.finished.connect(self._end_review)
            self._review.open()

    @Slot()
    def toggle_discreet(self) -> None:
        """Hide contents at once, or show them again; the setting follows."""
        is_discreet = not self._parts.veil.is_drawn
        self._draw(is_discreet=is_discreet)
        words = self.tr("Contents are shown again.")
        if is_discreet:
            words = self.tr("Contents are hidden from eyes. It is a mask, not protection.")
        self._parts.settings.change(self.tr("discreet mode"), words, is_discreet=is_discreet)

    @Slot()
    def show_quick_log_help(self) -> None:
        """Show how the system's own settings bind a key to the quick log."""
        if self._window is not None:
            from aijournal.ui.help_window import HelpWindow

            title = self.tr("A key for the quick log")
            HelpWindow(self._parts.theme, "quick-log", title, self._window).open()

    @Slot()
    def show_privacy_help(self) -> None:
        """Show what is private, how to check that, and what is not protected."""
        if self._window is not None:
            from aijournal.ui.help_window import HelpWindow

            title = self.tr("What is private, and how to check")
            HelpWindow(self._parts.theme, "privacy", title, self._window).open()

    def _acts(self) -> Acts:
        return {
            "day.review": self.review_day,
            "view.discreet": self.toggle_discreet,
            "help.quick_log": self.show_quick_log_help,
            "help.privacy": self.show_privacy_help,
        }

    @Slot()
    def _hold_settings(self) -> None:
        settings = self._parts.settings.current
        if settings.is_discreet != self._parts.veil.is_drawn:
            self._draw(is_discreet=settings.is_discreet)
        if self._window is not None and self._window.is_furnished:
            self._window.today.hold(settings)

    def _draw(self, *, is_discreet: bool) -> None:
        """Draw the veil, or take it away, and have the pages made anew."""
        parts = self._parts
        window = self._window if self._window is not None and self._window.is_furnished else None
        if is_discreet and window is not None:
            self._hide_at_once(window)
        self.leaving.emit()
        session = tuple(window.today.inbox.acts.entries) if window is not None else ()
        for asked in (parts.journal, parts.peek, parts.reports, parts.trials):
            asked.forget()
        parts.veil.draw(is_drawn=is_discreet)
        self.renewed.emit()
        if window is not None:
            window.today.inbox.acts.go_on_from(session)

    def _hide_at_once(self, window: MainWindow) -> None:
        """Cover everything before anything is asked: new pages take a moment, and eyes do not wait."""
        if self._review is not None:
            self._review.hide()
        cover = plain_label(self.tr("Contents are being hidden …"), "soft")
        cover.setAlignment(Qt.AlignmentFlag.AlignCenter)
        window.cover(cover)
        window.repaint()

    @Slot(str)
    def _tell_review(self, words: str) -> None:
        if self._window is not None:
            self._window.say(words, can_undo=False)

    @Slot()
    def _end_review(self) -> None:
        self._review = None
