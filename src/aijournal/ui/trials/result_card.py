"""What a trial found, in a sentence, with everything that it rests on; or how many tasks it still needs."""

from collections.abc import Iterator

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from aijournal.analysis.trial_result import TrialResult
from aijournal.domain.kept_trial import KeptTrial, TrialOutcome
from aijournal.ui import phrases
from aijournal.ui.charts.course_table import between, percent
from aijournal.ui.trials.trials_view import Finding
from aijournal.ui.type_scale import SIBLING_GAP
from aijournal.ui.widgets.card import Card, rule
from aijournal.ui.widgets.labels import plain_label, set_tone

_RUNNING = "trial.running"


class ResultCard(Card):
    """The figure with its range stands large where there is one; lines say the rest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.figure = plain_label(role="figure")
        self.range = plain_label(role="soft", wraps=True)
        self.lines: list[QLabel] = []
        self.body.setSpacing(SIBLING_GAP)
        row = QHBoxLayout()
        row.setSpacing(SIBLING_GAP)
        row.addWidget(self.figure)
        row.addWidget(self.range, 1)
        self.body.addLayout(row)
        self.body.addWidget(rule())

    def show_finding(self, trial: KeptTrial, finding: Finding) -> None:
        """Say what was found."""
        found = finding.result
        self.set_heading(phrases.told(found.sentence))
        effect = found.effect
        self.figure.setVisible(effect is not None)
        self.range.setVisible(effect is not None)
        if effect is not None:
            self.figure.setText(percent(effect.point))
            self.range.setText(self._ranged(trial, between(effect.low, effect.high)))
            set_tone(self.figure, "gained" if effect.high < 0 else "lost" if effect.low > 0 else "")
        said = list(self._said(trial, found))
        if finding.felt is not None:
            said.append(phrases.told(finding.felt.told))
        self._show_lines([line for line in said if line])

    def _ranged(self, trial: KeptTrial, ends: str) -> str:
        words = self.tr("%1 against %2, between %3").replace("%3", ends)
        words = words.replace("%2", phrases.plain_line(trial.plan.control))
        return words.replace("%1", phrases.plain_line(trial.plan.treatment))

    def _said(self, trial: KeptTrial, found: TrialResult) -> Iterator[str]:
        plan = trial.plan
        yield self._meant(trial)
        yield self._what_it_rests_on(trial, found)
        yield from (phrases.told(note) for note in found.notes if note.name != _RUNNING)
        for words, calibration in (
            (plan.control, found.calibration_control),
            (plan.treatment, found.calibration_treatment),
        ):
            told = calibration.sentence or calibration.guard
            if told and plan.outcome is TrialOutcome.MINUTES:
                line = self.tr("Forecasts for “%1”: %2").replace("%1", phrases.plain_line(words))
                yield line.replace("%2", phrases.told(told))

    def _meant(self, trial: KeptTrial) -> str:
        plan = trial.plan
        words = self.tr("The treatment is “%1”, the other way is “%2”.")
        words = words.replace("%1", phrases.plain_line(plan.treatment))
        return words.replace("%2", phrases.plain_line(plan.control))

    def _what_it_rests_on(self, trial: KeptTrial, found: TrialResult) -> str:
        drawn = self.tr("%1 of %2 drawn tasks").replace("%1", phrases.decimal(found.n))
        arms = self.tr("%1 with, %2 without").replace("%1", phrases.decimal(found.n_treatment))
        refused = self.tr("%1 not left to chance").replace("%1", phrases.decimal(found.refused))
        if found.refused and found.refused_share is not None:
            refused = f"{refused} ({phrases.share(found.refused_share)})"
        violated = self.tr("%1 not done as drawn").replace("%1", phrases.decimal(found.violated))
        return phrases.BETWEEN.join(
            (
                self.tr("randomised"),
                drawn.replace("%2", phrases.decimal(trial.drawn)),
                arms.replace("%2", phrases.decimal(found.n_control)),
                refused,
                violated,
            )
        )

    def _show_lines(self, said: list[str]) -> None:
        while len(self.lines) < len(said):
            self.lines.append(plain_label(role="small", wraps=True))
            self.body.addWidget(self.lines[-1])
        for place, label in enumerate(self.lines):
            label.setText(said[place] if place < len(said) else "")
            label.setVisible(place < len(said))
