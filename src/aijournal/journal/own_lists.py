"""The person's own lists: task types and bottlenecks. Every change can be undone."""

from datetime import date, datetime
from pathlib import Path

from sqlite_utils import Database

from aijournal.domain.own_lists import Bottleneck, TaskType
from aijournal.errors import AijournalError
from aijournal.journal.engine_errors import plain_errors
from aijournal.journal.names import given_name
from aijournal.journal.undo import Act, Undo

_NO_NAME = "The name is empty"
_ALL_TASKS = """
SELECT name, total(entries), max(is_retired) FROM (
  SELECT name, 0 AS entries, is_retired, position FROM task_type
  UNION ALL
  SELECT task, count(*), 0, NULL FROM interaction WHERE task IS NOT NULL GROUP BY task
)
GROUP BY name
ORDER BY max(is_retired), max(position) IS NULL, max(position), total(entries) DESC, name
"""
_ALL_BOTTLENECKS = """
SELECT
  bottleneck.id, bottleneck.name, first_day, last_day,
  (SELECT count(*) FROM assessment WHERE assessment.bottleneck = bottleneck.name)
FROM bottleneck
ORDER BY last_day IS NOT NULL, last_day DESC, first_day DESC, name
"""


class TaskTypes:
    """The kinds of work: those that the person put in order, then all others by how often they are used."""

    def __init__(self, path: Path, db: Database, undo: Undo) -> None:
        self._path = path
        self._db = db
        self._undo = undo

    def all(self) -> tuple[TaskType, ...]:
        """Return every task type in its order, the retired ones last."""
        with plain_errors(self._path):
            rows = self._db.execute(_ALL_TASKS).fetchall()
        return tuple(TaskType(name, int(entries), bool(is_retired)) for name, entries, is_retired in rows)

    def offered(self) -> tuple[str, ...]:
        """Return the names that are offered, in their order, or the most used first."""
        return tuple(one.name for one in self.all() if not one.is_retired)

    def last_in(self, project: str | None) -> str | None:
        """Return the task type last given in a project: the likely one of the next entry."""
        with plain_errors(self._path):
            row = self._db.execute(
                "SELECT task FROM interaction WHERE project IS ? AND task IS NOT NULL "
                "AND task NOT IN (SELECT name FROM task_type WHERE is_retired) "
                "ORDER BY started_at DESC LIMIT 1",
                [project],
            ).fetchone()
        return row[0] if row else None

    def add(self, name: str, now: datetime) -> None:
        """Add a task type behind the others; raises `AijournalError` if there is one of that name."""
        name = given_name(name, _NO_NAME)
        if any(one.name == name and not one.is_retired for one in self.all()):
            raise AijournalError("There is such a task type", f"“{name}” is in the list already.")
        with plain_errors(self._path), self._undo.act("Added a task type", now) as act:
            self._keep(act, name, is_retired=False)

    def rename(self, name: str, other: str, now: datetime) -> None:
        """Give a task type another name on all its entries; one that there is takes them all in."""
        other = given_name(other, _NO_NAME)
        if other == name:
            return
        with plain_errors(self._path), self._undo.act("Renamed a task type", now) as act:
            rows = self._db.execute("SELECT id FROM interaction WHERE task = ?", [name]).fetchall()
            for (entry,) in rows:
                act.touch("interaction", entry)
            self._db.execute("UPDATE interaction SET task = ? WHERE task = ?", [other, name])
            self._pass_on(act, name, other)

    def retire(self, name: str, now: datetime, *, is_retired: bool = True) -> None:
        """Offer a task type no more, or again; its entries keep it."""
        label = "Retired a task type" if is_retired else "Brought back a task type"
        with plain_errors(self._path), self._undo.act(label, now) as act:
            self._keep(act, name, is_retired=is_retired)

    def move(self, name: str, place: int, now: datetime) -> None:
        """Put a task type at a place among those that are offered, counted from 0."""
        with plain_errors(self._path), self._undo.act("Moved a task type", now) as act:
            names = [one.name for one in self.all() if not one.is_retired and one.name != name]
            names.insert(place, name)
            for position, one in enumerate(names):
                self._keep(act, one, is_retired=False, position=position)

    def _keep(self, act: Act, name: str, *, is_retired: bool, position: int | None = None) -> None:
        row = self._db.execute("SELECT id FROM task_type WHERE name = ?", [name]).fetchone()
        if row is None:
            cursor = self._db.execute(
                "INSERT INTO task_type (name, position, is_retired) VALUES (?, "
                "coalesce(?, (SELECT coalesce(max(position), -1) + 1 FROM task_type)), ?)",
                [name, position, is_retired],
            )
            act.created("task_type", int(cursor.lastrowid or 0))
        else:
            act.touch("task_type", row[0])
            self._db.execute(
                "UPDATE task_type SET position = coalesce(?, position), is_retired = ? WHERE id = ?",
                [position, is_retired, row[0]],
            )

    def _pass_on(self, act: Act, name: str, other: str) -> None:
        """Let a name that is no more give its place to the other, unless that one has its own."""
        rows = dict(
            self._db.execute("SELECT name, id FROM task_type WHERE name IN (?, ?)", [name, other]).fetchall()
        )
        if other in rows:  # what takes in living work is offered again
            act.touch("task_type", rows[other])
            self._db.execute("UPDATE task_type SET is_retired = 0 WHERE id = ?", [rows[other]])
        if name not in rows:
            return
        act.touch("task_type", rows[name])
        if other in rows:
            self._db.execute("DELETE FROM task_type WHERE id = ?", [rows[name]])
        else:
            self._db.execute("UPDATE task_type SET name = ? WHERE id = ?", [other, rows[name]])


