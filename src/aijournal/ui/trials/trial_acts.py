"""What a person does with trials, written to the journal; what became of it is said in passing."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from aijournal.domain.entry import Entry
from aijournal.domain.kept_trial import KeptTask, KeptTrial, ReadTask, TaskToLock, TrialPlan
from aijournal.errors import AijournalError
from aijournal.ui import phrases
from aijournal.ui.parts import Parts

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal

Result = TypeVar("Result")
Refuse = Callable[[AijournalError], object]


class TrialActs(QObject):
    """Each act is one step for undo, but for those that lock, draw or run a clock, which nothing takes back.

    `then` is told what was written; `otherwise` why it could not be, so that a slip can say it.
    """

    said = Signal(str, bool)
    failed = Signal(AijournalError)

    def __init__(self, parts: Parts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts

    @property
    def _now(self) -> datetime:
        return self._parts.clock.now()

    # Trials

    def plan(
        self, plan: TrialPlan, trial: int | None, then: Callable[[KeptTrial], object], otherwise: Refuse
    ) -> None:
        """Begin a trial, or change the plan of one."""
        words = self.tr("Began “%1”. Add its first task.") if trial is None else self.tr("Changed “%1”.")
        job = partial(_plan, plan=plan, trial=trial, now=self._now)
        self._write(job, lambda kept: words.replace("%1", kept.plan.name), then, otherwise)

    def end(self, trial: KeptTrial) -> None:
        """End a trial."""
        words = self.tr("Ended “%1”. Nothing more is drawn in it.").replace("%1", trial.plan.name)
        self._write(partial(_end, trial=trial.id, now=self._now), lambda _: words)

    def delete(self, trial: KeptTrial) -> None:
        """Delete a trial with its tasks."""
        words = self.tr("Deleted “%1” with its tasks.").replace("%1", trial.plan.name)
        self._write(partial(_delete, trial=trial.id, now=self._now), lambda _: words)

    def take(
        self,
        plan: TrialPlan,
        tasks: tuple[ReadTask, ...],
        then: Callable[[KeptTrial], object],
        otherwise: Refuse,
    ) -> None:
        """Keep a trial that was done elsewhere."""
        words = self.tr("Imported “%1”, %2 tasks.").replace("%2", phrases.decimal(len(tasks)))
        job = partial(_take, plan=plan, tasks=tasks, now=self._now)
        self._write(job, lambda kept: words.replace("%1", kept.plan.name), then, otherwise)

    # Tasks

    def lock(
        self,
        trial: KeptTrial,
        task: TaskToLock,
        refusal: str | None,
        then: Callable[[KeptTask], object],
        otherwise: Refuse,
    ) -> None:
        """Lock a task and draw its arm, or keep why it was not left to chance."""
        key = self._parts.bindings.shown("trials.clock")

        def words(locked: KeptTask) -> str:
            if locked.arm is None:
                return self.tr("Kept with its reason; nothing was drawn.")
            drawn = self.tr("Locked and drawn: %1. %2 starts the clock.")
            return drawn.replace("%1", trial.plan.words_of(locked.arm)).replace("%2", key)

        job = partial(_lock, trial=trial.id, task=task, refusal=refusal, now=self._now)
        self._write(job, words, then, otherwise, can_undo=False)

    def turn_clock(self, task: KeptTask) -> None:
        """Start the clock of a task, or pause it; the one key of the timer."""
        job = partial(_turn_clock, task=task.id, is_running=task.is_running, now=self._now)
        self._write(job, lambda _: "", self._parts.task_watch.hold)

    def done(
        self,
        task: int,
        said: tuple[float | None, float | None, bool],
        then: Callable[[KeptTask], object],
        otherwise: Refuse,
    ) -> None:
        """Say that a task is done: its minutes, those that were claimed, and whether it was violated."""
        minutes, claimed, is_violated = said
        job = partial(
            _done, task=task, minutes=minutes, claimed=claimed, is_violated=is_violated, now=self._now
        )

        def tell(kept: KeptTask) -> None:
            self._parts.task_watch.hold(kept)
            then(kept)

        words = self.tr("Done in %1.")
        self._write(
            job, lambda kept: words.replace("%1", phrases.time_taken(kept.minutes or 0)), tell, otherwise
        )

    def answer_rework(
        self, task: int, minutes: float | None, then: Callable[[KeptTask], object], otherwise: Refuse
    ) -> None:
        """Keep how much rework came after a task."""
        words = self.tr("Kept. It is not asked about again.")
        job = partial(_rework, task=task, minutes=minutes, now=self._now)
        self._write(job, lambda _: words, then, otherwise)

    def mark_violated(self, task: KeptTask) -> None:
        """Say that a task was not done as drawn, or that it was."""
        words = self.tr("It counts in the arm it was drawn for, and stands beside the result.")
        job = partial(_violate, task=task.id, is_violated=not task.is_violated, now=self._now)
        self._write(job, lambda kept: words if kept.is_violated else self.tr("It was done as drawn."))

    def retitle(self, task: int, title: str, then: Callable[[KeptTask], object], otherwise: Refuse) -> None:
        """Rename a task."""
        words = self.tr("Renamed the task.")
        self._write(
            partial(_retitle, task=task, title=title, now=self._now), lambda _: words, then, otherwise
        )

    def link(self, task: int, entry: Entry) -> None:
        """Let an entry belong to a task."""
        words = self.tr("Linked it to the task.")
        job = partial(_link, task=task, entry=entry.interaction.id, now=self._now)
        self._write(job, lambda _: words)

    def unlink(self, _: int, entry: Entry) -> None:
        """Let an entry belong to no task."""
        words = self.tr("It belongs to no task any more.")
        self._write(partial(_unlink, entry=entry.interaction.id, now=self._now), lambda _: words)

    def _write(
        self,
        job: "Callable[[Journal], Result]",
        words: Callable[[Result], str],
        then: Callable[[Result], object] | None = None,
        otherwise: Refuse | None = None,
        *,
        can_undo: bool = True,
    ) -> None:
        def tell(result: Result) -> None:
            said = phrases.plain_line(words(result))
            if said:
                self.said.emit(said, can_undo)
            if then is not None:
                then(result)

        def refuse(error: AijournalError) -> None:
            (otherwise or self.failed.emit)(error)

        self._parts.journal.write(job, partial(_while_there, self, tell), partial(_while_there, self, refuse))


def _while_there(acts: QObject, tell: Callable[[Result], object], result: Result) -> None:
    """Tell somebody; asked for with the acts as an argument, it is not while they are gone."""
    del acts
    tell(result)


def _plan(journal: "Journal", *, plan: TrialPlan, trial: int | None, now: datetime) -> KeptTrial:
    if trial is None:
        return journal.trials.begin(plan, now)
    return journal.trials.change(trial, plan, now)


def _end(journal: "Journal", *, trial: int, now: datetime) -> KeptTrial:
    return journal.trials.end(trial, now)


def _delete(journal: "Journal", *, trial: int, now: datetime) -> None:
    journal.trials.delete(trial, now)


def _take(journal: "Journal", *, plan: TrialPlan, tasks: tuple[ReadTask, ...], now: datetime) -> KeptTrial:
    return journal.trials.take(plan, tasks, now)


def _lock(
    journal: "Journal", *, trial: int, task: TaskToLock, refusal: str | None, now: datetime
) -> KeptTask:
    return journal.trial_tasks.lock(trial, task, now, refusal)


def _turn_clock(journal: "Journal", *, task: int, is_running: bool, now: datetime) -> KeptTask:
    if is_running:
        return journal.trial_clock.pause(task, now)
    return journal.trial_clock.start(task, now, is_watched=True)


def _done(
    journal: "Journal",
    *,
    task: int,
    minutes: float | None,
    claimed: float | None,
    is_violated: bool,
    now: datetime,
) -> KeptTask:
    """Say all of it in one step; what is as it was is not said again."""
    with journal.together():
        kept = journal.trial_tasks.done(task, now, minutes)
        if claimed is not None and claimed != kept.claimed_net_minutes:
            kept = journal.trial_tasks.claim(task, claimed, now)
        if is_violated != kept.is_violated:
            kept = journal.trial_tasks.mark_violated(task, now, is_violated=is_violated)
        return kept


def _rework(journal: "Journal", *, task: int, minutes: float | None, now: datetime) -> KeptTask:
    return journal.trial_tasks.answer_rework(task, minutes, now)


def _violate(journal: "Journal", *, task: int, is_violated: bool, now: datetime) -> KeptTask:
    return journal.trial_tasks.mark_violated(task, now, is_violated=is_violated)


def _retitle(journal: "Journal", *, task: int, title: str, now: datetime) -> KeptTask:
    return journal.trial_tasks.retitle(task, title, now)


def _link(journal: "Journal", *, task: int, entry: int, now: datetime) -> KeptTask:
    return journal.trial_tasks.link(task, (entry,), now)


def _unlink(journal: "Journal", *, entry: int, now: datetime) -> None:
    journal.trial_tasks.unlink((entry,), now)
