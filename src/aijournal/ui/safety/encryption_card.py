"""Encrypting the journal, changing its passphrase, and taking the encryption off again."""

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from aijournal.journal.passphrase import SHORTEST
from aijournal.ui import phrases
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.rewriting import Rewriting
from aijournal.ui.safety.behind_words import not_encrypted_yet, still_encrypted
from aijournal.ui.safety.finish_slip import FinishSlip
from aijournal.ui.safety.safety_view import SafetyView
from aijournal.ui.safety.slip import Slip
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.card import Card
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.labels import plain_label, set_tone
from aijournal.ui.widgets.passphrase_field import PassphraseField
from aijournal.ui.widgets.putting_away import put_away


class EncryptionSlip(Slip):
    """Asks for the passphrase there is, the one there will be, and that its loss is final."""

    wanted = Signal(Rewriting, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.leave.setText(self.tr("Leave it as it is"))
        self.rewriting = Rewriting.ENCRYPT
        self.present = PassphraseField(self.tr("Passphrase now"))
        self.new = PassphraseField(self.tr("New passphrase"))
        self.again = PassphraseField(self.tr("The same once more"))
        self.kept = QCheckBox(self.tr("I keep it where I will find it again"))
        self.fault = plain_label(role="small", wraps=True)
        for field in (self.present, self.new, self.again):
            self.body.addWidget(field)
            self.body.addWidget(field.caps)
            field.textChanged.connect(self._judge)
            field.returnPressed.connect(self._agree)
        self.body.addWidget(self.kept)
        self.body.addWidget(self.fault)
        self.kept.toggled.connect(self._judge)
        self.agreed.connect(self._agree)

    def begin(self, rewriting: Rewriting, opener: QWidget) -> None:
        """Ask for what one of the three needs, and say what cannot be undone before it is done."""
        self.rewriting = rewriting
        self.clear()
        sets_new = rewriting is not Rewriting.DECRYPT
        self.present.setVisible(rewriting is not Rewriting.ENCRYPT)
        for part in (self.new, self.again, self.kept):
            part.setVisible(sets_new)
        heading, words, agree = self._words()[rewriting]
        self.say(heading, words, self._warning() if sets_new else "")
        self.agree.setText(agree)
        self._judge()
        self.open_from(opener)

    def clear(self) -> None:
        """Forget what was typed."""
        for field in (self.present, self.new, self.again):
            field.clear()
            field.caps.hide()
        self.kept.setChecked(False)

    @Slot(str)
    def show_fault(self, words: str) -> None:
        """Say what keeps it from being done."""
        self.fault.setText(words)
        self.fault.show()
        if self.present.isVisible():
            self.present.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def put_away(self) -> None:
        """Forget what was typed, and close."""
        self.clear()
        super().put_away()

    def _words(self) -> dict[Rewriting, tuple[str, str, str]]:
        return {
            Rewriting.ENCRYPT: (
                self.tr("Encrypt the journal"),
                self.tr(
                    "The journal, all its backups and what was set aside are written anew, encrypted, and "
                    "verified."
                ),
                self.tr("Encrypt"),
            ),
            Rewriting.CHANGE: (
                self.tr("Change the passphrase"),
                self.tr(
                    "The journal, all its backups and what was set aside are written anew with the new one, "
                    "and verified."
                ),
                self.tr("Change"),
            ),
            Rewriting.DECRYPT: (
                self.tr("Decrypt the journal"),
                self.tr(
                    "The journal, all its backups and what was set aside, the old ones too, are written anew "
                    "without encryption. Afterwards whoever can read your files can read every one of them."
                ),
                self.tr("Decrypt"),
            ),
        }

    def _warning(self) -> str:
        return self.tr(
            "A forgotten passphrase cannot be recovered: not by you, not by anybody, not with any tool. "
            "Then the journal and its backups stay closed for good."
        )

    def _fault(self) -> str:
        if self.rewriting is not Rewriting.ENCRYPT and not self.present.text():
            return self.tr("The passphrase that it has now is needed.")
        if self.rewriting is Rewriting.DECRYPT:
            return ""
        if len(self.new.text().strip()) < SHORTEST:
            words = self.tr("At least %1 characters. Several words are easy to remember and hard to guess.")
            return words.replace("%1", str(SHORTEST))
        if self.new.text() != self.again.text():
            return self.tr("Both must be the same.")
        return "" if self.kept.isChecked() else self.tr("Say that you keep it where you will find it again.")

    @Slot()
    def _judge(self) -> None:
        fault = self._fault()
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        self.agree.setEnabled(not fault)

    @Slot()
    def _agree(self) -> None:
        if not self._fault():
            present, new = self.present.text(), self.new.text()
            self.clear()
            self.wanted.emit(self.rewriting, present, new)


class EncryptionCard(Card):
    """Says whether the journal is encrypted and what that means, with what can be done about it."""

    rewriting_asked = Signal(Rewriting, str, str)
    finishing_asked = Signal(str)
    lock_asked = Signal()

    def __init__(self, bindings: Bindings, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._bindings = bindings
        self.set_heading(self.tr("Encryption"))
        self.words = plain_label(role="soft", wraps=True)
        self.encrypt = QPushButton(self.tr("Encrypt…"))
        self.lock = QPushButton(self.tr("Lock now"))
        self.lock.setToolTip(bindings.shown("journal.lock"))
        self.change = QPushButton(self.tr("Change passphrase…"))
        self.decrypt = QPushButton(self.tr("Decrypt…"))
        self.behind = plain_label(wraps=True)
        self.finish = QPushButton()
        self.slip = EncryptionSlip()
        self.finish_slip = FinishSlip()
        self._is_encrypted = False
        self._lay_out()
        self._connect()

    def show_view(self, view: SafetyView, lock_after: int) -> None:
        """Show what can be done; `lock_after` are the minutes after which the journal locks itself."""
        self._is_encrypted = view.is_encrypted
        self.encrypt.setVisible(not view.is_encrypted)
        for button in (self.lock, self.change, self.decrypt):
            button.setVisible(view.is_encrypted)
        self.words.setText(self._encrypted(view, lock_after) if view.is_encrypted else self._plain())
        self._show_behind(view)

    def _show_behind(self, view: SafetyView) -> None:
        """Say which backups a rewriting did not come to, and offer to go on with it."""
        if not view.backups_behind:
            for part in (self.behind, self.finish, self.finish_slip):
                put_away(part)
            return
        self.behind.setText(self._how_it_was_cut_off(view))
        self.finish.setText(
            self.tr("Finish encrypting…") if view.is_encrypted else self.tr("Finish decrypting…")
        )
        set_tone(self.behind, "lost" if view.is_encrypted else "")
        self.behind.show()
        self.finish.show()

    def _lay_out(self) -> None:
        buttons = QWidget()
        line = FlowLayout(buttons, gap=SIBLING_GAP)
        line.setContentsMargins(0, 0, 0, GRID)
        for button in (self.finish, self.encrypt, self.lock, self.change, self.decrypt):
            line.addWidget(button)
        self.body.addWidget(self.words)
        self.body.addWidget(self.behind)
        self.body.addSpacing(SIBLING_GAP)
        self.body.addWidget(buttons)
        self.body.addWidget(self.slip)
        self.body.addWidget(self.finish_slip)
        self.behind.hide()
        self.finish.hide()

    def _connect(self) -> None:
        for button, rewriting in (
            (self.encrypt, Rewriting.ENCRYPT),
            (self.change, Rewriting.CHANGE),
            (self.decrypt, Rewriting.DECRYPT),
        ):
            button.clicked.connect(partial(self._open, rewriting, button))
        self.finish.clicked.connect(self._open_finish)
        self.lock.clicked.connect(self.lock_asked)
        self.slip.wanted.connect(self.rewriting_asked)
        self.finish_slip.wanted.connect(self.finishing_asked)

    def begin_encrypting(self) -> None:
        """Ask for the passphrase with which to encrypt."""
        self._open(Rewriting.ENCRYPT, self.encrypt)

    def _open(self, rewriting: Rewriting, opener: QWidget) -> None:
        self.finish_slip.passphrase.clear()
        self.finish_slip.hide()
        self.slip.begin(rewriting, opener)

    @Slot()
    def _open_finish(self) -> None:
        self.slip.clear()
        self.slip.hide()
        self.finish_slip.begin(self.finish, encrypts=self._is_encrypted)

    def _how_it_was_cut_off(self, view: SafetyView) -> str:
        if view.is_encrypted:
            return not_encrypted_yet(view.backups_behind)
        can_go_on = self.tr("Where decrypting was cut off, it can be finished.")
        return f"{still_encrypted(view.backups_behind)} {can_go_on}"

    def _plain(self) -> str:
        return self.tr(
            "The journal is not encrypted. Encrypt it if others can use this account, or if the disk of this "
            "computer is not encrypted as a whole."
        )

    def _encrypted(self, view: SafetyView, lock_after: int) -> str:
        what = self.tr("The journal and its backups are encrypted (SQLCipher, AES-256).")
        if view.backups_behind:
            what = self.tr("The journal is encrypted (SQLCipher, AES-256).")
        key = self._bindings.shown("journal.lock")
        locks = self.tr("%1 locks it, and so does the screen’s lock.").replace("%1", key)
        words = [what, locks if key else self.tr("The screen’s lock locks it, too.")]
        if lock_after:
            idle = self.tr("After %1 in which nobody touches the window it locks itself.")
            words.append(idle.replace("%1", phrases.minutes(lock_after)))
        return " ".join(words)
