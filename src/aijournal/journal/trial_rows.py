"""Trials and their tasks read from the tables, inside the caller's transaction."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlite_utils import Database

from aijournal.domain.kept_trial import KeptTask, KeptTrial, TrialOutcome, TrialPlan
from aijournal.domain.trial import Arm, LockedForecast, TaskSize
from aijournal.errors import AijournalError
from aijournal.journal.instants import from_ms
from aijournal.journal.sql_text import compose

_TRIALS: Final = """
SELECT trial.id, name, question, control, treatment, outcome, stop_tasks, stop_day, begun_at, ended_at,
  seed IS NOT NULL, count(arm), count(minutes), count(refusal)
FROM trial LEFT JOIN trial_task ON trial_id = trial.id LEFT JOIN trial_work ON task_id = trial_task.id
WHERE {condition} GROUP BY trial.id ORDER BY ended_at IS NOT NULL, begun_at DESC, trial.id DESC
"""
# An entry that became a part of another one is that one, unless it is there again since that was undone; one
# in the trash is none. An entry belongs to one task alone: where parts of it were given to several, to the
# task that it was given to itself, else to the one named last, as when an entry is given to another task.
ENTRIES_NOW: Final = """
WITH RECURSIVE part (uid, whole_uid) AS (
  SELECT typed_uid, imported_uid FROM joined_entry UNION SELECT merged_uid, kept_uid FROM merged_entry
),
traced (task_id, link_id, is_part, uid) AS (
  SELECT task_id, id, 0, uid FROM trial_entry
  UNION SELECT traced.task_id, traced.link_id, 1, part.whole_uid
  FROM traced JOIN part ON part.uid = traced.uid
  WHERE NOT EXISTS (SELECT 1 FROM interaction WHERE uid = traced.uid)
  AND NOT EXISTS (SELECT 1 FROM trash_interaction WHERE uid = traced.uid)
),
ranked (task_id, uid, place) AS (
  SELECT task_id, uid, row_number() OVER (PARTITION BY uid ORDER BY is_part, link_id DESC) FROM traced
),
linked (task_id, uid) AS (SELECT task_id, uid FROM ranked WHERE place = 1)
"""
_TASKS: Final = compose(
    ENTRIES_NOW,
    """
SELECT trial_task.id, trial_id, place, title, task, size, control_minutes, treatment_minutes, probability,
  locked_at, arm, refusal, participant, done_at, trial_work.minutes, rework_minutes, rework_asked_at,
  is_violated, claimed_net_minutes, coalesce(clock.minutes, 0.0), coalesce(clock.is_running, 0),
  coalesce(entries.ids, '[]')
FROM trial_task JOIN trial_work ON trial_work.task_id = trial_task.id
LEFT JOIN (
  SELECT task_id, sum(minutes) AS minutes, max(is_running) AS is_running FROM trial_stretch GROUP BY task_id
) AS clock ON clock.task_id = trial_task.id
LEFT JOIN (
  SELECT task_id, json_group_array(interaction.id ORDER BY interaction.id) AS ids
  FROM linked JOIN interaction ON interaction.uid = linked.uid GROUP BY task_id
) AS entries ON entries.task_id = trial_task.id
WHERE {condition} ORDER BY trial_id, place
""",
)


def trials(db: Database, condition: str = "1", *values: object) -> tuple[KeptTrial, ...]:
    """Return the trials of a fixed condition, those that go on and the latest first."""
    return tuple(_trial(row) for row in db.execute(_TRIALS.replace("{condition}", condition), values))


def known_trial(db: Database, number: int) -> KeptTrial:
    """Return a trial; raises `AijournalError` if it is gone."""
    found = trials(db, "trial.id = ?", number)
    if not found:
        raise AijournalError("The trial is gone", "It was deleted elsewhere. Nothing was changed.")
    return found[0]


def tasks(db: Database, condition: str, *values: object) -> tuple[KeptTask, ...]:
    """Return the tasks of a fixed condition, in the order in which they were locked."""
    return tuple(_task(row) for row in db.execute(_TASKS.replace("{condition}", condition), values))


def known_task(db: Database, number: int) -> KeptTask:
    """Return a task; raises `AijournalError` if it is gone."""
    found = tasks(db, "trial_task.id = ?", number)
    if not found:
        raise AijournalError("The task is gone", "Its trial was deleted elsewhere. Nothing was changed.")
    return found[0]


def _trial(row: Sequence[Any]) -> KeptTrial:
    number, name, question, control, treatment, outcome, stop_tasks, stop_day, begun, ended, is_own = row[:11]
    plan = TrialPlan(
        name,
        question,
        control,
        treatment,
        TrialOutcome(outcome),
        stop_tasks,
        None if stop_day is None else date.fromisoformat(stop_day),
    )
    return KeptTrial(number, plan, from_ms(begun), instant(ended), bool(is_own), *row[11:])


def _task(row: Sequence[Any]) -> KeptTask:
    number, trial, place, title, kind, size, control, treatment, probability, locked, arm, refusal = row[:12]
    participant, done, minutes, rework, asked, is_violated, claimed, clock, is_running, entries = row[12:]
    return KeptTask(
        id=number,
        trial_id=trial,
        place=place,
        title=title,
        task=kind,
        forecast=LockedForecast(control, treatment, probability, TaskSize(size)),
        locked_at=from_ms(locked),
        arm=None if arm is None else Arm(arm),
        refusal=refusal,
        participant=participant,
        done_at=instant(done),
        minutes=minutes,
        rework_minutes=rework,
        rework_asked_at=instant(asked),
        is_violated=bool(is_violated),
        claimed_net_minutes=claimed,
        clock_minutes=clock,
        is_running=bool(is_running),
        entries=tuple(json.loads(entries)),
    )


def instant(milliseconds: int | None) -> datetime | None:
    """Return the time of a column that may say nothing."""
    return None if milliseconds is None else from_ms(milliseconds)
