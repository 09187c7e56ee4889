"""Which columns the table has: ticked here, and moved by keys or in the headings."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QWidget

from aijournal.ui.entry_table.columns import ALWAYS, USUAL, Column, ColumnName, complete
from aijournal.ui.filter_bar.popup import Popup
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID
from aijournal.ui.widgets.labels import plain_label

_WIDTH_EM = 17
_NAME = Qt.ItemDataRole.UserRole
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ColumnPanel(Popup):
    """Space ticks a column, Alt with an arrow moves it; what is chosen is in force at once."""

    chosen = Signal(tuple)  # of ColumnName

    def __init__(self, theme: Theme, columns: tuple[Column, ...], parent: QWidget) -> None:
        super().__init__(theme, self.tr("Columns"), parent)
        self._columns = columns
        self._is_filling = False
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Columns; Space shows or hides one, Alt and an arrow move it"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.installEventFilter(self)
        self._usual = QPushButton(self.tr("The usual columns"))
        self._usual.setProperty("role", "link")
        self._usual.clicked.connect(self._take_usual)
        self.column.addWidget(
            plain_label(self.tr("Space shows or hides · Alt+↑ ↓ moves"), "small", wraps=True)
        )
        self.column.addWidget(self.list)
        self.column.addWidget(self._usual)
        self.list.itemChanged.connect(self._tell)

    def begin(self, shown: tuple[ColumnName, ...], at: QPoint) -> None:
        """Open at a place, with the columns that are there."""
        self._fill(shown)
        self.list.setCurrentRow(0)
        self.fit()
        screen = self.screen().availableGeometry()
        left = min(at.x(), screen.right() - self.width())
        self.move(max(screen.left(), left), max(screen.top(), min(at.y(), screen.bottom() - self.height())))
        self.show()
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """Move a column by Alt and an arrow; Enter closes, as Esc does."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in _MOVES and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self._move(_MOVES[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
                self.close()
                return True
        return super().eventFilter(watched, event)

    @property
    def picked(self) -> tuple[ColumnName, ...]:
        """The columns that are ticked, in their order."""
        items = [self.list.item(row) for row in range(self.list.count())]
        ticked = [item for item in items if item.checkState() == Qt.CheckState.Checked]
        return complete([ColumnName(item.data(_NAME)) for item in ticked])

    def _fill(self, shown: tuple[ColumnName, ...]) -> None:
        self._is_filling = True
        self.list.clear()
        for name in (*shown, *(one for one in ColumnName if one not in shown)):
            item = QListWidgetItem(self._columns[name].heading)
            item.setData(_NAME, int(name))
            item.setCheckState(Qt.CheckState.Checked if name in shown else Qt.CheckState.Unchecked)
            if name in ALWAYS:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
            self.list.addItem(item)
        row = self.list.sizeHintForRow(0)
        self.list.setFixedSize(round(_WIDTH_EM * self._theme.type.em), row * self.list.count() + 2 * GRID)
        self._is_filling = False

    def _move(self, step: int) -> None:
        row = self.list.currentRow()
        place = row + step
        if row < 1 or not 1 <= place < self.list.count():  # the margin keeps its place
            return
        self._is_filling = True
        item = self.list.takeItem(row)
        self.list.insertItem(place, item)
        self.list.setCurrentRow(place)
        self._is_filling = False
        self._tell()

    def _take_usual(self) -> None:
        self._fill(USUAL)
        self._tell()

    def _tell(self) -> None:
        if not self._is_filling:
            self.chosen.emit(self.picked)
