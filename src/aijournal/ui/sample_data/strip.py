"""The line over every page that says that this is sample data, with the way back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from aijournal.ui.type_scale import CARD_GAP, GRID, SIBLING_GAP
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.labels import plain_label


class SampleStrip(QFrame):
    """Stays as long as the window does."""

    leave_asked = Signal()
    delete_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "sample")
        words = self.tr(
            "Sample data: half a year of invented work. Try anything; nothing you do here touches your own "
            "journal."
        )
        self.setAccessibleName(words)
        self.back = QPushButton(self.tr("Back to your own journal"))
        self.delete = QPushButton(self.tr("Delete the sample data"))
        buttons = QWidget()
        buttons.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        line = FlowLayout(buttons, gap=SIBLING_GAP)
        line.addWidget(self.back)
        line.addWidget(self.delete)
        column = QVBoxLayout(self)
        column.setContentsMargins(CARD_GAP, SIBLING_GAP, CARD_GAP, SIBLING_GAP)
        column.setSpacing(GRID)
        column.addWidget(plain_label(words, wraps=True))
        column.addWidget(buttons)
        self.back.clicked.connect(self.leave_asked)
        self.delete.clicked.connect(self.delete_asked)