class Bottlenecks:
    """Where the work is stuck, from when to when; the same one can come again."""

    def __init__(self, path: Path, db: Database, undo: Undo) -> None:
        self._path = path
        self._db = db
        self._undo = undo

    def all(self) -> tuple[Bottleneck, ...]:
        """Return every bottleneck, the present ones first."""
        with plain_errors(self._path):
            rows = self._db.execute(_ALL_BOTTLENECKS).fetchall()
        return tuple(
            Bottleneck(number, name, _day(first), _day(last), entries)
            for number, name, first, last, entries in rows
        )

    def add(self, name: str, first: date | None, last: date | None, now: datetime) -> int:
        """Name a bottleneck, and return its number; raises `AijournalError` if it ends before it begins."""
        name = given_name(name, _NO_NAME)
        _refuse_backwards(first, last)
        with plain_errors(self._path), self._undo.act("Named a bottleneck", now) as act:
            cursor = self._db.execute(
                "INSERT INTO bottleneck (name, first_day, last_day) VALUES (?, ?, ?)",
                [name, _text(first), _text(last)],
            )
            number = int(cursor.lastrowid or 0)
            act.created("bottleneck", number)
        return number

    def change(self, number: int, name: str, first: date | None, last: date | None, now: datetime) -> None:
        """Change a bottleneck's days, or its name: each time that it came, and on all its entries."""
        name = given_name(name, _NO_NAME)
        _refuse_backwards(first, last)
        with plain_errors(self._path), self._undo.act("Changed a bottleneck", now) as act:
            row = self._db.execute("SELECT name FROM bottleneck WHERE id = ?", [number]).fetchone()
            if row is None:
                raise AijournalError("The bottleneck is gone", "It was removed elsewhere in this moment.")
            act.touch("bottleneck", number)
            self._db.execute(
                "UPDATE bottleneck SET name = ?, first_day = ?, last_day = ? WHERE id = ?",
                [name, _text(first), _text(last), number],
            )
            if row[0] != name:
                self._rename(act, row[0], name)

    def remove(self, number: int, now: datetime) -> None:
        """Remove a bottleneck from the list; what was said on entries stays."""
        with plain_errors(self._path), self._undo.act("Removed a bottleneck", now) as act:
            act.touch("bottleneck", number)
            self._db.execute("DELETE FROM bottleneck WHERE id = ?", [number])

    def _rename(self, act: Act, name: str, other: str) -> None:
        rows = self._db.execute(
            "SELECT 'assessment', interaction_id FROM assessment WHERE bottleneck = ?1 "
            "UNION ALL SELECT 'bottleneck', id FROM bottleneck WHERE name = ?1",
            [name],
        ).fetchall()
        for table, number in rows:
            act.touch(table, number)
        self._db.execute("UPDATE assessment SET bottleneck = ? WHERE bottleneck = ?", [other, name])
        self._db.execute("UPDATE bottleneck SET name = ? WHERE name = ?", [other, name])


def _refuse_backwards(first: date | None, last: date | None) -> None:
    if first and last and last < first:
        raise AijournalError("It ends before it begins", f"{last} lies before {first}. Nothing was changed.")


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
