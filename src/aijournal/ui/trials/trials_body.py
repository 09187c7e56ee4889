"""What the page Trials shows once there is a trial: all of them, and of one its plan, tasks and figures."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from aijournal.domain.kept_trial import KeptTask, KeptTrial
from aijournal.ui import phrases
from aijournal.ui.entry_table.prompt_lines import PromptLines
from aijournal.ui.parts import Parts
from aijournal.ui.trials.course_card import CourseCard
from aijournal.ui.trials.result_card import ResultCard
from aijournal.ui.trials.rows_table import RowsTable
from aijournal.ui.trials.tasks_card import TasksCard
from aijournal.ui.trials.trial_acts import TrialActs
from aijournal.ui.trials.trial_card import TrialCard
from aijournal.ui.trials.trial_tables import WIDEST_OF_TRIALS, TrialTableModel
from aijournal.ui.trials.trials_view import Finding, TrialsView
from aijournal.ui.type_scale import CARD_GAP
from aijournal.ui.widgets.card import Card

_MOST_TRIALS = 6
_RUNNING = "trial.running"


class TrialsBody(QWidget):
    """`turned` carries the number of the trial that is to be shown instead."""

    turned = Signal(int)

    def __init__(
        self,
        parts: Parts,
        acts: TrialActs,
        new_row: Callable[[], QBoxLayout],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        model = TrialTableModel()
        self.list = RowsTable(parts.theme, model, self.tr("Trials"), _MOST_TRIALS, WIDEST_OF_TRIALS)
        self.trial = TrialCard()
        self.tasks = TasksCard(parts, acts)
        self.result = ResultCard()
        self.course = CourseCard(parts.theme, PromptLines(parts.peek, self))
        self._rework_asked: int | None = None
        self._lay_out(new_row())
        self.list.turned.connect(self._turn)
        self.result.hide()
        self.course.hide()

    def show_view(self, view: TrialsView, shown: KeptTrial) -> None:
        """Show the trials, and one of them."""
        self.list.show_rows(view.trials, view.trials.index(shown))
        self.trial.show_trial(shown)
        self.tasks.show_tasks(shown, view.tasks)
        asked, self._rework_asked = self._rework_asked, None
        if asked is not None:
            self.tasks.mean(asked)
            self.tasks.ask_rework()

    def show_finding(self, trial: KeptTrial, finding: Finding) -> None:
        """Show what the trial found so far."""
        self.result.show_finding(trial, finding)
        running = [note for note in finding.result.notes if note.name == _RUNNING]
        sentence = phrases.told(running[0]) if running else ""
        self.result.show()
        self.course.show()
        self.course.show_course(finding.course, sentence, finding.result.n)

    def ask_rework(self, task: KeptTask) -> None:
        """Ask about the rework of a task as soon as its trial is shown."""
        self._rework_asked = task.id

    def _lay_out(self, beside: QBoxLayout) -> None:
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(CARD_GAP)
        around = Card(self.tr("Your trials"))
        around.body.addWidget(self.list)
        inside.addWidget(around)
        for parts, share in (((self.trial, self.tasks), 5), ((self.result, self.course), 3)):
            column = QVBoxLayout()
            column.setSpacing(CARD_GAP)
            for part in parts:
                column.addWidget(part)
            column.addStretch(1)
            beside.addLayout(column, share)
        inside.addLayout(beside)

    @Slot(int)
    def _turn(self, row: int) -> None:
        self.turned.emit(self.list.rows.rows[row].id)
