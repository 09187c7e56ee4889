"""One line to type a name or a number in."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget


class LineField(QLineEdit):
    """Enter and leaving the field finish it, Esc gives up; `wanted` when names could help to type."""

    edited = Signal(str)
    finished = Signal()
    given_up = Signal()
    wanted = Signal()

    def __init__(self, name: str, completer: QCompleter | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._names = QStringListModel(self)
        if completer is not None:
            completer.setParent(self)
            completer.setModel(self._names)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            self.setCompleter(completer)
        self.textEdited.connect(self.edited)
        self.editingFinished.connect(self.finished)

    def show_text(self, text: str) -> None:
        """Show a text that nobody typed; the caret stays where it is when nothing changes."""
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)

    @Slot(tuple)
    def offer(self, names: Sequence[str]) -> None:
        """Offer names while somebody types."""
        self._names.setStringList(list(names))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Give up on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

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
