"""What is not protected, in plain words: a promise is worth what it leaves out."""

from PySide6.QtWidgets import QWidget

from aijournal.ui.sources.margin_rows import MarginRows
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID
from aijournal.ui.widgets.card import Card
from aijournal.ui.widgets.labels import plain_label


class LimitsCard(Card):
    """One line for each way in which others may still see what the journal holds."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_heading(self.tr("What is not protected"))
        rows = MarginRows(theme)
        for who, what in self._limits():
            rows.add(who, plain_label(what, wraps=True))
        self.body.addSpacing(GRID)
        self.body.addWidget(rows)

    def _limits(self) -> tuple[tuple[str, str], ...]:
        return (
            (
                self.tr("admins"),
                self.tr(
                    "Whoever administers this computer, and its device management or security software, can "
                    "read files and memory, and see what you type while the journal is open."
                ),
            ),
            (
                self.tr("the screen"),
                self.tr("Screen sharing, screen recording and screenshots show what the window shows."),
            ),
            (
                self.tr("copies"),
                self.tr(
                    "Backups that your employer or a cloud makes of this disk hold the journal as it was. "
                    "Deleting here does not reach them."
                ),
            ),
            (
                self.tr("memory"),
                self.tr(
                    "What was open may stay in swap or in the file of a computer that sleeps, unless the "
                    "disk is encrypted as a whole."
                ),
            ),
            (
                self.tr("old blocks"),
                self.tr(
                    "Solid-state disks and snapshots keep old blocks for a while. What was deleted, or "
                    "written before encrypting, may be found there with special tools."
                ),
            ),
            (
                self.tr("the logs"),
                self.tr(
                    "The logs of your AI tools are theirs. aijournal reads them and leaves them as they are."
                ),
            ),
        )
