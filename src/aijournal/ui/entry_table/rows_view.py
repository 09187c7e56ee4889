"""The rows of the table on the screen: their columns, their headings, and how they are painted."""

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from aijournal.domain.entry_order import NEWEST_FIRST, EntryOrder, SortKey
from aijournal.ui.entry_table.choosing import RowChoosing
from aijournal.ui.entry_table.columns import USUAL, ColumnName
from aijournal.ui.entry_table.fitting import fitted
from aijournal.ui.entry_table.header import EntryHeader
from aijournal.ui.entry_table.model import EntryTableModel
from aijournal.ui.entry_table.row_painter import RowPainter, Span
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import SIBLING_GAP
from aijournal.ui.widgets.slip_page import rule_page


class RowsView(QTableView):
    """Paints rows whole, in the columns that are chosen and as far as there is room for these."""

    def __init__(self, theme: Theme, model: EntryTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self._rows = RowPainter(theme, model)
        self._spans: list[Span] = []
        self._columns = USUAL
        self.choosing = RowChoosing(model, self)
        self.header = EntryHeader(theme, model.columns)
        self.setHorizontalHeader(self.header)

    def _begin(self) -> None:
        """Show the model's rows; called once by whoever is told of the current one, and is ready for it."""
        self.setModel(self._model)
        self._set_up()
        self._theme.changed.connect(self._dress)
        self._dress()

    @property
    def row_height(self) -> int:
        """The height of a row."""
        return self.verticalHeader().defaultSectionSize()

    @property
    def rows_seen(self) -> range:
        """The rows that lie within the viewport."""
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        return range(max(0, first), (self._model.rowCount() if last < 0 else last + 1))

    @property
    def is_settled(self) -> bool:
        """Whether every row that is seen is here."""
        return bool(self.rows_seen) and all(self._model.entry(row) for row in self.rows_seen)

    @property
    def shown_columns(self) -> tuple[ColumnName, ...]:
        """The columns that are chosen, in their order, whether or not there is room for all of them."""
        return self._columns

    def arrange(self, columns: tuple[ColumnName, ...]) -> None:
        """Show these columns, in this order."""
        self._columns = columns
        self._model.arrange(columns)
        self.header.arrange(columns)
        self._fit_columns()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own name
        """Fit the columns into the new width."""
        super().resizeEvent(event)
        self._fit_columns()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt's own name
        """Paint the margin anew: another row is the uppermost one now, and says its day."""
        super().scrollContentsBy(dx, dy)
        self.viewport().update(0, 0, self.columnWidth(ColumnName.WHEN), self.viewport().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Draw the rows that are seen, ask for those that are missing, and rule the page under the last."""
        self._model.look_at(self.rows_seen)
        painter = QPainter(self.viewport())
        current = self.currentIndex().row()
        for row in self.rows_seen:
            top = self.rowViewportPosition(row)
            if event.rect().top() < top + self.row_height and top <= event.rect().bottom():
                box = QRectF(0, top, self.viewport().width(), self.row_height)
                self._rows.paint(
                    painter,
                    row,
                    box,
                    self._spans,
                    is_current=row == current,
                    is_selected=self._is_selected(row),
                    says_day=row == self.rows_seen[0] or not self._model.is_same_day(row - 1, row),
                )
        self._rule_rest(painter)
        painter.end()

    def _is_selected(self, row: int) -> bool:
        entry = self._model.entry(row)
        return entry is not None and entry.interaction.id in self.choosing.selection

    def _rule_rest(self, painter: QPainter) -> None:
        if self.rowAt(self.viewport().height() - 1) < 0:
            last = self._model.rowCount() - 1
            end = self.rowViewportPosition(last) + self.row_height - 1 if last >= 0 else 0
            margin = self.columnWidth(ColumnName.WHEN) - 1
            rule_page(painter, self._theme, self.viewport(), margin, end, self.row_height)

    def _set_up(self) -> None:
        self.setProperty("role", "paper")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.show_order(NEWEST_FIRST)
        self.viewport().setAutoFillBackground(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.choosing.selection.changed.connect(self._show_selection)
        self.header.left.connect(self.setFocus)
        self.setTabOrder(self.header, self)

    def show_order(self, order: EntryOrder) -> None:
        """Show in the headings how the entries stand, and say so."""
        self.header.show_order(order)
        heading = next(column.heading for column in self._model.columns if column.order is order.key)
        told = self.tr("Entries, by %1, %2") if order.key is not SortKey.START else self.tr("Entries, %2")
        self.setAccessibleName(told.replace("%1", heading).replace("%2", self.header.say_order(order)))

    @Slot()
    def _show_selection(self) -> None:
        self._model.show_selected(self.choosing.selection.numbers)
        self.viewport().update()

    @Slot()
    def _dress(self) -> None:
        self._rows.dress()
        self.verticalHeader().setDefaultSectionSize(round(self._theme.type.em) + 2 * SIBLING_GAP)
        self._fit_columns()

    def _fit_columns(self) -> None:
        widths = fitted(self._theme, self._model.columns, self._columns, self.viewport().width())
        for column in ColumnName:
            self.setColumnHidden(column, column not in widths)
            if column in widths:
                self.setColumnWidth(column, widths[column])
        self._spans = [
            (column, self.columnViewportPosition(column), self.columnWidth(column))
            for column in self._columns
            if column in widths
        ]
