"""The kinds of work that the person tells apart, in the order in which they are offered."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from aijournal.domain.own_lists import TaskType
from aijournal.ui import phrases
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.settings.own_list import OwnList, OwnRow
from aijournal.ui.settings.rename_slip import RenameSlip
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.card import Card
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.key_button import KeyButton
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.line_edit import LineEdit

_LONGEST = 60
_WIDTH_EM = 13


class TaskTypesCard(Card):
    """A list with what can be done to its current row, by key or by button; and a line for a new one."""

    add_asked = Signal(str)
    rename_asked = Signal(TaskType, str)
    retire_asked = Signal(TaskType, bool)
    move_asked = Signal(str, int)
    typed = Signal(str)

    def __init__(self, theme: Theme, bindings: Bindings, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_heading(self.tr("Task types"))
        self.tasks: tuple[TaskType, ...] = ()
        self.list = OwnList(theme, bindings, self.tr("Task types"))
        self.rename = KeyButton(theme, self.tr("Rename…"))
        self.up = KeyButton(theme, self.tr("Move up"))
        self.down = KeyButton(theme, self.tr("Move down"))
        self.retire = KeyButton(theme, self.tr("Retire"))
        self.slip = RenameSlip()
        self.new = LineEdit()
        self.add = QPushButton(self.tr("Add"))
        self.fault = plain_label(role="small", wraps=True)
        self.why = plain_label(role="soft", wraps=True)
        self._keys = QWidget()
        self._theme = theme
        self._lay_out()
        self._connect()
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def current(self) -> TaskType | None:
        """The task type in the current row."""
        at = self.list.currentRow()
        return self.tasks[at] if 0 <= at < len(self.tasks) else None

    def show_tasks(self, tasks: Sequence[TaskType]) -> None:
        """Show the task types there are now, in their order."""
        self.tasks = tuple(tasks)
        self.list.show_rows([_row(task) for task in tasks])
        self.list.setVisible(bool(tasks))
        self._keys.setVisible(bool(tasks))
        self.why.setText(self._why())
        self._show_current()

    def tell_added(self, name: str) -> None:
        """Make room for the next one, and let the new one be the current row."""
        self.new.clear()
        self.typed.emit("")
        self.list.choose(name)

    def _why(self) -> str:
        words = self.tr(
            "What kind of work an entry was. They are offered in this order, and figures are told apart by "
            "them. A retired one stays on its entries and is offered no more."
        )
        if self.tasks:
            return words
        none = self.tr("There is none yet: name one here, or write one on an entry.")
        return f"{words} {none}"

    def _lay_out(self) -> None:
        self.new.setPlaceholderText(self.tr("such as: debugging"))
        self.new.setAccessibleName(self.tr("A new task type"))
        self.new.setMaxLength(_LONGEST)
        self.add.setAccessibleName(self.tr("Add the task type"))
        self.fault.hide()
        keys = FlowLayout(self._keys, gap=SIBLING_GAP)
        for button in (self.rename, self.up, self.down, self.retire):
            keys.addWidget(button)
        line = QWidget()
        flow = FlowLayout(line, gap=SIBLING_GAP)
        flow.addWidget(self.new)
        flow.addWidget(self.add)
        self.body.addWidget(self.why)
        self.body.addSpacing(GRID)
        parts = QVBoxLayout()
        parts.setSpacing(SIBLING_GAP)
        for part in (self.list, self._keys, self.slip, line, self.fault):
            parts.addWidget(part)
        self.body.addLayout(parts)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._show_current)
        self.list.itemActivated.connect(self._open)
        for action, button in (
            ("own_list.change", self.rename),
            ("own_list.up", self.up),
            ("own_list.down", self.down),
            ("own_list.remove", self.retire),
        ):
            self.list.let_press(action, button)
        self.rename.clicked.connect(self._open)
        self.up.clicked.connect(partial(self._move, -1))
        self.down.clicked.connect(partial(self._move, 1))
        self.retire.clicked.connect(self._retire)
        self.new.textEdited.connect(self._type)
        self.new.returnPressed.connect(self._add)
        self.add.clicked.connect(self._add)
        self.slip.wanted.connect(self.rename_asked)

    @Slot()
    def _show_current(self) -> None:
        """Offer what can be done to the current row; what cannot be done now says nothing when pressed."""
        task = self.current
        is_retired = task is not None and task.is_retired
        self.retire.setText(self.tr("Bring back") if is_retired else self.tr("Retire"))

    @Slot()
    def _open(self) -> None:
        if self.current is not None:
            self.slip.begin(self.current, self.tasks, self.list)

    def _move(self, step: int) -> None:
        """Ask for a place further up or down; the first, the last and the retired ones stay."""
        task, place = self.current, self.list.currentRow() + step
        offered = sum(not one.is_retired for one in self.tasks)
        if task is not None and not task.is_retired and 0 <= place < offered:
            self.move_asked.emit(task.name, place)

    @Slot()
    def _retire(self) -> None:
        if self.current is not None:
            self.retire_asked.emit(self.current, not self.current.is_retired)

    @Slot(str)
    def _type(self, text: str) -> None:
        self.fault.hide()
        self.typed.emit(text)

    @Slot()
    def _add(self) -> None:
        name = " ".join(self.new.text().split())
        fault = self._fault(name)
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        self.new.setFocus(Qt.FocusReason.OtherFocusReason)
        if not fault:
            self.add_asked.emit(name)

    @Slot()
    def _dress(self) -> None:
        self.new.setMinimumWidth(round(_WIDTH_EM * self._theme.type.em))

    def _fault(self, name: str) -> str:
        if not name:
            return self.tr("Give it a word or two.")
        if any(task.name == name and not task.is_retired for task in self.tasks):
            return self.tr("“%1” is in the list already.").replace("%1", phrases.plain_line(name))
        return ""


def _row(task: TaskType) -> OwnRow:
    facts = [phrases.entries(task.entries)]
    if task.is_retired:
        facts.insert(0, phrases.translated("TaskTypesCard", "retired"))
    name = phrases.plain_line(task.name)
    return OwnRow(task.name, name, phrases.BETWEEN.join(facts), is_over=task.is_retired)
