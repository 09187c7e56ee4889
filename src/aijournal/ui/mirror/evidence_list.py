"""The entries behind a question: moved through by the arrow keys, opened in Journal by Enter."""

from datetime import date

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QTableView, QWidget

from aijournal.domain.entry import Entry
from aijournal.ui.entry_table.prompt_lines import PromptLines
from aijournal.ui.mirror.evidence_model import EvidenceColumn, EvidenceModel
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, SIBLING_GAP, SMALLEST_TARGET

_MOST_ROWS = 8
_WIDE_EM = 40
_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EvidenceList(QTableView):
    """As high as its rows, up to eight; where it is narrow the title and the day are enough."""

    opened = Signal(Entry)

    def __init__(self, theme: Theme, lines: PromptLines, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows = EvidenceModel(lines, self)
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setProperty("role", "paper")
        self._set_up()
        self.doubleClicked.connect(self._open)
        theme.changed.connect(self._dress)
        self._dress()

    def show_entries(self, entries: tuple[Entry, ...], today: date) -> None:
        """Show entries, with the first as the current one."""
        self.rows.show_entries(entries, today)
        self.setFixedHeight(min(_MOST_ROWS, max(1, len(entries))) * self._row_height + 2)
        if entries:
            self.setCurrentIndex(self.rows.index(0, EvidenceColumn.TITLE))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Open the current entry by Enter; letters are the page's."""
        if event.key() in _OPENING and self.currentIndex().isValid():
            self._open(self.currentIndex())
        elif event.text().strip().isprintable() and event.text().strip():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own name
        """Leave out what there is no room for."""
        super().resizeEvent(event)
        self._fit()

    def _set_up(self) -> None:
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(EvidenceColumn.TITLE, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(SMALLEST_TARGET)
        header.hide()
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def _row_height(self) -> int:
        return max(SMALLEST_TARGET, round(self._theme.type.em) + SIBLING_GAP + GRID)

    @Slot()
    def _dress(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._row_height)
        self.setFixedHeight(min(_MOST_ROWS, max(1, self.rows.rowCount())) * self._row_height + 2)
        self._fit()

    def _fit(self) -> None:
        is_narrow = self.width() < _WIDE_EM * self._theme.type.em
        for column in (EvidenceColumn.VERDICT, EvidenceColumn.TOKENS):
            self.setColumnHidden(column, is_narrow)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.rows.entries[index.row()])
