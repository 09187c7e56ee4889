"""The small slips of a task: that it is done, how much rework came after it, and what it is called."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from aijournal.domain.entry_words import read_minutes
from aijournal.domain.kept_trial import KeptTask, TrialOutcome, TrialPlan
from aijournal.domain.trial import Arm
from aijournal.ui import phrases
from aijournal.ui.trials.form_slip import FormSlip
from aijournal.ui.trials.trial_words import minutes_to_type


class DoneSlip(FormSlip):
    """`done` carries the task, its minutes, what was claimed, and whether it was not done as drawn.

    Minutes are `None` where the clock's hold, which count to the second while nobody types others.
    """

    done = Signal(int, object, object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.agree.setText(self.tr("It is done"))
        self._task = 0
        self._by_clock = ""
        self.minutes = self.add_line(self.tr("What it took, in minutes, without rework"))
        self.claim = self.add_line("", self.tr("may stay empty; a minus for minutes lost"))
        self.violated = QCheckBox(self.tr("I did not work on it as drawn"))
        self.add_part("", self.violated)
        self.violated.setAccessibleName(self.violated.text())
        self.agreed.connect(self._tell)

    def begin(self, opener: QWidget, task: KeptTask, plan: TrialPlan) -> None:
        """Ask about a task that is about to be done, or correct what was said of one that is."""
        self._task = task.id
        taken = task.minutes if task.minutes is not None else task.clock_minutes
        self._by_clock = minutes_to_type(taken) if taken else ""
        self.minutes.setText(self._by_clock)
        claimed = task.claimed_net_minutes
        self.claim.setText("" if claimed is None else minutes_to_type(claimed))
        treatment = phrases.plain_line(plan.treatment)
        words = self.tr("How many minutes did “%1” save, as you feel it?").replace("%1", treatment)
        self.name_part(self.claim, words)
        can_claim = task.arm is Arm.TREATMENT and plan.outcome is TrialOutcome.MINUTES
        self.show_part(self.claim, is_shown=can_claim)
        self.violated.setChecked(task.is_violated)
        words = self.tr(
            "It counts in the arm that it was drawn for, however it was done: whoever changes sides when a "
            "task goes badly would make either way look good."
        )
        title = phrases.plain_line(task.title)
        self.say(self.tr("“%1” is done").replace("%1", title), words)
        self.open_from(opener)
        self.minutes.selectAll()

    @Slot()
    def _tell(self) -> None:
        typed, claimed = read_minutes(self.minutes.text()), read_minutes(self.claim.text())
        is_typed = self.minutes.text() != self._by_clock
        is_claimed = bool(self.claim.text().strip()) and self.claim.isVisible()
        if (is_typed or not self._by_clock) and (typed is None or typed <= 0):
            self.complain(self.tr("Say minutes, such as 90 or 1h30m."), self.minutes)
        elif is_claimed and claimed is None:
            self.complain(self.tr("Say minutes, such as 20 or −10."), self.claim)
        else:
            self.complain("")
            self.done.emit(
                self._task,
                typed if is_typed else None,
                claimed if is_claimed else None,
                self.violated.isChecked(),
            )


class ReworkSlip(FormSlip):
    """`answered` carries the task and its minutes of rework, `None` where the person cannot say."""

    answered = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.agree.setText(self.tr("Keep it"))
        self._task = 0
        self.minutes = self.add_line(self.tr("Minutes of rework; 0 is an answer"))
        self.unknown = QPushButton(self.tr("I cannot say"))
        self.add_part("", self.unknown)
        self.unknown.setAccessibleName(self.unknown.text())
        self._stops = [self.minutes]
        self.unknown.clicked.connect(self._tell_unknown)
        self.agreed.connect(self._tell)

    def begin(self, opener: QWidget, task: KeptTask) -> None:
        """Ask about the rework of a task."""
        self._task = task.id
        self.minutes.setText("" if task.rework_minutes is None else minutes_to_type(task.rework_minutes))
        words = self.tr("Whatever it took later to put right or to do again counts as part of the task.")
        heading = self.tr("Was there rework after “%1”?").replace("%1", phrases.plain_line(task.title))
        self.say(heading, words)
        self.open_from(opener)
        self.minutes.selectAll()

    def order_keys(self) -> None:
        """Let Tab come to the button that answers nothing after the line."""
        super().order_keys()
        QWidget.setTabOrder(self.minutes, self.unknown)
        QWidget.setTabOrder(self.unknown, self.agree)

    @Slot()
    def _tell(self) -> None:
        taken = read_minutes(self.minutes.text())
        if taken is None or taken < 0:
            self.complain(self.tr("Say minutes from 0 on, such as 15 or 1h."), self.minutes)
        else:
            self.complain("")
            self.answered.emit(self._task, taken)

    @Slot()
    def _tell_unknown(self) -> None:
        self.answered.emit(self._task, None)


class TitleSlip(FormSlip):
    """`named` carries the task and its new title."""

    named = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.agree.setText(self.tr("Rename it"))
        self._task = 0
        self.title = self.add_line(self.tr("What is the task?"))
        self.agreed.connect(self._tell)

    def begin(self, opener: QWidget, task: KeptTask) -> None:
        """Ask for another title."""
        self._task = task.id
        self.title.setText(task.title)
        words = self.tr("Its title is not locked; forecast and draw are, and stay.")
        self.say(self.tr("Rename the task"), words)
        self.open_from(opener)
        self.title.selectAll()

    @Slot()
    def _tell(self) -> None:
        if self.title.text().strip():
            self.named.emit(self._task, self.title.text().strip())
        else:
            self.complain(self.tr("Say what the task is."), self.title)
