"""A state that lasts, said calmly above the page until it is over: what it is, and what can be done."""

from collections.abc import Iterator
from enum import Enum

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from aijournal.ui.type_scale import CARD_GAP, GRID, SIBLING_GAP
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.putting_away import put_away


class Trouble(Enum):
    """What a banner can tell of, the most urgent first."""

    OPENING = "the journal is not open yet"
    GONE = "the journal's file is gone"
    DISK_FULL = "the disk is full"
    CANNOT_WRITE = "the journal cannot be written"
    DAMAGED = "the journal is damaged"
    BACKUP_FAILED = "the latest backup failed"


class Banner(QFrame):
    """Words, and at most one thing to do about it; it cannot be closed while it is true."""

    acted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._title = plain_label(role="heading", wraps=True)
        self._message = plain_label(wraps=True)
        self._message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.action = QPushButton()
        self.action.clicked.connect(self._act)
        words = QVBoxLayout()
        words.setSpacing(GRID)
        words.addWidget(self._title)
        words.addWidget(self._message)
        row = QHBoxLayout(self)
        row.setContentsMargins(CARD_GAP, SIBLING_GAP + GRID, CARD_GAP, SIBLING_GAP + GRID)
        row.setSpacing(CARD_GAP)
        row.addLayout(words, 1)
        row.addWidget(self.action, 0, Qt.AlignmentFlag.AlignTop)

    @property
    def words(self) -> str:
        """Everything that it says."""
        return f"{self._title.text()}\n{self._message.text()}"

    def say(self, title: str, message: str, action: str) -> None:
        """Change the words."""
        self._title.setText(title)
        self._message.setText(message)
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.setAccessibleName(title)

    @Slot()
    def _act(self) -> None:
        self.acted.emit()


class Banners(QWidget):
    """One banner for each trouble there is, the most urgent first; the same words stand there once."""

    backup_asked = Signal()
    safety_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._banners: dict[Trouble, Banner] = {}
        self._told: set[Trouble] = set()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for trouble in Trouble:
            banner = Banner()
            banner.hide()
            self._banners[trouble] = banner
            column.addWidget(banner)

        self._banners[Trouble.BACKUP_FAILED].acted.connect(self.backup_asked)
        self._banners[Trouble.DAMAGED].acted.connect(self.safety_asked)

    def __getitem__(self, trouble: Trouble) -> Banner:
        return self._banners[trouble]

    def __iter__(self) -> Iterator[Trouble]:
        """Go through the troubles; Qt's binding does so when it lets go of whatever has items."""
        return iter(self._banners)

    @Slot(Trouble, str, str, str)
    def tell(self, trouble: Trouble, title: str, message: str, action: str = "") -> None:
        """Say that there is a trouble, or more of it."""
        self._banners[trouble].say(title, message, action)
        self._told.add(trouble)
        self._show()

    @Slot(Trouble)
    def settle(self, trouble: Trouble) -> None:
        """Say nothing of a trouble any more: it is over."""
        self._told.discard(trouble)
        self._show()

    def _show(self) -> None:
        """Show what is told of; of two that say the same, the more urgent one for as long as it stands."""
        shown: set[str] = set()
        for trouble, banner in self._banners.items():
            if trouble in self._told and banner.words not in shown:
                shown.add(banner.words)
                banner.show()
            elif not banner.isHidden():
                put_away(banner)
