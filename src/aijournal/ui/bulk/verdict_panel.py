"""A verdict for many entries: whether they helped, whether the AI was needed, or both."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from aijournal.domain.assessment import Need, Outcome
from aijournal.domain.bulk_change import Judge
from aijournal.ui import phrases
from aijournal.ui.filter_bar.popup import Popup
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.labels import plain_label

_OUTCOMES = (*(one for one in reversed(Outcome) if one.is_rated), Outcome.UNSURE)


class VerdictPanel(Popup):
    """One outcome and one need at most are chosen; the button below takes them."""

    picked = Signal(Judge)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, self.tr("Verdict"), parent)
        self.outcomes = {one: _choice(phrases.outcome(one)) for one in _OUTCOMES}
        self.needs = {one: _choice(phrases.need(one)) for one in Need}
        self._take = QPushButton(self.tr("Give this verdict"))
        self._take.clicked.connect(self._pick)
        both = QGridLayout()
        both.setHorizontalSpacing(2 * SIBLING_GAP)
        both.setVerticalSpacing(GRID)
        columns: tuple[tuple[str, Sequence[QPushButton]], ...] = (
            (self.tr("Did it help?"), tuple(self.outcomes.values())),
            (self.tr("Was it needed?"), tuple(self.needs.values())),
        )
        for place, (words, buttons) in enumerate(columns):
            both.addWidget(plain_label(words, "small"), 0, place)
            for row, button in enumerate(buttons, 1):
                button.setAccessibleName(f"{words} {button.text()}")
                button.clicked.connect(partial(self._choose, buttons, button))
                both.addWidget(button, row, place)
        self.column.addLayout(both)
        self.column.addWidget(self._take)

    def begin(self, anchor: QWidget) -> None:
        """Open under a button, with nothing chosen."""
        for button in (*self.outcomes.values(), *self.needs.values()):
            button.setChecked(False)
        self._take.setEnabled(False)
        self.open_under(anchor)
        next(iter(self.outcomes.values())).setFocus(Qt.FocusReason.PopupFocusReason)

    def _choose(self, group: Sequence[QPushButton], chosen: QPushButton) -> None:
        for button in group:
            button.setChecked(button is chosen and button.isChecked())
        self._take.setEnabled(self._judge() != Judge())

    def _judge(self) -> Judge:
        return Judge(
            next((one for one, button in self.outcomes.items() if button.isChecked()), None),
            next((one for one, button in self.needs.items() if button.isChecked()), None),
        )

    @Slot()
    def _pick(self) -> None:
        judge = self._judge()
        self.close()
        self.picked.emit(judge)


def _choice(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setCheckable(True)
    button.setAutoDefault(True)
    button.setProperty("role", "choice")
    return button
