"""Whether the system keeps this program from every network, and a try that shows it."""

import sys

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from aijournal.connection_attempt import TRIED_ADDRESS, Attempt, try_to_connect
from aijournal.errors import AijournalError
from aijournal.offline import LockState, NetworkLock
from aijournal.ui.type_scale import SIBLING_GAP
from aijournal.ui.widgets.card import Card
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.labels import plain_label, set_tone
from aijournal.ui.worker import Worker


class NetworkCard(Card):
    """What became of the lock, in words; the try is made where Linux could refuse it, on `attempts`."""

    help_asked = Signal()
    failed = Signal(AijournalError)

    def __init__(self, network: NetworkLock, attempts: Worker, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._network = network
        self._attempts = attempts
        self.what = plain_label(role="soft", wraps=True)
        self.attempt = QPushButton(self.tr("Try to connect"))
        self.help = QPushButton(self.tr("How to check, and what is not protected"))
        self.help.setProperty("role", "link")
        self.answer = plain_label(wraps=True)
        heading, words = self._words()
        self.set_heading(heading)
        self.what.setText(words)
        self._lay_out()
        self.attempt.clicked.connect(self._try)
        self.help.clicked.connect(self.help_asked)

    def _lay_out(self) -> None:
        self.body.setSpacing(SIBLING_GAP)
        keys = QWidget()
        line = FlowLayout(keys, gap=SIBLING_GAP)
        line.addWidget(self.attempt)
        line.addWidget(self.help)
        for part in (self.what, keys, self.answer):
            self.body.addWidget(part)
        self.attempt.setVisible(sys.platform == "linux")
        self.answer.hide()

    def _words(self) -> tuple[str, str]:
        if self._network.holds:
            return self.tr("This program cannot open an internet connection"), self.tr(
                "Before it did anything else, it had the system refuse it every connection: as long as it "
                "runs, and for all that it starts. Nobody can take that back. Let it try, and see."
            )
        heading = self.tr("This program opens no internet connection")
        if self._network.state is LockState.NOT_ON_THIS_SYSTEM:
            words = self.tr(
                "No part of it does, but that is its own word. It cannot lock itself here: %1. A firewall "
                "or a sandbox of this system can see to it."
            )
        else:
            words = self.tr(
                "No part of it does, but that is its own word. It is not locked here: %1. A try sends one "
                "empty packet to an address that belongs to nobody, unless something else refuses it."
            )
        return heading, words.replace("%1", self._network.reason)

    @Slot()
    def _try(self) -> None:
        self._attempts.ask(try_to_connect, self._tell, self.failed.emit)

    def _tell(self, attempt: Attempt) -> None:
        if not attempt.got_socket:
            words = self.tr("The system refused to connect to %1, and gave no means to try: “%2”.")
        elif attempt.got_out:
            words = self.tr("Nothing refused it: a packet is on its way to %1, where nobody is.")
        else:
            words = self.tr("The system gave the means to try, but knows no way to %1: “%2”.")
        self.answer.setText(words.replace("%1", TRIED_ADDRESS).replace("%2", attempt.words))
        set_tone(self.answer, "lost" if attempt.got_out else "gained")
        self.answer.show()
