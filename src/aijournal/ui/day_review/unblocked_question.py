"""Which of the day's entries got something unstuck, and what."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aijournal.domain.entry import Entry
from aijournal.ui import phrases
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import SIBLING_GAP
from aijournal.ui.widgets.key_button import KeyButton
from aijournal.ui.widgets.line_edit import LineEdit

_MOST_LETTERS = 60


class UnblockedQuestion(QWidget):
    """A number chooses an entry, a line says what it unblocked, and Enter keeps it."""

    answered = Signal(int, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chosen: Entry | None = None
        self.buttons: list[KeyButton] = []
        self.line = LineEdit()
        self.line.setPlaceholderText(self.tr("What did it unblock? A few words."))
        self.line.setAccessibleName(self.tr("What it unblocked"))
        self.line.hide()
        self.line.returnPressed.connect(self._answer)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Did one of these get something unstuck?"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SIBLING_GAP)
        self._column.addWidget(self.line)
        self._column.addStretch(1)

    def show_entries(self, entries: Sequence[Entry], today: date) -> None:
        """Offer some entries."""
        for number, entry in enumerate(entries):
            button = KeyButton(self._theme, _named(entry, today), str(number + 1))
            button.setCheckable(True)
            button.clicked.connect(partial(self._choose, number, entry))
            self._column.insertWidget(number, button)
            self.buttons.append(button)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Choose by number."""
        chosen = next((one for one in self.buttons if one.key == event.text()), None)
        if chosen is None:
            super().keyPressEvent(event)
        else:
            chosen.click()

    def _choose(self, number: int, entry: Entry) -> None:
        self._chosen = entry
        for place, button in enumerate(self.buttons):
            button.setChecked(place == number)
        self.line.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _answer(self) -> None:
        text = phrases.plain_line(self.line.text())
        if text and self._chosen is not None:
            self.answered.emit(self._chosen.interaction.id, text)


def _named(entry: Entry, today: date) -> str:
    one = entry.interaction
    title = phrases.plain_line(one.title) if one.title else phrases.BETWEEN.join(phrases.whose(one))
    if len(title) > _MOST_LETTERS:
        title = f"{title[:_MOST_LETTERS].rstrip()} …"
    return phrases.BETWEEN.join([phrases.moment(phrases.local_start(one), today), title])
