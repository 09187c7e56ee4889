"""The clock of a trial's tasks: stretches of work, whose minutes are split where several run at once.

Minutes are added up as they pass, and never worked out from two times of day that lie far apart, so that a
clock that is set back or forward takes or gives what passed since the last look at most. A stretch that is
watched is looked at every second or two; what was not watched, because the program died or the machine slept,
is not counted. Any other one runs until it is stopped, as from the command line.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from aijournal.domain.kept_trial import KeptTask
from aijournal.errors import AijournalError
from aijournal.journal.connection import writing
from aijournal.journal.engine_errors import plain_errors
from aijournal.journal.instants import to_ms
from aijournal.journal.numbers import next_number
from aijournal.journal.sql_text import compose
from aijournal.journal.trial_holding import hold
from aijournal.journal.trial_rows import known_task, tasks

UNWATCHED_AFTER: Final = timedelta(minutes=1)
"""A longer pause between two looks was not watched."""

_UNWATCHED_MS: Final = UNWATCHED_AFTER // timedelta(milliseconds=1)
_IS_LIVE: Final = "is_running AND (NOT is_watched OR :now - seen_at BETWEEN 0 AND :unwatched)"
# Everything that runs was looked at in the same moment, so all of it shares what passed since.
_ADVANCE: Final = compose(
    "UPDATE trial_stretch SET seen_at = :now, minutes = minutes + max(0, :now - seen_at) / 60000.0",
    "/ (SELECT count(*) FROM trial_stretch WHERE",
    _IS_LIVE,
    ") WHERE",
    _IS_LIVE,
)


class TrialClock:
    """Starts and stops the clock of tasks; a part of the journal.

    Nothing of it is an act that undo takes back: what the clock says can be corrected by typing minutes.
    """

    def __init__(self, path: Path, db: Database) -> None:
        self._path = path
        self._db = db

    def start(self, task: int, now: datetime, *, is_watched: bool = False) -> KeptTask:
        """Let the clock of a task run, and return the task; one that runs already goes on.

        A watched one is to be looked at (`tick`) every second or two. Raises `AijournalError` where the task
        is done, or was not left to chance.
        """
        with plain_errors(self._path), writing(self._db):
            advance(self._db, now)
            known = known_task(self._db, task)
            _refuse_what_cannot_run(known)
            if not known.is_running:
                hold(self._db, known.trial_id)
                self._db.execute(
                    "INSERT INTO trial_stretch (id, task_id, began_at, seen_at, minutes, is_running, "
                    "is_watched) VALUES (?1, ?2, ?3, ?3, 0, 1, ?4)",
                    [next_number(self._db, "trial_stretch"), task, to_ms(now), is_watched],
                )
            return known_task(self._db, task)

    def pause(self, task: int, now: datetime) -> KeptTask:
        """Stop the clock of a task, and return the task; one that stands already is no error."""
        with plain_errors(self._path), writing(self._db):
            advance(self._db, now)
            stop(self._db, task)
            return known_task(self._db, task)

    def tick(self, now: datetime) -> None:
        """Count what passed since the last look at the tasks that are watched."""
        with plain_errors(self._path), writing(self._db):
            advance(self._db, now)
            self._db.execute(
                "UPDATE trial_stretch SET seen_at = ? WHERE is_running AND is_watched", [to_ms(now)]
            )

    def correct(self, minutes: Mapping[int, float]) -> None:
        """Add minutes to what the clock of some tasks counted, or take some off; never below none.

        What is taken off is taken from the latest stretches; what is added belongs to the latest one. A task
        whose clock never ran is left alone.
        """
        with plain_errors(self._path), writing(self._db):
            for task, change in minutes.items():
                self._correct(task, change)

    def _correct(self, task: int, change: float) -> None:
        query = "SELECT id, minutes FROM trial_stretch WHERE task_id = ? ORDER BY id DESC"
        for number, counted in self._db.execute(query, [task]).fetchall():
            after = max(0.0, counted + change)
            self._db.execute("UPDATE trial_stretch SET minutes = ? WHERE id = ?", [after, number])
            change += counted - after
            if change >= 0:
                return

    def abandon(self) -> tuple[KeptTask, ...]:
        """Stop what nobody watches any more, and return these tasks; to be done before watching begins.

        They were left running by a program that died, and keep what it counted.
        """
        with plain_errors(self._path), writing(self._db):
            left = self._db.execute(
                "UPDATE trial_stretch SET is_running = 0 WHERE is_running AND is_watched RETURNING task_id"
            ).fetchall()
            return tuple(known_task(self._db, task) for (task,) in sorted(left))

    def running(self) -> tuple[KeptTask, ...]:
        """Return the tasks whose clock runs."""
        with plain_errors(self._path):
            return tasks(self._db, "trial_task.id IN (SELECT task_id FROM trial_stretch WHERE is_running)")


def advance(db: Database, now: datetime) -> None:
    """Count what passed on every clock that runs, inside the caller's transaction."""
    db.execute(_ADVANCE, {"now": to_ms(now), "unwatched": _UNWATCHED_MS})


def stop(db: Database, task: int) -> None:
    """Stop the clock of a task after `advance`, inside the caller's transaction."""
    db.execute("UPDATE trial_stretch SET is_running = 0 WHERE is_running AND task_id = ?", [task])


def _refuse_what_cannot_run(task: KeptTask) -> None:
    if task.arm is None:
        raise AijournalError(
            "The task is in no arm",
            "It was not left to chance, so it counts in no result. Nothing was changed.",
        )
    if task.done_at is not None:
        raise AijournalError("The task is done", "Type its minutes to correct them. Nothing was changed.")
