"""The table on the screen: moves by keys, fits its columns, and keeps its place."""

from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from aijournal.domain.entry import Entry
from aijournal.ui.entry_table.columns import GIVE_WAY, ColumnName
from aijournal.ui.entry_table.listing import Kept, Listing, place_of
from aijournal.ui.entry_table.model import EntryTableModel
from aijournal.ui.entry_table.row_painter import RowPainter, Span
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.slip_page import rule_page

# What the title gets before the other columns get theirs.
_TITLE_EM = 10
_TITLE_SHARE = 0.38
_TITLE_MOST_EM = 20
_STEPS = {"J": 1, "K": -1}
_MODIFIERS = ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)


class EntryTableView(QTableView):
    """One row is current, and stays so by its entry while rows come and go around it.

    `entry_opened` says that another entry is the current one, or that the current one is here now.
    """

    entry_opened = Signal()
    entered = Signal()
    delete_asked = Signal()

    def __init__(self, theme: Theme, model: EntryTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self._is_placing = False
        self._is_chosen = False
        self._opened: Entry | None = None
        self._rows = RowPainter(theme, model)
        self._spans: list[Span] = []
        self.setModel(model)
        self._set_up()
        model.dataChanged.connect(self._tell_opened)
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def entry(self) -> Entry | None:
        """The entry in the current row, as far as it is here."""
        current = self.currentIndex()
        return self._model.entry(current.row()) if current.isValid() else None

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

    def keep(self, begins_anew: bool) -> Kept:  # noqa: FBT001 - asked by the one who loads
        """Return what must stay in its place; a new question is seen from its top unless a row was chosen."""
        rows = self.viewport().height() // self.row_height + 2
        entry = self.entry
        if begins_anew:
            return Kept(place_of(entry) if entry and self._is_chosen else None, rows=rows)
        first = max(0, self.rowAt(0))
        top = self._model.entry(first) if self.verticalScrollBar().value() else None
        return Kept(
            current=place_of(entry) if entry else None,
            current_row=self.currentIndex().row(),
            top=place_of(top) if top else None,
            top_row=first,
            rows=rows,
            begins_anew=False,
        )

    def show_listing(self, listing: Listing, today: date) -> None:
        """Show the answer to a question, with what was kept where it was."""
        self._is_placing = True
        self.setAutoScroll(False)
        before, row, scrolled = self.entry, self.currentIndex().row(), self.verticalScrollBar().value()
        self._model.show_listing(listing, today)
        self.updateGeometries()
        self._place_current(listing, before, row)
        self._place_scroll(listing, scrolled)
        self.setAutoScroll(True)
        self._is_placing = False
        self._tell_opened()

    def open_row(self, row: int) -> None:
        """Make a row the current one, as near as there is one."""
        last = self._model.rowCount() - 1
        if last >= 0:
            self.setCurrentIndex(self._model.index(max(0, min(row, last)), ColumnName.TITLE))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Move by keys; a letter that means nothing here is left to the page."""
        key = event.text().upper()
        if event.modifiers() & _MODIFIERS:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.open_row(0 if event.key() == Qt.Key.Key_Home else self._model.rowCount() - 1)
        elif key in _STEPS:
            self.open_row(self.currentIndex().row() + _STEPS[key])
        elif key.isprintable() and key:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's own name
        """Choose what is pressed, also where it is the current row already."""
        self._is_chosen = True
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's own name
        """Enter the entry."""
        super().mouseDoubleClickEvent(event)
        self.entered.emit()

    def currentChanged(  # noqa: N802 - Qt's own name
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Open the row that the person moved to."""
        super().currentChanged(current, previous)
        if not self._is_placing:
            self._is_chosen = True
            self._tell_opened()

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
                    says_day=row == self.rows_seen[0] or not self._model.is_same_day(row - 1, row),
                )
        self._rule_rest(painter)
        painter.end()

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
        self.setAccessibleName(self.tr("Entries, newest first"))
        self.viewport().setAutoFillBackground(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(1)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)

    @Slot()
    def _dress(self) -> None:
        self._rows.dress()
        self.verticalHeader().setDefaultSectionSize(round(self._theme.type.em) + 2 * SIBLING_GAP)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Give each column the width of its usual words and the rest to the title; some may have to go."""
        room = self.viewport().width()
        widths = self._usual_widths(room)
        shown = set(ColumnName)
        for column in GIVE_WAY:
            if sum(widths[one] for one in shown) <= room:
                break
            shown.discard(column)
        others = sum(widths[one] for one in shown if one is not ColumnName.TITLE)
        for column in ColumnName:
            self.setColumnHidden(column, column not in shown)
            if column in shown:
                width = room - others if column is ColumnName.TITLE else widths[column]
                self.setColumnWidth(column, max(width, 1))
        self._spans = [
            (column, self.columnViewportPosition(column), self.columnWidth(column))
            for column in sorted(shown)
        ]

    def _usual_widths(self, room: int) -> dict[ColumnName, int]:
        text, small = QFontMetricsF(self._theme.type.text), QFontMetricsF(self._theme.type.small)
        padding = 2 * SIBLING_GAP + GRID
        widths = {
            ColumnName(place): round(
                max(text.horizontalAdvance(column.usual), small.horizontalAdvance(column.heading)) + padding
            )
            for place, column in enumerate(self._model.columns)
        }
        em = self._theme.type.em
        title = min(max(_TITLE_EM * em, _TITLE_SHARE * room), _TITLE_MOST_EM * em)
        return {**widths, ColumnName.TITLE: round(title)}

    def _place_current(self, listing: Listing, before: Entry | None, row: int) -> None:
        """Make the entry current that was so, also where its row is another; else what stands there now."""
        if listing.kept.begins_anew:
            self._is_chosen = listing.current is not None and listing.current.is_there
            row = listing.current.row if listing.current and self._is_chosen else 0
        else:
            row = listing.row_near(before, max(0, row))
        self.open_row(row)

    def _place_scroll(self, listing: Listing, scrolled: int) -> None:
        if not listing.kept.begins_anew:
            self.verticalScrollBar().setValue(scrolled + listing.scrolled * self.row_height)
        elif listing.current is not None and listing.current.is_there:
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)
        else:
            self.scrollToTop()

    @Slot()
    def _tell_opened(self) -> None:
        """Tell of the current entry whenever another one stands there, or other words."""
        entry = self.entry
        if not self._is_placing and entry != self._opened:
            self._opened = entry
            self.entry_opened.emit()
