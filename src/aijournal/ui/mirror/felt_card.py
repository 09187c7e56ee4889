"""Felt beside measured: what the minutes on the page are, and what is missing to measure them."""

from PySide6.QtWidgets import QWidget

from aijournal.analysis.own_trials import OwnTrials
from aijournal.analysis.signals.signal import Signal as MirrorSignal
from aijournal.ui import phrases
from aijournal.ui.mirror import signal_words
from aijournal.ui.widgets.card import Card
from aijournal.ui.widgets.labels import plain_label


class FeltCard(Card):
    """Says what measuring has shown, or what it lacks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.felt = plain_label(
            self.tr("Felt is not measured: every minute above is your own estimate."), wraps=True
        )
        self.measured = plain_label(role="soft", wraps=True)
        self.body.addWidget(self.felt)
        self.body.addWidget(self.measured)

    def show_measured(self, signal: MirrorSignal, trials: OwnTrials | None) -> None:
        """Show what is known of felt and measured minutes, and of forecasts."""
        self.set_heading(signal_words.title(signal.id))
        if trials is None:
            parts = [phrases.told(signal.sentence), phrases.told(signal.guard or "")]
        else:
            parts = [phrases.told(trials.felt.told), phrases.told(trials.forecasts.told)]
        self.measured.setText(" ".join(filter(None, parts)))
