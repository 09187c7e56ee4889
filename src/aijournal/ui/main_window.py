"""The window: navigation, notices, and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from aijournal.domain.entry import Entry
from aijournal.errors import AijournalError
from aijournal.ui.actions.action import Scope
from aijournal.ui.actions.actions import Actions, Acts
from aijournal.ui.actions.bindings import Bindings, OwnKeys
from aijournal.ui.actions.overlay import Overlay
from aijournal.ui.actions.palette import Palette
from aijournal.ui.actions.shortcut_sheet import ShortcutSheet
from aijournal.ui.dropping import DropWindow
from aijournal.ui.furniture import Furniture
from aijournal.ui.inbox.inbox import Inbox
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.log_reading import LogReading
from aijournal.ui.pages.journal import JournalPage
from aijournal.ui.pages.mirror import MirrorPage
from aijournal.ui.pages.page import Page
from aijournal.ui.pages.safety import SafetyPage
from aijournal.ui.pages.settings import SettingsPage
from aijournal.ui.pages.sources import SourcesPage
from aijournal.ui.pages.today import TodayPage
from aijournal.ui.pages.trends import TrendsPage
from aijournal.ui.places import from_home
from aijournal.ui.settings.settings_keeper import SettingsKeeper
from aijournal.ui.taking_back import TakingBack
from aijournal.ui.theme import Theme


class Screen(IntEnum):
    """The pages, in the order of the sidebar and of their keys."""

    TODAY = 0
    JOURNAL = 1
    TRENDS = 2
    MIRROR = 3
    SOURCES = 4
    SAFETY = 5
    SETTINGS = 6

    @property
    def scope(self) -> Scope:
        """Where the keys of the page's own actions work."""
        return Scope[self.name]


@dataclass(frozen=True, slots=True)
class Pages:
    """Every page of the window, in the order of `Screen`."""

    today: TodayPage
    journal: JournalPage
    trends: TrendsPage
    mirror: MirrorPage
    sources: SourcesPage
    safety: SafetyPage
    settings: SettingsPage

    def __getitem__(self, screen: Screen) -> Page:
        page: Page = getattr(self, screen.name.lower())
        return page

    def __iter__(self) -> Iterator[Page]:
        return (self[screen] for screen in Screen)


