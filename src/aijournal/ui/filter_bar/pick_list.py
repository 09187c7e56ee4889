"""A list to pick one name from; typing makes it shorter."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListView, QWidget

from aijournal.ui.filter_bar.popup import Popup
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID
from aijournal.ui.widgets.labels import plain_label

_WIDTH_EM = 15
_ROWS = 9
_FEW = 7
_LIST_KEYS = (
    Qt.Key.Key_Down,
    Qt.Key.Key_Up,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to pick: its words, and the value they stand for."""

    words: str
    value: str


class PickList(Popup):
    """Enter and a click pick; the line to type in is there only where there is much to pick from.

    One that `takes_new` offers what is typed too, where there is nothing of that name.
    """

    picked = Signal(str)

    def __init__(self, theme: Theme, name: str, parent: QWidget, *, takes_new: bool = False) -> None:
        super().__init__(theme, name, parent)
        self._takes_new = takes_new
        self._choices: tuple[Choice, ...] = ()
        self._shown: tuple[Choice, ...] = ()
        self._line = QLineEdit()
        self._line.setPlaceholderText(self.tr("Type to find"))
        self._line.setAccessibleName(self.tr("%1, type to find").replace("%1", name))
        self._nothing = plain_label(role="small")
        self._words = QStringListModel(self)
        self._list = QListView()
        self._list.setAccessibleName(name)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setUniformItemSizes(True)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setModel(self._words)
        for part in (self._line, self._nothing, self._list):
            self.column.addWidget(part)
        self._line.textChanged.connect(self._find)
        self._line.installEventFilter(self)
        self._list.clicked.connect(self._pick)
        self._list.activated.connect(self._pick)

    def begin(self, anchor: QWidget) -> None:
        """Open under a chip; what there is to pick may come later."""
        self._line.clear()
        self._nothing.setText(self.tr("Looking …"))
        self._show(())
        self.open_under(anchor)

    def offer(self, choices: Sequence[Choice], current: str, nothing: str) -> None:
        """Show what there is to pick, or say that there is nothing."""
        self._choices = tuple(choices)
        self._nothing.setText(nothing)
        self._line.setVisible(self._takes_new or len(choices) > _FEW)
        self._show(self._choices)
        values = [choice.value for choice in self._choices]
        self._list.setCurrentIndex(self._words.index(values.index(current) if current in values else 0))
        (self._line if self._line.isVisibleTo(self) else self._list).setFocus(Qt.FocusReason.PopupFocusReason)
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """Let the list be walked while the caret is in the line."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _LIST_KEYS
        ):
            self._list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _find(self, text: str) -> None:
        part = text.casefold().strip()
        found = tuple(choice for choice in self._choices if part in choice.words.casefold())
        self._show((*found, *self._new(text)))
        if not self._shown:
            self._nothing.setText(self.tr("None of that name."))
        self._list.setCurrentIndex(self._words.index(0))
        if self.isVisible():
            self.fit()

    def _new(self, text: str) -> tuple[Choice, ...]:
        """Return what is typed as a choice of its own, where there is no such name yet."""
        name = " ".join(text.split())
        is_new = self._takes_new and name and all(choice.words != name for choice in self._choices)
        return (Choice(self.tr("New: %1").replace("%1", name), name),) if is_new else ()

    @Slot(QModelIndex)
    def _pick(self, index: QModelIndex) -> None:
        if index.isValid() and self.isVisible():
            value = self._shown[index.row()].value
            self.close()
            self.picked.emit(value)

    def _show(self, choices: tuple[Choice, ...]) -> None:
        self._shown = choices
        self._words.setStringList([choice.words for choice in choices])
        self._nothing.setVisible(not choices)
        self._list.setVisible(bool(choices))
        row = self._list.sizeHintForRow(0) if choices else 0
        self._list.setFixedSize(round(_WIDTH_EM * self._theme.type.em), row * min(_ROWS, len(choices)) + GRID)
