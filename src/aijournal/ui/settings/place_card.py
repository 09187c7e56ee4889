"""Where the settings lie, and how to take them along."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from aijournal.ui.places import from_home
from aijournal.ui.type_scale import SIBLING_GAP
from aijournal.ui.widgets.card import Card
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.labels import plain_label


class PlaceCard(Card):
    """The path of the file, and a button to copy what it means."""

    copy_asked = Signal()

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_heading(self.tr("Where this lies"))
        self.path = plain_label(from_home(path), wraps=True)
        self.path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy = QPushButton(self.tr("Copy all settings as text"))
        why = self.tr(
            "Settings lie as plain text in a file of their own, which holds what you changed; without the "
            "file everything is as at first. Your own lists lie in the journal. Nothing is sent anywhere."
        )
        buttons = QWidget()
        FlowLayout(buttons, gap=SIBLING_GAP).addWidget(self.copy)
        self.body.setSpacing(SIBLING_GAP)
        for part in (plain_label(why, "soft", wraps=True), self.path, buttons):
            self.body.addWidget(part)
        self.copy.clicked.connect(self.copy_asked)
