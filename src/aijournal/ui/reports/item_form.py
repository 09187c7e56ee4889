"""One piece of work that the person tells of: fields for the parts of the story, and where it comes from."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from aijournal.domain.review import PickedEntry, PickedItem
from aijournal.ui import phrases
from aijournal.ui.actions.action import QT_TRANSLATE_NOOP
from aijournal.ui.entry_detail.growing_edit import GrowingEdit
from aijournal.ui.type_scale import CARD_GAP, GRID, SIBLING_GAP
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.labels import plain_label

_SITUATION, _LINK = "situation", "link"
_PARTS: Final[Mapping[str, str]] = {
    _SITUATION: QT_TRANSLATE_NOOP("ItemForm", "The situation"),
    "ai_did": QT_TRANSLATE_NOOP("ItemForm", "What AI did"),
    "person_did": QT_TRANSLATE_NOOP("ItemForm", "What I did and checked"),
    "result": QT_TRANSLATE_NOOP("ItemForm", "What came of it"),
    _LINK: QT_TRANSLATE_NOOP("ItemForm", "Link"),
}


class ItemForm(QFrame):
    """Words are kept as drafts while they are typed, and are the item's own when the caret leaves.

    `written` carries the item as it stands then; `typed` each change on the way there.
    """

    typed = Signal(str, str)  # the draft's name, and the text
    written = Signal(PickedItem)
    note_asked = Signal(int)
    drop_asked = Signal(str)
    earlier_asked = Signal(str)

    def __init__(self, picked: PickedEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "slip")
        self._saved = self._before = picked.item
        self._number = picked.number
        self._name = plain_label(role="heading", wraps=True)
        self._fields = {part: GrowingEdit("", has_lines=part != _LINK) for part in _PARTS}
        self.from_note = QPushButton(self.tr("Take from the note"))
        self.earlier = QPushButton(self.tr("Move up"))
        self.drop = QPushButton(self.tr("Leave it out"))
        self._lay_out()
        for part, field in self._fields.items():
            field.edited.connect(partial(self._tell_typed, part))
            field.finished.connect(self.finish)
            field.given_up.connect(self.finish)
        self.from_note.clicked.connect(self._ask_note)
        self.earlier.clicked.connect(self._ask_earlier)
        self.drop.clicked.connect(self._ask_drop)
        self.show_picked(picked)

    @property
    def item(self) -> PickedItem:
        """What stands in the fields now."""
        texts = {part: field.text() for part, field in self._fields.items()}
        return replace(self._saved, **texts)

    @property
    def draft_names(self) -> Mapping[str, str]:
        """Under which name each field's text is kept while it is typed, by the part that it is."""
        return {part: f"review/{self._saved.uid}/{part}" for part in _PARTS}

    def field(self, part: str) -> GrowingEdit:
        """Return the field of a part."""
        return self._fields[part]

    def show_picked(self, picked: PickedEntry) -> None:
        """Show an item as the journal has it; what is being typed stays."""
        title = phrases.plain_line(picked.title or "") or self.tr("Entry %1").replace(
            "%1", str(picked.number)
        )
        name = phrases.BETWEEN.join((title, phrases.full_day(picked.day)))
        self._name.setText(name)
        self.setAccessibleName(name)
        for part, words in _PARTS.items():
            field = self._fields[part]
            told = QCoreApplication.translate("ItemForm", words)
            field.setAccessibleName(f"{told}: {title}")
            if field.text() == getattr(self._saved, part):
                field.show_text(getattr(picked.item, part))
        self.from_note.setAccessibleName(f"{self.from_note.text()}: {title}")
        for button in (self.earlier, self.drop):
            button.setAccessibleName(f"{button.text()}: {title}")
        self._saved, self._number = picked.item, picked.number

    def take_draft(self, part: str, text: str) -> None:
        """Show what was typed before and never became the item's own, and let it."""
        if text and text != self._fields[part].text():
            self._fields[part].show_text(text)
            self.finish()

    def take_note(self, text: str) -> None:
        """Put the words of the entry's note behind what is there of the situation."""
        field = self._fields[_SITUATION]
        field.show_text("\n".join(filter(None, (field.text(), text))))
        self.finish()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_back(self) -> None:
        """Hold what was written last for not kept: it is written again once it is finished."""
        self._saved = self._before

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where the keyboard stops, in the order in which it is read."""
        buttons = [self.from_note, self.earlier, self.drop]
        return (*self._fields.values(), *(one for one in buttons if not one.isHidden()))

    def focus_first(self) -> None:
        """Put the caret where the story begins."""
        self._fields[_SITUATION].setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(CARD_GAP, SIBLING_GAP + GRID, CARD_GAP, SIBLING_GAP + GRID)
        column.setSpacing(GRID)
        column.addWidget(self._name)
        for part, words in _PARTS.items():
            column.addWidget(plain_label(QCoreApplication.translate("ItemForm", words), "small"))
            column.addWidget(self._fields[part])
        keys = QWidget()
        line = FlowLayout(keys, gap=SIBLING_GAP)
        for button in (self.from_note, self.earlier, self.drop):
            line.addWidget(button)
        column.addSpacing(GRID)
        column.addWidget(keys)

    def _tell_typed(self, part: str, text: str) -> None:
        self.typed.emit(self.draft_names[part], text)

    @Slot()
    def finish(self) -> bool:
        """Let what is being typed be the item's own, and return whether that is another than before."""
        is_new = self.item != self._saved
        if is_new:
            self._before, self._saved = self._saved, self.item
            self.written.emit(self.item)
        return is_new

    @Slot()
    def _ask_note(self) -> None:
        self.note_asked.emit(self._number)

    @Slot()
    def _ask_earlier(self) -> None:
        self.earlier_asked.emit(self._saved.uid)

    @Slot()
    def _ask_drop(self) -> None:
        self.drop_asked.emit(self._saved.uid)
