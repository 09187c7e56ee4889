"""What is being typed and is not an entry yet, kept so that it outlives the program."""

from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from aijournal.journal.connection import writing
from aijournal.journal.engine_errors import plain_errors
from aijournal.journal.instants import to_ms


class Drafts:
    """Texts by the name of the field they stand in; a part of the journal.

    A draft is no act of the person, so there is nothing to undo. It lies in the journal, so it is encrypted
    where the journal is.
    """

    def __init__(self, path: Path, db: Database) -> None:
        self._path = path
        self._db = db

    def keep(self, name: str, text: str, now: datetime) -> None:
        """Keep the text of a field in place of what was kept before; an empty text keeps nothing.

        Once this has returned the text outlives the program.
        """
        if not text:
            self.drop(name)
            return
        with plain_errors(self._path), writing(self._db):
            self._db.execute(
                "INSERT INTO draft (name, text, at) VALUES (?, ?, ?) "
                "ON CONFLICT (name) DO UPDATE SET text = excluded.text, at = excluded.at",
                [name, text, to_ms(now)],
            )

    def get(self, name: str) -> str:
        """Return what was last kept of a field, or an empty text."""
        with plain_errors(self._path):
            row = self._db.execute("SELECT text FROM draft WHERE name = ?", [name]).fetchone()
        return str(row[0]) if row else ""

    def drop(self, name: str) -> None:
        """Forget what was kept of a field; forgetting what is not there is harmless."""
        with plain_errors(self._path), writing(self._db):
            self._db.execute("DELETE FROM draft WHERE name = ?", [name])
