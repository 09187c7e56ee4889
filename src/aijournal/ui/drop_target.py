"""What covers the window while files are held over it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from aijournal.ui.type_scale import PAGE_EDGE, SIBLING_GAP
from aijournal.ui.widgets.labels import plain_label


class DropTarget(QFrame):
    """Lies over the window while files are held over it, and says what dropping them does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "drop")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        heading = plain_label(self.tr("Drop it here to see what is in it"), "title", wraps=True)
        words = plain_label(
            self.tr(
                "Logs, folders and tables of AI tools are tried first, and read when you say so. A backup "
                "is compared with your journal, and restored when you say so. Esc leaves it."
            ),
            "soft",
            wraps=True,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_EDGE, PAGE_EDGE, PAGE_EDGE, PAGE_EDGE)
        column.setSpacing(SIBLING_GAP)
        column.addStretch(1)
        for label in (heading, words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addStretch(1)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.activated.connect(self.hide)
        self.hide()

    def appear(self) -> None:
        """Cover the window."""
        around = self.parentWidget()
        if around is not None:
            margin = SIBLING_GAP
            self.setGeometry(around.rect().adjusted(margin, margin, -margin, -margin))
        self.show()
        self.raise_()
