"""A help text in a small window: plain words, to be read and copied."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from aijournal.resources import resource
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import CARD_GAP, SIBLING_GAP

_WIDTH_EM = 46
_HEIGHT_EM = 34


class HelpWindow(QDialog):
    """Shows one of the texts that come with the program; Esc closes it."""

    def __init__(self, theme: Theme, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = QPlainTextEdit(resource("help", f"{name}.md").read_text(encoding="utf-8"))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(title)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(CARD_GAP, CARD_GAP, CARD_GAP, CARD_GAP)
        column.setSpacing(SIBLING_GAP)
        column.addWidget(self.text, 1)
        column.addLayout(foot)
        self.resize(round(_WIDTH_EM * theme.type.em), round(_HEIGHT_EM * theme.type.em))
