"""The fields of an entry, declared once: their names, the actions that lead there, and what helps to type."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QCompleter

from aijournal.domain.name_kind import NameKind
from aijournal.ui.entry_detail.draft import Field
from aijournal.ui.entry_detail.growing_edit import GrowingEdit
from aijournal.ui.entry_detail.line_field import LastWordCompleter, LineField

FIELD_ACTIONS: Mapping[Field, str] = {
    Field.PROJECT: "entry.project",
    Field.TASK: "verdict.task",
    Field.TAGS: "entry.tags",
    Field.MINUTES: "verdict.minutes",
    Field.NOTE: "verdict.note",
}
_NAMED = {Field.PROJECT: NameKind.PROJECT, Field.TASK: NameKind.TASK, Field.TAGS: NameKind.TAG}

FieldWidget = LineField | GrowingEdit


class FieldSet(QObject):
    """Makes the fields that are always there, and says what happens in any of them with its name."""

    edited = Signal(Field, str)
    finished = Signal()
    given_up = Signal(Field)
    said = Signal(str, bool)
    names_wanted = Signal(NameKind)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.names: Mapping[Field, str] = {
            Field.TITLE: self.tr("title"),
            Field.PROJECT: self.tr("project"),
            Field.TASK: self.tr("task type"),
            Field.TAGS: self.tr("tags"),
            Field.MINUTES: self.tr("net minutes"),
            Field.NOTE: self.tr("note"),
        }
        self.title = GrowingEdit(self.names[Field.TITLE], has_lines=False)
        self.title.setProperty("role", "title")
        self._widgets: dict[Field, FieldWidget] = {Field.TITLE: self.title}
        self._widgets |= {field: self._made(field) for field in FIELD_ACTIONS}
        for field, widget in self._widgets.items():
            widget.edited.connect(partial(self.edited.emit, field))
            widget.finished.connect(self.finished)
            widget.given_up.connect(partial(self.given_up.emit, field))
            widget.refused.connect(self._tell_hidden)

    def show_texts(self, text_of: Callable[[Field], str]) -> None:
        """Show what stands in each field."""
        for field, widget in self._widgets.items():
            widget.show_text(text_of(field))

    def __getitem__(self, field: Field) -> FieldWidget:
        return self._widgets[field]

    def offer(self, kind: NameKind, names: Sequence[str]) -> None:
        """Offer names while somebody types."""
        for field, named in _NAMED.items():
            widget = self._widgets[field]
            if named is kind and isinstance(widget, LineField):
                widget.offer(names)

    def focus(self, field: Field) -> None:
        """Put the caret into a field."""
        self._widgets[field].setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _tell_hidden(self) -> None:
        words = self.tr("It is hidden, so it can only be written anew: choose all of it first (Ctrl+A).")
        self.said.emit(words, False)

    def _made(self, field: Field) -> FieldWidget:
        name = self.names[field]
        if field is Field.NOTE:
            return GrowingEdit(name, has_lines=True)
        completer = None
        if field in _NAMED:
            completer = LastWordCompleter() if field is Field.TAGS else QCompleter()
        line = LineField(name, completer)
        if field in _NAMED:
            line.wanted.connect(partial(self.names_wanted.emit, _NAMED[field]))
        return line
