"""The program with its window: builds every part, passes it on, and takes it down again."""

import gc
import os
import sys
from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from aijournal.domain.reading import Importer
from aijournal.errors import AijournalError, ExitCode
from aijournal.importers.registry import ALL_IMPORTERS
from aijournal.journal.backup_files import Backup
from aijournal.paths import Paths
from aijournal.settings import Settings, load_settings
from aijournal.ui import phrases
from aijournal.ui.bug_report import BugReports
from aijournal.ui.clock import Clock
from aijournal.ui.icons import app_icon
from aijournal.ui.log_reading import LogSources
from aijournal.ui.main_window import MainWindow, Screen
from aijournal.ui.parts import Parts
from aijournal.ui.quick_log.window import QuickLogWindow
from aijournal.ui.stand_ins.entrance import Entrance
from aijournal.ui.widgets.banner import Trouble
from aijournal.ui.window_place import WindowPlace
from aijournal.ui.window_request import WindowLock, WindowRequest


class App(QObject):
    """Everything that lives as long as the program shows a window.

    The journal is opened on its own thread while the window is being built. `finished` carries the exit
    code.
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
    ) -> None:
        super().__init__(qt)
        sources = LogSources(importers, environment, settings.sources_off)
        self.parts = parts = Parts(qt, paths, settings, clock, sources, self)
        self.theme, self.journal, self.reading = parts.theme, parts.journal, parts.reading
        self.session = parts.session
        self.entrance = Entrance(parts, self)
        self._paths = paths
        self._place = WindowPlace(paths.state)
        self._window: MainWindow | None = None
        self._quick_log: QuickLogWindow | None = None
        self._is_renewing = False
        self._connect()
        self.session.open()

    @property
    def window(self) -> MainWindow:
        """The main window, built when it is first needed."""
        if self._window is None:
            self._window = MainWindow(
                self.theme, self.journal, self.reading, self.parts.settings, self._paths.data
            )
            self._place.restore(self._window)
            self._window.closed.connect(self._end)
            self._window.lock_asked.connect(self._lock)
            self.parts.import_undo.said.connect(self._window.say)
            self.parts.import_undo.failed.connect(self._window.show_error)
            if self.entrance.page is None:
                self._furnish(self._window)
            else:
                self._window.stand_in(self.entrance.page)
            self._tell_unusable_settings(self._window)
        return self._window

    @property
    def quick_log(self) -> QuickLogWindow:
        """The small window with the quick-log line, built when it is first needed."""
        if self._quick_log is None:
            parts = self.parts
            self._quick_log = QuickLogWindow(self.theme, self.journal, parts.clock, parts.drafts)
            self._quick_log.closed.connect(self._end_without_window)
        self._quick_log.stays_for_draft = self._window is None
        return self._quick_log

    @Slot(WindowRequest)
    def show(self, request: WindowRequest = WindowRequest.COME_FORWARD) -> None:
        """Show what was asked for: the window, or the quick-log line alone; a closed journal asks first."""
        if request is WindowRequest.QUICK_LOG and self.entrance.page is None:
            self.quick_log.come_forward()
        else:
            is_first = not self.window.isVisible()
            self.window.come_forward()
            if is_first:
                self.window.show_quick_log()
        self._watch_windows()

    def close(self) -> None:
        """Save what is pending, end the threads and let go of the windows."""
        for window in (self._window, self._quick_log):
            if window is not None:
                window.close()
        self.parts.close()
        for window in (self._window, self._quick_log):
            if window is not None:
                window.deleteLater()
        self._window = self._quick_log = None

    def _connect(self) -> None:
        self.session.failed.connect(self._fail)
        self.session.slow.connect(self._tell_slow)
        self.session.opened.connect(self._begin)
        self.session.leaving.connect(self._leave)
        self.session.renewing.connect(self._rest)
        self.entrance.came.connect(self._stand_in)
        self.entrance.quit_asked.connect(self._quit)
        self.parts.settings.changed.connect(self._tell_setting)
        self.parts.settings.failed.connect(self._tell_unsaved_setting)
        self.parts.whole.done.connect(self._tell_done)
        self.parts.whole.failed.connect(self._tell_failed)
        self.parts.upkeep.newest_known.connect(self._tell_newest)
        self.parts.screen_lock.listen()

    def _furnish(self, window: MainWindow, screen: Screen = Screen.TODAY) -> None:
        pages = self.parts.build_pages()
        window.furnish(pages, screen)
        upkeep, banners = self.parts.upkeep, window.banners
        upkeep.troubled.connect(banners.tell)
        upkeep.settled.connect(banners.settle)
        pages.safety.backed_up.connect(self._tell_newest)
        banners.backup_asked.connect(upkeep.back_up)
        banners.safety_asked.connect(partial(window.show_page, Screen.SAFETY))
        pages.today.refresh()

    @Slot()
    def _tell_slow(self) -> None:
        if self._window is not None and self._window.is_furnished:
            words = self.tr(
                "It takes longer than usual. After an update it is backed up and brought up to date first, "
                "which takes a while for a long one. What you type meanwhile is saved when it is open."
            )
            self._window.banners.tell(Trouble.OPENING, self.tr("Opening your journal …"), words)

    @Slot(Backup)
    def _tell_newest(self, backup: Backup) -> None:
        clock = self.parts.clock
        if self._window is not None and self._window.is_furnished:
            at = backup.taken_at.astimezone(clock.zone)
            self._window.sidebar.show_backup(phrases.moment(at, clock.today()))

    @Slot()
    def _begin(self) -> None:
        """Show the pages of a journal that was closed until now."""
        self.entrance.leave()
        if self._window is not None and self._window.is_furnished:
            self._window.banners.settle(Trouble.OPENING)
        if self._window is not None and not self._window.is_furnished:
            self._furnish(self._window)
            self._window.show_quick_log()
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
        self.parts.drafts.flush()

    @Slot()
    def _rest(self) -> None:
        """Keep the pages in sight while the journal is opened anew, but let nothing be asked of them."""
        self._is_renewing = True
        if self._window is not None and self._window.is_furnished:
            self._window.rest()

    @Slot(QWidget)
    def _stand_in(self, page: QWidget) -> None:
        """Show a page in place of all others, and let go of every word that they held."""
        is_shown = self._window is not None and self._window.isVisible()
        if self._quick_log is not None:
            is_shown = is_shown or self._quick_log.isVisible()
            self._quick_log.blockSignals(True)  # its going away is not the end of the program
            self._quick_log.close()
            self._quick_log.deleteLater()
            self._quick_log = None
        if self.window.centralWidget() is not page:
            self.window.stand_in(page)
        gc.unfreeze()
        if is_shown and not self.window.isVisible():
            self.window.come_forward()

    def _watch_windows(self) -> None:
        for window in (self._window, self._quick_log):
            if window is not None:
                self.parts.idle.watch(window.windowHandle())

    @Slot()
    def _lock(self) -> None:
        if self.session.can_lock:
            self.session.lock()
        else:
            words = self.tr("The journal is not encrypted, so it cannot be locked. See “Safety”.")
            self.window.say(words, can_undo=False)

    @Slot(str)
    def _tell_done(self, words: str) -> None:
        self.window.show_page(Screen.SAFETY)
        self.window.say(words, can_undo=False)

    @Slot(AijournalError)
    def _tell_failed(self, error: AijournalError) -> None:
        self.window.show_page(Screen.SAFETY)
        self.window.show_error(error)

    @Slot(str, bool)
    def _tell_setting(self, words: str, can_undo: bool) -> None:  # noqa: FBT001 - the signal's own argument
        self.window.say_setting(words, can_undo)

    @Slot(AijournalError)
    def _tell_unsaved_setting(self, error: AijournalError) -> None:
        self.window.show_error(error)

    def _tell_unusable_settings(self, window: MainWindow) -> None:
        problems = self.parts.settings.current.problems
        if problems:
            title = self.tr("Some settings cannot be used")
            window.show_error(AijournalError(title, "\n".join(problems)))

    @Slot()
    def _end(self) -> None:
        if self._window is not None:
            self._place.remember(self._window)
        self.finished.emit(self.entrance.exit_code)

    @Slot()
    def _end_without_window(self) -> None:
        if self._window is None or not self._window.isVisible():
            self.finished.emit(ExitCode.DONE)

    @Slot()
    def _quit(self) -> None:
        self.window.close()

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
    app.show(request)
    keep_window_quick()
    if hidden:
        app.window.showMinimized()
    try:
        return qt.exec()
    finally:
        app.close()
