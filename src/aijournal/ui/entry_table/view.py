"""The table on the screen: moves by keys, fits its columns, and keeps its place."""

from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from aijournal.domain.entry import Entry
from aijournal.ui.actions.action import Scope
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.entry_table.choosing import stretches
from aijournal.ui.entry_table.columns import ColumnName
from aijournal.ui.entry_table.listing import Kept, Listing
from aijournal.ui.entry_table.model import EntryTableModel
from aijournal.ui.entry_table.rows_view import RowsView
from aijournal.ui.theme import Theme

_STEPS = {"entries.next": 1, "entries.previous": -1}
_MODIFIERS = ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)


class EntryTableView(RowsView):
    """One row is current, and stays so by its entry while rows come and go around it.

    `entry_opened` says that another entry is the current one, or that the current one is here now.
    """

    entry_opened = Signal()
    entered = Signal()
    delete_asked = Signal()
    select_all_asked = Signal()

    def __init__(
        self, theme: Theme, bindings: Bindings, model: EntryTableModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, model, parent)
        self._bindings = bindings
        self._is_placing = False
        self._is_chosen = False
        self._sought: Entry | None = None
        self._opened: Entry | None = None
        self._begin()
        model.dataChanged.connect(self._tell_opened)

    @property
    def entry(self) -> Entry | None:
        """The entry in the current row, as far as it is here."""
        current = self.currentIndex()
        return self._model.entry(current.row()) if current.isValid() else None

    def keep(self, begins_anew: bool) -> Kept:  # noqa: FBT001 - asked by the one who loads
        """Return what must stay in its place; a new question is seen from its top unless a row was chosen."""
        rows = self.viewport().height() // self.row_height + 2
        if self._sought is not None:
            sought, self._sought = self._sought, None
            return Kept(sought, rows=rows)
        entry = self.entry
        if begins_anew:
            return Kept(entry if self._is_chosen else None, rows=rows)
        first = max(0, self.rowAt(0))
        top = self._model.entry(first) if self.verticalScrollBar().value() else None
        return Kept(
            current=entry,
            current_row=self.currentIndex().row(),
            top=top,
            top_row=first,
            rows=rows,
            begins_anew=False,
        )

    def show_listing(self, listing: Listing, today: date) -> None:
        """Show the answer to a question, with what was kept where it was."""
        self._is_placing = True
        self.setAutoScroll(False)
        before, row, scrolled = self.entry, self.currentIndex().row(), self.verticalScrollBar().value()
        if listing.outline.count != self._model.rowCount():
            self.choosing.let_go()  # its rows are others now
        self._model.show_listing(listing, today)
        self.updateGeometries()
        self._place_current(listing, before, row)
        self._place_scroll(listing, scrolled)
        self.setAutoScroll(True)
        self._is_placing = False
        self._tell_opened()

    def seek(self, entry: Entry) -> None:
        """Let an entry be the current one in the answer to the next question."""
        self._sought = entry

    def begin_anew(self) -> None:
        """Let the answer to the next question be seen from its top, whatever row was chosen."""
        self._is_chosen = False

    def open_row(self, row: int) -> None:
        """Make a row the current one, as near as there is one."""
        last = self._model.rowCount() - 1
        if last >= 0:
            self.setCurrentIndex(self._model.index(max(0, min(row, last)), ColumnName.TITLE))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Move by keys; a letter that means nothing here is left to the page."""
        action = self._bindings.find(event, Scope.ENTRIES)
        text = event.text()
        if stretches(event):
            self._stretch(event)
        elif action is not None and self.press(action):
            event.accept()
        elif event.key() == Qt.Key.Key_Escape and self.choosing.selection:
            self.choosing.let_go()
            self.choosing.selection.clear()
        elif event.modifiers() & _MODIFIERS:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.open_row(0 if event.key() == Qt.Key.Key_Home else self._model.rowCount() - 1)
        elif text and text.isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def press(self, action: str) -> bool:
        """Do what an action means for the current row; return whether it means anything here."""
        if action in _STEPS:
            self.open_row(self.currentIndex().row() + _STEPS[action])
        elif action == "entries.edit":
            self.entered.emit()
        elif action == "entries.delete":
            self.delete_asked.emit()
        elif action == "entries.select_all":
            self.select_all_asked.emit()
        elif action == "entries.toggle":
            self.choosing.toggle(self.currentIndex().row())
        else:
            return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's own name
        """Choose what is pressed, also where it is the current row already."""
        self._is_chosen = True
        before, row = self.currentIndex().row(), self.rowAt(event.position().toPoint().y())
        super().mousePressEvent(event)
        if row >= 0 and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.choosing.stretch(before, row)
        elif row >= 0 and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.choosing.toggle(row)
        else:
            self.choosing.let_go()

    def _stretch(self, event: QKeyEvent) -> None:
        """Move on by a key, and choose what lies between."""
        before = self.currentIndex().row()
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.open_row(0 if event.key() == Qt.Key.Key_Home else self._model.rowCount() - 1)
        else:
            super().keyPressEvent(event)
        self.choosing.stretch(before, self.currentIndex().row())

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
