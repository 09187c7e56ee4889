"""The window: navigation, notices, and nothing else."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from aijournal.errors import AijournalError
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.log_reading import LogReading
from aijournal.ui.pages.today import TodayPage
from aijournal.ui.pages.trends import TrendsPage
from aijournal.ui.sidebar import PageName, Sidebar
from aijournal.ui.theme import Theme
from aijournal.ui.widgets.notice import Notice
from aijournal.ui.widgets.toast import Toast


class MainWindow(QMainWindow):
    """A sidebar and the page that was chosen; passing notices stand over it."""

    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        thread: JournalThread,
        reading: LogReading,
        today: TodayPage,
        trends: TrendsPage,
        journal: Path,
    ) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("aijournal"))
        self._thread = thread
        self._reading = reading
        self.today = today
        self.trends = trends
        names = (PageName(self.tr("Today"), "today"), PageName(self.tr("Trends"), "trends"))
        self.sidebar = Sidebar(theme, names, str(journal))
        self._pages = QStackedWidget()
        self._pages.addWidget(today)
        self._pages.addWidget(trends)
        self._notice = Notice()
        self._lay_out()
        self.toast = Toast(self._pages)
        self._connect()
        self._add_shortcuts()
        self.show_page(0)

    @Slot(int)
    def show_page(self, index: int) -> None:
        """Show a page, with the keyboard where it was left."""
        page = (self.today, self.trends)[index]
        target = page.focus_target()
        self._pages.setCurrentWidget(page)
        self.sidebar.show_page(index)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def show_quick_log(self) -> None:
        """Show Today with the caret in the quick-log line."""
        self.show_page(0)
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
        self.today.said.connect(self._say)
        self.trends.failed.connect(self.show_error)
        self.trends.today_asked.connect(self._show_today)
        self.today.failed.connect(self.show_error)
        self._thread.refused.connect(self.show_error)
        self.toast.undo_asked.connect(self.today.inbox.undo)

    def _add_shortcuts(self) -> None:
        for keys, act in (
            ("Ctrl+1", self._show_today),
            ("Ctrl+2", self._show_trends),
            ("Ctrl+L", self.show_quick_log),
            ("Ctrl+R", self._reading.start),
            (QKeySequence.StandardKey.Undo, self.today.inbox.undo),
            ("Ctrl+Q", self.close),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    @Slot()
    def _show_today(self) -> None:
        self.show_page(0)

    @Slot()
    def _show_trends(self) -> None:
        self.show_page(1)

    @Slot(str, bool)
    def _say(self, words: str, can_undo: bool) -> None:  # noqa: FBT001 - the signal's own argument
        self.toast.say(words, can_undo=can_undo)
