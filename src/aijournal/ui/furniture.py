"""What an open journal's window is furnished with: the sidebar, the pages, and the lines above them."""

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from aijournal.ui.screen import Screen
from aijournal.ui.sidebar import PageName, Sidebar
from aijournal.ui.theme import Theme

if TYPE_CHECKING:
    from aijournal.ui.reminders.line import ReminderLine
    from aijournal.ui.widgets.banner import Banners
    from aijournal.ui.widgets.notice import Notice
    from aijournal.ui.widgets.toast import Toast
    from aijournal.ui.widgets.working_line import WorkingLine

_WORKING, _BANNERS, _REMINDER, _NOTICE = range(4)  # the lines above the pages, from the top
Line = TypeVar("Line", bound=QWidget)


class Furniture(QStackedWidget):
    """The pages beside the sidebar, under what is to be said above every page.

    What says something is built when there is something to say. A page of its own may lie over all of it for
    a while; the keys of what is under it rest meanwhile.
    """

    undo_asked = Signal()
    today_asked = Signal()
    stop_asked = Signal()
    backup_asked = Signal()
    safety_asked = Signal()

    def __init__(self, theme: Theme, journal: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sidebar = Sidebar(theme, self._page_names(), journal)
        self.pages = QStackedWidget()
        for _ in Screen:
            self.pages.addWidget(QWidget())  # until the page itself is there
        self.content = QWidget()
        self.content.setProperty("role", "ground")
        self._column = QVBoxLayout()
        self._lines = tuple(QVBoxLayout() for _ in (_WORKING, _BANNERS, _REMINDER, _NOTICE))
        self._lay_out()
        self.addWidget(self.content)

    @cached_property
    def working(self) -> "WorkingLine":
        """What takes long, for as long as it takes."""
        from aijournal.ui.widgets.working_line import WorkingLine

        line = WorkingLine()
        line.stop_asked.connect(self.stop_asked)
        return self._put_above(line, _WORKING)

    @cached_property
    def banners(self) -> "Banners":
        """What lasts: a trouble, for as long as there is one."""
        from aijournal.ui.widgets.banner import Banners

        banners = Banners()
        banners.backup_asked.connect(self.backup_asked)
        banners.safety_asked.connect(self.safety_asked)
        self._put_above(banners, _BANNERS).show()
        return banners

    @cached_property
    def reminder(self) -> "ReminderLine":
        """What says once a day that something waits."""
        from aijournal.ui.reminders.line import ReminderLine

        line = ReminderLine()
        line.today_asked.connect(self.today_asked)
        return self._put_above(line, _REMINDER)

    @cached_property
    def notice(self) -> "Notice":
        """What went wrong, until it is put away."""
        from aijournal.ui.widgets.notice import Notice

        return self._put_above(Notice(), _NOTICE)

    @cached_property
    def toast(self) -> "Toast":
        """What was done, in passing."""
        from aijournal.ui.widgets.toast import Toast

        toast = Toast(self.pages)
        toast.undo_asked.connect(self.undo_asked)
        toast.come_last()
        return toast

    def has(self, name: str) -> bool:
        """Return whether one of the five had something to say yet."""
        return name in vars(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Stop what takes long by Esc, or put away what went wrong, where nothing on the page wanted it."""
        is_escape = event.key() == Qt.Key.Key_Escape
        if is_escape and self.has("working") and self.working.isVisible():
            self.working.ask_stop()
        elif is_escape and self.has("notice") and self.notice.isVisible():
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
        self.grow()

    def grow(self) -> None:
        """Let the keyboard come to the way back after everything else, also what was built since."""
        if self.has("toast"):
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
            PageName(self.tr("Trials"), "trials"),
            PageName(self.tr("Reports"), "reports"),
            PageName(self.tr("Sources"), "sources"),
            PageName(self.tr("Safety"), "safety"),
            PageName(self.tr("Settings"), "settings"),
        )

    def _lay_out(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for line in self._lines:
            self._column.addLayout(line)
        self._column.addWidget(self.pages, 1)
        row = QHBoxLayout(self.content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(self._column, 1)

    def _put_above(self, line: Line, place: int) -> Line:
        """Give a line its place, also for the keyboard: after the sidebar, before the pages."""
        self._lines[place].addWidget(line)
        before: QWidget = self.sidebar.last_button
        for slot in self._lines:
            item = slot.itemAt(0)
            widget = item.widget() if item is not None else None
            for button in widget.findChildren(QPushButton) if widget is not None else ():
                self.setTabOrder(before, button)
                before = button
        return line
