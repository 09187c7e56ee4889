"""The entries behind a question as rows: what it was, when, what was said of it, and its tokens."""

from datetime import date
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot

from aijournal.domain.entry import Entry
from aijournal.domain.facts import LogLocation
from aijournal.ui import phrases
from aijournal.ui.entry_table import words
from aijournal.ui.entry_table.prompt_lines import PromptLines
from aijournal.ui.widgets.labels import tooltip

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class EvidenceColumn(IntEnum):
    """The columns, in their order."""

    TITLE = 0
    DAY = 1
    VERDICT = 2
    TOKENS = 3


class EvidenceModel(QAbstractTableModel):
    """At most a few entries, in the order in which the question names them, most telling first."""

    def __init__(self, lines: PromptLines, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self._today = date.min
        self._entries: tuple[Entry, ...] = ()
        lines.line_read.connect(self._show_line)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries in their order."""
        return self._entries

    def show_entries(self, entries: tuple[Entry, ...], today: date) -> None:
        """Show entries, and read the first lines of those without a title."""
        self.beginResetModel()
        self._entries, self._today = entries, today
        self.endResetModel()
        self._lines.look_at(entry for entry in entries if not entry.interaction.title)

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's own name
        """Return how many entries there are."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's own name
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(EvidenceColumn)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | int | None:
        """Return what a cell says, as plain text; tokens stand to the right."""
        if not index.isValid():
            return None
        column = EvidenceColumn(index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            is_figure = column is EvidenceColumn.TOKENS
            side = Qt.AlignmentFlag.AlignRight if is_figure else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (self._words(entry, one) for one in EvidenceColumn)))
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(self._words(entry, column))
        return self._words(entry, column) if role == Qt.ItemDataRole.DisplayRole else None

    def title(self, entry: Entry) -> str:
        """Return the title, else the first line of the prompt, else whose work it was."""
        one = entry.interaction
        return words.name(one.title) or self._lines.line(entry.prompt) or words.whose(one)

    def _words(self, entry: Entry, column: EvidenceColumn) -> str:
        if column is EvidenceColumn.TITLE:
            return self.title(entry)
        if column is EvidenceColumn.DAY:
            return words.day(entry.interaction, self._today)
        if column is EvidenceColumn.VERDICT:
            return phrases.verdict(entry.assessment) if entry.assessment else ""
        return phrases.tokens(entry.interaction)

    @Slot(LogLocation)
    def _show_line(self, prompt: LogLocation) -> None:
        for row, entry in enumerate(self._entries):
            if entry.prompt == prompt:
                index = self.index(row, EvidenceColumn.TITLE)
                self.dataChanged.emit(index, index)
