"""Rows of a trial's tasks, written; everything here runs inside the caller's transaction."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlite_utils import Database

from aijournal.domain.trial import Arm, LockedForecast
from aijournal.domain.wording import storable, storable_or_none
from aijournal.journal.instants import to_ms
from aijournal.journal.numbers import next_number


@dataclass(frozen=True, slots=True)
class NewTask:
    """A task with what was locked of it: the arm that was drawn, or the reason why none was."""

    place: int
    title: str
    forecast: LockedForecast
    locked_at: datetime
    arm: Arm | None = None
    refusal: str | None = None
    task: str | None = None
    participant: str | None = None
    done_at: datetime | None = None
    minutes: float | None = None
    rework_minutes: float | None = None


def insert_task(db: Database, trial: int, new: NewTask) -> int:
    """Keep a task, and return its number."""
    number, forecast = next_number(db, "trial_task"), new.forecast
    db.execute(
        "INSERT INTO trial_task (id, uid, trial_id, place, task, size, control_minutes, treatment_minutes, "
        "probability, participant, locked_at, arm, refusal) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            *(number, uuid4().hex, trial, new.place, storable_or_none(new.task), forecast.size.value),
            *(forecast.control_minutes, forecast.treatment_minutes, forecast.probability),
            *(
                storable_or_none(new.participant),
                to_ms(new.locked_at),
                new.arm and new.arm.value,
                new.refusal,
            ),
        ],
    )
    db.execute(
        "INSERT INTO trial_work (task_id, title, done_at, minutes, rework_minutes) VALUES (?, ?, ?, ?, ?)",
        [
            *(number, storable(new.title), None if new.done_at is None else to_ms(new.done_at)),
            *(new.minutes, new.rework_minutes),
        ],
    )
    return number


def purge_links(db: Database, uids: Collection[str]) -> None:
    """Remove what ties entries to tasks for good, and what undo keeps of that."""
    named = json.dumps(list(uids))
    db.execute(
        "DELETE FROM undo_row WHERE table_name = 'trial_entry' "
        "AND coalesce(after, before) ->> 'uid' IN (SELECT value FROM json_each(?))",
        [named],
    )
    db.execute("DELETE FROM trial_entry WHERE uid IN (SELECT value FROM json_each(?))", [named])
