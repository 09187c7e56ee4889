"""Everything else that can be said of an entry; folded until somebody wants to say it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCompleter, QWidget

from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.entry_detail.answer_words import choices, in_words, names, questions
from aijournal.ui.entry_detail.choice_row import ChoiceRow
from aijournal.ui.entry_detail.draft import Field
from aijournal.ui.entry_detail.folded_form import FoldedForm
from aijournal.ui.entry_detail.line_field import LineField
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID
from aijournal.ui.widgets.labels import plain_label, tooltip

FOLD = "entry.more"
_GROUP_ENDS = (Field.LEFT_ME, Field.UNBLOCKED, Field.FORECAST_WITH)


class LongForm(FoldedForm):
    """One row for each field; what was said last of such work is offered in those that are open.

    `answered` says the text of an answer that was pressed or taken; typed ones are told as they are typed.
    """

    answered = Signal(Field, str)
    folded = Signal()

    def __init__(self, theme: Theme, bindings: Bindings, parent: QWidget | None = None) -> None:
        super().__init__(theme, bindings, FOLD, self.tr("More about it"), parent)
        self._theme = theme
        self._offers: Mapping[Field, str] = {}
        self.choices: dict[Field, ChoiceRow] = {}
        hint = self.tr("← → and Space choose, once more leaves it open again · = takes what you said last")
        self.add_head(plain_label(hint, "small", wraps=True))
        for field, name in names().items():
            self._add_field(field, name)
        self.fold.clicked.connect(self.folded)  # behind the form's own, which shows the rows

    def focus_first(self) -> None:
        """Set the keyboard in the first question."""
        self.choices[Field.ACCEPTED].focus()

    def set_margin(self, margin: int) -> None:
        """Set how wide the column of names is."""
        super().set_margin(margin)
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

    def _add_field(self, field: Field, name: str) -> None:
        label = plain_label(name, "small", wraps=True)
        label.setToolTip(tooltip(questions()[field]))
        answers = choices().get(field)
        widget = self._choices_of(field, name, answers) if answers else self._line_of(field)
        self.add_row(field, label, widget)
        if field in _GROUP_ENDS:
            self._grid.setRowMinimumHeight(self._grid.rowCount(), GRID)

    def _choices_of(self, field: Field, name: str, answers: Mapping[str, str]) -> ChoiceRow:
        self.choices[field] = row = ChoiceRow(self._theme, name, questions()[field], answers)
        row.pressed.connect(partial(self.answered.emit, field))
        row.offer_taken.connect(partial(self._take_offer, field))
        return row

    def _line_of(self, field: Field) -> LineField:
        completer = QCompleter() if field is Field.BOTTLENECK else None
        line = self.new_line(field, questions()[field], completer)
        line.offer_taken.connect(partial(self._take_offer, field))
        return line

    def _take_offer(self, field: Field) -> None:
        offer = self._offers.get(field, "")
        if offer:
            self.answered.emit(field, offer)
