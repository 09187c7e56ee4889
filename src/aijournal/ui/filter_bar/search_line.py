"""The line to search in: it asks as one types, a moment after the last letter."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from aijournal.ui.icons import tinted_pixmap
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import CARD_GAP, SIBLING_GAP
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.line_edit import LineEdit

_PAUSE_MS = 120
_ICON_EM = 1.0


class SearchLine(QFrame):
    """Enter asks at once; Esc empties the line, and leaves it when it is empty. `words` say what for."""

    asked = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, words: str = "") -> None:
        super().__init__(parent)
        self.setProperty("role", "entry")
        self._theme = theme
        self._asked = ""
        self._sign = plain_label()
        self._line = LineEdit()
        self._line.setProperty("role", "entry")
        self._line.setFrame(False)
        self._line.setPlaceholderText(words or self.tr("Search titles, notes and tags"))
        self._line.setAccessibleName(self.tr("Search"))
        self._line.installEventFilter(self)
        self._key = plain_label(role="key")
        self._key.hide()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        row = QHBoxLayout(self)
        row.setContentsMargins(CARD_GAP - 2, SIBLING_GAP, CARD_GAP - 2, SIBLING_GAP)
        row.setSpacing(SIBLING_GAP)
        row.addWidget(self._sign)
        row.addWidget(self._line, 1)
        row.addWidget(self._key)
        self.setFocusProxy(self._line)
        self._line.textChanged.connect(self._pause.start)
        self._line.returnPressed.connect(self._ask)
        self._pause.timeout.connect(self._ask)
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def text(self) -> str:
        """What is searched for, without blanks around it."""
        return self._line.text().strip()

    def type(self, text: str) -> None:
        """Put words into the line, and ask at once."""
        self._line.setText(text)
        self._ask()

    def empty(self) -> None:
        """Take the words out without asking."""
        self.fill("")

    def fill(self, text: str) -> None:
        """Let these words be in the line, as if they were asked for already."""
        self._line.setText(text)
        self._pause.stop()
        self._asked = self.text

    def show_key(self, key: str) -> None:
        """Show the key that leads here, or none."""
        self._key.setText(key)
        self._key.setVisible(bool(key))

    @Slot()
    def take_focus(self) -> None:
        """Put the caret into the line, with its words selected."""
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._line.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """Show that the caret is here, and leave by keys."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.setProperty("focused", event.type() == QEvent.Type.FocusIn)
            self.style().unpolish(self)
            self.style().polish(self)
        elif (
            isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._press(event.key())
        ):
            return True
        return super().eventFilter(watched, event)

    def _press(self, key: int) -> bool:
        if key == Qt.Key.Key_Escape and self._line.text():
            self._line.clear()  # which undo takes back
            self._ask()
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
            self._ask()
            self.left.emit()
        else:
            return False
        return True

    @Slot()
    def _ask(self) -> None:
        """Ask, unless the words are those that were asked for last."""
        self._pause.stop()
        if self.text != self._asked:
            self._asked = self.text
            self.asked.emit()

    @Slot()
    def _dress(self) -> None:
        self._line.setFont(self._theme.type.text)
        size = round(_ICON_EM * self._theme.type.em)
        color = self._theme.color("soft_ink")
        self._sign.setPixmap(tinted_pixmap("search", color, size, self.devicePixelRatioF()))
        self._sign.setFixedSize(QSize(size, size))
