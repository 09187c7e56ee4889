"""Trials as portable records; everything here runs inside the caller's transaction."""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from typing import Any, Final

from sqlite_utils import Database

from aijournal.domain.kept_trial import TrialOutcome
from aijournal.domain.portable_trial import PortableStretch, PortableTrial, PortableTrialTask
from aijournal.domain.trial import Arm, TaskSize
from aijournal.journal.instants import from_ms
from aijournal.journal.trial_rows import instant

_TRIALS: Final = """
SELECT uid, name, control, treatment, outcome, begun_at, question, stop_tasks, stop_day, seed, ended_at
FROM trial ORDER BY id
"""
# An entry in the trash is on its way out, and its link with it.
_TASKS: Final = """
SELECT trial_task.uid, trial.uid, place, title, size, control_minutes, locked_at, task, treatment_minutes,
  probability, participant, arm, refusal, done_at, minutes, rework_minutes, rework_asked_at, is_violated,
  claimed_net_minutes,
  (SELECT json_group_array(json_array(began_at, seen_at, minutes, is_running, is_watched)) FROM (
    SELECT * FROM trial_stretch WHERE task_id = trial_task.id ORDER BY id)),
  (SELECT json_group_array(uid) FROM (
    SELECT uid FROM trial_entry WHERE task_id = trial_task.id
    AND uid NOT IN (SELECT uid FROM trash_interaction) ORDER BY uid))
FROM trial_task JOIN trial ON trial.id = trial_id JOIN trial_work ON task_id = trial_task.id
ORDER BY trial_id, place
"""


def trial_records(db: Database) -> Iterator[PortableTrial | PortableTrialTask]:
    """Yield every trial, then every task."""
    with closing(db.execute(_TRIALS)) as trials:
        for row in trials:
            yield _trial(row)
    with closing(db.execute(_TASKS)) as tasks:
        for row in tasks:
            yield _task(row)


def _trial(row: Sequence[Any]) -> PortableTrial:
    uid, name, control, treatment, outcome, begun, question, stop_tasks, stop_day, seed, ended = row
    return PortableTrial(
        uid,
        name,
        control,
        treatment,
        TrialOutcome(outcome),
        from_ms(begun),
        question,
        stop_tasks,
        None if stop_day is None else date.fromisoformat(stop_day),
        seed,
        instant(ended),
    )


def _task(row: Sequence[Any]) -> PortableTrialTask:
    uid, trial, place, title, size, control, locked, task, treatment, probability, participant = row[:11]
    arm, refusal, done, minutes, rework, asked, is_violated, claimed, stretches, entries = row[11:]
    return PortableTrialTask(
        uid=uid,
        trial=trial,
        place=place,
        title=title,
        size=TaskSize(size),
        control_minutes=control,
        locked_at=from_ms(locked),
        task=task,
        treatment_minutes=treatment,
        probability=probability,
        participant=participant,
        arm=None if arm is None else Arm(arm),
        refusal=refusal,
        done_at=instant(done),
        minutes=minutes,
        rework_minutes=rework,
        rework_asked_at=instant(asked),
        violated=bool(is_violated),
        claimed_net_minutes=claimed,
        stretches=tuple(_stretch(*one) for one in json.loads(stretches)),
        entries=tuple(json.loads(entries)),
    )


def _stretch(began: int, seen: int, minutes: float, is_running: int, is_watched: int) -> PortableStretch:
    running, watched = bool(is_running), bool(is_watched)
    return PortableStretch(from_ms(began), from_ms(seen), minutes, running=running, watched=watched)
