"""When the program itself is wrong: a text without content, which a person may copy or not."""

import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot, qVersion
from PySide6.QtGui import QGuiApplication

from aijournal.crash_report import forget, redacted_report, tell_bug

if TYPE_CHECKING:
    from aijournal.ui.bug_dialog import BugDialog


class BugReports(QObject):
    """The one place that errors reach which nobody foresaw; says so once, and keeps the window alive."""

    _struck = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dialog: BugDialog | None = None
        self._told: set[str] = set()
        self._before = (sys.excepthook, threading.excepthook)
        self._struck.connect(self._show)
        sys.excepthook = self._take
        threading.excepthook = self._take_from_thread

    def restore(self) -> None:
        """Give the hooks back."""
        sys.excepthook, threading.excepthook = self._before

    def _take(self, kind: type[BaseException], error: BaseException, _: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        report = redacted_report(error, f"Qt {qVersion()}")
        forget(error)
        if report not in self._told:  # what breaks at every repaint would fill the desktop's log
            self._told.add(report)
            tell_bug(report)
        self._struck.emit(report)

    def _take_from_thread(self, struck: threading.ExceptHookArgs) -> None:
        if struck.exc_value is not None:
            self._take(struck.exc_type, struck.exc_value, struck.exc_traceback)

    @Slot(str)
    def _show(self, report: str) -> None:
        if self._dialog is None:
            from aijournal.ui.bug_dialog import BugDialog

            self._dialog = BugDialog(report)
            self._dialog.finished.connect(self._forget)
            self._dialog.open()

    @Slot()
    def _forget(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
