"""What a person sees of a bug: that it is ours, that nothing is lost, and a text to copy or not."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout

from aijournal.ui.type_scale import CARD_GAP, PAGE_EDGE
from aijournal.ui.widgets.labels import plain_label


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
