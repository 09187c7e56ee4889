"""When an entry was and with what it was done; folded until somebody wants to put it right."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QWidget

from aijournal.domain.entry import Entry
from aijournal.domain.name_kind import NameKind
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.entry_detail.draft import Field
from aijournal.ui.entry_detail.fact_texts import names
from aijournal.ui.entry_detail.folded_form import FoldedForm
from aijournal.ui.entry_detail.line_field import LineField
from aijournal.ui.theme import Theme
from aijournal.ui.widgets.labels import plain_label

FACTS_FOLD = "entry.facts"
_NAMED: Mapping[Field, NameKind] = {Field.TOOL: NameKind.TOOL, Field.MODEL: NameKind.MODEL}


class FactForm(FoldedForm):
    """One line for each fact; of an entry that a log brought only the link can be typed, and that is said."""

    names_wanted = Signal(NameKind)

    def __init__(self, theme: Theme, bindings: Bindings, parent: QWidget | None = None) -> None:
        super().__init__(theme, bindings, FACTS_FOLD, self.tr("When and with what"), parent)
        self._is_typed = True
        self._from_log = plain_label(
            self.tr("Start, length, tool, model and tokens are as the log has them."), "small", wraps=True
        )
        self.add_head(self._from_log)
        for field, name in names().items():
            self.add_row(field, plain_label(name, "small"), self._line_of(field, name))

    def focus_first(self) -> None:
        """Set the keyboard in the first field that can be typed."""
        first = Field.STARTED if self._is_typed else Field.LINK
        self.lines[first].setFocus(Qt.FocusReason.ShortcutFocusReason)

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

    def _line_of(self, field: Field, name: str) -> LineField:
        line = self.new_line(field, name, QCompleter() if field in _NAMED else None)
        if field in _NAMED:
            line.wanted.connect(partial(self.names_wanted.emit, _NAMED[field]))
        return line
