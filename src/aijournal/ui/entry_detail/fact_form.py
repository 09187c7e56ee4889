"""When an entry was and with what it was done; folded until somebody wants to put it right."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QCompleter, QGridLayout, QLabel, QVBoxLayout, QWidget

from aijournal.domain.entry import Entry
from aijournal.journal.names import NameKind
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.entry_detail.draft import Field
from aijournal.ui.entry_detail.fact_texts import names
from aijournal.ui.entry_detail.fold_button import FoldButton
from aijournal.ui.entry_detail.line_field import LineField
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.labels import plain_label

FACTS_FOLD = "entry.facts"
_NAMED: Mapping[Field, NameKind] = {Field.TOOL: NameKind.TOOL, Field.MODEL: NameKind.MODEL}


class FactForm(QWidget):
    """One line for each fact; of an entry that a log brought only the link can be typed, and that is said."""

    edited = Signal(Field, str)
    finished = Signal()
    given_up = Signal(Field)
    names_wanted = Signal(NameKind)

    def __init__(self, theme: Theme, bindings: Bindings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bindings = bindings
        self.lines: dict[Field, LineField] = {}
        self._labels: dict[Field, QLabel] = {}
        self._is_typed = True
        self.fold = FoldButton(theme, self.tr("When and with what"), bindings.shown(FACTS_FOLD))
        self._from_log = plain_label(
            self.tr("Start, length, tool, model and tokens are as the log has them."), "small", wraps=True
        )
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._lay_out()
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
            first = Field.STARTED if self._is_typed else Field.LINK
            self.lines[first].setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.fold.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_margin(self, margin: int) -> None:
        """Set how wide the column of names is."""
        self._grid.setColumnMinimumWidth(0, margin)

    def show_entry(self, entry: Entry, text_of: Callable[[Field], str]) -> None:
        """Show what stands in each field, as far as it can be typed."""
        self._is_typed = entry.interaction.source is None
        self._from_log.setHidden(self._is_typed)
        for field, line in self.lines.items():
            line.show_text(text_of(field))
            is_shown = self._is_typed or field is Field.LINK
            line.setHidden(not is_shown)
            self._labels[field].setHidden(not is_shown)

    def offer(self, kind: NameKind, offered: Sequence[str]) -> None:
        """Offer names while somebody types."""
        for field, named in _NAMED.items():
            if named is kind:
                self.lines[field].offer(offered)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIBLING_GAP)
        column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._rows)
        self._grid.setContentsMargins(0, 0, 0, SIBLING_GAP)
        self._grid.setHorizontalSpacing(SIBLING_GAP)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self._from_log, 0, 0, 1, 2)
        for row, (field, name) in enumerate(names().items(), 1):
            self._labels[field] = label = plain_label(name, "small")
            label.setContentsMargins(0, GRID, 0, 0)
            self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(self._line_of(field, name), row, 1)

    def _line_of(self, field: Field, name: str) -> LineField:
        self.lines[field] = line = LineField(name, QCompleter() if field in _NAMED else None)
        line.edited.connect(partial(self.edited.emit, field))
        line.finished.connect(self.finished)
        line.given_up.connect(partial(self.given_up.emit, field))
        if field in _NAMED:
            line.wanted.connect(partial(self.names_wanted.emit, _NAMED[field]))
        return line

    @Slot()
    def _show_key(self) -> None:
        self.fold.set_key(self._bindings.shown(FACTS_FOLD))

    @Slot()
    def _show_folded(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and not self.is_open and self._rows.isAncestorOf(focus):
            self.fold.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._rows.setVisible(self.is_open)
