"""The window: navigation, notices, and nothing else."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from aijournal.errors import AijournalError
from aijournal.journal.journal import Journal
from aijournal.ui import phrases
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.log_reading import LogReading
from aijournal.ui.pages.journal import JournalPage
from aijournal.ui.pages.page import Page
from aijournal.ui.pages.safety import SafetyPage
from aijournal.ui.pages.settings import SettingsPage
from aijournal.ui.pages.sources import SourcesPage
from aijournal.ui.pages.today import TodayPage
from aijournal.ui.pages.trends import TrendsPage
from aijournal.ui.places import from_home
from aijournal.ui.settings.settings_keeper import SettingsKeeper
from aijournal.ui.sidebar import PageName, Sidebar
from aijournal.ui.theme import Theme
from aijournal.ui.widgets.banner import Banners
from aijournal.ui.widgets.notice import Notice
from aijournal.ui.widgets.toast import Toast


class Screen(IntEnum):
    """The pages, in the order of the sidebar and of their keys."""

    TODAY = 0
    JOURNAL = 1
    TRENDS = 2
    SOURCES = 3
    SAFETY = 4
    SETTINGS = 5


@dataclass(frozen=True, slots=True)
class Pages:
    """Every page of the window, in the order of `Screen`."""

    today: TodayPage
    journal: JournalPage
    trends: TrendsPage
    sources: SourcesPage
    safety: SafetyPage
    settings: SettingsPage

    def __getitem__(self, screen: Screen) -> Page:
        page: Page = getattr(self, screen.name.lower())
        return page


class MainWindow(QMainWindow):
    """A sidebar and the page that was chosen; passing notices stand over it.

    While the journal is closed something stands in for all of that, and nothing of it is left.
    """

    closed = Signal()
    lock_asked = Signal()

    def __init__(
        self,
        theme: Theme,
        thread: JournalThread,
        reading: LogReading,
        settings: SettingsKeeper,
        journal: Path,
    ) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("aijournal"))
        self._theme = theme
        self._thread = thread
        self._reading = reading
        self._settings = settings
        self._journal = journal
        self._shown: Pages | None = None
        thread.refused.connect(self.show_error)
        self._add_shortcut("Ctrl+Q", self.close, self)

    @property
    def is_furnished(self) -> bool:
        """Whether the pages are there, and nothing stands in for them."""
        return self._shown is not None

    @property
    def pages(self) -> Pages:
        """The pages; raises `LookupError` while something stands in for them."""
        if self._shown is None:
            message = "the journal is closed, so there are no pages"
            raise LookupError(message)
        return self._shown

    @property
    def today(self) -> TodayPage:
        """The page with the quick log and the inbox."""
        return self.pages.today

    @property
    def trends(self) -> TrendsPage:
        """The page with value over time."""
        return self.pages.trends

    @property
    def shown_screen(self) -> Screen:
        """The page that is shown."""
        return Screen(self._pages.currentIndex())

    def furnish(self, pages: Pages, screen: Screen = Screen.TODAY) -> None:
        """Show pages and all that is around them."""
        self._shown = pages
        self.sidebar = Sidebar(self._theme, self._page_names(), from_home(self._journal))
        self._pages = QStackedWidget()
        for one in Screen:
            self._pages.addWidget(pages[one])
        self._notice = Notice()
        self.banners = Banners()
        content = self._lay_out()
        self.toast = Toast(self._pages)
        self._connect(pages)
        self._add_shortcuts(content)
        self.setCentralWidget(content)
        content.show()
        self.show_page(screen)
        self._thread.read(_is_demo, self._show_demo)

    def rest(self) -> None:
        """Let nothing be pressed or typed until there are new pages."""
        content = self.centralWidget()
        if content is not None:
            content.setEnabled(False)

    def stand_in(self, page: QWidget) -> None:
        """Show one page in place of everything, and let go of everything."""
        self._shown = None
        self.setCentralWidget(page)  # which deletes what was there
        page.show()
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(int)
    def show_page(self, index: int) -> None:
        """Show a page, with the keyboard where it was left."""
        page = self.pages[Screen(index)]
        target = page.focus_target()
        self._pages.setCurrentWidget(page)
        self.sidebar.show_page(index)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def show_quick_log(self) -> None:
        """Show Today with the caret in the quick-log line."""
        if self.is_furnished:
            self.show_page(Screen.TODAY)
            self.today.quick_log.take_focus()

    @Slot(AijournalError)
    def show_error(self, error: AijournalError) -> None:
        """Say above the page what went wrong."""
        if self.is_furnished:
            self._notice.show_error(error)

    @Slot(str, bool)
    def say(self, words: str, can_undo: bool) -> None:  # noqa: FBT001 - the signal's own argument
        """Say something in passing, with a way back where there is one."""
        if can_undo:
            self._settings.forget_changes()
        if self.is_furnished:
            self.toast.say(words, can_undo=can_undo)

    @Slot(str, bool)
    def say_setting(self, words: str, can_undo: bool) -> None:  # noqa: FBT001 - the signal's own argument
        """Say that a setting was changed; the way back is the setting's own."""
        if self.is_furnished:
            self.pages.settings.refresh()
            self.toast.say(words, can_undo=can_undo)

    @Slot()
    def come_forward(self) -> None:
        """Show the window before the others, wherever it was."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's own name
        """Save what was said of the open row before leaving."""
        if self.is_furnished:
            self.today.inbox.save_draft()
        self.closed.emit()
        super().closeEvent(event)

    def _page_names(self) -> tuple[PageName, ...]:
        return (
            PageName(self.tr("Today"), "today"),
            PageName(self.tr("Journal"), "journal"),
            PageName(self.tr("Trends"), "trends"),
            PageName(self.tr("Sources"), "sources"),
            PageName(self.tr("Safety"), "safety"),
            PageName(self.tr("Settings"), "settings"),
        )

    def _lay_out(self) -> QWidget:
        content = QWidget()
        content.setProperty("role", "ground")
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banners)
        column.addWidget(self._notice)
        column.addWidget(self._pages, 1)
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(column, 1)
        return content

    def _connect(self, pages: Pages) -> None:
        self.sidebar.page_chosen.connect(self.show_page)
        pages.today.waiting_counted.connect(self.sidebar.show_waiting)
        for page in (
            pages.today,
            pages.journal,
            pages.trends,
            pages.sources,
            pages.safety,
            pages.settings,
        ):
            page.said.connect(self.say)
            page.failed.connect(self.show_error)
        pages.journal.today_asked.connect(self._show_today)
        pages.trends.today_asked.connect(self._show_today)
        self.toast.undo_asked.connect(self._undo_said)

    def _add_shortcuts(self, content: QWidget) -> None:
        """Give keys to what can be done while there are pages."""
        for screen in Screen:
            self._add_shortcut(f"Ctrl+{screen + 1}", partial(self.show_page, screen), content)
        self._add_shortcut("Ctrl+N", self.show_quick_log, content)
        self._add_shortcut("Ctrl+L", self.lock_asked.emit, content)
        self._add_shortcut("Ctrl+R", self._reading.start, content)
        self._add_shortcut(QKeySequence.StandardKey.Undo, self._undo, content)
        self._add_shortcut("Ctrl+Shift+Z", self._redo, content)

    def _add_shortcut(
        self, keys: str | QKeySequence.StandardKey, act: Callable[[], object], owner: QWidget
    ) -> None:
        QShortcut(QKeySequence(keys), owner).activated.connect(act)

    @Slot()
    def _show_today(self) -> None:
        self.show_page(Screen.TODAY)

    @Slot()
    def _undo_said(self) -> None:
        """Take back what the toast tells of, wherever the person is by now."""
        if self._settings.can_take_back:
            self._settings.take_back()
        else:
            self._undo()

    @Slot()
    def _undo(self) -> None:
        """Take back the latest act, a setting too, on every page; on Today what is not saved first."""
        is_on_today = self.shown_screen is Screen.TODAY
        if is_on_today and self.today.inbox.forget_unsaved():
            return
        if self._settings.can_take_back:
            self._settings.take_back()
        elif is_on_today:
            self.today.inbox.undo()
        else:
            self._thread.write(Journal.undo, self._tell_undone)

    @Slot()
    def _redo(self) -> None:
        """Do again what was taken back last, a setting too."""
        if self._settings.can_do_again:
            self._settings.do_again()
        else:
            self._thread.write(Journal.redo, self._tell_redone)

    def _tell_undone(self, label: str | None) -> None:
        words = self.tr("Taken back: %1.").replace("%1", label) if label else self.tr("Nothing to take back.")
        self.say(phrases.plain_line(words), can_undo=False)

    def _tell_redone(self, label: str | None) -> None:
        words = self.tr("Done again: %1.").replace("%1", label) if label else self.tr("Nothing to do again.")
        self.say(phrases.plain_line(words), can_undo=label is not None)

    def _show_demo(self, is_demo: bool) -> None:  # noqa: FBT001 - the journal's answer
        if is_demo:
            self.sidebar.show_demo()


def _is_demo(journal: Journal) -> bool:
    return journal.is_demo
