"""The person's own list of names that are not to leave: clients, colleagues, code names."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from aijournal.errors import AijournalError
from aijournal.ui import phrases
from aijournal.ui.parts import Parts
from aijournal.ui.settings.own_list import OwnList, OwnRow
from aijournal.ui.type_scale import SIBLING_GAP
from aijournal.ui.widgets.card import Card
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.key_button import KeyButton
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from datetime import datetime

    from aijournal.journal.journal import Journal

_LONGEST = 200
_WIDTH_EM = 14


class NamesCard(Card):
    """A line to add a name, and the names there are; Del takes the current one off the list."""

    said = Signal(str, bool)
    failed = Signal(AijournalError)

    def __init__(self, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_heading(self.tr("Names that are not to leave"))
        self._parts = parts
        self.list = OwnList(parts.theme, parts.bindings, self.tr("Names that are not to leave"))
        self.remove = KeyButton(parts.theme, self.tr("Remove"))
        self.new = LineEdit()
        self.add = QPushButton(self.tr("Add"))
        self._lay_out()
        self.list.let_press("own_list.remove", self.remove)
        self.remove.clicked.connect(self._remove)
        self.new.returnPressed.connect(self._add)
        self.add.clicked.connect(self._add)

    def show_names(self, names: tuple[str, ...]) -> None:
        """Show the names as the journal has them."""
        had_keyboard = self.list.hasFocus() or self.remove.hasFocus()
        self.list.show_rows([OwnRow(name, phrases.plain_line(name), "") for name in names])
        self.list.setVisible(bool(names))
        self.remove.setVisible(bool(names))
        if had_keyboard and not names:
            self.new.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self.body.setSpacing(SIBLING_GAP)
        why = self.tr(
            "Clients, colleagues, code names. They are looked for in all words that would leave, as are the "
            "names behind aliases, keys, passwords, addresses and paths. What only you can know to be "
            "confidential is not found: read the preview."
        )
        self.new.setPlaceholderText(self.tr("such as: a client"))
        self.new.setAccessibleName(self.tr("A name that is not to leave"))
        self.new.setMaxLength(_LONGEST)
        self.new.setMinimumWidth(round(_WIDTH_EM * self._parts.theme.type.em))
        self.add.setAccessibleName(self.tr("Add the name"))
        self.body.addWidget(plain_label(why, "soft", wraps=True))
        self.body.addWidget(self.list)
        keys, line = QWidget(), QWidget()
        FlowLayout(keys, gap=SIBLING_GAP).addWidget(self.remove)
        flow = FlowLayout(line, gap=SIBLING_GAP)
        flow.addWidget(self.new)
        flow.addWidget(self.add)
        self.body.addWidget(keys)
        self.body.addWidget(line)
        self.list.hide()
        self.remove.hide()

    @Slot()
    def _add(self) -> None:
        name = self.new.text().strip()
        self.new.setFocus(Qt.FocusReason.OtherFocusReason)
        if name:
            job = partial(_add, name=name, now=self._parts.clock.now())
            self._parts.journal.write(job, self._tell_added, self.failed.emit)

    def _tell_added(self, _: None) -> None:
        self.new.clear()
        self.said.emit(self.tr("Added. It is looked for from now on."), True)

    @Slot()
    def _remove(self) -> None:
        name = self.list.current_key
        if isinstance(name, str):
            job = partial(_remove, name=name, now=self._parts.clock.now())
            words = self.tr("Removed from the list.")
            self._parts.journal.write(job, lambda _: self.said.emit(words, True), self.failed.emit)


def _add(journal: "Journal", *, name: str, now: "datetime") -> None:
    journal.kept_names.add(name, now)


def _remove(journal: "Journal", *, name: str, now: "datetime") -> None:
    journal.kept_names.remove(name, now)
