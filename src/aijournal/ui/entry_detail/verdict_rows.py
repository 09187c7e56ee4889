"""The two questions of a verdict, as keys."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aijournal.domain.assessment import Assessment, Need, Outcome
from aijournal.ui import phrases
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.inbox.key_row import KeyRow
from aijournal.ui.inbox.verdict_keys import NEED_ACTIONS, OUTCOME_ACTIONS
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID
from aijournal.ui.widgets.labels import plain_label

_TONES = {
    Outcome.HURT_A_LOT: "lost",
    Outcome.HURT: "lost",
    Outcome.HELPED: "gained",
    Outcome.HELPED_A_LOT: "gained",
}


class VerdictRows(QWidget):
    """Did it help, did you need it; each key is an act of its own, and the same keys as in the inbox."""

    outcome_given = Signal(Outcome)
    need_given = Signal(Need)

    def __init__(self, theme: Theme, bindings: Bindings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outcomes = [(name, phrases.outcome(one), _TONES.get(one, "ink")) for name, one in OUTCOME_ACTIONS]
        needs = [(name, phrases.need(one), "ink") for name, one in NEED_ACTIONS]
        self._outcomes = KeyRow(theme, bindings, self.tr("Did it help?"), outcomes)
        self._needs = KeyRow(theme, bindings, self.tr("Did you need it?"), needs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for row in (self._outcomes, self._needs):
            column.addWidget(plain_label(row.accessibleName(), "small"))
            column.addWidget(row)
            column.addSpacing(GRID)
        self._outcomes.pressed.connect(self._give_outcome)
        self._needs.pressed.connect(self._give_need)

    def show_assessment(self, assessment: Assessment | None) -> None:
        """Show what was said."""
        outcomes, needs = [one for _, one in OUTCOME_ACTIONS], [one for _, one in NEED_ACTIONS]
        outcome = assessment.outcome if assessment else None
        need = assessment.need if assessment else None
        self._outcomes.choose(outcomes.index(outcome) if outcome else None)
        self._needs.choose(needs.index(need) if need else None)

    def press(self, action: str) -> bool:
        """Press the key of an action; return whether it means anything here."""
        return self._outcomes.press(action) or self._needs.press(action)

    @Slot(int)
    def _give_outcome(self, place: int) -> None:
        self.outcome_given.emit(OUTCOME_ACTIONS[place][1])

    @Slot(int)
    def _give_need(self, place: int) -> None:
        self.need_given.emit(NEED_ACTIONS[place][1])
