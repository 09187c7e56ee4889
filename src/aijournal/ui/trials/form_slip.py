"""A slip with lines to fill in, each under its words; what is wrong with one is said in the slip."""

from itertools import pairwise

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from aijournal.errors import AijournalError
from aijournal.ui import phrases
from aijournal.ui.safety.slip import Slip
from aijournal.ui.type_scale import GRID
from aijournal.ui.widgets.bringing_into_view import bring_into_view
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.line_edit import LineEdit

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FormSlip(Slip):
    """Enter in a line leads to the next one, and from the last one agrees; Ctrl+Enter agrees at once."""

    def __init__(self, agree: str, parent: QWidget | None = None) -> None:
        super().__init__(agree, "", parent)
        self.leave.setText(self.tr("Leave it"))
        self.agree.setProperty("role", "primary")
        self.agree.setToolTip(self.tr("Ctrl+Enter"))
        self.leave.setToolTip(self.tr("Esc"))
        self._stops: list[QWidget] = []
        self._labels: dict[QWidget, QLabel] = {}

    def add_line(self, words: str, hint: str = "") -> LineEdit:
        """Add a line to type in, under its words."""
        line = LineEdit()
        line.setPlaceholderText(hint)
        self.add_part(words, line)
        return line

    def add_part(self, words: str, part: QWidget, *stops: QWidget) -> None:
        """Add a part under its words; `stops` are where the keyboard stops in it, if not at itself."""
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self._labels[part] = plain_label(role="small", wraps=True)
        column.addWidget(self._labels[part])
        column.addWidget(part)
        self.name_part(part, words)
        self.body.addWidget(block)
        self._stops += stops or (part,)

    def name_part(self, part: QWidget, words: str) -> None:
        """Write other words over a part, for eyes and for screen readers."""
        self._labels[part].setText(words)
        part.setAccessibleName(words)

    def show_part(self, part: QWidget, *, is_shown: bool) -> None:
        """Show a part with its words, or leave it out."""
        block = part.parentWidget()
        if block is not None:
            block.setVisible(is_shown)

    def complain(self, words: str, at: QWidget | None = None) -> None:
        """Say what is wrong, with the keyboard where it can be put right; nothing where nothing is."""
        self.warning.setText(words)
        self.warning.setVisible(bool(words))
        if at is not None:
            at.setFocus(Qt.FocusReason.OtherFocusReason)
        if words:
            bring_into_view(self)

    @Slot(AijournalError)
    def refuse(self, error: AijournalError) -> None:
        """Say why the journal would not have it; what was typed stays."""
        self.complain(phrases.plain_line(f"{error.title}. {error.message}"))

    def order_keys(self) -> None:
        """Let Tab go from who opened the slip through it, as it is read."""
        before = [self._opener] if self._opener is not None else []
        for one, other in pairwise([*before, *self._stops, self.agree, self.leave]):
            QWidget.setTabOrder(one, other)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Go on by Enter, agree by Ctrl+Enter, and put it away by Esc."""
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.agree.click()
        else:
            self._go_on()

    def _go_on(self) -> None:
        """Go from one stop to the next, and agree behind the last; a choice among several is one stop."""
        at = next((place for place, one in enumerate(self._stops) if one.hasFocus()), None)
        if at is None:
            return
        after = (one for one in self._stops[at + 1 :] if _stops_keyboard(one))
        following = next(after, None)
        if following is None:
            self.agree.click()
        else:
            following.setFocus(Qt.FocusReason.TabFocusReason)


def _stops_keyboard(one: QWidget) -> bool:
    return one.isVisible() and one.isEnabled() and bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus)


def figure(text: str) -> float | None:
    """Return a number as a person types it, with a point or a comma, or `None`."""
    try:
        found = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return found if abs(found) < float("inf") else None
