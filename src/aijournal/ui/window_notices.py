"""What the parts of the program have to say in the window, whichever of them it is."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from aijournal.errors import AijournalError
from aijournal.ui import phrases
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
        parts.upkeep.troubled.connect(self._tell_trouble)
        parts.upkeep.settled.connect(self._settle_trouble)
        parts.journal.wrote.connect(self._settle_notice)
        parts.journal.retracing.slow.connect(self._tell_working)
        parts.journal.retracing.settled.connect(self._settle_working)
        parts.upkeep.newest_known.connect(self.tell_newest)
        parts.task_watch.said.connect(self._say)

    def serve(self, window: MainWindow) -> None:
        """Let a window with new pages tell what parts say above every page."""
        window.furniture.stop_asked.connect(self._parts.journal.retracing.stop)
        window.furniture.backup_asked.connect(self._parts.upkeep.back_up)
        window.furniture.safety_asked.connect(partial(window.show_page, Screen.SAFETY))
        self._parts.journal.read(_is_demo, self._tell_demo)

    def settle_opening(self) -> None:
        """Say no more that the journal is being opened."""
        self._settle_trouble(Trouble.OPENING)

    def tell_unusable_settings(self, window: MainWindow) -> None:
        """Say which settings in the file cannot be used."""
        problems = self._parts.settings.current.problems
        if problems:
            title = self.tr("Some settings cannot be used")
            window.show_error(AijournalError(title, "\n".join(map(str, problems))))

    @Slot(str)
    def _say(self, words: str) -> None:
        window = self._furnished()
        if window is not None:
            window.say(words, can_undo=False)

    @Slot()
    def remind(self) -> None:
        """Say in the window that something waits."""
        window = self._furnished()
        if window is not None:
            window.furniture.reminder.show()

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
            window.furniture.banners.tell(Trouble.OPENING, self.tr("Opening your journal …"), words)

    @Slot(Trouble, str, str, str)
    def _tell_trouble(self, trouble: Trouble, title: str, message: str, action: str) -> None:
        window = self._furnished()
        if window is not None:
            window.furniture.banners.tell(trouble, title, message, action)
            if window.furniture.has("notice"):
                window.furniture.notice.give_way(title)

    @Slot(Trouble)
    def _settle_trouble(self, trouble: Trouble) -> None:
        window = self._furnished()
        if window is not None and window.furniture.has("banners"):
            window.furniture.banners.settle(trouble)

    @Slot()
    def _settle_notice(self) -> None:
        """Put away what went wrong: something has been done since."""
        window = self._furnished()
        if window is not None and window.furniture.has("notice"):
            window.furniture.notice.settle()

    @Slot()
    def _tell_working(self) -> None:
        window = self._furnished()
        if window is not None:
            words = self.tr("An act of many entries is being taken back, or done again. Nothing is lost.")
            window.furniture.working.begin(words)

    @Slot()
    def _settle_working(self) -> None:
        window = self._furnished()
        if window is not None and window.furniture.has("working"):
            window.furniture.working.settle()

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
