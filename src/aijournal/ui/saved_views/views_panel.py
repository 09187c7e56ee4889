"""The saved views as a list: opened, named, put first and removed by keys."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QWidget

from aijournal.domain.saved_view import SavedView
from aijournal.ui import phrases
from aijournal.ui.filter_bar.period_panel import say_period
from aijournal.ui.filter_bar.popup import Popup
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.card import rule
from aijournal.ui.widgets.labels import plain_label, tooltip
from aijournal.ui.widgets.line_edit import LineEdit

_WIDTH_EM = 24
_MOST_ROWS = 9
_NUMBER = Qt.ItemDataRole.UserRole
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ViewsPanel(Popup):
    """Enter opens a view, F2 renames it, Del removes it, D lets the page begin with it or not any more."""

    opened = Signal(SavedView)
    saved = Signal(str)
    renamed = Signal(int, str)
    removed = Signal(int)
    put_first = Signal(object)  # the number of a view, or None

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, self.tr("Saved views"), parent)
        self._views: tuple[SavedView, ...] = ()
        self._renaming: int | None = None
        self._is_naming = False
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Saved views"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._nothing = plain_label(role="small", wraps=True)
        self._keys = plain_label(
            self.tr("Enter opens · F2 renames · Del removes · D begins the page with it"), "small", wraps=True
        )
        self.line = LineEdit()
        self._why = plain_label(
            self.tr("Type a name first; without one nothing is saved."), "small", wraps=True
        )
        self._why.hide()
        self._save = QPushButton()
        self._lay_out()
        for part in (self.list, self.line):
            part.installEventFilter(self)
        self.list.itemClicked.connect(self._open)
        self._save.clicked.connect(self._take_name)

    def begin(self, anchor: QWidget, *, is_naming: bool = False) -> None:
        """Open under the chip, to name what the page shows or to open a view; these may come later."""
        self._is_naming = is_naming
        self._why.hide()
        self.line.clear()
        self._ask_name(None)
        self.open_under(anchor)
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_views(self, views: Sequence[SavedView], current: int | None) -> None:
        """Show what there is to open, with the keyboard on the view that is open now."""
        self._views = tuple(views)
        self.list.clear()
        for view in self._views:
            item = QListWidgetItem(self._say(view))
            item.setToolTip(tooltip(view.name))
            item.setData(_NUMBER, view.id)
            self.list.addItem(item)
        self._nothing.setText(self.tr("No view is saved yet. A view is filters, order and columns."))
        for part, is_there in (
            (self.list, bool(views)),
            (self._keys, bool(views)),
            (self._nothing, not views),
        ):
            part.setVisible(is_there)
        numbers = [view.id for view in self._views]
        self.list.setCurrentRow(numbers.index(current) if current in numbers else 0)
        row = self.list.sizeHintForRow(0) if views else 0
        width = round(_WIDTH_EM * self._theme.type.em)
        self.list.setFixedSize(width, row * min(_MOST_ROWS, len(self._views)) + GRID)
        if self.isVisible():
            is_list = views and not self._is_naming
            (self.list if is_list else self.line).setFocus(Qt.FocusReason.PopupFocusReason)
            self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """Do by keys what can be done to a view, and take a name by Enter."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if watched is self.line and key in _ENTER:
                self._take_name()
                return True
            if watched is self.list and self._press(key):
                return True
        return super().eventFilter(watched, event)

    def _press(self, key: Qt.Key) -> bool:
        view = self._current()
        if view is None:
            return False
        if key in _ENTER:
            self._open()
        elif key is Qt.Key.Key_F2:
            self._ask_name(view)
        elif key is Qt.Key.Key_Delete:
            self.removed.emit(view.id)
        elif key is Qt.Key.Key_D:
            self.put_first.emit(None if view.is_default else view.id)
        else:
            return False
        return True

    def _current(self) -> SavedView | None:
        row = self.list.currentRow()
        return self._views[row] if 0 <= row < len(self._views) else None

    @Slot()
    def _open(self) -> None:
        view = self._current()
        if view is not None and self.isVisible():
            self.close()
            self.opened.emit(view)

    def _ask_name(self, view: SavedView | None) -> None:
        """Ask for another name of a view, or for the name of what the page shows."""
        self._renaming = view.id if view else None
        words = self.tr("New name of the view") if view else self.tr("Name for what the page shows")
        self.line.setPlaceholderText(words)
        self.line.setAccessibleName(words)
        self._save.setText(self.tr("Rename") if view else self.tr("Save this view"))
        if view:
            self.line.setText(view.name)
            self.line.selectAll()
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _take_name(self) -> None:
        name = " ".join(self.line.text().split())
        if not name:
            self._why.show()
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self.fit()
            return
        number = self._renaming
        self.close()
        if number is None:
            self.saved.emit(name)
        else:
            self.renamed.emit(number, name)

    def _lay_out(self) -> None:
        naming = QHBoxLayout()
        naming.setSpacing(SIBLING_GAP)
        naming.addWidget(self.line, 1)
        naming.addWidget(self._save)
        for part in (self._nothing, self.list, self._keys, rule()):
            self.column.addWidget(part)
        self.column.addLayout(naming)
        self.column.addWidget(self._why)
        self.line.textChanged.connect(self._why.hide)

    def _say(self, view: SavedView) -> str:
        """Return a view in a line: its name, that it is the first, and days that are always the same."""
        parts = [phrases.plain_line(view.name)]
        if view.is_default:
            parts.append(self.tr("the page begins with it"))
        if view.view.period.is_absolute:
            parts.append(self.tr("always %1").replace("%1", say_period(view.view.period)))
        return phrases.BETWEEN.join(parts)
