"""The task that is meant: how it was drawn, what was locked, its clock, and what can be done with it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from aijournal.domain.kept_trial import KeptTask, TrialPlan
from aijournal.ui import phrases
from aijournal.ui.actions.action import QT_TRANSLATE_NOOP
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.theme import Theme
from aijournal.ui.trials import trial_words
from aijournal.ui.type_scale import CARD_GAP, GRID, SIBLING_GAP
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.key_button import KeyButton
from aijournal.ui.widgets.labels import plain_label

_ACTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "trials.clock": QT_TRANSLATE_NOOP("TaskPanel", "Start"),
        "trials.done": QT_TRANSLATE_NOOP("TaskPanel", "Done…"),
        "trials.rework": QT_TRANSLATE_NOOP("TaskPanel", "Rework…"),
        "trials.violated": QT_TRANSLATE_NOOP("TaskPanel", "Not done as drawn"),
        "trials.link": QT_TRANSLATE_NOOP("TaskPanel", "Link entries…"),
        "trials.title": QT_TRANSLATE_NOOP("TaskPanel", "Rename…"),
    }
)


class TaskPanel(QFrame):
    """Buttons do what the page offers under the same name; those that mean nothing now are left out."""

    def __init__(self, theme: Theme, bindings: Bindings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "slip")
        self._bindings = bindings
        self.task: KeptTask | None = None
        self._plan = TrialPlan("")
        self.title = plain_label(role="small", wraps=True)
        self.way = plain_label(role="heading", wraps=True)
        self.locked = plain_label(role="small", wraps=True)
        self.clock = plain_label(role="figure")
        self.state = plain_label(role="soft", wraps=True)
        self.remarks = plain_label(role="small", wraps=True)
        self.buttons = {
            name: KeyButton(theme, QCoreApplication.translate("TaskPanel", words))
            for name, words in _ACTS.items()
        }
        self._lay_out()
        bindings.changed.connect(self._show_keys)
        self._show_keys()

    def show_task(self, task: KeptTask | None, plan: TrialPlan) -> None:
        """Show a task of a trial, or nothing where there is none."""
        self.task, self._plan = task, plan
        self.setVisible(task is not None)
        if task is not None:
            self._tell(task)

    def show_clock(self, running: tuple[KeptTask, ...]) -> None:
        """Show what the clock of the task says now, if it is among those that run."""
        task = self.task
        for one in running:
            if task is not None and one.id == task.id and task.is_running:
                self.task = one
                self.clock.setText(trial_words.taken(one))

    def can_run(self, name: str) -> bool:
        """Return whether something can be done with the task as it is."""
        task = self.task
        if task is None:
            return False
        if name == "trials.title":
            return True
        if task.arm is None:
            return False
        is_done = task.done_at is not None
        return {"trials.clock": not is_done, "trials.rework": is_done}.get(name, True)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(CARD_GAP, CARD_GAP - GRID, CARD_GAP, CARD_GAP - GRID)
        column.setSpacing(GRID)
        for label in (self.title, self.way, self.locked, self.clock, self.state, self.remarks):
            column.addWidget(label)
        keys = QWidget()
        line = FlowLayout(keys, gap=SIBLING_GAP)
        for button in self.buttons.values():
            line.addWidget(button)
        column.addSpacing(GRID)
        column.addWidget(keys)

    def _tell(self, task: KeptTask) -> None:
        plan, title = self._plan, phrases.plain_line(task.title)
        self.title.setText(
            self.tr("Task %1: %2").replace("%1", phrases.decimal(task.place)).replace("%2", title)
        )
        drawn = self.tr("Drawn: %1").replace("%1", trial_words.way(task, plan))
        self.way.setText(drawn if task.arm is not None else trial_words.how_far(task))
        self.setAccessibleName(f"{self.title.text()}. {self.way.text()}")
        self.locked.setText(trial_words.forecast(task, plan))
        self.clock.setText(trial_words.taken(task))
        self.clock.setVisible(task.arm is not None)
        self.state.setText(trial_words.how_far(task))
        self.state.setVisible(task.arm is not None)
        self.remarks.setText(trial_words.remarks(task))
        self.remarks.setVisible(bool(self.remarks.text()))
        start = self.tr("Go on") if task.clock_minutes else self.tr("Start")
        self.buttons["trials.clock"].setText(self.tr("Pause") if task.is_running else start)
        is_done = task.done_at is not None
        self.buttons["trials.done"].setText(self.tr("Correct…") if is_done else self.tr("Done…"))
        violated = self.tr("It was done as drawn") if task.is_violated else self.tr("Not done as drawn")
        self.buttons["trials.violated"].setText(violated)
        for name, button in self.buttons.items():
            button.setVisible(self.can_run(name))

    @Slot()
    def _show_keys(self) -> None:
        for name, button in self.buttons.items():
            button.set_key(self._bindings.shown(name))
