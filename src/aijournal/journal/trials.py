"""Trials: what a person sets up to find out for themselves, and what analysis reads of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from aijournal.domain.draw import new_seed
from aijournal.domain.kept_trial import MOST_TASKS, KeptTask, KeptTrial, ReadTask, TrialOutcome, TrialPlan
from aijournal.domain.period import Period
from aijournal.domain.tokens import TokenWeights
from aijournal.domain.trial import Trial
from aijournal.domain.wording import folded, storable
from aijournal.errors import AijournalError
from aijournal.journal.engine_errors import plain_errors
from aijournal.journal.instants import from_ms, to_ms
from aijournal.journal.names import given_name
from aijournal.journal.numbers import next_number
from aijournal.journal.sql_text import compose
from aijournal.journal.trial_analysis import trial_of
from aijournal.journal.trial_rows import known_trial, tasks, trials
from aijournal.journal.trial_writing import NewTask, insert_task
from aijournal.journal.undo import Act, Undo

_NO_NAME: Final = "The trial has no name"
_NO_ARM: Final = "A way of working has no name"
_LOCKED: Final = """
SELECT locked_at FROM trial_task JOIN trial ON trial.id = trial_id
WHERE seed IS NOT NULL AND locked_at >= ? ORDER BY locked_at
"""
_TASKS: Final = "SELECT id FROM trial_task WHERE trial_id = ?"
_TOUCHING: Final = """
coalesce((SELECT min(locked_at) FROM trial_task WHERE trial_id = trial.id), begun_at)
  < coalesce(?, 9223372036854775807)
