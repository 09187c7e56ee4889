"""Rows of plain text, one of which is meant: as high as they are, up to some, and letters are the page's."""

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QTableView, QWidget

from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, SIBLING_GAP, SMALLEST_TARGET
from aijournal.ui.widgets.text_table import TextTable

_WIDE_EM = 38
_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RowsTable(QTableView):
    """`turned` says that another row is meant now, `opened` that Enter or two clicks fell on it."""

    turned = Signal(int)
    opened = Signal()

    def __init__(
        self, theme: Theme, model: TextTable, name: str, most: int, widest: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._most = most
        self._spare: tuple[int, ...] = ()
        self._is_filling = False
        self.rows = model
        model.setParent(self)
        self.setModel(model)
        self.setAccessibleName(name)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(widest, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(SMALLEST_TARGET)
        header.setResizeContentsPrecision(0)  # what is in sight tells; all takes long
        header.setHighlightSections(False)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.selectionModel().currentRowChanged.connect(self._turn)
        self.doubleClicked.connect(self._open)
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def current_row(self) -> int | None:
        """The row that is meant."""
        index = self.currentIndex()
        return index.row() if index.isValid() else None

    def leave_out(self, *columns: int) -> None:
        """Let go of some columns where it is narrow."""
        self._spare = columns
        self._fit()

    def show_rows(self, rows: tuple[object, ...], meant: int | None) -> None:
        """Show these rows, one of which is meant; nobody is told of that."""
        self._is_filling = True
        if rows != self.rows.rows:
            self.rows.set_rows(rows)
        if meant is not None and meant != self.current_row:
            self.setCurrentIndex(self.rows.index(meant, 0))
        self._is_filling = False
        self._dress()

    def step(self, count: int) -> None:
        """Mean another row, so many on."""
        if self.rows.rows:
            at = (self.current_row or 0) + count
            self.setCurrentIndex(self.rows.index(max(0, min(len(self.rows.rows) - 1, at)), 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Move by arrows, open by Enter; letters are no search here."""
        if event.key() in _OPENING and self.current_row is not None:
            self.opened.emit()
        elif event.text().isprintable() and event.text().strip():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own name
        """Leave out what there is no room for."""
        super().resizeEvent(event)
        self._fit()

    @Slot(QModelIndex)
    def _turn(self, index: QModelIndex) -> None:
        if index.isValid() and not self._is_filling:
            self.turned.emit(index.row())

    @Slot()
    def _open(self) -> None:
        self.opened.emit()

    def _fit(self) -> None:
        is_narrow = self.width() < _WIDE_EM * self._theme.type.em
        for column in self._spare:
            self.setColumnHidden(column, is_narrow)

    @Slot()
    def _dress(self) -> None:
        height = max(SMALLEST_TARGET, round(self._theme.type.em) + SIBLING_GAP + GRID)
        self.verticalHeader().setDefaultSectionSize(height)
        shown = min(self._most, max(1, len(self.rows.rows)))
        self.setFixedHeight(shown * height + self.horizontalHeader().sizeHint().height() + 2 * GRID)
