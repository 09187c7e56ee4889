"""The tasks of a trial: the one that is meant, the way to the next, and all of them in a table."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from aijournal.domain.kept_trial import KeptTask, KeptTrial, TaskToLock
from aijournal.ui import phrases
from aijournal.ui.parts import Parts
from aijournal.ui.trials.link_slip import LinkSlip
from aijournal.ui.trials.rows_table import RowsTable
from aijournal.ui.trials.task_panel import TaskPanel
from aijournal.ui.trials.task_slip import TaskSlip
from aijournal.ui.trials.task_slips import DoneSlip, ReworkSlip, TitleSlip
from aijournal.ui.trials.trial_acts import TrialActs
from aijournal.ui.trials.trial_tables import SPARE_OF_TASKS, WIDEST_OF_TASKS, TaskRow, TaskTableModel
from aijournal.ui.type_scale import SIBLING_GAP
from aijournal.ui.widgets.bringing_into_view import bring_into_view
from aijournal.ui.widgets.card import Card
from aijournal.ui.widgets.labels import plain_label

_MOST_ROWS = 12


class TasksCard(Card):
    """One slip at a time is open; `turned` says that another task is meant."""

    turned = Signal()

    def __init__(self, parts: Parts, acts: TrialActs, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_heading(self.tr("Tasks"))
        self._acts = acts
        self._trial: KeptTrial | None = None
        self._tasks: tuple[KeptTask, ...] = ()
        self._meant: int | None = None
        self.add = QPushButton(self.tr("Add a task…"))
        self.add.setProperty("role", "primary")
        self.why = plain_label(role="small", wraps=True)
        self.panel = TaskPanel(parts.theme, parts.bindings)
        self.task = TaskSlip()
        self.finish = DoneSlip()
        self.rework = ReworkSlip()
        self.title = TitleSlip()
        self.links = LinkSlip(parts)
        self.table = RowsTable(
            parts.theme, TaskTableModel(), self.tr("Tasks of the trial"), _MOST_ROWS, WIDEST_OF_TASKS
        )
        self.table.leave_out(*SPARE_OF_TASKS)
        self._lay_out()
        self._connect()

    @property
    def slips(self) -> tuple[TaskSlip | DoneSlip | ReworkSlip | TitleSlip | LinkSlip, ...]:
        """What opens under the task."""
        return self.task, self.finish, self.rework, self.title, self.links

    @property
    def meant(self) -> KeptTask | None:
        """The task that is meant."""
        return self.panel.task

    @property
    def can_add(self) -> bool:
        """Whether the trial takes tasks."""
        trial = self._trial
        return trial is not None and trial.is_drawn_here and trial.ended_at is None

    def show_tasks(self, trial: KeptTrial, tasks: tuple[KeptTask, ...]) -> None:
        """Show the tasks of a trial; of another trial than before, the one that runs or is open is meant."""
        if self._trial is None or self._trial.id != trial.id:
            self._meant = None
            self.put_away()
        self._trial, self._tasks = trial, tasks
        latest_first = tasks[::-1]
        meant = next((one for one in latest_first if one.id == self._meant), None) or _first(latest_first)
        self._meant = meant.id if meant is not None else None
        rows = tuple(TaskRow(task, trial.plan) for task in latest_first)
        self.table.show_rows(rows, latest_first.index(meant) if meant is not None else None)
        self.table.setVisible(bool(tasks))
        self.panel.show_task(meant, trial.plan)
        self.add.setVisible(self.can_add)
        self.why.setText(self._why_none(trial) if not tasks else "")
        self.why.setVisible(not tasks)
        self.links.look_again(tasks)
        self.turned.emit()

    def mean(self, task: int) -> None:
        """Mean a task from now on, as soon as it is shown."""
        self._meant = task
        if self._trial is not None:
            self.show_tasks(self._trial, self._tasks)

    def put_away(self) -> None:
        """Close every slip."""
        for slip in self.slips:
            if not slip.isHidden():
                slip.put_away()

    @Slot()
    def ask_task(self) -> None:
        """Ask for the next task."""
        if self._trial is not None and self.can_add:
            self._only(self.task)
            self.task.begin(self.add, self._trial, self._tasks)

    @Slot()
    def ask_done(self) -> None:
        """Ask what the task took."""
        if self._trial is not None and self.meant is not None and self.panel.can_run("trials.done"):
            self._only(self.finish)
            self.finish.begin(self._opener("trials.done"), self.meant, self._trial.plan)

    @Slot()
    def ask_rework(self) -> None:
        """Ask how much rework came after the task."""
        if self.meant is not None and self.panel.can_run("trials.rework"):
            self._only(self.rework)
            self.rework.begin(self._opener("trials.rework"), self.meant)

    @Slot()
    def ask_title(self) -> None:
        """Ask for another title."""
        if self.meant is not None:
            self._only(self.title)
            self.title.begin(self._opener("trials.title"), self.meant)

    @Slot()
    def ask_links(self) -> None:
        """Ask which entries belong to the task."""
        if self.meant is not None and self.panel.can_run("trials.link"):
            self._only(self.links)
            self.links.begin(self._opener("trials.link"), self.meant)

    @Slot()
    def turn_clock(self) -> None:
        """Start the clock of the task, pause it, or go on."""
        if self.meant is not None and self.panel.can_run("trials.clock"):
            self._acts.turn_clock(self.meant)

    @Slot()
    def turn_violated(self) -> None:
        """Say that the task was not done as drawn, or that it was."""
        if self.meant is not None and self.panel.can_run("trials.violated"):
            self._acts.mark_violated(self.meant)

    def _lay_out(self) -> None:
        self.body.setSpacing(SIBLING_GAP)
        self.top.addWidget(self.add)
        self.body.addWidget(self.why)
        self.body.addWidget(self.panel)
        for slip in self.slips:
            self.body.addWidget(slip)
        self.body.addWidget(self.table)

    def _connect(self) -> None:
        self.add.clicked.connect(self.ask_task)
        self.table.turned.connect(self._turn)
        buttons = self.panel.buttons
        for name, ask in {
            "trials.clock": self.turn_clock,
            "trials.done": self.ask_done,
            "trials.rework": self.ask_rework,
            "trials.violated": self.turn_violated,
            "trials.link": self.ask_links,
            "trials.title": self.ask_title,
        }.items():
            buttons[name].clicked.connect(ask)
        self.task.locked.connect(self._lock)
        self.finish.done.connect(self._finish)
        self.rework.answered.connect(self._answer_rework)
        self.title.named.connect(self._retitle)
        self.links.linked.connect(self._acts.link)
        self.links.let_go.connect(self._acts.unlink)

    def _only(self, wanted: QWidget) -> None:
        for slip in self.slips:
            if slip is not wanted and not slip.isHidden():
                slip.hide()

    def _opener(self, name: str) -> QWidget:
        """Return the button that leads back to the task, whichever key it was asked for with."""
        button = self.panel.buttons[name]
        return button if button.isVisible() else self.table

    def _why_none(self, trial: KeptTrial) -> str:
        if not self.can_add:
            return self.tr("It has no tasks.")
        words = self.tr("No task yet. Add the next one that you are about to begin, before you begin it: %1.")
        return words.replace("%1", phrases.plain_line(trial.plan.question or trial.plan.name))

    @Slot(int)
    def _turn(self, row: int) -> None:
        rows = self.table.rows.rows
        if 0 <= row < len(rows) and self._trial is not None:
            self._meant = rows[row].task.id
            self.panel.show_task(rows[row].task, self._trial.plan)
            self.turned.emit()

    @Slot(TaskToLock, object)
    def _lock(self, task: TaskToLock, refusal: str | None) -> None:
        if self._trial is not None:
            self._acts.lock(self._trial, task, refusal, self._tell_locked, self.task.refuse)

    def _tell_locked(self, locked: KeptTask) -> None:
        self._meant = locked.id
        self.task.put_away()
        self.table.setFocus()
        bring_into_view(self.panel)

    @Slot(int, object, object, bool)
    def _finish(self, task: int, minutes: float | None, claimed: float | None, is_violated: bool) -> None:  # noqa: FBT001 - the signal's own argument
        said = (minutes, claimed, is_violated)
        self._acts.done(task, said, lambda _: self.finish.put_away(), self.finish.refuse)

    @Slot(int, object)
    def _answer_rework(self, task: int, minutes: float | None) -> None:
        self._acts.answer_rework(task, minutes, lambda _: self.rework.put_away(), self.rework.refuse)

    @Slot(int, str)
    def _retitle(self, task: int, title: str) -> None:
        self._acts.retitle(task, title, lambda _: self.title.put_away(), self.title.refuse)


def _first(tasks: tuple[KeptTask, ...]) -> KeptTask | None:
    """Return the task that is most likely meant: one that runs, else one that is open, else the latest."""
    running = (task for task in tasks if task.is_running)
    is_open = (task for task in tasks if task.arm is not None and task.done_at is None)
    return next(running, None) or next(is_open, None) or next(iter(tasks), None)
