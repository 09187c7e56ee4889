"""What an open journal's window is furnished with: the sidebar, the pages, and the lines above them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from aijournal.ui.reminders.line import ReminderLine
from aijournal.ui.screen import Screen
from aijournal.ui.sidebar import PageName, Sidebar
from aijournal.ui.theme import Theme
from aijournal.ui.widgets.banner import Banners
from aijournal.ui.widgets.notice import Notice
from aijournal.ui.widgets.toast import Toast


class Furniture(QStackedWidget):
    """The pages beside the sidebar, under what is to be said above every page.

    A page of its own may lie over all of it for a while; the keys of what is under it rest meanwhile.
    """

    def __init__(self, theme: Theme, journal: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sidebar = Sidebar(theme, self._page_names(), journal)
        self.banners = Banners()
        self.reminder = ReminderLine()
        self.notice = Notice()
        self.pages = QStackedWidget()
        for _ in Screen:
            self.pages.addWidget(QWidget())  # until the page itself is there
        self.content = QWidget()
        self.content.setProperty("role", "ground")
        self._column = QVBoxLayout()
        self._lay_out()
        self.toast = Toast(self.pages)
        self.addWidget(self.content)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Put away what went wrong by Esc, where nothing on the page wanted the key."""
        if event.key() == Qt.Key.Key_Escape and self.notice.isVisible():
            self.notice.settle()
        else:
            super().keyPressEvent(event)

    def put(self, screen: Screen, page: QWidget) -> None:
        """Give a page its place."""
        empty = self.pages.widget(screen)
        self.pages.insertWidget(screen, page)
        if empty is not None:
            self.pages.removeWidget(empty)
            empty.deleteLater()
        self.toast.come_last()

    @property
    def is_covered(self) -> bool:
        """Whether a page lies over all others."""
        return self.currentIndex() > 0

    def cover(self, page: QWidget) -> None:
        """Let a page lie over everything."""
        self.setCurrentIndex(self.addWidget(page))

    def uncover(self) -> None:
        """Let go of the page that lies over everything."""
        page = self.currentWidget()
        if self.is_covered and page is not None:
            self.setCurrentIndex(0)
            self.removeWidget(page)
            page.deleteLater()

    def set_above(self, strip: QWidget) -> None:
        """Set something above every page."""
        self._column.insertWidget(0, strip)

    def _page_names(self) -> tuple[PageName, ...]:
        return (
            PageName(self.tr("Today"), "today"),
            PageName(self.tr("Journal"), "journal"),
            PageName(self.tr("Trends"), "trends"),
            PageName(self.tr("Mirror"), "mirror"),
            PageName(self.tr("Sources"), "sources"),
            PageName(self.tr("Safety"), "safety"),
            PageName(self.tr("Settings"), "settings"),
        )

    def _lay_out(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for line in (self.banners, self.reminder, self.notice):
            self._column.addWidget(line)
        self._column.addWidget(self.pages, 1)
        row = QHBoxLayout(self.content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(self._column, 1)
