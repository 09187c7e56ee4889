"""The trial that is shown: its question, its plan, and what can be done with it as a whole."""

from PySide6.QtWidgets import QPushButton, QWidget

from aijournal.domain.kept_trial import KeptTrial
from aijournal.ui import phrases
from aijournal.ui.trials import trial_words
from aijournal.ui.type_scale import SIBLING_GAP
from aijournal.ui.widgets.card import Card
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.labels import plain_label


class TrialCard(Card):
    """Its question is the heading; one without a question has its name there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.arms = plain_label(wraps=True)
        self.rules = plain_label(role="small", wraps=True)
        self.change = _button(self.tr("Change…"))
        self.end = _button(self.tr("End it"))
        self.delete = _button(self.tr("Delete"))
        self.body.addWidget(self.arms)
        self.body.addWidget(self.rules)
        keys = QWidget()
        self._line = FlowLayout(keys, gap=SIBLING_GAP)
        for button in (self.change, self.end, self.delete):
            self._line.addWidget(button)
        self.body.addWidget(keys)

    def show_trial(self, trial: KeptTrial) -> None:
        """Show a trial."""
        name = phrases.plain_line(trial.plan.name)
        self.set_heading(phrases.plain_line(trial.plan.question) or name)
        self.arms.setText(trial_words.arms(trial.plan))
        self.rules.setText(phrases.BETWEEN.join((name, trial_words.rules(trial))))
        self.end.setVisible(trial.is_drawn_here and trial.ended_at is None)
        for button in (self.change, self.end, self.delete):
            button.setAccessibleName(f"{button.text()}: {name}")


def _button(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setProperty("role", "link")
    button.setProperty("place", "line")
    return button
