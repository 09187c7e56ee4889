"""From the console script to a window, and the exit code when that is closed."""

import sys

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from aijournal.errors import AijournalError, ExitCode
from aijournal.offline import NEVER_LOCKED, NetworkLock
from aijournal.paths import Paths
from aijournal.settings import load_settings
from aijournal.ui.app import App
from aijournal.ui.bug_report import BugReports
from aijournal.ui.clock import Clock
from aijournal.ui.garbage import keep_window_quick
from aijournal.ui.icons import app_icon
from aijournal.ui.memory import share_one_heap
from aijournal.ui.theme import QT_ARGUMENTS
from aijournal.ui.turns import let_window_cut_in
from aijournal.ui.window_request import WindowLock, WindowRequest

# The name of the desktop's entry, icon and description, which lie in packaging/linux: by it a desktop knows
# whose window it shows. A name under .alt (RFC 9476) belongs to nobody's domain.
DESKTOP_ID = "alt.aijournal.journal"


def run(
    paths: Paths, *, quick_log: bool = False, hidden: bool = False, network: NetworkLock = NEVER_LOCKED
) -> int:
    """Show the window until it is closed, and return the exit code.

    Where the window is already open in another process, that one is asked to come forward. `quick_log`
    shows the quick-log line alone; `hidden` starts out of the way, minimised. `network` is what became of the
    lock of this process.
    """
    share_one_heap()
    let_window_cut_in()
    qt = QApplication(list(QT_ARGUMENTS))
    qt.setApplicationName("aijournal")
    qt.setDesktopFileName(DESKTOP_ID)
    qt.setWindowIcon(app_icon())
    qt.setQuitOnLastWindowClosed(False)
    _keep_choices_private(paths)
    bugs = BugReports()
    lock = WindowLock(paths)
    request = WindowRequest.QUICK_LOG if quick_log else WindowRequest.COME_FORWARD
    try:
        if not lock.take():
            lock.ask(request)
            asked = "its quick log" if quick_log else "its window"
            sys.stdout.write(f"aijournal is already open; {asked} was asked to come forward.\n")
            return ExitCode.DONE
        return _show(qt, paths, network, lock, request, hidden=hidden)
    except AijournalError as error:
        sys.stderr.write(f"{error.title}. {error.message}\n")
        from aijournal.ui.failure import error_box

        error_box(error).exec()
        return error.exit_code
    finally:
        lock.release()
        bugs.restore()


def _show(
    qt: QApplication,
    paths: Paths,
    network: NetworkLock,
    lock: WindowLock,
    request: WindowRequest,
    *,
    hidden: bool,
) -> int:
    settings = load_settings(paths.settings)
    app = App(qt, paths, settings, Clock(settings.zone()))
    app.parts.network = network
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


def _keep_choices_private(paths: Paths) -> None:
    """Let Qt's own dialog for files remember the folders that were last chosen among the program's files.

    Where it is used, it would write them to a file that all programs of Qt share.
    """
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(paths.state))
