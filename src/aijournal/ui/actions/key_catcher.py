"""Where the next key that is pressed is caught, and what is said about it."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from aijournal.ui.actions.keys import key_of
from aijournal.ui.type_scale import CARD_GAP, SIBLING_GAP
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.labels import plain_label


class KeyCatcher(QFrame):
    """Takes every key but Esc, also Tab; or asks whether two actions shall swap their keys."""

    caught = Signal(str)
    swap_asked = Signal()
    none_asked = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "slip")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._words = plain_label(wraps=True)
        self.swap = QPushButton(self.tr("Swap the keys"))
        self.none = QPushButton(self.tr("Have no key"))
        self.leave = QPushButton(self.tr("Leave it"))
        buttons = QWidget()
        flow = FlowLayout(buttons, SIBLING_GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(CARD_GAP, SIBLING_GAP, CARD_GAP, SIBLING_GAP)
        column.addWidget(self._words)
        column.addWidget(buttons)
        for button, asked in (
            (self.swap, self.swap_asked),
            (self.none, self.none_asked),
            (self.leave, self.left),
        ):
            flow.addWidget(button)
            button.clicked.connect(asked)

    @Slot(str)
    def catch(self, words: str) -> None:
        """Wait for a key."""
        self._say(words)
        self.swap.hide()
        self.none.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def ask(self, words: str) -> None:
        """Ask whether keys shall be swapped."""
        self._say(words)
        self.none.hide()
        self.swap.show()
        self.swap.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Catch the key; while a button has the keyboard, keys are the button's."""
        if not self.hasFocus():
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif key := key_of(event):
            self.caught.emit(key)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802, FBT001 - Qt's own name and argument
        """Catch Tab, too."""
        return not self.hasFocus() and super().focusNextPrevChild(forward)

    def _say(self, words: str) -> None:
        self._words.setText(words)
        self.setAccessibleName(words)
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
