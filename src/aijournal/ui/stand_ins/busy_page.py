"""The page while the journal is being replaced or written anew as a whole."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget

from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import PAGE_EDGE, SIBLING_GAP
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.slip_page import SlipPage


class BusyPage(SlipPage):
    """Says what is done, and that it must not be hurried: each step is verified before the next."""

    def __init__(self, theme: Theme, words: str, parent: QWidget | None = None) -> None:
        slip = QFrame()
        slip.setProperty("role", "slip")
        super().__init__(theme, slip, parent)
        self.setProperty("role", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(words)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(words)
        why = self.tr("The journal is closed for this moment. It opens again by itself, and nothing is lost.")
        column = QVBoxLayout(slip)
        column.setContentsMargins(PAGE_EDGE, PAGE_EDGE, PAGE_EDGE, PAGE_EDGE)
        column.setSpacing(SIBLING_GAP)
        column.addWidget(plain_label(words, "heading", wraps=True))
        column.addWidget(plain_label(why, "soft", wraps=True))
        column.addSpacing(SIBLING_GAP)
        column.addWidget(bar)
