"""A slip under the lines of a card: what would happen, what it needs to know, and the way out."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from aijournal.ui.type_scale import CARD_GAP, SIBLING_GAP
from aijournal.ui.widgets.bringing_into_view import bring_into_view
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.labels import plain_label


class Slip(QFrame):
    """Hidden until it is asked for. Its `body` holds what is to be filled in; Esc puts it away.

    `agreed` says that the person wants what the slip is about.
    """

    agreed = Signal()
    closed = Signal()

    def __init__(self, agree: str, leave: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "slip")
        self._opener: QWidget | None = None
        self.heading = plain_label(role="heading", wraps=True)
        self.words = plain_label(wraps=True)
        self.warning = plain_label(wraps=True)
        self.warning.setProperty("tone", "lost")
        self.body = QVBoxLayout()
        self.body.setSpacing(SIBLING_GAP)
        self.agree = QPushButton(agree)
        self.leave = QPushButton(leave)
        self._lay_out()
        self.agree.clicked.connect(self.agreed)
        self.leave.clicked.connect(self.put_away)
        self.hide()

    def open_from(self, opener: QWidget | None) -> None:
        """Show the whole slip; the keyboard goes back to who opened it when it is put away."""
        self._opener = opener
        self.order_keys()
        self.show()
        first = next((one for one in self.findChildren(QWidget) if _can_type(one)), self.leave)
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(self)

    def say(self, heading: str, words: str, warning: str = "") -> None:
        """Say what would happen, and what cannot be taken back of it."""
        for label, text in ((self.heading, heading), (self.words, words), (self.warning, warning)):
            label.setText(text)
            label.setVisible(bool(text))
        self.setAccessibleName(heading)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Put it away on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    @Slot()
    def put_away(self) -> None:
        """Close it, and leave everything as it is."""
        self.hide()
        opener, self._opener = self._opener, None
        if opener is not None:
            opener.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def order_keys(self) -> None:
        """Let Tab go from who opened the slip through it, as it is read.

        Its buttons are older than what is to be filled in, and its opener may be younger than all of it.
        """
        items = map(self.body.itemAt, range(self.body.count()))
        parts = (item.widget() for item in items if item is not None)
        filled_in = [part for part in parts if part and part.focusPolicy() & Qt.FocusPolicy.TabFocus]
        before = [self._opener] if self._opener is not None else []
        for one, other in pairwise([*before, *filled_in, self.agree, self.leave]):
            QWidget.setTabOrder(one, other)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(CARD_GAP, CARD_GAP - 2, CARD_GAP, CARD_GAP - 2)
        column.setSpacing(SIBLING_GAP)
        for label in (self.heading, self.words, self.warning):
            column.addWidget(label)
            label.hide()
        column.addLayout(self.body)
        buttons = QWidget()
        line = FlowLayout(buttons, gap=SIBLING_GAP)
        line.addWidget(self.agree)
        line.addWidget(self.leave)
        column.addWidget(buttons)


def _can_type(widget: QWidget) -> bool:
    accepts = widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    return accepts and widget.isVisible() and widget.isEnabled()
