"""Going on with an encryption, or a decryption, that was cut off before it came to every backup."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from aijournal.ui.safety.slip import Slip
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.passphrase_field import PassphraseField


class FinishSlip(Slip):
    """Asks for the one passphrase that both the journal and its backups have, or had."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.leave.setText(self.tr("Leave them as they are"))
        self.passphrase = PassphraseField(self.tr("Passphrase"))
        self.fault = plain_label(role="small", wraps=True)
        for part in (self.passphrase, self.passphrase.caps, self.fault):
            self.body.addWidget(part)
        self.passphrase.textChanged.connect(self._judge)
        self.passphrase.returnPressed.connect(self._agree)
        self.agreed.connect(self._agree)

    def begin(self, opener: QWidget, *, encrypts: bool) -> None:
        """Ask for the passphrase that the journal has, or the one that it had before it was decrypted."""
        self.passphrase.clear()
        self.passphrase.caps.hide()
        self._judge()
        if encrypts:
            words = self.tr("The backups that are not encrypted yet are written anew, and verified.")
            self.say(self.tr("Finish encrypting"), words)
            self._ask_for(self.tr("Passphrase now"), self.tr("Finish encrypting"))
        else:
            words = self.tr(
                "The backups that are still encrypted are written anew, and verified. Afterwards whoever can "
                "read your files can read them."
            )
            self.say(self.tr("Finish decrypting"), words)
            self._ask_for(self.tr("Passphrase before"), self.tr("Finish decrypting"))
        self.open_from(opener)

    def show_fault(self, words: str) -> None:
        """Say what keeps it from being done."""
        self.fault.setText(words)
        self.fault.show()
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def put_away(self) -> None:
        """Forget what was typed, and close."""
        self.passphrase.clear()
        super().put_away()

    def _ask_for(self, name: str, agree: str) -> None:
        self.passphrase.setPlaceholderText(name)
        self.passphrase.setAccessibleName(name)
        self.agree.setText(agree)

    @Slot()
    def _judge(self) -> None:
        self.fault.hide()
        self.agree.setEnabled(bool(self.passphrase.text()))

    @Slot()
    def _agree(self) -> None:
        passphrase = self.passphrase.text()
        if passphrase:
            self.passphrase.clear()
            self.wanted.emit(passphrase)
