"""An empty place that says what it is, why it is empty, and the one thing to do about it."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from aijournal.ui.icons import tinted_pixmap
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import PAGE_EDGE, SIBLING_GAP
from aijournal.ui.widgets.labels import plain_label

_ICON_SIZE = 36


class EmptyState(QFrame):
    """A slip of paper: what, why, one action. Nothing is seen of it until there is something to say.

    Where the whole journal is new, it also offers to look around in sample data.
    """

    acted = Signal()
    sample_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon_name = ""
        self._icon = plain_label()
        self._what = plain_label(role="heading", wraps=True)
        self._why = plain_label(role="soft", wraps=True)
        self._action = QPushButton()
        self._action.setProperty("role", "primary")
        self._action.clicked.connect(self._act)
        self._action.hide()
        self.sample = QPushButton(self.tr("Explore with sample data"))
        self.sample.setProperty("role", "link")
        self.sample.clicked.connect(self.sample_asked)
        self.sample.hide()
        self._lay_out()
        theme.changed.connect(self._dress)

    def say(self, icon: str, what: str, why: str, action: str = "", *, is_new: bool = False) -> None:
        """Say what is empty, why, and what can be done; no action where there is nothing to do."""
        self._icon_name = icon
        self._what.setText(what)
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.sample.setVisible(is_new)
        self._appear()
        self._dress()

    @property
    def action(self) -> QPushButton:
        """The button of the one thing that can be done."""
        return self._action

    def _appear(self) -> None:
        if self.property("role") is None:
            self.setProperty("role", "slip")
            self.style().unpolish(self)
            self.style().polish(self)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_EDGE, PAGE_EDGE, PAGE_EDGE, PAGE_EDGE)
        column.setSpacing(SIBLING_GAP)
        for part in (self._icon, self._what, self._why):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(part)
        column.addSpacing(SIBLING_GAP)
        column.addWidget(self._action, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.sample, alignment=Qt.AlignmentFlag.AlignHCenter)

    @Slot()
    def _act(self) -> None:
        self.acted.emit()

    @Slot()
    def _dress(self) -> None:
        if self._icon_name:
            color = self._theme.color("soft_ink")
            self._icon.setPixmap(tinted_pixmap(self._icon_name, color, _ICON_SIZE, self.devicePixelRatioF()))
