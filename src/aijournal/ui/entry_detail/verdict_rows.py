"""The two questions of a verdict, as keys."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aijournal.domain.assessment import Assessment, Need, Outcome
from aijournal.ui import phrases
from aijournal.ui.inbox.key_row import KeyRow
from aijournal.ui.inbox.verdict_keys import NEED_KEYS, OUTCOME_KEYS
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

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outcomes = [(key, phrases.outcome(one), _TONES.get(one, "ink")) for key, one in OUTCOME_KEYS]
        needs = [(key, phrases.need(one), "ink") for key, one in NEED_KEYS]
        self._outcomes = KeyRow(theme, self.tr("Did it help?"), outcomes)
        self._needs = KeyRow(theme, self.tr("Did you need it?"), needs)
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
        outcomes, needs = [one for _, one in OUTCOME_KEYS], [one for _, one in NEED_KEYS]
        outcome = assessment.outcome if assessment else None
        need = assessment.need if assessment else None
        self._outcomes.choose(outcomes.index(outcome) if outcome else None)
        self._needs.choose(needs.index(need) if need else None)

    def press(self, key: str) -> bool:
        """Press a key by its name; return whether it means anything here."""
        return self._outcomes.press(key) or self._needs.press(key)

    @Slot(int)
    def _give_outcome(self, place: int) -> None:
        self.outcome_given.emit(OUTCOME_KEYS[place][1])

    @Slot(int)
    def _give_need(self, place: int) -> None:
        self.need_given.emit(NEED_KEYS[place][1])
