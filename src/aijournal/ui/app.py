"""The program with its window: builds every part, passes it on, and takes it down again."""

import gc
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from aijournal.paths import Paths
from aijournal.settings import Settings
from aijournal.ui.clock import Clock
from aijournal.ui.ending import Ending
from aijournal.ui.first_paint import FirstPaint
from aijournal.ui.garbage import keep_window_quick
from aijournal.ui.log_reading import LogSources
from aijournal.ui.main_window import MainWindow
from aijournal.ui.pages.pages import Pages
from aijournal.ui.parts import Parts
from aijournal.ui.screen import Screen
from aijournal.ui.stand_ins.entrance import Entrance
from aijournal.ui.theme import Theme
from aijournal.ui.warming import Warming
from aijournal.ui.window_acts import WindowActs
from aijournal.ui.window_notices import WindowNotices
from aijournal.ui.window_place import WindowPlace
from aijournal.ui.window_request import WindowRequest

if TYPE_CHECKING:
    from aijournal.domain.reading import Importer
    from aijournal.ui.first_run.welcome import Welcome
    from aijournal.ui.presence import Presence
    from aijournal.ui.quick_log.window import QuickLogWindow
    from aijournal.ui.sample_data.place import SamplePlace
    from aijournal.ui.tray import HasHost


