"""Choosing rows by keys and clicks: the entries that stand in them, also of rows that are not here yet."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from aijournal.ui.bulk.selection import Selection
from aijournal.ui.entry_table.model import EntryTableModel

_STRETCHING = (
    *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
    *(Qt.Key.Key_Home, Qt.Key.Key_End),
)


def stretches(event: QKeyEvent) -> bool:
    """Whether a key moves on and chooses what lies between."""
    is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return is_shifted and Qt.Key(event.key()) in _STRETCHING


class RowChoosing(QObject):
    """A stretch reaches from where it began to the current row; `rows_wanted` asks who stands in rows."""

    rows_wanted = Signal(object)  # a range

    def __init__(self, model: EntryTableModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.selection = Selection(self)
        self._model = model
        self._began: int | None = None
        self._rows = range(0)

    def toggle(self, row: int) -> None:
        """Choose the entry in a row, or not any more."""
        entry = self._model.entry(row)
        self.let_go()
        if entry is not None:
            self.selection.toggle(entry.interaction.id)

    def stretch(self, before: int, row: int) -> None:
        """Choose what lies between where the stretch began, which may be the row before, and a row."""
        if self._began is None:
            self.selection.settle()
            self._began = before
        self._rows = range(min(self._began, row), max(self._began, row) + 1)
        if self._model.has_all(self._rows):
            self.take(self._rows, [self._model.number(one) for one in self._rows])
        else:
            self.rows_wanted.emit(self._rows)

    def take(self, rows: range, numbers: list[int] | tuple[int, ...]) -> None:
        """Take the numbers of the entries in rows, unless others are wanted by now."""
        if self._began is not None and rows == self._rows:
            self.selection.stretch(numbers)

    def let_go(self) -> None:
        """End the stretch, so that the next one begins anew; what is chosen stays so."""
        if self._began is not None:
            self._began = None
            self.selection.settle()
