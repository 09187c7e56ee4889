"""Trials out of another journal; what is here stays as it is, down to the last draw.

Everything here runs inside the caller's transaction, and can be undone with the act that it is a part of.
"""

from collections.abc import Iterator
from itertools import count
from typing import Any

from sqlite_utils import Database

from aijournal.domain.portable_trial import PortableStretch, PortableTrial, PortableTrialTask
from aijournal.domain.wording import folded
from aijournal.journal.instants import to_ms
from aijournal.journal.numbers import next_number
from aijournal.journal.sql_text import compose
from aijournal.journal.tally import Tally
from aijournal.journal.undo import Act


class TakingTrials:
    """Takes in trials and their tasks, one record at a time.

    A trial that is here already draws on by itself, so no task of another journal joins it.
    """

    def __init__(self, db: Database, act: Act, tally: Tally) -> None:
        self._db = db
        self._act = act
        self._tally = tally
        self._new: dict[str, int] = {}
        self._names = {folded(name) for (name,) in db.execute("SELECT name FROM trial")}

    def add(self, record: PortableTrial | PortableTrialTask) -> None:
        """Take in one record."""
        if isinstance(record, PortableTrial):
            self._trial(record)
        else:
            self._task(record)

    def _trial(self, one: PortableTrial) -> None:
        row = _trial_row(one)
        columns = ", ".join(row)
        known = self._db.execute(compose("SELECT", columns, "FROM trial WHERE uid = ?"), [one.uid]).fetchone()
        if known:
            self._tally.take(is_new=False, is_different=known != tuple(row.values()))
            return
        number = self._insert("trial", {**row, "name": self._free_name(one.name)})
        self._new[one.uid] = number
        self._tally.take(is_new=True)

    def _task(self, one: PortableTrialTask) -> None:
        known = self._db.execute("SELECT place FROM trial_task WHERE uid = ?", [one.uid]).fetchone()
        trial = self._new.get(one.trial)
        if known or trial is None or self._is_taken(trial, one.place):
            self._tally.duplicates += known is not None
            self._tally.ignored += known is None
            return
        task = self._insert("trial_task", {**_locked_row(one), "trial_id": trial})
        self._act.created("trial_work", task)
        self._write("trial_work", {**_work_row(one), "task_id": task})
        for stretch in one.stretches:
            self._insert("trial_stretch", {**_stretch_row(stretch), "task_id": task})
        for uid in dict.fromkeys(one.entries):
            if not self._db.execute("SELECT 1 FROM trial_entry WHERE uid = ?", [uid]).fetchone():
                self._insert("trial_entry", {"task_id": task, "uid": uid})
        self._tally.take(is_new=True)

    def _is_taken(self, trial: int, place: int) -> bool:
        query = "SELECT 1 FROM trial_task WHERE trial_id = ? AND place = ?"
        return self._db.execute(query, [trial, place]).fetchone() is not None

    def _free_name(self, name: str) -> str:
        """Return a name that no trial had that was here before."""
        return next(one for one in _numbered(name) if folded(one) not in self._names)

    def _insert(self, table: str, row: dict[str, Any]) -> int:
        number = next_number(self._db, table)
        self._act.created(table, number)
        self._write(table, {"id": number, **row})
        return number

    def _write(self, table: str, row: dict[str, Any]) -> None:
        names, values = ", ".join(row), ", ".join(f":{column}" for column in row)
        self._db.execute(compose("INSERT INTO", table, "(", names, ") VALUES (", values, ")"), row)


def _numbered(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name} ({number})" for number in count(2))


def _trial_row(one: PortableTrial) -> dict[str, Any]:
    return {
        "uid": one.uid,
        "name": one.name,
        "question": one.question,
        "control": one.control,
        "treatment": one.treatment,
        "outcome": one.outcome.value,
        "stop_tasks": one.stop_tasks,
        "stop_day": None if one.stop_day is None else one.stop_day.isoformat(),
        "seed": one.seed,
        "begun_at": to_ms(one.begun_at),
        "ended_at": None if one.ended_at is None else to_ms(one.ended_at),
    }


def _locked_row(one: PortableTrialTask) -> dict[str, Any]:
    return {
        "uid": one.uid,
        "place": one.place,
        "task": one.task,
        "size": one.size.value,
        "control_minutes": one.control_minutes,
        "treatment_minutes": one.treatment_minutes,
        "probability": one.probability,
        "participant": one.participant,
        "locked_at": to_ms(one.locked_at),
        "arm": one.arm and one.arm.value,
        "refusal": one.refusal,
    }


def _work_row(one: PortableTrialTask) -> dict[str, Any]:
    return {
        "title": one.title,
        "done_at": None if one.done_at is None else to_ms(one.done_at),
        "minutes": one.minutes,
        "rework_minutes": one.rework_minutes,
        "rework_asked_at": None if one.rework_asked_at is None else to_ms(one.rework_asked_at),
        "is_violated": int(one.violated),
        "claimed_net_minutes": one.claimed_net_minutes,
    }


def _stretch_row(one: PortableStretch) -> dict[str, Any]:
    return {
        "began_at": to_ms(one.began_at),
        "seen_at": to_ms(one.seen_at),
        "minutes": one.minutes,
        "is_running": int(one.running),
        "is_watched": int(one.watched),
    }