class App(QObject):
    """Everything that lives as long as the program shows a window.

    The journal is opened on its own thread while the window is being built. `finished` carries the exit
    code. One that shows sample data has an `owner`, whose look it shares.
    """

    finished = Signal(int)

    def __init__(
        self,
        qt: QApplication,
        paths: Paths,
        settings: Settings,
        clock: Clock,
        importers: Sequence["Importer"] | None = None,
        environment: Mapping[str, str] = os.environ,
        *,
        has_tray_host: "HasHost | None" = None,
        owner: "App | None" = None,
    ) -> None:
        super().__init__(qt)
        clock = replace(clock)  # one for this program, which goes along with its setting
        sources = LogSources(importers, environment, settings.sources_off, settings.sources_on)
        self.theme: Theme = owner.theme if owner else Theme(qt, settings.color_scheme, self)
        self.parts = parts = Parts(self.theme, paths, settings, clock, sources, self)
        self.journal, self.reading = parts.journal, parts.reading
        self.session = parts.session
        self.entrance = Entrance(parts, self)
        self._paths = paths
        self._place = WindowPlace(paths.state)
        self._window: MainWindow | None = None
        self._first_paint: FirstPaint | None = None
        self._goes_on = self._is_renewing = False
        self._has_tray_host = has_tray_host
        self.acts = WindowActs(parts, self)
        self.notices = WindowNotices(parts, lambda: self._window, lambda: self.window, self)
        self.ending = Ending(self.entrance, lambda: self._window, lambda: self.presence, self)
        self.ending.finished.connect(self.finished)
        self._warming = Warming(lambda: self._window, self)
        self._owner = owner
        self._open_sample = partial(_open_sample, qt, clock, importers, self)
        self._connect()
        parts.journal.rest()
        self.session.open()
        QTimer.singleShot(0, self, self._go_on)

    @property
    def window(self) -> MainWindow:
        """The main window, built when it is first needed."""
        if self._window is None:
            self._window = MainWindow(self.parts, self._paths.data)
            self._first_paint = FirstPaint(self._window)
            self._place.restore(self._window)
            self._window.page_came.connect(self._place.divide)
            self._window.backed_up.connect(self.notices.tell_newest)
            self._window.closed.connect(self._remember_place)
            self._window.closed.connect(self.ending.leave_window)
            self._window.lock_asked.connect(self._lock)
            self._window.quit_asked.connect(self.ending.quit)
            self.parts.import_undo.said.connect(self._window.say)
            self.parts.import_undo.failed.connect(self._window.show_error)
            if self.entrance.page is None:
                self._furnish(self._window)
            else:
                self._window.stand_in(self.entrance.page)
            self.notices.tell_unusable_settings(self._window)
        return self._window

    @cached_property
    def welcome(self) -> "Welcome":
        """What meets the person at the window's door."""
        from aijournal.ui.first_run.welcome import Welcome
        from aijournal.ui.sample_data.place import sample_place
        from aijournal.ui.sample_data.sample_data import SampleData

        if self._owner is not None:
            sample = self._owner.welcome.sample
        else:
            sample = SampleData(sample_place(self._paths), self.parts, self._open_sample, self)
        return Welcome(self.parts, sample, is_sample=self._owner is not None, parent=self)

    @property
    def quick_log(self) -> "QuickLogWindow":
        """The small window with the quick-log line, built when it is first needed."""
        quick_log = self.presence.quick_log
        quick_log.stays_for_draft = self._window is None and not self.presence.stays
        return quick_log

    @Slot(WindowRequest)
    def show(self, request: WindowRequest = WindowRequest.COME_FORWARD) -> None:
        """Show what was asked for: the window, or the quick-log line alone; a closed journal asks first."""
        can_log = self.entrance.page is None or self.entrance.is_locked
        if request is WindowRequest.QUICK_LOG and can_log:
            self.quick_log.come_forward()
        else:
            is_first = not self.window.isVisible()
            self.window.come_forward()
            if is_first and self.window.is_furnished:
                self.window.show_page(self.window.shown_screen)
        self._watch_windows()

    def start_hidden(self) -> None:
        """Start in the tray, or where there is none with the window minimised."""
        if not self.presence.stays:
            self.window.showMinimized()
            self._watch_windows()

    def close(self) -> None:
        """Save what is pending, end the threads and let go of the windows."""
        self._warming.close()
        if self._goes_on:
            self.welcome.close()
        if self._window is not None:
            self._window.close()
        self.presence.close()
        self.parts.close()
        self.entrance.leave()
        if self._window is not None:
            self._window.deleteLater()
        self._window = None

    @Slot()
    def _go_on(self) -> None:
        """Let the journal be opened, and the person be met; a window that is about to be seen comes first."""
        first = self._first_paint
        if first is not None and first.is_awaited:
            first.done.connect(self._go_on)
            return
        self._goes_on = True
        _ = self.presence  # which is needed from now on
        self.parts.journal.go_on()
        self.parts.screen_lock.listen()
        if self._window is not None and self._window.is_furnished:
            self.welcome.receive(self._window)

    def _connect(self) -> None:
        self.session.failed.connect(self.ending.fail)
        self.session.opened.connect(self._begin)
        self.session.leaving.connect(self._leave)
        self.session.renewing.connect(self._rest)
        self.entrance.came.connect(self._stand_in)
        self.entrance.quit_asked.connect(self.ending.quit)
        self.acts.leaving.connect(self._leave)
        self.acts.renewed.connect(self._refurnish)

    @cached_property
    def presence(self) -> "Presence":
        """Where the program is while its window is not."""
        from aijournal.ui.presence import Presence

        presence = Presence(self.parts, self._paths, self._has_tray_host, self)
        presence.quick_log_gone.connect(self.ending.leave_small_window)
        presence.reminding.connect(self.notices.remind)
        presence.lacking.connect(self.notices.tell_error)
        presence.tray.quick_log_asked.connect(partial(self.show, WindowRequest.QUICK_LOG))
        presence.tray.open_asked.connect(partial(self.show, WindowRequest.COME_FORWARD))
        presence.tray.lock_asked.connect(self._lock)
        presence.tray.quit_asked.connect(self.ending.quit)
        return presence

    @property
    def _overlay(self) -> "QuickLogWindow | None":
        """The small window, as far as it was needed."""
        return self.presence.overlay if "presence" in vars(self) else None

    def _furnish(self, window: MainWindow, screen: Screen = Screen.TODAY) -> None:
        window.furnish(partial(Pages, self.parts), screen)
        self.notices.serve(window)
        self.acts.serve(window)
        if self._goes_on:
            self.welcome.receive(window)
        window.today.refresh()
        self._warming.begin()

    @Slot()
    def _begin(self) -> None:
        """Show the pages of a journal that was closed until now."""
        self.entrance.leave()
        self.notices.settle_opening()
        if self._window is not None and not self._window.is_furnished:
            self._furnish(self._window)
            self._window.show_page(self._window.shown_screen)  # with the keyboard, now that it is shown
            keep_window_quick()
        elif self._window is not None and self._is_renewing:
            self._furnish(self._window, self._window.shown_screen)
        self._is_renewing = False
        if self.session.can_lock:
            self.parts.idle.start()
            self._watch_windows()

    @Slot()
    def _leave(self) -> None:
        """Keep what is typed while the journal is still open."""
        if self._window is not None and self._window.is_furnished:
            self._window.today.save_draft()
            if self._window.pages.is_built(Screen.JOURNAL):
                self._window.pages.journal.pane.keep()
            self._remember_place()
        self.parts.drafts.flush()

    @Slot()
    def _refurnish(self) -> None:
        """Show new pages in place of those that hold what is not to be seen any more."""
        if self._window is not None and self._window.is_furnished:
            self._furnish(self._window, self._window.shown_screen)

    @Slot()
    def _rest(self) -> None:
        """Keep the pages in sight while the journal is opened anew, but let nothing be asked of them."""
        self._is_renewing = True
        if self._window is not None and self._window.is_furnished:
            self._window.rest()

    @Slot(QWidget)
    def _stand_in(self, page: QWidget) -> None:
        """Show a page in place of all others, and let go of every word that they held."""
        self._warming.stop()
        overlay = self._overlay
        is_shown = any(window is not None and window.isVisible() for window in (self._window, overlay))
        asks_small = self.presence.keep_only_locked(is_locked=self.entrance.is_locked)
        gc.unfreeze()
        if self._window is None and (asks_small or not is_shown):
            return
        if self.window.centralWidget() is not page:
            self.window.stand_in(page)
        is_shown = is_shown and not asks_small
        if is_shown and not self.window.isVisible():
            self.window.come_forward()

    def _watch_windows(self) -> None:
        for window in (self._window, self._overlay):
            if window is not None:
                self.parts.listen_to(window.windowHandle())

    @Slot()
    def _lock(self) -> None:
        if self.session.can_lock:
            self.session.lock()
        else:
            words = self.tr("The journal is not encrypted, so it cannot be locked. See “Safety”.")
            self.window.say(words, can_undo=False)

    @Slot()
    def _remember_place(self) -> None:
        """Keep where the window stands."""
        if self._window is not None:
            self._place.remember(self._window)


def _open_sample(
    qt: QApplication,
    clock: Clock,
    importers: Sequence["Importer"] | None,
    owner: App,
    place: "SamplePlace",
    settings: Settings,
) -> App:
    """Play the program once more, on sample data; only sample logs can be found from there."""
    home = str(place.logs)
    environment = {"HOME": home, "USERPROFILE": home}
    app = App(qt, place.paths, settings, clock, importers, environment, has_tray_host=_no_tray, owner=owner)
    app.parts.network = owner.parts.network
    return app


def _no_tray() -> bool:
    return False
