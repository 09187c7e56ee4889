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
from aijournal.ui.pages.sources import SourcesPage
from aijournal.ui.pages.today import TodayPage
from aijournal.ui.pages.trends import TrendsPage
from aijournal.ui.sidebar import PageName, Sidebar
from aijournal.ui.theme import Theme
from aijournal.ui.widgets.notice import Notice
from aijournal.ui.widgets.toast import Toast


class Screen(IntEnum):
    """The pages, in the order of the sidebar and of their keys."""

    TODAY = 0
    JOURNAL = 1
    TRENDS = 2
    SOURCES = 3


@dataclass(frozen=True, slots=True)
class Pages:
    """Every page of the window, in the order of `Screen`."""

    today: TodayPage
    journal: JournalPage
    trends: TrendsPage
    sources: SourcesPage

    def __getitem__(self, screen: Screen) -> Page:
        page: Page = getattr(self, screen.name.lower())
        return page


class MainWindow(QMainWindow):
    """A sidebar and the page that was chosen; passing notices stand over it."""

    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        thread: JournalThread,
        reading: LogReading,
        pages: Pages,
        journal: Path,
    ) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("aijournal"))
        self._thread = thread
        self._reading = reading
        self.pages = pages
        names = (
            PageName(self.tr("Today"), "today"),
            PageName(self.tr("Journal"), "journal"),
            PageName(self.tr("Trends"), "trends"),
            PageName(self.tr("Sources"), "sources"),
        )
        self.sidebar = Sidebar(theme, names, _from_home(journal))
        self._pages = QStackedWidget()
        for screen in Screen:
            self._pages.addWidget(pages[screen])
        self._notice = Notice()
        self._lay_out()
        self.toast = Toast(self._pages)
        self._connect()
        self._add_shortcuts()
        self.show_page(Screen.TODAY)
        thread.read(_is_demo, self._show_demo)

    @property
    def today(self) -> TodayPage:
        """The page with the quick log and the inbox."""
        return self.pages.today

    @property
    def trends(self) -> TrendsPage:
        """The page with value over time."""
        return self.pages.trends

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
        self.show_page(Screen.TODAY)
        self.today.quick_log.take_focus()

    @Slot(AijournalError)
    def show_error(self, error: AijournalError) -> None:
        """Say above the page what went wrong."""
        self._notice.show_error(error)

    @Slot()
    def come_forward(self) -> None:
        """Show the window before the others, wherever it was."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's own name
        """Save what was said of the open row before leaving."""
        self.today.inbox.save_draft()
        self.closed.emit()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        content = QWidget()
        content.setProperty("role", "ground")
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._notice)
        column.addWidget(self._pages, 1)
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(column, 1)
        self.setCentralWidget(content)

    def _connect(self) -> None:
        self.sidebar.page_chosen.connect(self.show_page)
        self.today.waiting_counted.connect(self.sidebar.show_waiting)
        for page in (self.pages.today, self.pages.journal, self.pages.trends, self.pages.sources):
            page.said.connect(self._say)
            page.failed.connect(self.show_error)
        self.pages.journal.today_asked.connect(self._show_today)
        self.pages.trends.today_asked.connect(self._show_today)
        self._thread.refused.connect(self.show_error)
        self.toast.undo_asked.connect(self._undo)

    def _add_shortcuts(self) -> None:
        for screen in Screen:
            self._add_shortcut(f"Ctrl+{screen + 1}", partial(self.show_page, screen))
        self._add_shortcut("Ctrl+L", self.show_quick_log)
        self._add_shortcut("Ctrl+R", self._reading.start)
        self._add_shortcut(QKeySequence.StandardKey.Undo, self._undo)
        self._add_shortcut("Ctrl+Q", self.close)

    def _add_shortcut(self, keys: str | QKeySequence.StandardKey, act: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(act)

    @Slot()
    def _show_today(self) -> None:
        self.show_page(Screen.TODAY)

    @Slot()
    def _undo(self) -> None:
        """Take back the latest act: on Today what is not saved yet, too."""
        if self._pages.currentIndex() == Screen.TODAY:
            self.today.inbox.undo()
        else:
            self._thread.write(Journal.undo, self._tell_undone)

    def _tell_undone(self, label: str | None) -> None:
        words = self.tr("Taken back: %1.").replace("%1", label) if label else self.tr("Nothing to take back.")
        self._say(phrases.plain_line(words), can_undo=False)

    def _show_demo(self, is_demo: bool) -> None:  # noqa: FBT001 - the journal's answer
        if is_demo:
            self.sidebar.show_demo()

    @Slot(str, bool)
    def _say(self, words: str, can_undo: bool) -> None:  # noqa: FBT001 - the signal's own argument
        self.toast.say(words, can_undo=can_undo)


def _is_demo(journal: Journal) -> bool:
    return journal.is_demo


def _from_home(place: Path) -> str:
    """Return a path as people write it, from their home folder on."""
    home = Path.home()
    return f"~/{place.relative_to(home).as_posix()}" if place.is_relative_to(home) else str(place)
