"""How would I really know? The page Trials: fair trials that a person runs on themselves."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from aijournal.domain.kept_trial import KeptTask, KeptTrial, ReadTask, TrialOutcome, TrialPlan
from aijournal.ui.actions.actions import Acts
from aijournal.ui.asking import Asking, Otherwise, Then
from aijournal.ui.pages.late_page import LatePage
from aijournal.ui.parts import Parts
from aijournal.ui.sources.pointing import ask_for_table
from aijournal.ui.trials.asking_lines import AbsenceLine, ReworkLine
from aijournal.ui.trials.import_slip import ImportSlip
from aijournal.ui.trials.plan_slip import PlanSlip
from aijournal.ui.trials.trial_acts import TrialActs
from aijournal.ui.trials.trials_body import TrialsBody
from aijournal.ui.trials.trials_view import Finding, TrialsView, find_out, trials_view
from aijournal.ui.type_scale import SIBLING_GAP
from aijournal.ui.widgets.empty_state import EmptyState
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.labels import plain_label

_AFTER_PAINTING_MS = 40  # the figures take long, and the tasks are to be seen first
_OF_TASK = frozenset(
    {"trials.clock", "trials.done", "trials.rework", "trials.violated", "trials.title", "trials.link"}
)


class TrialsPage(LatePage):
    """The trials, and of one of them its plan, its tasks and what it found; the figures are made aside."""

    def __init__(self, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parts.theme, parent)
        self._parts = parts
        self._chosen: int | None = None
        self._view: TrialsView | None = None
        self._found_of: object = None
        self._asking: Asking[TrialsView] = Asking(self._ask, self._show, self.failed.emit)
        self._finding: Asking[Finding | None] = Asking(self._find, self._show_finding, self.failed.emit)
        self._soon = QTimer(self, singleShot=True, interval=_AFTER_PAINTING_MS)
        self._acts = TrialActs(parts, self)
        self.begin = QPushButton(self.tr("Begin a trial…"))
        self.read = QPushButton(self.tr("Import a trial…"))
        self.about = QPushButton(self.tr("How a trial works"))
        self.absence = AbsenceLine(parts.clock)
        self.due = ReworkLine()
        self.plan = PlanSlip(parts)
        self.reading = ImportSlip(parts)
        self.empty = EmptyState(parts.theme)
        self.body = TrialsBody(parts, self._acts, self.row)
        self._lay_out()
        self._connect()

    def acts(self) -> Acts:
        """Offer what can be done with trials and with the task that is meant."""
        return {
            "trials.begin": self.ask_plan,
            "trials.import": self.choose_table,
            "trials.change": self.ask_change,
            "trials.end": self.end,
            "trials.delete": self.delete,
            "trials.task": self.body.tasks.ask_task,
            "trials.clock": self.body.tasks.turn_clock,
            "trials.done": self.body.tasks.ask_done,
            "trials.next": partial(self.body.tasks.table.step, 1),
            "trials.previous": partial(self.body.tasks.table.step, -1),
            "trials.rework": self.body.tasks.ask_rework,
            "trials.violated": self.body.tasks.turn_violated,
            "trials.title": self.body.tasks.ask_title,
            "trials.link": self.body.tasks.ask_links,
            "trials.table": self.body.course.toggle_twin,
            "help.trials": self.show_help,
        }

    def can_run(self, name: str) -> bool:
        """Return whether there is a trial, or a task, to do it with."""
        if name in ("trials.begin", "trials.import", "help.trials"):
            return True
        shown = self.shown
        if name in _OF_TASK:
            return shown is not None and self.body.tasks.panel.can_run(name)
        if name == "trials.task":
            return self.body.tasks.can_add
        is_going_on = shown is not None and shown.is_drawn_here and shown.ended_at is None
        return super().can_run(name) and (is_going_on if name == "trials.end" else shown is not None)

    def first_focus(self) -> QWidget:
        """Return the table of the tasks, or whatever leads to a first one."""
        if self.body.isHidden():
            return self.empty.action if not self.empty.isHidden() else self.begin
        return self.body.tasks.add if self.body.tasks.table.isHidden() else self.body.tasks.table

    @property
    def shown(self) -> KeptTrial | None:
        """The trial that is shown."""
        return self._view.shown if self._view is not None else None

    @property
    def is_settled(self) -> bool:
        """Whether what is shown is what the journal holds."""
        asking = self._asking.is_under_way or self._soon.isActive() or self._finding.is_under_way
        return self._view is not None and not asking

    def ask_now(self) -> None:
        """Ask the journal for the trials."""
        self._asking.ask()

    @Slot()
    def ask_plan(self) -> None:
        """Ask for a new trial."""
        self.reading.hide()
        self.plan.begin(self.begin)

    @Slot()
    def ask_change(self) -> None:
        """Show the plan of the trial, to be changed."""
        if self.shown is not None:
            self.reading.hide()
            self.plan.change(self.body.trial.change, self.shown)

    @Slot()
    def end(self) -> None:
        """End the trial."""
        if self.shown is not None:
            self._acts.end(self.shown)

    @Slot()
    def delete(self) -> None:
        """Delete the trial, which can be taken back."""
        if self.shown is not None:
            self._acts.delete(self.shown)

    @Slot()
    def choose_table(self) -> None:
        """Ask for the table of a trial that was done elsewhere."""
        ask_for_table(self, self.look_at_table)

    def look_at_table(self, path: Path) -> None:
        """Show what a table of a trial would bring."""
        self.plan.hide()
        self.reading.begin(self.read, path)

    @Slot()
    def show_help(self) -> None:
        """Show how a trial works."""
        from aijournal.ui.help_window import HelpWindow

        HelpWindow(self._theme, "trials", self.tr("A fair trial of your own"), self).open()

    def _lay_out(self) -> None:
        promise = self.tr(
            "How would I really know? Lock a forecast, let chance decide how you work, and see what it took."
        )
        self.column.addWidget(plain_label(self.tr("Trials"), "title"))
        self.column.addWidget(plain_label(promise, "soft", wraps=True))
        buttons = QWidget()
        line = FlowLayout(buttons, gap=SIBLING_GAP)
        for button in (self.begin, self.read, self.about):
            line.addWidget(button)
        self.about.setProperty("role", "link")
        self.column.addWidget(buttons)
        for part in (self.absence, self.due, self.plan, self.reading, self.empty, self.body):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.empty.hide()
        self.body.hide()

    def _connect(self) -> None:
        self._parts.journal.entries_changed.connect(self.refresh)
        self._acts.said.connect(self.said)
        self._acts.failed.connect(self.failed)
        self.begin.clicked.connect(self.ask_plan)
        self.read.clicked.connect(self.choose_table)
        self.about.clicked.connect(self.show_help)
        self.empty.acted.connect(self.ask_plan)
        self.plan.planned.connect(self._plan)
        self.reading.imported.connect(self._take)
        self.body.turned.connect(self._turn)
        self.body.trial.change.clicked.connect(self.ask_change)
        self.body.trial.end.clicked.connect(self.end)
        self.body.trial.delete.clicked.connect(self.delete)
        self.due.asked.connect(self._ask_rework)
        self._soon.timeout.connect(self._finding.ask)
        watch = self._parts.task_watch
        watch.ticked.connect(self._show_clock)
        watch.was_absent.connect(self.absence.show_absence)
        watch.left.connect(self.absence.show_left)
        watch.failed.connect(self.failed)
        self.absence.answered.connect(self._answer_absence)
        if watch.absence is not None:
            self.absence.show_absence(watch.absence)
        elif watch.left_running:
            self.absence.show_left(watch.left_running)
        self.absence.seen.connect(self._forget_left)

    def _ask(self, then: Then[TrialsView], otherwise: Otherwise) -> None:
        job = partial(trials_view, chosen=self._chosen, now=self._parts.clock.now())
        self._parts.journal.read(job, then, otherwise)

    def _show(self, view: TrialsView) -> None:
        is_first, self._view = self._view is None, view
        shown = view.shown
        self.due.show_due(view.due)
        self._show_emptiness(is_empty=shown is None)
        if is_first and self.begin.hasFocus():
            QTimer.singleShot(0, self, self._take_keyboard)
        if shown is None:
            return
        self._chosen = shown.id
        self.body.show_view(view, shown)
        self._parts.task_watch.see(view.tasks)
        self._find_anew(shown, view.tasks)

    def _find_anew(self, trial: KeptTrial, tasks: tuple[KeptTask, ...]) -> None:
        """Make the figures anew, unless they would be the same: tokens may be others at any time."""
        told = [
            (one.id, one.minutes, one.rework_minutes, one.is_violated, one.claimed_net_minutes)
            for one in tasks
        ]
        rests_on = (trial.id, trial.plan, tuple(told))
        if rests_on != self._found_of or trial.plan.outcome is not TrialOutcome.MINUTES:
            self._found_of = rests_on
            self._soon.start()

    def _find(self, then: Then[Finding | None], otherwise: Otherwise) -> None:
        self._parts.trials.ask(partial(find_out, trial=self._chosen or 0), then, otherwise)

    def _show_finding(self, finding: Finding | None) -> None:
        shown = self.shown
        if finding is not None and shown is not None and finding.trial == shown.id:
            self.body.show_finding(shown, finding)
            self.grown.emit(self.body)

    def _show_emptiness(self, *, is_empty: bool) -> None:
        why = self.tr(
            "Feeling faster is not being faster, and nothing of yours was put to the test yet. In a trial "
            "you lock a forecast for each task, chance decides between two ways of working, and the clock "
            "tells what it took."
        )
        if is_empty:
            self.empty.say("trials", self.tr("There is no trial yet"), why, self.tr("Begin a trial"))
        had_keyboard = self.body.isAncestorOf(self.focusWidget() or self)
        self.empty.setVisible(is_empty)
        self.body.setVisible(not is_empty)
        if is_empty and had_keyboard:
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _take_keyboard(self) -> None:
        """Lead to what is first of use, now that it is there."""
        if self.begin.hasFocus():
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(TrialPlan, object)
    def _plan(self, plan: TrialPlan, trial: int | None) -> None:
        self._acts.plan(plan, trial, self._tell_planned, self.plan.refuse)

    def _tell_planned(self, trial: KeptTrial) -> None:
        self._chosen = trial.id
        self.plan.put_away()

    @Slot(TrialPlan, tuple)
    def _take(self, plan: TrialPlan, tasks: tuple[ReadTask, ...]) -> None:
        self._acts.take(plan, tasks, self._tell_taken, self.reading.refuse)

    def _tell_taken(self, trial: KeptTrial) -> None:
        self._chosen = trial.id
        self.reading.put_away()

    @Slot(int)
    def _turn(self, trial: int) -> None:
        self._chosen = trial
        self.refresh()

    @Slot(object)
    def _ask_rework(self, task: KeptTask) -> None:
        """Lead to a task of whatever trial, and ask about its rework."""
        self._chosen = task.trial_id
        self.body.ask_rework(task)
        self.refresh()

    @Slot(tuple)
    def _show_clock(self, running: tuple[KeptTask, ...]) -> None:
        self.body.tasks.panel.show_clock(running)

    @Slot()
    def _forget_left(self) -> None:
        self._parts.task_watch.left_running = ()

    @Slot(bool)
    def _answer_absence(self, was_at_work: bool) -> None:  # noqa: FBT001 - the signal's own argument
        self._parts.task_watch.answer(was_at_work=was_at_work)
