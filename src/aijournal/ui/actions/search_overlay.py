"""A line to search in over the rows that fit, all of it by keys while the line has the keyboard."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.actions.keys import is_plain, key_of
from aijournal.ui.actions.overlay import Overlay
from aijournal.ui.actions.row_list import RowList
from aijournal.ui.theme import Theme
from aijournal.ui.widgets.line_edit import LineEdit

_UNCHORDED = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class SearchOverlay(Overlay):
    """Letters go to the line, and what moves in the list moves in it; each overlay says what Enter does.

    The keys of the action that `opened_by` names close it again, unless one types them.
    """

    def __init__(
        self, theme: Theme, bindings: Bindings, name: str, width_em: int, parent: QWidget, *, opened_by: str
    ) -> None:
        super().__init__(theme, name, width_em, parent)
        self._bindings = bindings
        self._opened_by = opened_by
        self.line = LineEdit()
        self.list = RowList(theme)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.line.installEventFilter(self)

    def take_current(self) -> None:
        """Do with the current row what Enter does."""
        raise NotImplementedError

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """Take the keys of the list and of the overlay before the line does."""
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._press(event)
        return super().eventFilter(watched, event)

    def _press(self, event: QKeyEvent) -> bool:
        key = key_of(event)
        if key == "Return":
            self.take_current()
        elif not is_plain(key) and key in self._bindings.keys(self._opened_by):
            self.close()
        elif event.modifiers() not in _UNCHORDED:
            return False
        else:
            return self.list.step(Qt.Key(event.key()))
        return True
