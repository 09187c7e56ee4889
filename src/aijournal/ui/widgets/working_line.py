"""Something that takes long, as a quiet line above the page, with a way to stop it."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from aijournal.ui.type_scale import CARD_GAP, SIBLING_GAP
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.putting_away import put_away


class WorkingLine(QFrame):
    """Goes by itself when the work is done; it takes no keyboard by itself."""

    stop_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "reminder")
        self.words = plain_label(wraps=True)
        self.bar = QProgressBar(textVisible=False)
        self.bar.setRange(0, 0)  # nobody knows how far it is
        self.stop = QPushButton(self.tr("Stop"))
        self.stop.setToolTip(self.tr("Esc"))
        self.stop.clicked.connect(self.ask_stop)
        told = QVBoxLayout()
        told.setSpacing(SIBLING_GAP)
        told.addWidget(self.words)
        told.addWidget(self.bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(CARD_GAP, SIBLING_GAP, CARD_GAP, SIBLING_GAP)
        row.setSpacing(CARD_GAP)
        row.addLayout(told, 1)
        row.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def begin(self, words: str) -> None:
        """Say what is being done."""
        self.words.setText(words)
        self.bar.setAccessibleName(words)
        self.stop.setEnabled(True)
        self.show()

    @Slot()
    def ask_stop(self) -> None:
        """Ask to stop, once."""
        if self.stop.isEnabled():
            self.words.setText(self.tr("Stopping …"))
            self.stop.setEnabled(False)
            self.stop_asked.emit()

    @Slot()
    def settle(self) -> None:
        """Go: it is done, or it was stopped."""
        put_away(self)
