"""The list of the inbox: the current row opens and holds the keys."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QListView, QWidget

from aijournal.domain.entry import Entry
from aijournal.ui.actions.action import Scope
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.inbox.delegate import InboxDelegate
from aijournal.ui.inbox.model import InboxModel
from aijournal.ui.inbox.panel import VerdictPanel
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import CARD_GAP, SIBLING_GAP
from aijournal.ui.widgets.putting_away import has_keyboard
from aijournal.ui.widgets.slip_page import rule_page

_STEPS = {"inbox.next": 1, "inbox.previous": -1}
_TYPED = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class InboxView(QListView):
    """A page of ruled paper; one widget with the keys moves along with the current row."""

    entry_opened = Signal()
    moved_past_end = Signal()
    delete_asked = Signal()
    open_asked = Signal(Entry)

    def __init__(
        self, theme: Theme, bindings: Bindings, model: InboxModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bindings = bindings
        self._theme = theme
        self._model = model
        self.panel = VerdictPanel(theme, bindings, self.viewport())
        self._delegate = InboxDelegate(theme, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(self.tr("Inbox, waiting for your verdict"))
        self.viewport().setAutoFillBackground(False)
        self.panel.hide()
        self.panel.height_changed.connect(self._measure)
        self.panel.left.connect(self._take_focus)
        model.modelReset.connect(self._place_panel)
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def entry(self) -> Entry | None:
        """The entry in the current row."""
        return self._model.entry(self.currentIndex())

    @property
    def margin(self) -> int:
        """The width of the margin, which holds times, days and the questions' names."""
        metrics = QFontMetricsF(self._theme.type.text)
        names = [*self.panel.names, "00:00 AM"]
        return round(max(metrics.horizontalAdvance(name) for name in names)) + CARD_GAP + SIBLING_GAP

    @property
    def row_height(self) -> int:
        """The height of a row that is not open."""
        return self._delegate.row_height

    def open_row(self, row: int) -> None:
        """Make a row the current one, as near as there is one."""
        last = self._model.rowCount() - 1
        self.setCurrentIndex(self._model.index(max(0, min(row, last))) if last >= 0 else QModelIndex())

    def step(self, by: int) -> None:
        """Move on by some rows; past the end it says so and stays."""
        row = self.currentIndex().row() + by
        if 0 <= row < self._model.rowCount():
            self.open_row(row)
        else:
            self.moved_past_end.emit()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep the open row where it is on the screen while rows come and go around it."""
        before = self.visualRect(self.currentIndex())
        is_seen = self.currentIndex().isValid() and self.viewport().rect().intersects(before)
        yield
        self.executeDelayedItemsLayout()
        if is_seen and self.currentIndex().isValid():
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.visualRect(self.currentIndex()).top() - before.top())
            self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Judge and move by keys; the space bar does nothing, because it is pressed by accident."""
        action = self._bindings.find(event, Scope.INBOX, Scope.VERDICT)
        is_typed = bool(event.text()) and event.text().isprintable() and not event.modifiers() & ~_TYPED
        if event.key() == Qt.Key.Key_Space or (action is not None and self.press(action)):
            event.accept()
        elif is_typed:
            event.ignore()  # a list would look for a row that begins with it
        else:
            super().keyPressEvent(event)

    def press(self, action: str) -> bool:
        """Do what an action means for the current row; return whether it means anything."""
        entry = self.entry
        if action in _STEPS:
            self.step(_STEPS[action])
        elif entry is None:
            return False
        elif action == "inbox.delete":
            self.delete_asked.emit()
        elif action == "inbox.open":
            self.open_asked.emit(entry)
        else:
            return self.panel.press(action)
        return True

    def currentChanged(  # noqa: N802 - Qt's own name
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Close the row before and open this one."""
        super().currentChanged(current, previous)
        self.panel.close_edit()
        self.entry_opened.emit()
        self._measure()
        self.scrollTo(current)

    def updateGeometries(self) -> None:  # noqa: N802 - Qt's own name
        """Keep the keys in their row while rows and window change."""
        super().updateGeometries()
        self._place_panel()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt's own name
        """Let the keys scroll with their row."""
        super().scrollContentsBy(dx, dy)
        self._place_panel()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """Measure the keys anew when the width changes: they may need another line."""
        if event.type() == QEvent.Type.Resize:
            self._measure()
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Rule the rest of the page, under the last row."""
        painter = QPainter(self.viewport())
        last = self._model.index(self._model.rowCount() - 1)
        end = self.visualRect(last).bottom() if last.isValid() else 0
        rule_page(painter, self._theme, self.viewport(), self.margin, end, self.row_height)
        painter.end()
        super().paintEvent(event)

    @Slot()
    def _dress(self) -> None:
        """Make room for the margin in the present size of type."""
        self._delegate.dress()
        self._delegate.margin = self.margin
        self.panel.set_margin(self.margin)
        self._measure()

    @Slot()
    def _measure(self) -> None:
        height = self.panel.heightForWidth(self.viewport().width())
        if height != self._delegate.keys_height:
            self._delegate.keys_height = height
        self.scheduleDelayedItemsLayout()

    @Slot()
    def _place_panel(self) -> None:
        current = self.currentIndex()
        if not current.isValid() and has_keyboard(self.panel):
            self._take_focus()
        self.panel.setVisible(current.isValid())
        if current.isValid():
            row = self.visualRect(current)
            self.panel.setGeometry(
                0, row.y() + self.row_height, self.viewport().width(), self._delegate.keys_height
            )

    @Slot()
    def _take_focus(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
