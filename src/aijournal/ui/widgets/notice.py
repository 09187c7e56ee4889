"""What went wrong, said calmly: what happened, what to do, and a way to put it away."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from aijournal.errors import AijournalError
from aijournal.ui.type_scale import CARD_GAP, GRID, SIBLING_GAP
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.putting_away import put_away


class Notice(QFrame):
    """Stands above the page until it is put away, or something else has been done since."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._title = plain_label(role="heading", wraps=True)
        self._message = plain_label(wraps=True)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.settle)
        words = QVBoxLayout()
        words.setSpacing(GRID)
        words.addWidget(self._title)
        words.addWidget(self._message)
        row = QHBoxLayout(self)
        row.setContentsMargins(CARD_GAP, SIBLING_GAP + GRID, CARD_GAP, SIBLING_GAP + GRID)
        row.setSpacing(CARD_GAP)
        row.addLayout(words, 1)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @Slot(AijournalError)
    def show_error(self, error: AijournalError) -> None:
        """Show what happened and what to do."""
        self._title.setText(error.title)
        self._message.setText(error.message)
        self.show()

    @Slot()
    def settle(self) -> None:
        """Go: it was read, or it is not so any more."""
        put_away(self)

    def give_way(self, title: str) -> None:
        """Go where a banner says the same for as long as it is so."""
        if title == self._title.text():
            self.settle()
