"""Renaming a task type; where the name is taken the two become one, which is asked before it is done."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from aijournal.domain.own_lists import TaskType
from aijournal.ui import phrases
from aijournal.ui.safety.slip import Slip
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.line_edit import LineEdit

_LONGEST = 60


class RenameSlip(Slip):
    """`wanted` tells of the task type and its new name, which may be another one's."""

    wanted = Signal(TaskType, str)
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.leave.setText(self.tr("Leave it"))
        self.name = LineEdit()
        self.name.setAccessibleName(self.tr("The new name"))
        self.name.setMaxLength(_LONGEST)
        self.fault = plain_label(role="small", wraps=True)
        self.body.addWidget(self.name)
        self.body.addWidget(self.fault)
        self._task: TaskType | None = None
        self._others: dict[str, TaskType] = {}
        self._is_asking = False
        self.name.textEdited.connect(self._ask_name)
        self.name.returnPressed.connect(self._agree)
        self.agreed.connect(self._agree)

    def begin(self, task: TaskType, tasks: Sequence[TaskType], opener: QWidget) -> None:
        """Ask for the new name of one of the task types there are."""
        self._task = task
        self._others = {one.name: one for one in tasks if one.name != task.name}
        self.name.setText(task.name)
        self._ask_name()
        self.open_from(opener)
        self.name.selectAll()
        self.opened.emit()

    @Slot()
    def _ask_name(self) -> None:
        """Say what a new name means, and take back the question whether two should be one."""
        if self._task is None:
            return
        self._is_asking = False
        self.fault.hide()
        self.agree.setText(self.tr("Rename"))
        words = self.tr("%1 get the new name with it.")
        if not self._task.entries:
            words = self.tr("No entry has it yet.")
        name, entries = phrases.plain_line(self._task.name), phrases.entries(self._task.entries)
        if self._task.entries == 1:
            words = self.tr("%1 gets the new name with it.")
        self.say(self.tr("Rename “%1”").replace("%1", name), words.replace("%1", entries))

    def _ask_merging(self, task: TaskType, other: TaskType) -> None:
        self._is_asking = True
        one, two = phrases.plain_line(task.name), phrases.plain_line(other.name)
        words = self.tr(
            "There is a “%2” with %4. “%1” goes, and its %3 become “%2”. One undo parts them again."
        )
        self.say(
            self.tr("Make “%1” and “%2” one?").replace("%1", one).replace("%2", two),
            words.replace("%3", phrases.entries(task.entries))
            .replace("%4", phrases.entries(other.entries))
            .replace("%1", one)
            .replace("%2", two),
        )
        self.agree.setText(self.tr("Make them one"))
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _agree(self) -> None:
        """Hand on the name; one that is taken is asked about first."""
        name, task = " ".join(self.name.text().split()), self._task
        if task is None or name == task.name:
            self.put_away()
        elif not name:
            self.fault.setText(self.tr("Give it a word or two."))
            self.fault.show()
        elif name in self._others and not self._is_asking:
            self._ask_merging(task, self._others[name])
        else:
            self.put_away()
            self.wanted.emit(task, name)
