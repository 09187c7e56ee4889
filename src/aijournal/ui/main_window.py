"""The window: navigation, notices, and nothing else."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from aijournal.errors import AijournalError
from aijournal.ui.actions.action import Scope
from aijournal.ui.actions.actions import Actions, Acts
from aijournal.ui.actions.bindings import OwnKeys
from aijournal.ui.actions.overlays import Overlays
from aijournal.ui.dropping import DropWindow
from aijournal.ui.furniture import Furniture
from aijournal.ui.pages.page import Page
from aijournal.ui.pages.pages import Pages, TakeIn
from aijournal.ui.parts import Parts
from aijournal.ui.places import from_home
from aijournal.ui.screen import Screen
from aijournal.ui.taking_back import TakingBack

if TYPE_CHECKING:
    from aijournal.domain.entry import Entry
    from aijournal.ui.inbox.inbox import Inbox
    from aijournal.ui.pages.today import TodayPage
    from aijournal.ui.pages.trends import TrendsPage
    from aijournal.ui.widgets.toast import Toast


class MainWindow(DropWindow):
    """A sidebar and the page that was chosen; passing notices stand over it.

    While the journal is closed something stands in for all of that, and nothing of it is left.
    """

    closed = Signal()
    lock_asked = Signal()
    quit_asked = Signal()
    page_came = Signal(QWidget)  # a page, or a part of one, as soon as it is there
    backed_up = Signal(object)  # a Backup, asked for on a page

    def __init__(self, parts: Parts, journal: Path) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("aijournal"))
        self._theme = theme = parts.theme
        self._reading = parts.reading
        self._settings = parts.settings
        self._journal = journal
        self._shown: Pages | None = None
        self._offered: Acts = {}
        parts.journal.refused.connect(self.show_error)
        self._taking_back = TakingBack(parts.journal, parts.settings, self._open_inbox, self)
        self._taking_back.said.connect(self.say)
        self._actions = Actions(parts.bindings, self)
        self._actions.attach(Scope.PROGRAM, self)
        self.overlays = Overlays(theme, self._actions, self)
        self.overlays.own_keys_asked.connect(self._change_keys)
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
    def today(self) -> "TodayPage":
        """The page with the quick log and the inbox."""
        return self.pages.today

    @property
    def trends(self) -> "TrendsPage":
        """The page with value over time."""
        return self.pages.trends

    @property
    def furniture(self) -> Furniture:
        """What is around the pages, while there are pages."""
        return self._furniture

    @property
    def toast(self) -> "Toast":
        """What says in passing what was done."""
        return self._furniture.toast

    @property
    def shown_screen(self) -> Screen:
        """The page that is shown."""
        return Screen(self._pages.currentIndex())

    def furnish(self, make_pages: Callable[[TakeIn], Pages], screen: Screen = Screen.TODAY) -> None:
        """Show one of new pages and all that is around them."""
        self._furniture = furniture = Furniture(self._theme, from_home(self._journal))
        self.sidebar, self._pages = furniture.sidebar, furniture.pages
        self.sidebar.page_chosen.connect(self.show_page)
        furniture.undo_asked.connect(self._taking_back.undo_said)
        furniture.today_asked.connect(partial(self.show_page, Screen.TODAY))
        self._offer_actions(furniture.content)
        self._shown = make_pages(self._take_in)
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
        self.overlays.close()
        content = self.centralWidget()
        if content is not None:
            content.setEnabled(False)

    def stand_in(self, page: QWidget) -> None:
        """Show one page in place of everything, and let go of everything."""
        self._shown = None
        self.overlays.close()
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
            self._furniture.notice.show_error(error)

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
        self.overlays.place()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's own name
        """Save what was said of the open row before leaving."""
        if self.is_furnished:
            self.today.save_draft()
        self.closed.emit()
        super().closeEvent(event)

    def _take_in(self, screen: Screen, page: Page) -> None:
        """Give a page that has just been built its place, and listen to what it asks for."""
        self._furniture.put(screen, page)
        page.said.connect(self.say)
        page.failed.connect(self.show_error)
        page.today_asked.connect(partial(self.show_page, Screen.TODAY))
        page.mirror_asked.connect(partial(self.show_page, Screen.MIRROR))
        page.entry_asked.connect(self._show_entry)
        page.entries_asked.connect(self._show_entries)
        page.export_asked.connect(self._show_export)
        page.keys_asked.connect(self.overlays.ask_sheet)
        page.waiting_counted.connect(self.sidebar.show_waiting)
        page.backed_up.connect(self.backed_up)
        page.grown.connect(self._take_part)
        self._actions.attach(screen.scope, page)
        self._actions.take(page.acts(), screen.scope, page.can_run)
        self.page_came.emit(page)

    @Slot(QWidget)
    def _take_part(self, part: QWidget) -> None:
        self._furniture.grow()
        self.page_came.emit(part)

    def _offer_actions(self, content: QWidget) -> None:
        """Offer what can be done while there are pages, each page's own on that page."""
        actions = self._actions
        actions.attach(Scope.WINDOW, content)
        self._offered = self._acts()
        actions.take(self._offered, Scope.WINDOW)

    def _acts(self) -> Acts:
        go = {f"go.{screen.scope}": partial(self.show_page, screen) for screen in Screen}
        return {
            **go,
            "palette.open": self.overlays.ask_palette,
            "shortcuts.open": self.overlays.ask_sheet,
            "quick_log.focus": self.show_quick_log,
            "journal.lock": self.lock_asked.emit,
            "logs.read": self._reading.start,
            "act.undo": self._taking_back.undo,
            "act.redo": self._taking_back.redo,
        }

    @Slot(object, str, object)
    def _show_entries(self, ids: tuple[int, ...], behind: str, entry: "Entry | None") -> None:
        """Show some entries in Journal, and the one that was meant."""
        self.pages.journal.show_only(ids, behind, entry)
        self.show_page(Screen.JOURNAL)

    @Slot(object)
    def _show_export(self, path: Path) -> None:
        self.show_page(Screen.SAFETY)
        self.pages.safety.look_at_export(path)

    @Slot(str, str, object)
    def _change_keys(self, label: str, words: str, own: OwnKeys) -> None:
        self._settings.change(label, words, shortcuts=own)

    @Slot(object)
    def _show_entry(self, entry: "Entry") -> None:
        self.show_page(Screen.JOURNAL)
        self.pages.journal.show_entry(entry)

    def _open_inbox(self) -> "Inbox | None":
        return self.today.inbox if self.shown_screen is Screen.TODAY else None
