"""Views of the journal under names of the person's own. Every change can be undone."""

from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from aijournal.domain.saved_view import EntryView, SavedView
from aijournal.domain.wording import name_in_words
from aijournal.errors import AijournalError
from aijournal.journal.engine_errors import plain_errors
from aijournal.journal.names import given_name
from aijournal.journal.undo import Act, Undo
from aijournal.journal.view_content import read_view, write_view

_NO_NAME = "The view has no name"


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
        """Keep a view under a name, in place of one that has it, and return its number.

        Names that differ in case alone are one; the view keeps the spelling that it had.
        """
        name, content = given_name(name, _NO_NAME), write_view(view)
        with plain_errors(self._path), self._undo.act("Saved a view", now) as act:
            namesake = next(iter(self._namesakes(name)), None)
            if namesake is not None:
                act.touch("saved_view", namesake)
                self._db.execute("UPDATE saved_view SET content = ? WHERE id = ?", [content, namesake])
                return namesake
            cursor = self._db.execute("INSERT INTO saved_view (name, content) VALUES (?, ?)", [name, content])
            number = int(cursor.lastrowid or 0)
            act.created("saved_view", number)
        return number

    def rename(self, number: int, name: str, now: datetime) -> None:
        """Give a view another name; raises `AijournalError` where another one has it."""
        name = given_name(name, _NO_NAME)
        with plain_errors(self._path), self._undo.act("Renamed a view", now) as act:
            if any(other != number for other in self._namesakes(name)):
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
            defaults = self._db.execute("SELECT id FROM saved_view WHERE is_default").fetchall()
            chosen = {number} if number else set()
            if {row[0] for row in defaults} == chosen:
                return
            for other in sorted({row[0] for row in defaults} | chosen):
                self._touch(act, other)
            self._db.execute("UPDATE saved_view SET is_default = (id IS ?)", [number])

    def _namesakes(self, name: str) -> list[int]:
        """Return the views that have a name in whatever case, that very spelling first."""
        rows = self._db.execute("SELECT id, name FROM saved_view ORDER BY name <> ?, id", [name])
        return [number for number, other in rows if name_in_words(other).casefold() == name.casefold()]

    def _touch(self, act: Act, number: int) -> None:
        if not self._db.execute("SELECT 1 FROM saved_view WHERE id = ?", [number]).fetchone():
            raise AijournalError("The view is gone", "It was removed elsewhere in this moment.")
        act.touch("saved_view", number)
