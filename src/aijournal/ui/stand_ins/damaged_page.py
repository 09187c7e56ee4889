"""The page of a journal that cannot be read: what can be done; nothing is touched until it is chosen."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from aijournal.errors import AijournalError
from aijournal.journal.backup_files import Backup
from aijournal.ui import phrases
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import PAGE_EDGE, SIBLING_GAP
from aijournal.ui.widgets.labels import plain_label, set_tone
from aijournal.ui.widgets.slip_page import SlipPage

if TYPE_CHECKING:
    from aijournal.journal.quarantine import Damage


class DamagedPage(SlipPage):
    """Three ways on: the newest backup that is sound, an empty journal, or leaving everything as it is."""

    restore_asked = Signal(Backup)
    empty_asked = Signal()
    quit_asked = Signal()

    def __init__(self, theme: Theme, error: AijournalError, parent: QWidget | None = None) -> None:
        slip = QFrame()
        slip.setProperty("role", "slip")
        super().__init__(theme, slip, parent)
        self.setProperty("role", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._damage: Damage | None = None
        self.title = plain_label(error.title, "heading", wraps=True)
        self.message = plain_label(error.message, wraps=True)
        self.found = plain_label(self.tr("Looking for the newest backup that is sound …"), "soft", wraps=True)
        self.failure = plain_label(wraps=True)
        set_tone(self.failure, "lost")
        self.failure.hide()
        self.restore = QPushButton(self.tr("Restore that backup"))
        self.restore.setProperty("role", "primary")
        self.empty = QPushButton(self.tr("Set it aside and begin an empty journal"))
        self.quit = QPushButton(self.tr("Quit, and leave everything as it is"))
        self._lay_out(slip)
        self.restore.hide()
        self.restore.clicked.connect(self._restore)
        self.empty.clicked.connect(self.empty_asked)
        self.quit.clicked.connect(self.quit_asked)

    def show_damage(self, damage: "Damage") -> None:
        """Say what the newest sound backup is, how old, and what it lacks."""
        self._damage = damage
        if damage.newest is None or damage.age is None:
            self.found.setText(self.tr("There is no backup that is sound."))
            return
        words = self.tr("The newest sound backup was made %1 and holds %2.")
        words = words.replace("%1", phrases.age(damage.age)).replace(
            "%2", phrases.entries(damage.newest.rows.get("interaction", 0))
        )
        self.found.setText(f"{words} {self._lost(damage.entries_lost)}")
        self.restore.show()
        self.setFocusProxy(self.restore)
        self.restore.setFocus(Qt.FocusReason.OtherFocusReason)  # Enter restores; nothing is lost by it

    @Slot(AijournalError)
    def tell_failed(self, error: AijournalError) -> None:
        """Say what kept one of the ways from being gone."""
        self.failure.setText(f"{error.title}. {error.message}")
        self.failure.show()

    def _lay_out(self, slip: QFrame) -> None:
        kept = self.tr(
            "Whatever you choose, the damaged file is kept: it is moved aside as it is, never changed. "
            "Until you choose, nothing is touched."
        )
        column = QVBoxLayout(slip)
        column.setContentsMargins(PAGE_EDGE, PAGE_EDGE, PAGE_EDGE, PAGE_EDGE)
        column.setSpacing(SIBLING_GAP)
        for part in (
            self.title,
            self.message,
            self.failure,
            self.found,
            plain_label(kept, "small", wraps=True),
        ):
            column.addWidget(part)
        column.addSpacing(SIBLING_GAP)
        for button in (self.restore, self.empty, self.quit):
            column.addWidget(button)

    def _lost(self, count: int | None) -> str:
        if count is None:
            return self.tr("What was written since cannot be read, so it cannot be counted.")
        if not count:
            return self.tr("It lacks no entry of the damaged journal.")
        return self.tr("It lacks %1 of the damaged journal.").replace("%1", phrases.entries(count))

    @Slot()
    def _restore(self) -> None:
        if self._damage is not None and self._damage.newest is not None:
            self.restore_asked.emit(self._damage.newest)
