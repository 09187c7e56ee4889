"""The person's marks in time."""

from datetime import date, datetime
from pathlib import Path

from sqlite_utils import Database

from aijournal.domain.marks import EventMark
from aijournal.domain.wording import storable
from aijournal.errors import AijournalError
from aijournal.journal.engine_errors import plain_errors
from aijournal.journal.undo import Undo


class Marks:
    """Event marks: each can be set, read and removed, and every change undone; a part of the journal."""

    def __init__(self, path: Path, db: Database, undo: Undo) -> None:
        self._path = path
        self._db = db
        self._undo = undo

    def all(self) -> tuple[EventMark, ...]:
        """Return every mark, in order of time."""
        with plain_errors(self._path):
            rows = self._db.execute(
                "SELECT local_day, text, id FROM event_mark ORDER BY local_day, id"
            ).fetchall()
        return tuple(EventMark(date.fromisoformat(day), text, number) for day, text, number in rows)

    def add(self, day: date, text: str, now: datetime) -> EventMark:
        """Mark a day; raises `AijournalError` if the text says nothing."""
        text = " ".join(storable(text).split())
        if not text:
            raise AijournalError("The mark has no words", "Say in a few words what happened on that day.")
        with plain_errors(self._path), self._undo.act("Marked a day", now) as act:
            cursor = self._db.execute(
                "INSERT INTO event_mark (local_day, text) VALUES (?, ?)", [day.isoformat(), text]
            )
            number = int(cursor.lastrowid or 0)
            act.created("event_mark", number)
        return EventMark(day, text, number)

    def remove(self, number: int, now: datetime) -> None:
        """Remove a mark; one that is gone already is no error."""
        with plain_errors(self._path), self._undo.act("Removed a mark", now) as act:
            act.touch("event_mark", number)
            self._db.execute("DELETE FROM event_mark WHERE id = ?", [number])
