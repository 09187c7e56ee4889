"""Felt beside measured: what the minutes on the page are, and what is missing to measure them."""

from PySide6.QtWidgets import QWidget

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

    def show_signal(self, signal: MirrorSignal) -> None:
        """Show what is known of felt and measured minutes."""
        self.set_heading(signal_words.title(signal.id))
        parts = [phrases.told(signal.sentence), phrases.told(signal.guard or "")]
        self.measured.setText(" ".join(filter(None, parts)))
