"""The tasks of trials: locked and drawn in one step that nothing takes back, then done and spoken of."""

import math
from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from aijournal.domain.draw import arm_of_next
from aijournal.domain.entry_words import MOST_MINUTES
from aijournal.domain.kept_trial import MOST_TASKS, KeptTask, KeptTrial, TaskToLock
from aijournal.domain.trial import Arm, LockedForecast
from aijournal.errors import AijournalError
from aijournal.journal.connection import writing
from aijournal.journal.engine_errors import plain_errors
from aijournal.journal.instants import to_ms
from aijournal.journal.names import given_name
from aijournal.journal.numbers import next_number
from aijournal.journal.trial_clock import advance, stop
from aijournal.journal.trial_holding import hold
from aijournal.journal.trial_rows import known_task, known_trial, tasks
from aijournal.journal.trial_writing import NewTask, insert_task
from aijournal.journal.undo import Act, Undo

ASKED_AFTER: Final = timedelta(days=7)
_NO_TITLE: Final = "The task has no title"
_UNCHANGED: Final = "Nothing was changed."


class TrialTasks:
    """What becomes of tasks, from the forecast on; a part of the journal. `zone` is where the person is."""

    def __init__(self, path: Path, db: Database, undo: Undo, zone: ZoneInfo) -> None:
        self._path = path
        self._db = db
        self._undo = undo
        self._zone = zone

    def lock(self, trial: int, task: TaskToLock, now: datetime, refusal: str | None = None) -> KeptTask:
        """Lock a forecast and draw the arm in one transaction, and return the task; there is no way back.

        With a `refusal`, the reason why it is not left to chance, no arm is drawn and the reason is kept.
        Raises `AijournalError` where the trial has ended, or the forecast is none.
        """
        title = given_name(task.title, _NO_TITLE)
        _refuse_no_forecast(task.forecast)
        refused = None if refusal is None else given_name(refusal, "There is no reason")
        with plain_errors(self._path), writing(self._db):
            seed = self._seed_of(known_trial(self._db, trial), now)
            (place,) = self._db.execute(
                "SELECT coalesce(max(place), 0) + 1 FROM trial_task WHERE trial_id = ?", [trial]
            ).fetchone()
            hold(self._db, trial, with_plan=place == 1)
            arm = None if refused else self._draw(trial, seed, task.forecast)
            new = NewTask(place, title, task.forecast, now, arm=arm, refusal=refused, task=task.task)
            number = insert_task(self._db, trial, new)
            return known_task(self._db, number)

    def done(self, task: int, now: datetime, minutes: float | None = None) -> KeptTask:
        """Say that a task is done, by its clock or by minutes that are typed; they can be typed again later.

        The clock stops. Raises `AijournalError` where there are no minutes that a task can take.
        """
        with plain_errors(self._path), self._undo.act("Finished a task", now) as act:
            advance(self._db, now)
            stop(self._db, task)
            known = self._drawn(task)
            taken = minutes if minutes is not None else known.minutes or known.clock_minutes
            _refuse_impossible(taken, by_clock=minutes is None)
            act.touch("trial_work", task)
            self._db.execute(
                "UPDATE trial_work SET minutes = ?, done_at = coalesce(done_at, ?) WHERE task_id = ?",
                [taken, to_ms(now), task],
            )
            return known_task(self._db, task)

    def rework_due(self, now: datetime) -> tuple[KeptTask, ...]:
        """Return the tasks that were done a week ago or earlier, and were not asked about yet."""
        with plain_errors(self._path):
            return tasks(
                self._db,
                "rework_minutes IS NULL AND rework_asked_at IS NULL AND done_at <= ? "
                "AND trial_id IN (SELECT id FROM trial WHERE seed IS NOT NULL)",
                to_ms(now - ASKED_AFTER),
            )

    def answer_rework(self, task: int, minutes: float | None, now: datetime) -> KeptTask:
        """Keep how much rework came after a task, or that the person cannot say; it is not asked again."""
        if minutes is not None and not 0 <= minutes <= MOST_MINUTES:
            raise AijournalError("No rework takes that long", f"Say minutes from 0 on. {_UNCHANGED}")
        label = "Did not say about rework" if minutes is None else "Answered about rework"
        with plain_errors(self._path), self._undo.act(label, now) as act:
            if self._drawn(task).done_at is None:
                raise AijournalError("The task is not done", f"Rework is what comes after. {_UNCHANGED}")
            act.touch("trial_work", task)
            self._db.execute(
                "UPDATE trial_work SET rework_minutes = coalesce(?, rework_minutes), rework_asked_at = ? "
                "WHERE task_id = ?",
                [minutes, to_ms(now), task],
            )
            return known_task(self._db, task)

    def claim(self, task: int, net_minutes: float | None, now: datetime) -> KeptTask:
        """Keep the minutes that the person says the treatment saved on a task, or that they do not say."""
        if net_minutes is not None and not abs(net_minutes) <= MOST_MINUTES:
            raise AijournalError("Nothing saves that much", f"Say it in minutes. {_UNCHANGED}")
        with plain_errors(self._path), self._undo.act("Said what a task saved", now) as act:
            if self._drawn(task).arm is Arm.CONTROL:
                raise AijournalError(
                    "There is nothing to save",
                    f"The task was drawn for the other way of working. {_UNCHANGED}",
                )
            act.touch("trial_work", task)
            self._db.execute(
                "UPDATE trial_work SET claimed_net_minutes = ? WHERE task_id = ?", [net_minutes, task]
            )
            return known_task(self._db, task)

    def mark_violated(self, task: int, now: datetime, *, is_violated: bool = True) -> KeptTask:
        """Say that a task was not done as drawn; it counts in its arm all the same."""
        label = "Marked a task as not done as drawn" if is_violated else "Marked a task as done as drawn"
        with plain_errors(self._path), self._undo.act(label, now) as act:
            self._drawn(task)
            act.touch("trial_work", task)
            self._db.execute("UPDATE trial_work SET is_violated = ? WHERE task_id = ?", [is_violated, task])
            return known_task(self._db, task)

    def retitle(self, task: int, title: str, now: datetime) -> KeptTask:
        """Correct the title of a task, which is not locked."""
        title = given_name(title, _NO_TITLE)
        with plain_errors(self._path), self._undo.act("Renamed a task", now) as act:
            known_task(self._db, task)
            act.touch("trial_work", task)
            self._db.execute("UPDATE trial_work SET title = ? WHERE task_id = ?", [title, task])
            return known_task(self._db, task)

    def link(self, task: int, entries: Collection[int], now: datetime) -> KeptTask:
        """Let entries belong to a task, and to no other one; raises `AijournalError` if one is gone."""
        with plain_errors(self._path), self._undo.act("Gave entries to a task", now) as act:
            self._drawn(task)
            for entry in entries:
                self._link(act, task, entry)
            return known_task(self._db, task)

    def unlink(self, entries: Collection[int], now: datetime) -> None:
        """Let entries belong to no task."""
        with plain_errors(self._path), self._undo.act("Took entries from a task", now) as act:
            for entry in entries:
                self._unlink(act, entry)

    def _link(self, act: Act, task: int, entry: int) -> None:
        row = self._db.execute("SELECT uid FROM interaction WHERE id = ?", [entry]).fetchone()
        if row is None:
            raise AijournalError("No such entry", f"Entry {entry} is not in the journal. {_UNCHANGED}")
        if entry in known_task(self._db, task).entries:
            return
        self._unlink(act, entry)
        number = next_number(self._db, "trial_entry")
        act.created("trial_entry", number)
        self._db.execute(
            "INSERT INTO trial_entry (id, task_id, uid) VALUES (?, ?, ?)", [number, task, row[0]]
        )

    def _unlink(self, act: Act, entry: int) -> None:
        for (number,) in self._db.execute(_LINKS, [entry]).fetchall():
            act.touch("trial_entry", number)
            self._db.execute("DELETE FROM trial_entry WHERE id = ?", [number])

    def _drawn(self, task: int) -> KeptTask:
        known = known_task(self._db, task)
        if known.arm is None:
            raise AijournalError(
                "The task is in no arm", f"It was not left to chance, so it counts in no result. {_UNCHANGED}"
            )
        return known

    def _draw(self, trial: int, seed: str, forecast: LockedForecast) -> Arm:
        """Return the arm that the seed has for the next task of a size."""
        (before,) = self._db.execute(
            "SELECT count(*) FROM trial_task WHERE trial_id = ? AND size = ? AND arm IS NOT NULL",
            [trial, forecast.size.value],
        ).fetchone()
        return arm_of_next(seed, forecast.size, before)

    def _seed_of(self, trial: KeptTrial, now: datetime) -> str:
        """Return what the arms of a trial follow from; raises `AijournalError` where it draws no more."""
        (seed,) = self._db.execute("SELECT seed FROM trial WHERE id = ?", [trial.id]).fetchone()
        why = _why_no_more(trial, now.astimezone(self._zone).date().isoformat())
        if why or seed is None:
            why = why or "Its tasks were drawn elsewhere"
            raise AijournalError("Nothing more is drawn in this trial", f"{why}. {_UNCHANGED}")
        return str(seed)


