"""One line to type a name or a number in."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from aijournal.ui.discreet import changes_in_part, hides_figures
from aijournal.ui.entry_detail.choice_button import OFFER_KEY
from aijournal.ui.widgets.line_edit import LineEdit

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LineField(LineEdit):
    """Enter and leaving the field finish it, Esc gives up, Down lists what can be picked.

    In discreet mode Enter leaves the field, too, and a hidden text can only be replaced whole: other keys are
    `refused`, but in a list, in which each name stands by itself.

    `wanted` when names could help to type, `offer_taken` when what is offered in the empty field is taken.
    """

    edited = Signal(str)
    finished = Signal()
    given_up = Signal()
    wanted = Signal()
    offer_taken = Signal()
    refused = Signal()

    def __init__(self, name: str, completer: QCompleter | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._names = QStringListModel(self)
        if completer is not None:
            completer.setParent(self)
            completer.setModel(self._names)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            self.setCompleter(completer)
        self._has_offer = False
        self.textChanged.connect(self.edited)  # a name that is picked counts as typed
        self.editingFinished.connect(self.finished)

    def show_text(self, text: str) -> None:
        """Show a text that nobody typed; the caret stays where it is when nothing changes."""
        if text != self.text():
            self.blockSignals(True)
            self.setText(text)
            self.blockSignals(False)
            self.setCursorPosition(0)

    def show_offer(self, words: str) -> None:
        """Show softly what was said last and can be taken by a key, or nothing."""
        self._has_offer = bool(words)
        self.setPlaceholderText(f"{OFFER_KEY} {words}" if words else "")
        told = self.tr("%1, what you said last; the key = takes it").replace("%1", words)
        self.setAccessibleDescription(told if words else "")

    @Slot(tuple)
    def offer(self, names: Sequence[str]) -> None:
        """Offer names while somebody types."""
        self._names.setStringList(list(names))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Give up on Esc; take what is offered, or list what can be picked."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif event.text() == OFFER_KEY and self._has_offer and not self.text():
            self.offer_taken.emit()
        elif event.key() == Qt.Key.Key_Down and self.completer() is not None and not self.text():
            self.completer().setCompletionPrefix("")
            self.completer().complete()
        elif self._changes_in_part(event):
            self.refused.emit()
        else:
            super().keyPressEvent(event)
            if event.key() in _ENTER and hides_figures():
                self.given_up.emit()  # nothing is left to give up but the caret, which would go on typing

    def _changes_in_part(self, event: QKeyEvent) -> bool:
        is_list = isinstance(self.completer(), LastWordCompleter)
        is_enter = event.key() in _ENTER
        return not (is_list or is_enter) and changes_in_part(event, self.text(), self.selectedText())

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's own name
        """Say that names could help."""
        super().focusInEvent(event)
        self.wanted.emit()


class LastWordCompleter(QCompleter):
    """Completes the last name of several, which commas part."""

    def splitPath(self, path: str) -> list[str]:  # noqa: N802 - Qt's own name
        """Return the name that is being typed."""
        return [path.rpartition(",")[2].strip()]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:  # noqa: N802 - Qt's own name
        """Return the names before it, and the one that was picked."""
        widget = self.widget()
        before = widget.text().rpartition(",")[0] if isinstance(widget, QLineEdit) else ""
        picked = super().pathFromIndex(index)
        return f"{before}, {picked}" if before else picked
