"""The program with its window: builds every part, passes it on, and takes it down again."""

import gc
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QMessageBox, QSystemTrayIcon, QWidget

from aijournal.domain.reading import Importer
from aijournal.errors import AijournalError, ExitCode
from aijournal.importers.registry import ALL_IMPORTERS
from aijournal.paths import Paths
from aijournal.settings import Settings, load_settings
from aijournal.ui.bug_report import BugReports
from aijournal.ui.clock import Clock
from aijournal.ui.first_run.welcome import Welcome
from aijournal.ui.icons import app_icon
from aijournal.ui.log_reading import LogSources
from aijournal.ui.main_window import MainWindow, Screen
from aijournal.ui.parts import Parts
from aijournal.ui.presence import Presence
from aijournal.ui.quick_log.window import QuickLogWindow
from aijournal.ui.sample_data.place import SamplePlace, sample_place
from aijournal.ui.sample_data.sample_data import SampleData
from aijournal.ui.stand_ins.entrance import Entrance
from aijournal.ui.stand_ins.locked_page import LockedPage
from aijournal.ui.theme import Theme
from aijournal.ui.tray import HasHost
from aijournal.ui.window_acts import WindowActs
from aijournal.ui.window_notices import WindowNotices
from aijournal.ui.window_place import WindowPlace
from aijournal.ui.window_request import WindowLock, WindowRequest


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
        importers: Sequence[Importer] = ALL_IMPORTERS,
        environment: Mapping[str, str] = os.environ,
        *,
        has_tray_host: HasHost = QSystemTrayIcon.isSystemTrayAvailable,
        owner: "App | None" = None,
    ) -> None:
        super().__init__(qt)
        clock = replace(clock)  # one for this program, which goes along with its setting
        sources = LogSources(importers, environment, settings.sources_off)
        self.theme: Theme = owner.theme if owner else Theme(qt, settings.color_scheme, self)
        self.parts = parts = Parts(self.theme, paths, settings, clock, sources, self)
        self.journal, self.reading = parts.journal, parts.reading
        self.session = parts.session
        self.entrance = Entrance(parts, self)
        self._paths = paths
        self._place = WindowPlace(paths.state)
        self._window: MainWindow | None = None
        self._is_renewing = False
        self._is_quitting = False
        self.presence = Presence(parts, paths, has_tray_host, self)
        self.acts = WindowActs(parts, self)
        self.notices = WindowNotices(parts, lambda: self._window, lambda: self.window, self)
        sample = owner.welcome.sample if owner else self._sample_of(qt, clock, importers)
        self.welcome: Welcome = Welcome(parts, sample, is_sample=owner is not None, parent=self)
        self._connect()
        self.session.open()

    @property
    def window(self) -> MainWindow:
        """The main window, built when it is first needed."""
        if self._window is None:
            self._window = MainWindow(
                self.theme,
                self.journal,
                self.reading,
                self.parts.settings,
                self._paths.data,
                self.parts.bindings,
            )
            self._place.restore(self._window)
            self._window.closed.connect(self._end)
            self._window.lock_asked.connect(self._lock)
            self._window.quit_asked.connect(self._quit)
            self.parts.import_undo.said.connect(self._window.say)
            self.parts.import_undo.failed.connect(self._window.show_error)
            if self.entrance.page is None:
                self._furnish(self._window)
            else:
                self._window.stand_in(self.entrance.page)
            self.notices.tell_unusable_settings(self._window)
        return self._window

    @property
    def quick_log(self) -> QuickLogWindow:
        """The small window with the quick-log line, built when it is first needed."""
        quick_log = self.presence.quick_log
        quick_log.stays_for_draft = self._window is None and not self.presence.stays
        return quick_log

    @Slot(WindowRequest)
    def show(self, request: WindowRequest = WindowRequest.COME_FORWARD) -> None:
        """Show what was asked for: the window, or the quick-log line alone; a closed journal asks first."""
        can_log = self.entrance.page is None or isinstance(self.entrance.page, LockedPage)
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
        self.welcome.close()
        if self._window is not None:
            self._window.close()
        self.presence.close()
        self.parts.close()
        self.entrance.leave()
        if self._window is not None:
            self._window.deleteLater()
        self._window = None

    def _sample_of(self, qt: QApplication, clock: Clock, importers: Sequence[Importer]) -> SampleData:
        open_app = partial(_open_sample, qt, clock, importers, self)
        return SampleData(
            sample_place(self._paths), clock, lambda: self.parts.settings.current, open_app, self
        )

    def _connect(self) -> None:
        self.session.failed.connect(self._fail)
        self.session.opened.connect(self._begin)
        self.session.leaving.connect(self._leave)
        self.session.renewing.connect(self._rest)
        self.entrance.came.connect(self._stand_in)
        self.entrance.quit_asked.connect(self._quit)
        self.parts.screen_lock.listen()
        self.acts.leaving.connect(self._leave)
        self.acts.renewed.connect(self._refurnish)
        presence = self.presence
        presence.quick_log_gone.connect(self._end_without_window)
        presence.reminding.connect(self.notices.remind)
        presence.said.connect(self.notices.say)
        presence.tray.quick_log_asked.connect(partial(self.show, WindowRequest.QUICK_LOG))
        presence.tray.open_asked.connect(partial(self.show, WindowRequest.COME_FORWARD))
        presence.tray.lock_asked.connect(self._lock)
        presence.tray.quit_asked.connect(self._quit)

    def _furnish(self, window: MainWindow, screen: Screen = Screen.TODAY) -> None:
        pages = self.parts.build_pages()
        window.furnish(pages, screen)
        self._place.divide(window)
        self.notices.serve(window)
        self.acts.serve(window)
        self.welcome.receive(window)
        pages.today.refresh()

    def _remember_place(self) -> None:
        """Keep where the window stands."""
        if self._window is not None:
            self._place.remember(self._window)

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
            self._window.today.inbox.save_draft()
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
        overlay = self.presence.overlay
        is_shown = any(window is not None and window.isVisible() for window in (self._window, overlay))
        asks_small = self.presence.keep_only_locked(is_locked=isinstance(page, LockedPage))
        gc.unfreeze()
        if self._window is None and (asks_small or not is_shown):
            return
        if self.window.centralWidget() is not page:
            self.window.stand_in(page)
        is_shown = is_shown and not asks_small
        if is_shown and not self.window.isVisible():
            self.window.come_forward()

    def _watch_windows(self) -> None:
        for window in (self._window, self.presence.overlay):
            if window is not None:
                self.parts.idle.watch(window.windowHandle())

    @Slot()
    def _lock(self) -> None:
        if self.session.can_lock:
            self.session.lock()
        else:
            words = self.tr("The journal is not encrypted, so it cannot be locked. See “Safety”.")
            self.window.say(words, can_undo=False)

    @Slot()
    def _end(self) -> None:
        self._remember_place()
        if self.presence.stays and not self._is_quitting:
            self.presence.tell_where_it_went()
        else:
            self.finished.emit(self.entrance.exit_code)

    @Slot()
    def _end_without_window(self) -> None:
        if not self.presence.stays and (self._window is None or not self._window.isVisible()):
            self.finished.emit(ExitCode.DONE)

    @Slot()
    def _quit(self) -> None:
        self._is_quitting = True
        if self._window is not None and self._window.isVisible():
            self._window.close()
        else:
            self.finished.emit(self.entrance.exit_code)

    @Slot(AijournalError)
    def _fail(self, error: AijournalError) -> None:
        """Say what keeps the journal closed, and end with the code for it."""
        sys.stderr.write(f"{error.title}. {error.message}\n")
        box = error_box(error, self._window)
        box.finished.connect(partial(self._end_failed, error, box))
        box.open()

    def _end_failed(self, error: AijournalError, box: QMessageBox, _: int) -> None:
        box.deleteLater()
        self.finished.emit(error.exit_code)


