"""Deleting everything for good, far from where a finger slips: a phrase has to be typed."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from aijournal.ui.safety.slip import Slip
from aijournal.ui.type_scale import SIBLING_GAP
from aijournal.ui.widgets.card import Card
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.line_edit import LineEdit


class PurgeCard(Card):
    """One button that opens a slip, and a second one that works only below the typed phrase."""

    purge_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_heading(self.tr("Delete everything"))
        self.phrase = self.tr("delete my journal")
        self.open = QPushButton(self.tr("Delete everything…"))
        self.slip = Slip(self.tr("Delete everything for good"), self.tr("Keep everything"))
        self.typed = LineEdit()
        self.typed.setAccessibleName(self.tr("Type “%1”").replace("%1", self.phrase))
        self.typed.setPlaceholderText(self.phrase)
        self.slip.body.addWidget(self.typed)
        self.body.addWidget(plain_label(self._what(), "soft", wraps=True))
        self.body.addSpacing(SIBLING_GAP)
        row = self.top
        row.addWidget(self.open)
        self.body.addWidget(self.slip)
        self.open.clicked.connect(self._open)
        self.typed.textChanged.connect(self._judge)
        self.typed.returnPressed.connect(self._agree)
        self.slip.agreed.connect(self._agree)

    @property
    def is_meant(self) -> bool:
        """Whether the phrase was typed."""
        return " ".join(self.typed.text().split()).casefold() == self.phrase.casefold()

    def _what(self) -> str:
        return self.tr(
            "The journal, every backup, what was set aside, drafts and the trash. The logs of your tools and "
            "what you exported stay where they are. If you may have to hand over records, deleting may be "
            "forbidden to you: ask first."
        )

    @Slot()
    def _open(self) -> None:
        self.typed.clear()
        self.slip.say(
            self.tr("Delete the whole journal?"),
            self.tr("To go on, type: %1").replace("%1", self.phrase),
            self.tr("Nothing brings it back, and no backup is made before."),
        )
        self._judge()
        self.slip.open_from(self.open)

    @Slot()
    def _judge(self) -> None:
        self.slip.agree.setEnabled(self.is_meant)

    @Slot()
    def _agree(self) -> None:
        if self.is_meant:
            self.typed.clear()
            self.purge_asked.emit()