AND coalesce((
  SELECT max(coalesce(done_at, locked_at)) FROM trial_task JOIN trial_work ON task_id = trial_task.id
  WHERE trial_id = trial.id
), begun_at) >= coalesce(?, -9223372036854775807)
"""
# Parts come before what they are a part of: undo puts them back the other way round.
_PARTS: Final = (
    ("trial_entry", "id", compose("task_id IN (", _TASKS, ")")),
    ("trial_stretch", "id", compose("task_id IN (", _TASKS, ")")),
    ("trial_work", "task_id", compose("task_id IN (", _TASKS, ")")),
    ("trial_task", "id", "trial_id = ?"),
    ("trial", "id", "id = ?"),
)


class Trials:
    """The trials; a part of the journal. What they are made of is `TrialTasks`'s to change.

    `zone` is where the person is.
    """

    def __init__(self, path: Path, db: Database, undo: Undo, weights: TokenWeights, zone: ZoneInfo) -> None:
        self._path = path
        self._db = db
        self._undo = undo
        self._weights = weights
        self._zone = zone

    def all(self) -> tuple[KeptTrial, ...]:
        """Return every trial, those that go on first and the latest of them before."""
        with plain_errors(self._path):
            return trials(self._db)

    def touching(self, period: Period, zone: ZoneInfo | None = None) -> tuple[KeptTrial, ...]:
        """Return the trials whose tasks lie around or in a period of local days, in the order of `all`.

        One without tasks lies where it was begun.
        """
        begin, end = period.bounds(zone or self._zone)
        with plain_errors(self._path):
            return trials(self._db, _TOUCHING, end and to_ms(end), begin and to_ms(begin))

    def find(self, name: str) -> KeptTrial:
        """Return the trial of a name, however it is spelled; the latest where there are several.

        Raises `AijournalError` where there is none.
        """
        named = [one for one in self.all() if folded(one.plan.name) == folded(name)]
        if not named:
            known = ", ".join(f"“{one.plan.name}”" for one in self.all()) or "none yet"
            raise AijournalError("No such trial", f"There is none named “{name}”; there are: {known}.")
        return max(named, key=lambda one: one.begun_at)

    def tasks(self, trial: int) -> tuple[KeptTask, ...]:
        """Return the tasks of a trial in the order in which they were locked."""
        with plain_errors(self._path):
            return tasks(self._db, "trial_id = ?", trial)

    def locked_since(self, moment: datetime) -> tuple[datetime, ...]:
        """Return when the tasks of the person's own trials were locked, from a moment on, in that order."""
        with plain_errors(self._path):
            rows = self._db.execute(_LOCKED, [to_ms(moment)]).fetchall()
            return tuple(from_ms(when) for (when,) in rows)

    def of(self, trial: int, outcome: TrialOutcome | None = None) -> Trial:
        """Return a trial as analysis takes it, by its own outcome or another one.

        By tokens, what stands for the minutes of a task are the weighted tokens of its entries; a task of
        which they are not all known is not done.
        """
        with plain_errors(self._path):
            known = known_trial(self._db, trial)
            return trial_of(self._db, known, outcome or known.plan.outcome, self._weights)

    def begin(self, plan: TrialPlan, now: datetime, seed: str | None = None) -> KeptTrial:
        """Begin a trial, whose arms all follow from a seed that nobody saw; sample data brings its own.

        Raises `AijournalError` where the plan has no name, an arm has none, or another trial has that name.
        """
        plan = _checked(plan)
        with plain_errors(self._path), self._undo.act("Began a trial", now) as act:
            return known_trial(self._db, self._insert(act, plan, now, seed or new_seed()))

    def change(self, trial: int, plan: TrialPlan, now: datetime) -> KeptTrial:
        """Set what was planned; once something was locked, name and question alone can be corrected."""
        plan = _checked(plan)
        with plain_errors(self._path), self._undo.act("Changed a trial", now) as act:
            known = known_trial(self._db, trial)
            fixed = replace(known.plan, name=plan.name, question=plan.question)
            if known.drawn + known.refused and plan != fixed:
                raise AijournalError(
                    "The trial is under way",
                    "Its two ways of working and when it stops were set before the first draw, and stay. "
                    "Nothing was changed.",
                )
            self._refuse_namesake(plan.name, but=trial)
            act.touch("trial", trial)
            self._db.execute(
                "UPDATE trial SET name = ?, question = ?, control = ?, treatment = ?, outcome = ?, "
                "stop_tasks = ?, stop_day = ? WHERE id = ?",
                [*_columns(plan), trial],
            )
            return known_trial(self._db, trial)

    def end(self, trial: int, now: datetime) -> KeptTrial:
        """End a trial: nothing more is drawn in it, and what is open may still be done."""
        with plain_errors(self._path), self._undo.act("Ended a trial", now) as act:
            known_trial(self._db, trial)
            act.touch("trial", trial)
            self._db.execute(
                "UPDATE trial SET ended_at = coalesce(ended_at, ?) WHERE id = ?", [to_ms(now), trial]
            )
            return known_trial(self._db, trial)

    def delete(self, trial: int, now: datetime) -> None:
        """Delete a trial with all of its tasks; its entries stay."""
        with plain_errors(self._path), self._undo.act("Deleted a trial", now) as act:
            known_trial(self._db, trial)
            for table, key, condition in _PARTS:
                query = compose("SELECT", key, "FROM", table, "WHERE", condition)
                for (number,) in self._db.execute(query, [trial]).fetchall():
                    act.touch(table, number)
            for table, _, condition in _PARTS:
                self._db.execute(compose("DELETE FROM", table, "WHERE", condition), [trial])

    def take(self, plan: TrialPlan, read: Sequence[ReadTask], now: datetime) -> KeptTrial:
        """Keep a trial that was done elsewhere, as one act; its arms were drawn there, so it has no seed.

        Raises `AijournalError` as `begin` does, and where there are too many tasks.
        """
        plan = _checked(plan)
        if len(read) > MOST_TASKS:
            raise AijournalError(
                "Too many tasks", f"A trial has {MOST_TASKS:,} at most. Nothing was changed."
            )
        with plain_errors(self._path), self._undo.act("Imported a trial", now) as act:
            number = self._insert(act, plan, now, None)
            self._db.execute("UPDATE trial SET ended_at = ? WHERE id = ?", [to_ms(now), number])
            for place, one in enumerate(read, 1):
                task = insert_task(self._db, number, _as_new(place, one, now))
                act.created("trial_task", task)
                act.created("trial_work", task)
            return known_trial(self._db, number)

    def _insert(self, act: Act, plan: TrialPlan, now: datetime, seed: str | None) -> int:
        self._refuse_namesake(plan.name)
        number = next_number(self._db, "trial")
        act.created("trial", number)
        self._db.execute(
            "INSERT INTO trial (id, uid, name, question, control, treatment, outcome, stop_tasks, stop_day, "
            "seed, begun_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [number, uuid4().hex, *_columns(plan), seed, to_ms(now)],
        )
        return number

    def _refuse_namesake(self, name: str, but: int | None = None) -> None:
        if any(one.id != but and folded(one.plan.name) == folded(name) for one in trials(self._db)):
            raise AijournalError(
                "There is such a trial", f"“{name}” is the name of another one. Nothing was changed."
            )


def _checked(plan: TrialPlan) -> TrialPlan:
    """Return a plan as it is kept; raises `AijournalError` where it lacks something."""
    if plan.stop_tasks is not None and not 1 <= plan.stop_tasks <= MOST_TASKS:
        raise AijournalError(
            "No trial stops there", f"It stops after 1 to {MOST_TASKS:,} tasks. Nothing was changed."
        )
    control, treatment = given_name(plan.control, _NO_ARM), given_name(plan.treatment, _NO_ARM)
    if folded(control) == folded(treatment):
        raise AijournalError(
            "The two ways of working are one", "Give each a name of its own. Nothing was changed."
        )
    return replace(
        plan,
        name=given_name(plan.name, _NO_NAME),
        question=storable(plan.question).strip(),
        control=control,
        treatment=treatment,
    )


def _as_new(place: int, read: ReadTask, now: datetime) -> NewTask:
    when = read.started_at or now
    return NewTask(
        place,
        read.title,
        read.forecast,
        when,
        arm=read.arm,
        participant=read.participant,
        done_at=when,
        minutes=read.minutes,
        rework_minutes=read.rework_minutes,
    )


def _columns(plan: TrialPlan) -> tuple[object, ...]:
    stop_day = plan.stop_day.isoformat() if plan.stop_day else None
    words = (plan.name, plan.question, plan.control, plan.treatment)
    return (*words, plan.outcome.value, plan.stop_tasks, stop_day)
