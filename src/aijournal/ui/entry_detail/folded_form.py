"""Fields of an entry that stay out of the way until somebody wants them."""

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QCompleter, QGridLayout, QLabel, QVBoxLayout, QWidget

from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.entry_detail.draft import Field
from aijournal.ui.entry_detail.fold_button import FoldButton
from aijournal.ui.entry_detail.line_field import LineField
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, SIBLING_GAP


class FoldedForm(QWidget):
    """A line that opens and closes the rows under it; `action` is the one whose key does the same."""

    edited = Signal(Field, str)
    finished = Signal()
    given_up = Signal(Field)

    def __init__(
        self, theme: Theme, bindings: Bindings, action: str, words: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bindings = bindings
        self._action = action
        self.lines: dict[Field, LineField] = {}
        self._labels: dict[Field, QLabel] = {}
        self.fold = FoldButton(theme, words, bindings.shown(action))
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIBLING_GAP)
        column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._rows)
        self._grid.setContentsMargins(0, 0, 0, SIBLING_GAP)
        self._grid.setHorizontalSpacing(SIBLING_GAP)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnStretch(1, 1)
        self.fold.clicked.connect(self._show_folded)
        bindings.changed.connect(self._show_key)
        self._rows.hide()

    @property
    def is_open(self) -> bool:
        """Whether the fields are shown."""
        return self.fold.isChecked()

    def toggle(self) -> None:
        """Open it with the keyboard in its first field, or close it with the keyboard on its line."""
        self.fold.click()
        if self.is_open:
            self.focus_first()
        else:
            self.fold.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_first(self) -> None:
        """Set the keyboard in the first field; each form has its own."""
        raise NotImplementedError

    def set_margin(self, margin: int) -> None:
        """Set how wide the column of names is."""
        self._grid.setColumnMinimumWidth(0, margin)

    def add_head(self, head: QLabel) -> None:
        """Add words above the fields, as wide as the form."""
        self._grid.addWidget(head, 0, 0, 1, 2)

    def add_row(self, field: Field, label: QLabel, widget: QWidget) -> None:
        """Add a field below the others, with its name beside it."""
        self._labels[field] = label
        label.setContentsMargins(0, GRID, 0, 0)
        row = self._grid.rowCount()
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(widget, row, 1)

    def new_line(self, field: Field, name: str, completer: QCompleter | None) -> LineField:
        """Return a line to type the text of a field in."""
        self.lines[field] = line = LineField(name, completer)
        line.edited.connect(partial(self.edited.emit, field))
        line.finished.connect(self.finished)
        line.given_up.connect(partial(self.given_up.emit, field))
        return line

    @Slot()
    def _show_key(self) -> None:
        self.fold.set_key(self._bindings.shown(self._action))

    @Slot()
    def _show_folded(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and not self.is_open and self._rows.isAncestorOf(focus):
            self.fold.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._rows.setVisible(self.is_open)