class MainWindow(DropWindow):
    """A sidebar and the page that was chosen; passing notices stand over it.

    While the journal is closed something stands in for all of that, and nothing of it is left.
    """

    closed = Signal()
    lock_asked = Signal()
    quit_asked = Signal()

    def __init__(
        self,
        theme: Theme,
        thread: JournalThread,
        reading: LogReading,
        settings: SettingsKeeper,
        journal: Path,
        bindings: Bindings,
    ) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("aijournal"))
        self._theme = theme
        self._thread = thread
        self._reading = reading
        self._settings = settings
        self._journal = journal
        self._shown: Pages | None = None
        self._offered: Acts = {}
        thread.refused.connect(self.show_error)
        self._taking_back = TakingBack(thread, settings, self._open_inbox, self)
        self._taking_back.said.connect(self.say)
        self._actions = Actions(bindings, self)
        self._actions.attach(Scope.PROGRAM, self)
        self.command_palette = Palette(theme, self._actions, self)
        self.shortcut_sheet = ShortcutSheet(theme, bindings, self)
        self.shortcut_sheet.own_keys_asked.connect(self._change_keys)
        self._actions.take({"program.quit": self.quit_asked.emit}, Scope.PROGRAM)

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
        self._furniture = furniture = Furniture(self._theme, [*pages], from_home(self._journal))
        self.sidebar, self.banners, self.toast = furniture.sidebar, furniture.banners, furniture.toast
        self.reminder, self._notice, self._pages = furniture.reminder, furniture.notice, furniture.pages
        self._connect(pages)
        self._offer_actions(furniture.content)
        self.setCentralWidget(furniture)
        furniture.show()
        self.show_page(screen)

    def offer(self, acts: Acts) -> None:
        """Offer what others can do while there are these pages, besides what is offered already."""
        self._offered = {**self._offered, **acts}
        self._actions.take(self._offered, Scope.WINDOW)

    @property
    def takes_drops(self) -> bool:
        """Whether there are pages that can take files."""
        return self.is_furnished

    @property
    def is_covered(self) -> bool:
        """Whether a page lies over all others."""
        return self.is_furnished and self._furniture.is_covered

    def cover(self, page: QWidget) -> None:
        """Let a page lie over everything, whose keys rest meanwhile."""
        self._furniture.cover(page)

    def uncover(self) -> None:
        """Let go of the page that lies over everything."""
        if self.is_furnished:
            self._furniture.uncover()

    def set_above(self, strip: QWidget) -> None:
        """Set something above every page, for as long as there are these pages."""
        self._furniture.set_above(strip)

    def rest(self) -> None:
        """Let nothing be pressed or typed until there are new pages."""
        self._close_overlays()
        content = self.centralWidget()
        if content is not None:
            content.setEnabled(False)

    def stand_in(self, page: QWidget) -> None:
        """Show one page in place of everything, and let go of everything."""
        self._shown = None
        self._close_overlays()
        self._actions.drop()
        self.setCentralWidget(page)  # which deletes what was there
        page.show()
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(int)
    def show_page(self, index: int) -> None:
        """Show a page, with the keyboard where it was left."""
        page = self.pages[Screen(index)]
        target = page.focus_target()
        self._pages.setCurrentWidget(page)
        self._actions.turn_to(Screen(index).scope)
        self.sidebar.show_page(index)
        if not self.is_covered:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def show_quick_log(self) -> None:
        """Show Today with the caret in the quick-log line."""
        if self.is_furnished:
            self.show_page(Screen.TODAY)
            if not self.is_covered:
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

    @Slot()
    def come_forward(self) -> None:
        """Show the window before the others, wherever it was."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Do what a plain key means on the page that is shown, and else in the window."""
        is_open = self.is_furnished and not self.is_covered
        scopes = (self.shown_screen.scope, Scope.WINDOW) if is_open else ()
        if not self._actions.press(scopes, event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own name
        """Let what stands over the window cover it again."""
        super().resizeEvent(event)
        for overlay in self._overlays:
            overlay.place()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's own name
        """Save what was said of the open row before leaving."""
        if self.is_furnished:
            self.today.inbox.save_draft()
        self.closed.emit()
        super().closeEvent(event)

    @property
    def _overlays(self) -> tuple[Overlay, ...]:
        return self.command_palette, self.shortcut_sheet

    def _close_overlays(self) -> None:
        for overlay in self._overlays:
            overlay.close()

    def _connect(self, pages: Pages) -> None:
        show_today = partial(self.show_page, Screen.TODAY)
        self.sidebar.page_chosen.connect(self.show_page)
        pages.today.waiting_counted.connect(self.sidebar.show_waiting)
        for page in pages:
            page.said.connect(self.say)
            page.failed.connect(self.show_error)
        pages.journal.today_asked.connect(show_today)
        pages.trends.today_asked.connect(show_today)
        pages.trends.entries_asked.connect(self._show_entries)
        pages.mirror.today_asked.connect(show_today)
        pages.mirror.entries_asked.connect(self._show_entries)
        pages.today.mirror_asked.connect(partial(self.show_page, Screen.MIRROR))
        pages.today.entry_asked.connect(self._show_entry)
        pages.settings.keys_asked.connect(self.shortcut_sheet.ask)
        self.toast.undo_asked.connect(self._taking_back.undo_said)
        self.reminder.today_asked.connect(show_today)

    def _offer_actions(self, content: QWidget) -> None:
        """Offer what can be done while there are pages, each page's own on that page."""
        actions = self._actions
        actions.attach(Scope.WINDOW, content)
        self._offered = self._acts()
        actions.take(self._offered, Scope.WINDOW)
        for screen in Screen:
            page = self.pages[screen]
            actions.attach(screen.scope, page)
            actions.take(page.acts(), screen.scope, page.can_run)

    def _acts(self) -> Acts:
        go = {f"go.{screen.scope}": partial(self.show_page, screen) for screen in Screen}
        return {
            **go,
            "palette.open": self.command_palette.ask,
            "shortcuts.open": self.shortcut_sheet.ask,
            "quick_log.focus": self.show_quick_log,
            "journal.lock": self.lock_asked.emit,
            "logs.read": self._reading.start,
            "act.undo": self._taking_back.undo,
            "act.redo": self._taking_back.redo,
        }

    @Slot(object, str, object)
    def _show_entries(self, ids: tuple[int, ...], behind: str, entry: Entry | None) -> None:
        """Show some entries in Journal, and the one that was meant."""
        self.pages.journal.show_only(ids, behind, entry)
        self.show_page(Screen.JOURNAL)

    @Slot(str, str, object)
    def _change_keys(self, label: str, words: str, own: OwnKeys) -> None:
        self._settings.change(label, words, shortcuts=own)

    @Slot(Entry)
    def _show_entry(self, entry: Entry) -> None:
        self.show_page(Screen.JOURNAL)
        self.pages.journal.show_entry(entry)

    def _open_inbox(self) -> Inbox | None:
        return self.today.inbox if self.shown_screen is Screen.TODAY else None
