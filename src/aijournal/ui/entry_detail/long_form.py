"""Everything else that can be said of an entry; folded until somebody wants to say it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QCompleter, QGridLayout, QLabel, QVBoxLayout, QWidget

from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.entry_detail.answer_words import choices, in_words, names, questions
from aijournal.ui.entry_detail.choice_row import ChoiceRow
from aijournal.ui.entry_detail.draft import Field
from aijournal.ui.entry_detail.fold_button import FoldButton
from aijournal.ui.entry_detail.line_field import LineField
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.labels import plain_label, tooltip

FOLD = "entry.more"
_GROUP_ENDS = (Field.LEFT_ME, Field.UNBLOCKED, Field.FORECAST_WITH)


class LongForm(QWidget):
    """One row for each field; what was said last of such work is offered in those that are open.

    `answered` says the text of an answer that was pressed or taken; typed ones are told as they are typed.
    """

    edited = Signal(Field, str)
    finished = Signal()
    given_up = Signal(Field)
    answered = Signal(Field, str)
    folded = Signal()

    def __init__(self, theme: Theme, bindings: Bindings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bindings = bindings
        self._offers: Mapping[Field, str] = {}
        self.choices: dict[Field, ChoiceRow] = {}
        self.lines: dict[Field, LineField] = {}
        self._labels: dict[Field, QLabel] = {}
        self.fold = FoldButton(theme, self.tr("More about it"), bindings.shown(FOLD))
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
            self.choices[Field.ACCEPTED].focus()
        else:
            self.fold.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_margin(self, margin: int) -> None:
        """Set how wide the column of names is."""
        self._grid.setColumnMinimumWidth(0, margin)
        for label in self._labels.values():
            label.setFixedWidth(margin)

    def show_texts(self, text_of: Callable[[Field], str]) -> None:
        """Show what stands in each field, and in the open ones what was said last."""
        texts = {field: text_of(field) for field in self._labels}
        offers = {field: "" if texts[field] else self._offers.get(field, "") for field in texts}
        for field, row in self.choices.items():
            row.show_text(texts[field])
            row.show_offer(offers[field])
        for field, line in self.lines.items():
            line.show_text(texts[field])
            line.show_offer(in_words(field, offers[field]) if offers[field] else "")

    def offer(self, texts: Mapping[Field, str]) -> None:
        """Take what was said last; `show_texts` shows it."""
        self._offers = texts

    def offer_bottlenecks(self, bottlenecks: Sequence[str]) -> None:
        """Offer names of bottlenecks while somebody types one."""
        self.lines[Field.BOTTLENECK].offer(bottlenecks)

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
        hint = self.tr("← → and Space choose, once more leaves it open again · = takes what you said last")
        self._grid.addWidget(plain_label(hint, "small", wraps=True), 0, 0, 1, 2)
        for field, name in names().items():
            self._add_row(field, name)

    def _add_row(self, field: Field, name: str) -> None:
        self._labels[field] = label = plain_label(name, "small", wraps=True)
        label.setContentsMargins(0, GRID, 0, 0)
        label.setToolTip(tooltip(questions()[field]))
        answers = choices().get(field)
        widget = self._choices_of(field, name, answers) if answers else self._line_of(field)
        row = self._grid.rowCount()
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(widget, row, 1)
        if field in _GROUP_ENDS:
            self._grid.setRowMinimumHeight(row + 1, GRID)

    def _choices_of(self, field: Field, name: str, answers: Mapping[str, str]) -> ChoiceRow:
        self.choices[field] = row = ChoiceRow(self._theme, name, questions()[field], answers)
        row.pressed.connect(partial(self.answered.emit, field))
        row.offer_taken.connect(partial(self._take_offer, field))
        return row

    def _line_of(self, field: Field) -> LineField:
        completer = QCompleter() if field is Field.BOTTLENECK else None
        self.lines[field] = line = LineField(questions()[field], completer)
        line.edited.connect(partial(self.edited.emit, field))
        line.finished.connect(self.finished)
        line.given_up.connect(partial(self.given_up.emit, field))
        line.offer_taken.connect(partial(self._take_offer, field))
        return line

    def _take_offer(self, field: Field) -> None:
        offer = self._offers.get(field, "")
        if offer:
            self.answered.emit(field, offer)

    @Slot()
    def _show_key(self) -> None:
        self.fold.set_key(self._bindings.shown(FOLD))

    @Slot()
    def _show_folded(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and not self.is_open and self._rows.isAncestorOf(focus):
            self.fold.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._rows.setVisible(self.is_open)
        self.folded.emit()
