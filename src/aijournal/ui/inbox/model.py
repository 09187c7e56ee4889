"""The rows of the inbox."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from aijournal.domain.entry import Entry
from aijournal.ui import phrases
from aijournal.ui.widgets.labels import tooltip

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class InboxModel(QAbstractListModel):
    """Entries that wait for a verdict, with what their tools' logs say they began with.

    A row that is looked at and has no title asks for a peek at its prompt, once.
    """

    peek_wanted = Signal(Entry)

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._entries: list[Entry] = []
        self._peeked: dict[int, str | None] = {}

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's own name
        """Return how many entries wait; a list has no rows under its rows."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return what a row says, as plain text."""
        entry = self.entry(index)
        if entry is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.title(entry)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(self.title(entry))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(entry)
        return None

    @property
    def today(self) -> date:
        """The day that needs no name."""
        return self._today

    def entry(self, index: Index) -> Entry | None:
        """Return the entry in a row, or `None` where there is no such row."""
        return self._entries[index.row()] if 0 <= index.row() < len(self._entries) else None

    def index_of(self, entry_id: int) -> QModelIndex:
        """Return the row of an entry, or an invalid index."""
        ids = [entry.interaction.id for entry in self._entries]
        return self.index(ids.index(entry_id)) if entry_id in ids else QModelIndex()

    def title(self, entry: Entry) -> str:
        """Return the title, else the first line of the prompt, else whose work it was."""
        interaction = entry.interaction
        if interaction.title:
            return phrases.plain_line(interaction.title)
        if interaction.id not in self._peeked:
            self._peeked[interaction.id] = None
            self.peek_wanted.emit(entry)
        return self._peeked[interaction.id] or phrases.BETWEEN.join(phrases.whose(interaction))

    def set_entries(self, entries: Sequence[Entry], today: date) -> None:
        """Show these entries; rows that stay keep their place, so that nothing jumps under the hand."""
        self._today = today
        self._remove_all_but({entry.interaction.id for entry in entries})
        fresh = {entry.interaction.id: entry for entry in entries}
        self._entries = [fresh[entry.interaction.id] for entry in self._entries]
        if self._is_in_order(entries):
            self._insert_missing(entries)
            if self._entries:
                self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))
        else:
            self.beginResetModel()
            self._entries = list(entries)
            self.endResetModel()

    def remove(self, entry_id: int) -> None:
        """Take out an entry that was judged or set aside."""
        row = self.index_of(entry_id).row()
        if row >= 0:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._entries[row]
            self.endRemoveRows()

    def set_peek(self, entry_id: int, line: str) -> None:
        """Show the first line of a prompt, read from the tool's own log."""
        self._peeked[entry_id] = phrases.plain_line(line)
        index = self.index_of(entry_id)
        if index.isValid():
            self.dataChanged.emit(index, index)

    def _spoken(self, entry: Entry) -> str:
        moment = " ".join(part for part in phrases.when(entry.interaction, self._today) if part)
        drawn = [self.tr("picked at random")] if entry.interaction.is_audit else []
        return ", ".join([self.title(entry), moment, phrases.facts(entry.interaction), *drawn])

    def _remove_all_but(self, ids: set[int]) -> None:
        for entry in reversed(self._entries):
            if entry.interaction.id not in ids:
                self.remove(entry.interaction.id)

    def _is_in_order(self, entries: Sequence[Entry]) -> bool:
        kept = {entry.interaction.id for entry in self._entries}
        order = [entry.interaction.id for entry in entries if entry.interaction.id in kept]
        return order == [entry.interaction.id for entry in self._entries]

    def _insert_missing(self, entries: Sequence[Entry]) -> None:
        for row, entry in enumerate(entries):
            if row >= len(self._entries) or self._entries[row].interaction.id != entry.interaction.id:
                self.beginInsertRows(QModelIndex(), row, row)
                self._entries.insert(row, entry)
                self.endInsertRows()
