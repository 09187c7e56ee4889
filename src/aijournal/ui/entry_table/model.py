"""The rows of the table: as many as the question has entries, of which only some are in memory."""

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot

from aijournal.domain.entry import Entry, EntryOutline
from aijournal.domain.facts import LogLocation
from aijournal.domain.tokens import TokenWeights
from aijournal.ui import phrases
from aijournal.ui.entry_table import words
from aijournal.ui.entry_table.columns import USUAL, Column, ColumnName, Telling, columns
from aijournal.ui.entry_table.listing import BLOCK_SIZE, Listing
from aijournal.ui.entry_table.prompt_lines import PromptLines
from aijournal.ui.entry_table.recent import Recent
from aijournal.ui.widgets.labels import tooltip

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_MOST_BLOCKS = 40
_NO_ENTRIES = EntryOutline(0, BLOCK_SIZE, ())


class EntryTableModel(QAbstractTableModel):
    """A sparse model: rows are read in blocks when they are looked at, and the oldest blocks are let go.

    A row that is not here yet is blank. What was here before a change is shown until its block was read
    anew, so that nothing flickers.
    """

    blocks_wanted = Signal(tuple)  # of int: missing ones that are looked at first, then their neighbours

    def __init__(
        self, lines: PromptLines, weights: TokenWeights, today: date, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._lines = lines
        self._telling = Telling(today, weights)
        self._columns = columns()
        self._outline = _NO_ENTRIES
        self._blocks: Recent[int, tuple[Entry, ...]] = Recent(_MOST_BLOCKS)
        self._stale: set[int] = set()
        self._looked_at = range(0)
        self._selected: frozenset[int] = frozenset()
        self._chosen: tuple[ColumnName, ...] = USUAL
        lines.line_read.connect(self._show_line)

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's own name
        """Return how many entries the question has; a table has no rows under its rows."""
        return 0 if parent.isValid() else self._outline.count

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's own name
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | int | None:
        """Return what a cell says, as plain text; figures stand to the right."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self._columns[index.column()])
        entry = self.entry(index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(entry, index.column()) if entry else self.tr("being read")
        if entry is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        said = self.words(entry, index.column())
        return said if role == Qt.ItemDataRole.DisplayRole else tooltip(said)

    def headerData(  # noqa: N802 - Qt's own name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | int | None:
        """Return the heading of a column; rows have none."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].heading
        return _alignment(self._columns[section]) if role == Qt.ItemDataRole.TextAlignmentRole else None

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns in their order."""
        return self._columns

    @property
    def today(self) -> date:
        """The day by which days are said."""
        return self._telling.today

    def entry(self, row: int) -> Entry | None:
        """Return the entry in a row, or `None` where there is no such row or it is not here yet."""
        entries = self._blocks.get(row // BLOCK_SIZE) or ()
        place = row % BLOCK_SIZE
        return entries[place] if 0 <= row < self._outline.count and place < len(entries) else None

    def has_all(self, rows: range) -> bool:
        """Return whether the entries in all of some rows are here."""
        most = _MOST_BLOCKS * BLOCK_SIZE
        return len(rows) <= most and all(self.entry(row) is not None for row in rows)

    def number(self, row: int) -> int:
        """Return the number of the entry in a row; raises `LookupError` where it is not here."""
        entry = self.entry(row)
        if entry is None:
            raise LookupError(row)
        return entry.interaction.id

    def arrange(self, chosen: tuple[ColumnName, ...]) -> None:
        """Let a row be told in these columns, in this order."""
        self._chosen = chosen

    def show_selected(self, numbers: frozenset[int]) -> None:
        """Say of these entries that they are chosen, to who listens to a row."""
        self._selected = numbers

    def is_same_day(self, row: int, other: int) -> bool:
        """Return whether two rows are known to be of the same day."""
        one, two = self.entry(row), self.entry(other)
        return bool(one and two and one.interaction.local_day == two.interaction.local_day)

    def words(self, entry: Entry, column: int) -> str:
        """Return what a column says of an entry."""
        if column == ColumnName.TITLE:
            return self.title(entry)
        return self._columns[column].words(entry, self._telling)

    def title(self, entry: Entry) -> str:
        """Return the title, else the first line of the prompt, else whose work it was."""
        interaction = entry.interaction
        if interaction.title:
            return words.name(interaction.title)
        return self._lines.line(entry.prompt) or words.whose(interaction)

    def look_at(self, rows: range) -> None:
        """Ask for what is missing of the rows that are seen, and for what may come next."""
        self._looked_at = rows
        if not rows:
            return
        begin, end = rows[0] // BLOCK_SIZE, rows[-1] // BLOCK_SIZE
        missing = [
            number for number in (*range(begin, end + 1), end + 1, begin - 1) if self._is_missing(number)
        ]
        if missing:
            self.blocks_wanted.emit(tuple(missing))
        self._lines.look_at(entry for entry in self._entries_looked_at() if not entry.interaction.title)

    def show_listing(self, listing: Listing, today: date) -> None:
        """Show the answer to a question; where only words changed, every row stays where it is."""
        self._telling = Telling(today, self._telling.weights)
        if listing.outline == self._outline:
            self._put(listing)
            self._stale = set(self._blocks) - set(listing.blocks)
            self._tell_changed(range(self._outline.count))
            return
        self.beginResetModel()
        self._outline = listing.outline
        self._blocks.clear()
        self._stale = set()
        self._put(listing)
        self.endResetModel()

    def show_block(self, number: int, entries: tuple[Entry, ...]) -> None:
        """Show entries that were read."""
        self._blocks.put(number, entries)
        self._stale.discard(number)
        first = number * BLOCK_SIZE
        self._tell_changed(range(first, min(first + BLOCK_SIZE, self._outline.count)))

    def _put(self, listing: Listing) -> None:
        for number, entries in listing.blocks.items():
            self._blocks.put(number, entries)

    def _is_missing(self, number: int) -> bool:
        is_block = 0 <= number < len(self._outline.anchors)
        return is_block and (number not in self._blocks or number in self._stale)

    def _entries_looked_at(self) -> Iterable[Entry]:
        return (entry for entry in map(self.entry, self._looked_at) if entry is not None)

    @Slot(LogLocation)
    def _show_line(self, prompt: LogLocation) -> None:
        for row in self._looked_at:
            entry = self.entry(row)
            if entry is not None and entry.prompt == prompt:
                index = self.index(row, ColumnName.TITLE)
                self.dataChanged.emit(index, index)

    def _tell_changed(self, rows: range) -> None:
        if rows:
            last = len(self._columns) - 1
            self.dataChanged.emit(self.index(rows[0], 0), self.index(rows[-1], last))

    def _spoken(self, entry: Entry, column: int) -> str:
        """Return a cell for screen readers; the title speaks for the whole row."""
        said = self.words(entry, column)
        if column != ColumnName.TITLE:
            return f"{self._columns[column].heading}: {said or phrases.NONE_YET}"
        others = (self.words(entry, other) for other in self._chosen if other != column)
        chosen = self.tr("chosen") if entry.interaction.id in self._selected else ""
        return ", ".join(filter(None, [chosen, said, *others]))


def _alignment(column: Column) -> int:
    side = Qt.AlignmentFlag.AlignRight if column.is_figure else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