# An entry may be linked under the name of a part that it took in.
_LINKS: Final = """
WITH RECURSIVE part (uid, whole_uid) AS (
  SELECT typed_uid, imported_uid FROM joined_entry UNION SELECT merged_uid, kept_uid FROM merged_entry
),
named (uid) AS (
  SELECT uid FROM interaction WHERE id = ? UNION SELECT part.uid FROM named JOIN part ON whole_uid = named.uid
  WHERE NOT EXISTS (SELECT 1 FROM interaction WHERE uid = part.uid)
  AND NOT EXISTS (SELECT 1 FROM trash_interaction WHERE uid = part.uid)
)
SELECT id FROM trial_entry WHERE uid IN (SELECT uid FROM named)
"""


def _why_no_more(trial: KeptTrial, today: str) -> str | None:
    plan = trial.plan
    if trial.ended_at is not None:
        return "It has ended"
    if plan.stop_tasks is not None and trial.drawn >= plan.stop_tasks:
        return f"It was to stop after {plan.stop_tasks} tasks, which was set before the first of them"
    if plan.stop_day is not None and today > plan.stop_day.isoformat():
        return f"It was to stop after {plan.stop_day}, which was set before the first task"
    if trial.drawn + trial.refused >= MOST_TASKS:
        return f"It has {MOST_TASKS:,} tasks"
    return None


def _refuse_no_forecast(forecast: LockedForecast) -> None:
    minutes = [one for one in (forecast.control_minutes, forecast.treatment_minutes) if one is not None]
    if not all(0 < one <= MOST_MINUTES for one in minutes):
        raise AijournalError(
            "There is no forecast", f"Say minutes above 0 that a task can take. {_UNCHANGED}"
        )
    if forecast.probability is not None and not 0 <= forecast.probability <= 1:
        raise AijournalError("That is no chance", f"Say it from 0 to 1. {_UNCHANGED}")


def _refuse_impossible(minutes: float, *, by_clock: bool) -> None:
    if math.isfinite(minutes) and 0 < minutes <= MOST_MINUTES:
        return
    why = (
        "The clock says nothing that a task can take; type its minutes."
        if by_clock
        else "Say minutes above 0."
    )
    raise AijournalError("The task has no minutes", f"{why} {_UNCHANGED}")
