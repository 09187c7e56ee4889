"""A reminder as a quiet line above the page."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from aijournal.ui.type_scale import CARD_GAP, SIBLING_GAP
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.putting_away import put_away


class ReminderLine(QFrame):
    """Says that something waits, and goes when it was heard; it takes no keyboard by itself."""

    today_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "reminder")
        self.words = plain_label(
            self.tr("Something waits for your word. Two minutes are plenty."), wraps=True
        )
        self.show_today = QPushButton(self.tr("Show it"))
        self.not_today = QPushButton(self.tr("Not today"))
        row = QHBoxLayout(self)
        row.setContentsMargins(CARD_GAP, SIBLING_GAP, CARD_GAP, SIBLING_GAP)
        row.setSpacing(SIBLING_GAP)
        row.addWidget(self.words, 1)
        row.addWidget(self.show_today, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.not_today, 0, Qt.AlignmentFlag.AlignTop)
        self.show_today.clicked.connect(self._show_today)
        self.not_today.clicked.connect(self.put_away)
        self.hide()

    @Slot()
    def put_away(self) -> None:
        """Go away for today."""
        put_away(self)

    @Slot()
    def _show_today(self) -> None:
        self.put_away()
        self.today_asked.emit()
