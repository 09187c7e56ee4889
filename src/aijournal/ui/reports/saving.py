"""Where a report or an export goes: the system's own dialog, and the file itself."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from aijournal.export.formats import ReportFormat
from aijournal.ui.reports.report_words import format_title


def _tr(text: str) -> str:
    return QCoreApplication.translate("Saving", text)


def ask_where_to_save(parent: QWidget, kind: ReportFormat, today: date, then: Callable[[Path], None]) -> None:
    """Ask for the file of a report; its name says nothing of what is in it."""
    ask_for_file(
        parent,
        _tr("Save the report"),
        f"review-{today:%Y-%m}.{kind}",
        f"{format_title(kind)} (*.{kind})",
        then,
    )


def ask_for_file(
    parent: QWidget, title: str, name: str, name_filter: str, then: Callable[[Path], None]
) -> None:
    """Ask where to write a file; the dialog asks before an older one is replaced."""
    dialog = QFileDialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setNameFilters([name_filter, f"{_tr('All files')} (*)"])
    dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
    dialog.selectFile(name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
    dialog.open()


def ask_for_export(parent: QWidget, then: Callable[[Path], None]) -> None:
    """Ask for a file that holds a whole journal."""
    dialog = QFileDialog(parent, _tr("Read an export"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([f"{_tr('Exports of aijournal')} (*.jsonl)", f"{_tr('All files')} (*)"])
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
    dialog.open()
