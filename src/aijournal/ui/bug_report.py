"""When the program itself is wrong: a text without content, which a person may copy or not."""

import sys
import threading
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout

from aijournal.crash_report import forget, redacted_report, tell_bug
from aijournal.ui.type_scale import CARD_GAP, PAGE_EDGE
from aijournal.ui.widgets.labels import plain_label


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
            self._dialog = BugDialog(report)
            self._dialog.finished.connect(self._forget)
            self._dialog.open()

    @Slot()
    def _forget(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None


class BugDialog(QDialog):
    """Says calmly that something broke; copies its text only when asked to."""

    def __init__(self, report: str) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Something went wrong"))
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self._text = QPlainTextEdit(report)
        self._text.setReadOnly(True)
        self._text.setAccessibleName(self.tr("What broke, without anything you wrote"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(self.tr("Copy the text"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_EDGE, PAGE_EDGE, PAGE_EDGE, CARD_GAP)
        column.addWidget(
            plain_label(self.tr("Something in aijournal broke. This is our mistake."), "heading")
        )
        words = self.tr(
            "What was saved is safe. The text below says where it broke and holds nothing you wrote; "
            "it goes nowhere unless you copy it."
        )
        column.addWidget(plain_label(words, wraps=True))
        column.addWidget(self._text, 1)
        column.addWidget(buttons)
        self.resize(640, 380)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())
