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
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings, load_settings
from aijournal.ui.bug_report import BugReports
from aijournal.ui.clock import Clock
from aijournal.ui.icons import app_icon
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.log_reading import LogReading, LogSources, PromptPeek
from aijournal.ui.main_window import MainWindow, Pages
from aijournal.ui.pages.journal import JournalPage
from aijournal.ui.pages.sources import SourcesPage
from aijournal.ui.pages.today import TodayPage
from aijournal.ui.pages.trends import TrendsPage
from aijournal.ui.quick_log.window import QuickLogWindow
from aijournal.ui.theme import Theme
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
        open_journal = partial(Journal.open, paths, settings, clock.zone)
        sources = LogSources(importers, environment, settings.sources_off)
        self.journal = JournalThread(open_journal, self)
        self.journal.opening_failed.connect(self._fail)
        self.journal.open()
        self.theme = Theme(qt, settings.color_scheme, self)
        self.reading = LogReading(open_journal, sources, clock, self)
        self.peek = PromptPeek(sources, self)
        self._paths = paths
        self._weights = settings.weights
        self._settings = settings
        self._clock = clock
        self._place = WindowPlace(paths.state)
        self._window: MainWindow | None = None
        self._quick_log: QuickLogWindow | None = None

    @property
    def window(self) -> MainWindow:
        """The main window, built when it is first needed."""
        if self._window is None:
            pages = self._build_pages()
            self._window = MainWindow(self.theme, self.journal, self.reading, pages, self._paths.data)
            self._place.restore(self._window)
            self._window.closed.connect(self._end)
            pages.today.refresh()
            self._tell_unusable_settings(self._window)
        return self._window

    def _build_pages(self) -> Pages:
        shared = self.theme, self.journal
        return Pages(
            today=TodayPage(*shared, self.reading, self.peek, self._clock),
            journal=JournalPage(*shared, self.peek, self._clock, self._weights),
            trends=TrendsPage(*shared, self._clock),
            sources=SourcesPage(*shared, self.reading, self._clock),
        )

    @property
    def quick_log(self) -> QuickLogWindow:
        """The small window with the quick-log line, built when it is first needed."""
        if self._quick_log is None:
            self._quick_log = QuickLogWindow(self.theme, self.journal, self._clock)
            self._quick_log.closed.connect(self._end_without_window)
        self._quick_log.stays_for_draft = self._window is None
        return self._quick_log

    @Slot(WindowRequest)
    def show(self, request: WindowRequest = WindowRequest.COME_FORWARD) -> None:
        """Show what was asked for: the window, or the quick-log line alone."""
        if request is WindowRequest.QUICK_LOG:
            self.quick_log.come_forward()
        else:
            is_first = not self.window.isVisible()
            self.window.come_forward()
            if is_first:
                self.window.show_quick_log()

    def close(self) -> None:
        """Save what is pending, end the threads and let go of the windows."""
        for window in (self._window, self._quick_log):
            if window is not None:
                window.close()
        self.reading.close()
        self.peek.close()
        self.journal.close()
        for window in (self._window, self._quick_log):
            if window is not None:
                window.deleteLater()
        self._window = self._quick_log = None

    def _tell_unusable_settings(self, window: MainWindow) -> None:
        if self._settings.problems:
            title = self.tr("Some settings cannot be used")
            window.show_error(AijournalError(title, "\n".join(self._settings.problems)))

    @Slot()
    def _end(self) -> None:
        if self._window is not None:
            self._place.remember(self._window)
        self.finished.emit(ExitCode.DONE)

    @Slot()
    def _end_without_window(self) -> None:
        if self._window is None or not self._window.isVisible():
            self.finished.emit(ExitCode.DONE)

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
    app.finished.connect(qt.exit)
    app.show(request)
    keep_window_quick()
    if hidden:
        app.window.showMinimized()
    try:
        return qt.exec()
    finally:
        app.close()
