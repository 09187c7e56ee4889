"""A notice that passes, with the way back."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QFontMetrics
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QHBoxLayout, QPushButton, QWidget

from aijournal.ui.type_scale import CARD_GAP, PAGE_EDGE, SIBLING_GAP
from aijournal.ui.widgets.labels import plain_label, tooltip
from aijournal.ui.widgets.putting_away import put_away

_SHOWN_MS = 8_000
_MOST_LINES = 2
_LEAST_WIDTH = 80
_MOST_TRIED = 600  # letters; no window has room for more in two lines


class Toast(QFrame):
    """Stands at the lower right of its parent for eight seconds; longer while it is pointed at."""

    undo_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._area = parent
        self.setProperty("role", "toast")
        self._said = ""
        self._words = plain_label()
        self._undo = QPushButton(self.tr("Undo"))
        self._undo.setProperty("role", "toast")
        self._undo.clicked.connect(self._ask_undo)
        row = QHBoxLayout(self)
        row.setContentsMargins(CARD_GAP, SIBLING_GAP, SIBLING_GAP, SIBLING_GAP)
        row.setSpacing(SIBLING_GAP)
        row.addWidget(self._words)
        row.addWidget(self._undo)
        shadow = QGraphicsDropShadowEffect(self, blurRadius=24, color=QColor(0, 0, 0, 70))
        shadow.setOffset(0, 4)
        self.setGraphicsEffect(shadow)
        self._timer = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._timer.timeout.connect(self._pass)
        parent.installEventFilter(self)
        self.hide()

    def say(self, words: str, *, can_undo: bool) -> None:
        """Show a notice in place of the one before."""
        self._said = words
        self._undo.show() if can_undo else put_away(self._undo)
        self._words.setContentsMargins(0, 0, 0 if can_undo else SIBLING_GAP, 0)
        self.setAccessibleName(words)
        self.show()
        self.raise_()
        self._place()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def come_last(self) -> None:
        """Let the keyboard come here after everything else in the window, also what was made since."""
        window = self.window()
        last = window.previousInFocusChain()
        while last not in (None, window) and last.focusPolicy() == Qt.FocusPolicy.NoFocus:
            last = last.previousInFocusChain()  # Qt sets nothing behind what takes no keys
        if last is not None:
            QWidget.setTabOrder(last, self._undo)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """Keep to the corner when the parent grows or shrinks."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Stay while somebody points at it."""
        if event.type() == QEvent.Type.Enter:
            self._timer.stop()
        elif event.type() == QEvent.Type.Leave and self.isVisible():
            self._timer.start()
        return super().event(event)

    @Slot()
    def _ask_undo(self) -> None:
        put_away(self)
        self.undo_asked.emit()

    @Slot()
    def _pass(self) -> None:
        put_away(self)

    def _fit_words(self) -> None:
        """Set the words in one line, or two; what is too long even so is left out in its middle."""
        label, metrics = self._words, self._words.fontMetrics()
        around = CARD_GAP + 2 * SIBLING_GAP + label.contentsMargins().right()
        undo = 0 if self._undo.isHidden() else self._undo.sizeHint().width()
        room = max(_LEAST_WIDTH, self._area.width() - 2 * PAGE_EDGE - around - undo)
        wraps = metrics.horizontalAdvance(self._said[:_MOST_TRIED]) > room
        label.setWordWrap(wraps)
        label.setMinimumWidth(room if wraps else 0)
        label.setText(_shortened(self._said, metrics, room) if wraps else self._said)
        label.setToolTip(tooltip(self._said) if label.text() != self._said else "")

    def _place(self) -> None:
        self._fit_words()
        self.adjustSize()
        area = self._area.rect()
        self.move(area.right() - self.width() - PAGE_EDGE, area.bottom() - self.height() - PAGE_EDGE + 6)


def _shortened(words: str, metrics: QFontMetrics, width: int) -> str:
    """Return words that fit into some lines, with as much of their beginning as of their end."""
    shown, keeps = words, min(len(words), _MOST_TRIED)
    if keeps < len(words):
        shown = f"{words[:keeps]}…"
    while keeps > 1 and _height(shown, metrics, width) > _MOST_LINES * metrics.lineSpacing():
        keeps = keeps * 9 // 10
        shown = f"{words[: keeps - keeps // 2].rstrip()} … {words[len(words) - keeps // 2 :].lstrip()}"
    return shown


def _height(words: str, metrics: QFontMetrics, width: int) -> int:
    wrapped = int(Qt.TextFlag.TextWordWrap)
    box = metrics.boundingRect(0, 0, width, 10_000, wrapped, words)
    return box.height() if box.width() <= width else 10_000