def _open_sample(
    qt: QApplication,
    clock: Clock,
    importers: Sequence[Importer],
    owner: App,
    place: SamplePlace,
    settings: Settings,
) -> App:
    """Play the program once more, on sample data; only sample logs can be found from there."""
    home = str(place.logs)
    environment = {"HOME": home, "USERPROFILE": home}
    return App(qt, place.paths, settings, clock, importers, environment, has_tray_host=_no_tray, owner=owner)


def _no_tray() -> bool:
    return False


def keep_window_quick() -> None:
    """Keep what exists by now, which lives as long as the program, out of the garbage collector's rounds.

    Reading logs makes so many objects that Python looks through all there are again and again, and while it
    goes through the window's own, the window cannot answer: a tenth of a second each time.
    """
    gc.freeze()


def error_box(error: AijournalError, parent: QWidget | None = None) -> QMessageBox:
    """Return a calm dialog for what keeps the program from going on."""
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle("aijournal")
    box.setText(error.title)
    box.setInformativeText(error.message)
    return box


def run(paths: Paths, *, quick_log: bool = False, hidden: bool = False) -> int:
    """Show the window until it is closed, and return the exit code.

    Where the window is already open in another process, that one is asked to come forward. `quick_log`
    shows the quick-log line alone; `hidden` starts out of the way, minimised.
    """
    qt = QApplication([])
    qt.setApplicationName("aijournal")
    qt.setDesktopFileName("aijournal")
    qt.setWindowIcon(app_icon())
    qt.setQuitOnLastWindowClosed(False)
    bugs = BugReports()
    lock = WindowLock(paths)
    request = WindowRequest.QUICK_LOG if quick_log else WindowRequest.COME_FORWARD
    try:
        if not lock.take():
            lock.ask(request)
            sys.stdout.write("aijournal is already open; its window was asked to come forward.\n")
            return ExitCode.DONE
        return _show(qt, paths, lock, request, hidden=hidden)
    except AijournalError as error:
        sys.stderr.write(f"{error.title}. {error.message}\n")
        error_box(error).exec()
        return error.exit_code
    finally:
        lock.release()
        bugs.restore()


def _show(qt: QApplication, paths: Paths, lock: WindowLock, request: WindowRequest, *, hidden: bool) -> int:
    settings = load_settings(paths.settings)
    app = App(qt, paths, settings, Clock(settings.zone()))
    lock.asked.connect(app.show)
    app.parts.whole.purged.connect(lock.renew)
    app.finished.connect(qt.exit)
    if hidden and request is WindowRequest.COME_FORWARD:
        app.start_hidden()
    else:
        app.show(request)
    keep_window_quick()
    try:
        return qt.exec()
    finally:
        app.close()
