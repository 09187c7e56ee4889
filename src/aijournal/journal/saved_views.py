"""Views of the journal under names of the person's own. Every change can be undone."""

from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from aijournal.domain.saved_view import EntryView, SavedView
from aijournal.errors import AijournalError
from aijournal.journal.engine_errors import plain_errors
from aijournal.journal.undo import Act, Undo
from aijournal.journal.view_content import read_view, write_view


class SavedViews:
    """The saved views, one of which may be the one to begin with; a part of the journal."""

    def __init__(self, path: Path, db: Database, undo: Undo) -> None:
        self._path = path
        self._db = db
        self._undo = undo

    def all(self) -> tuple[SavedView, ...]:
        """Return every view, by name."""
        with plain_errors(self._path):
            rows = self._db.execute(
                "SELECT id, name, content, is_default FROM saved_view ORDER BY lower(name), name"
            ).fetchall()
        return tuple(
            SavedView(number, name, read_view(content), bool(is_default))
            for number, name, content, is_default in rows
        )

    def save(self, name: str, view: EntryView, now: datetime) -> int:
        """Keep a view under a name, in place of one that has it, and return its number."""
        name, content = _words(name), write_view(view)
        with plain_errors(self._path), self._undo.act("Saved a view", now) as act:
            row = self._db.execute("SELECT id FROM saved_view WHERE name = ?", [name]).fetchone()
            if row is not None:
                act.touch("saved_view", row[0])
                self._db.execute("UPDATE saved_view SET content = ? WHERE id = ?", [content, row[0]])
                return int(row[0])
            cursor = self._db.execute("INSERT INTO saved_view (name, content) VALUES (?, ?)", [name, content])
            number = int(cursor.lastrowid or 0)
            act.created("saved_view", number)
        return number

    def rename(self, number: int, name: str, now: datetime) -> None:
        """Give a view another name; raises `AijournalError` where another one has it."""
        name = _words(name)
        with plain_errors(self._path), self._undo.act("Renamed a view", now) as act:
            taken = self._db.execute(
                "SELECT 1 FROM saved_view WHERE name = ? AND id <> ?", [name, number]
            ).fetchone()
            if taken:
                raise AijournalError(
                    "There is such a view", f"“{name}” is the name of another view. Nothing was changed."
                )
            self._touch(act, number)
            self._db.execute("UPDATE saved_view SET name = ? WHERE id = ?", [name, number])

    def remove(self, number: int, now: datetime) -> None:
        """Remove a view; the entries that it showed stay as they are."""
        with plain_errors(self._path), self._undo.act("Removed a view", now) as act:
            self._touch(act, number)
            self._db.execute("DELETE FROM saved_view WHERE id = ?", [number])

    def begin_with(self, number: int | None, now: datetime) -> None:
        """Let the page begin with a view, or with none of them."""
        label = "Chose the view to begin with" if number else "Chose no view to begin with"
        with plain_errors(self._path), self._undo.act(label, now) as act:
            if number:
                self._touch(act, number)
            for (other,) in self._db.execute("SELECT id FROM saved_view WHERE is_default").fetchall():
                act.touch("saved_view", other)
            self._db.execute("UPDATE saved_view SET is_default = (id IS ?)", [number])

    def _touch(self, act: Act, number: int) -> None:
        if not self._db.execute("SELECT 1 FROM saved_view WHERE id = ?", [number]).fetchone():
            raise AijournalError("The view is gone", "It was removed elsewhere in this moment.")
        act.touch("saved_view", number)


def _words(name: str) -> str:
    words = " ".join(name.split())
    if not words:
        raise AijournalError("The view has no name", "Give it a word or two. Nothing was saved.")
    return words
