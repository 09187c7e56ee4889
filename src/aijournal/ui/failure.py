"""What keeps the program from going on, said calmly before it ends."""

import sys
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from aijournal.errors import AijournalError


def error_box(error: AijournalError, parent: QWidget | None = None) -> QMessageBox:
    """Return a calm dialog for what keeps the program from going on."""
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle("aijournal")
    box.setText(error.title)
    box.setInformativeText(error.message)
    return box


def show_failure(error: AijournalError, parent: QWidget | None, then: Callable[[int], None]) -> None:
    """Say what went wrong, on stderr too; `then` is told the exit code for it when the dialog was closed."""
    sys.stderr.write(f"{error.title}. {error.message}\n")
    box = error_box(error, parent)
    box.finished.connect(partial(_end, error, box, then))
    box.open()


def _end(error: AijournalError, box: QMessageBox, then: Callable[[int], None], _: int) -> None:
    box.deleteLater()
    then(error.exit_code)
