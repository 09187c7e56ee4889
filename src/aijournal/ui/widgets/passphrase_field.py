"""A line for a passphrase: hidden while it is typed, and it says when Caps Lock is on."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.line_edit import LineEdit


class PassphraseField(LineEdit):
    """`caps` is the label of the hint, to be set under the line."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.caps = plain_label(self.tr("Caps Lock is on."), "small", wraps=True)
        self.caps.hide()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAccessibleName(name)
        self.setPlaceholderText(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Notice a letter whose case is not the one that Shift asks for."""
        letter = event.text()
        if letter.isalpha() and letter.upper() != letter.lower():
            is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps.setVisible(letter.isupper() is not is_shifted)
        super().keyPressEvent(event)
