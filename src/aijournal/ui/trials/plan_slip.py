"""Setting a trial up: what it asks, the two ways of working, how it stops, and what it can know by when."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from aijournal.analysis.trial_outlook import Past, outlook
from aijournal.domain.entry_words import read_day
from aijournal.domain.kept_trial import MOST_TASKS, KeptTrial, TrialOutcome, TrialPlan
from aijournal.ui import phrases
from aijournal.ui.parts import Parts
from aijournal.ui.trials.form_slip import FormSlip
from aijournal.ui.trials.trials_view import past_of
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.segments import Segments

_OUTCOMES = (TrialOutcome.MINUTES, TrialOutcome.WEIGHTED_TOKENS)


class PlanSlip(FormSlip):
    """`planned` carries the plan, and the number of the trial that is to be changed, or `None`."""

    planned = Signal(TrialPlan, object)

    def __init__(self, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._parts = parts
        self._trial: KeptTrial | None = None
        self._pasts: dict[TrialOutcome, Past] = {}
        self.name = self.add_line(self.tr("Name"), self.tr("Speed"))
        self.question = self.add_line(
            self.tr("What do you want to know?"), self.tr("Does AI make me faster?")
        )
        self.treatment = self.add_line(self.tr("One way of working"))
        self.control = self.add_line(self.tr("The other way"))
        words = self.tr("What is compared")
        self.outcome = Segments(words, (self.tr("Minutes"), self.tr("Weighted tokens")))
        self.add_part(words, self.outcome, *self.outcome.findChildren(QWidget))
        self.stop_tasks = self.add_line(self.tr("Stop after so many tasks"), "60")
        self.stop_day = self.add_line(
            self.tr("Stop after this day, as year-month-day"), self.tr("none; it stops by tasks alone")
        )
        self.known = plain_label(wraps=True)
        self.known.setProperty("role", "soft")
        self.body.addWidget(self.known)
        for line in (self.stop_tasks, self.stop_day):
            line.textChanged.connect(self._tell_outlook)
        self.outcome.chosen.connect(self._turn)
        self.agreed.connect(self._plan)

    def begin(self, opener: QWidget) -> None:
        """Ask for a new trial."""
        self._trial = None
        for line in (self.name, self.question):
            line.clear()
        self.treatment.setText(self.tr("with AI"))
        self.control.setText(self.tr("without AI"))
        self.stop_tasks.setText("60")
        self.stop_day.clear()
        self._open(opener, self.tr("Begin a trial"), self.tr("Begin it"))

    def change(self, opener: QWidget, trial: KeptTrial) -> None:
        """Show the plan of a trial, to be changed as far as it can be."""
        self._trial, plan = trial, trial.plan
        for line, text in (
            (self.name, plan.name),
            (self.question, plan.question),
            (self.treatment, plan.treatment),
            (self.control, plan.control),
            (self.stop_tasks, "" if plan.stop_tasks is None else str(plan.stop_tasks)),
            (self.stop_day, "" if plan.stop_day is None else plan.stop_day.isoformat()),
        ):
            line.setText(text)
        self.outcome.choose(_OUTCOMES.index(plan.outcome))
        self._open(opener, self.tr("Change the plan"), self.tr("Keep it so"))

    @property
    def plan(self) -> TrialPlan:
        """What is planned, as far as it can be read."""
        return TrialPlan(
            name=self.name.text(),
            question=self.question.text(),
            control=self.control.text(),
            treatment=self.treatment.text(),
            outcome=_OUTCOMES[self.outcome.current],
            stop_tasks=_count(self.stop_tasks.text()),
            stop_day=read_day(self.stop_day.text().strip()),
        )

    def _open(self, opener: QWidget, heading: str, agree: str) -> None:
        is_fixed = self._trial is not None and bool(self._trial.drawn + self._trial.refused)
        for part in (self.treatment, self.control, self.outcome, self.stop_tasks, self.stop_day):
            part.setEnabled(not is_fixed)
        words = self.tr(
            "How it stops is set now, and stays once a task is locked: a trial that stops when the figures "
            "please finds what pleases."
        )
        if is_fixed:
            words = self.tr("It is under way: its name and its question can be corrected, all else stays.")
        self.agree.setText(agree)
        self.say(heading, words)
        self._pasts.clear()
        self._ask_past()
        self.open_from(opener)

    @Slot()
    def _turn(self) -> None:
        self._tell_outlook()
        self._ask_past()

    def _ask_past(self) -> None:
        outcome = self.plan.outcome
        if outcome not in self._pasts:
            job = partial(past_of, outcome=outcome, now=self._parts.clock.now())
            self._parts.trials.ask(job, partial(self._take_past, outcome), self._parts.journal.refused.emit)
        self._tell_outlook()

    def _take_past(self, outcome: TrialOutcome, past: Past) -> None:
        self._pasts[outcome] = past
        self._tell_outlook()

    @Slot()
    def _tell_outlook(self) -> None:
        plan = self.plan
        past = self._pasts.get(plan.outcome, Past())
        told = outlook(plan, past, self._parts.clock.today())
        self.known.setText(" ".join(map(phrases.told, told)))

    @Slot()
    def _plan(self) -> None:
        plan = self.plan
        if self.stop_tasks.text().strip() and plan.stop_tasks is None:
            words = self.tr("Tasks are a whole number from 1 to %1.")
            self.complain(words.replace("%1", phrases.decimal(MOST_TASKS)), self.stop_tasks)
        elif self.stop_day.text().strip() and plan.stop_day is None:
            self.complain(self.tr("A day is written like 2027-03-31."), self.stop_day)
        else:
            self.complain("")
            name = plan.name.strip() or plan.question.strip()
            self.planned.emit(replace(plan, name=name), None if self._trial is None else self._trial.id)


def _count(text: str) -> int | None:
    typed = text.strip()
    is_count = typed.isascii() and typed.isdigit() and 1 <= int(typed[:9]) <= MOST_TASKS
    return int(typed) if is_count and len(typed) <= len(str(MOST_TASKS)) else None
