"""The system's own dialogs in which a person points to logs."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

_TABLES = "*.csv *.tsv *.tab *.txt *.json *.jsonl *.ndjson"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Pointing", text)


def ask_for_folder(parent: QWidget, then: Callable[[Path], None]) -> None:
    """Ask for a folder with logs."""
    dialog = QFileDialog(parent, _tr("Folder with logs"))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    _open(dialog, then)


def ask_for_table(parent: QWidget, then: Callable[[Path], None]) -> None:
    """Ask for a table of any tool, or of the person's own."""
    dialog = QFileDialog(parent, _tr("A table"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([f"{_tr('Tables')} ({_TABLES})", f"{_tr('All files')} (*)"])
    _open(dialog, then)


def _open(dialog: QFileDialog, then: Callable[[Path], None]) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
    dialog.open()
