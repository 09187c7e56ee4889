"""What the parts of the program have to say in the window, whichever of them it is."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from aijournal.errors import AijournalError
from aijournal.ui import phrases
from aijournal.ui.furniture import Furniture
from aijournal.ui.main_window import MainWindow
from aijournal.ui.parts import Parts
from aijournal.ui.screen import Screen
from aijournal.ui.widgets.banner import Trouble

if TYPE_CHECKING:
    from aijournal.journal.backup_files import Backup
    from aijournal.journal.journal import Journal


class WindowNotices(QObject):
    """Tells the window, where there is one with pages; what waits for nobody goes unsaid.

    `find_window` returns the window if there is one; `make_window` makes it where something has to be seen.
    """

    def __init__(
        self,
        parts: Parts,
        find_window: Callable[[], MainWindow | None],
        make_window: Callable[[], MainWindow],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._parts = parts
        self._find_window = find_window
        self._make_window = make_window
        parts.session.slow.connect(self._tell_slow)
        parts.settings.changed.connect(self._tell_setting)
        parts.settings.failed.connect(self.tell_error)
        parts.whole.done.connect(self._tell_done)
        parts.whole.failed.connect(self._tell_failed)
        parts.upkeep.newest_known.connect(self.tell_newest)

    def serve(self, window: MainWindow) -> None:
        """Let a window with new pages tell what parts say above every page."""
        upkeep, banners = self._parts.upkeep, window.banners
        upkeep.troubled.connect(banners.tell)
        upkeep.settled.connect(banners.settle)
        furniture = window.centralWidget()
        if isinstance(furniture, Furniture):
            upkeep.troubled.connect(furniture.notice.give_way)
            self._parts.journal.wrote.connect(furniture.notice.settle)
        banners.backup_asked.connect(upkeep.back_up)
        banners.safety_asked.connect(partial(window.show_page, Screen.SAFETY))
        self._parts.journal.read(_is_demo, self._tell_demo)

    def settle_opening(self) -> None:
        """Say no more that the journal is being opened."""
        window = self._furnished()
        if window is not None:
            window.banners.settle(Trouble.OPENING)

    def tell_unusable_settings(self, window: MainWindow) -> None:
        """Say which settings in the file cannot be used."""
        problems = self._parts.settings.current.problems
        if problems:
            title = self.tr("Some settings cannot be used")
            window.show_error(AijournalError(title, "\n".join(map(str, problems))))

    @Slot()
    def remind(self) -> None:
        """Say in the window that something waits."""
        window = self._furnished()
        if window is not None:
            window.reminder.show()

    def _furnished(self) -> MainWindow | None:
        window = self._find_window()
        return window if window is not None and window.is_furnished else None

    @Slot()
    def _tell_slow(self) -> None:
        window = self._furnished()
        if window is not None:
            words = self.tr(
                "It takes longer than usual. After an update it is backed up and brought up to date first, "
                "which takes a while for a long one. What you type meanwhile is saved when it is open."
            )
            window.banners.tell(Trouble.OPENING, self.tr("Opening your journal …"), words)

    @Slot(object)
    def tell_newest(self, backup: "Backup") -> None:
        """Say at the foot of the sidebar when the newest backup was made."""
        clock, window = self._parts.clock, self._furnished()
        if window is not None:
            at = backup.taken_at.astimezone(clock.zone)
            window.sidebar.show_backup(phrases.moment(at, clock.today()))

    @Slot(str)
    def _tell_done(self, words: str) -> None:
        window = self._make_window()
        window.show_page(Screen.SAFETY)
        window.say(words, can_undo=False)

    @Slot(AijournalError)
    def _tell_failed(self, error: AijournalError) -> None:
        window = self._make_window()
        window.show_page(Screen.SAFETY)
        window.show_error(error)

    @Slot(str, bool)
    def _tell_setting(self, words: str, can_undo: bool) -> None:  # noqa: FBT001 - the signal's own argument
        """Say that a setting was changed; the way back is the setting's own."""
        self._make_window()
        window = self._furnished()
        if window is not None:
            if window.pages.is_built(Screen.SETTINGS):
                window.pages.settings.refresh()
            window.toast.say(words, can_undo=can_undo)

    @Slot(AijournalError)
    def tell_error(self, error: AijournalError) -> None:
        """Say above the page what went wrong, or what is lacking."""
        self._make_window().show_error(error)

    def _tell_demo(self, is_demo: bool) -> None:  # noqa: FBT001 - the journal's answer
        window = self._furnished()
        if is_demo and window is not None:
            window.sidebar.show_demo()


def _is_demo(journal: "Journal") -> bool:
    return journal.is_demo
