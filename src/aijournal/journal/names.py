"""The names that entries carry, for lists to pick from."""

from enum import StrEnum
from pathlib import Path

from sqlite_utils import Database

from aijournal.journal.engine_errors import plain_errors
from aijournal.journal.sql_text import compose


class NameKind(StrEnum):
    """What has names to pick from."""

    PROJECT = "project"
    TOOL = "tool"
    TASK = "task"
    TAG = "tag"
    MODEL = "model"


# Each answers with names and how many entries carry them; a model is one that an entry mainly used.
_COUNTED = {
    NameKind.PROJECT: "SELECT project AS name, count(*) AS entries FROM interaction GROUP BY project",
    NameKind.TOOL: "SELECT tool AS name, count(*) AS entries FROM interaction GROUP BY tool",
    NameKind.TASK: "SELECT task AS name, count(*) AS entries FROM interaction GROUP BY task",
    NameKind.TAG: "SELECT tag AS name, count(*) AS entries FROM interaction_tag GROUP BY tag",
    NameKind.MODEL: (
        "SELECT name, sum(entries) AS entries FROM ("
        "SELECT main_model_id, count(*) AS entries FROM interaction GROUP BY main_model_id"
        ") JOIN model ON model.id = main_model_id GROUP BY name"
    ),
}


class Names:
    """Which names there are; a part of the journal."""

    def __init__(self, path: Path, db: Database) -> None:
        self._path = path
        self._db = db

    def of(self, kind: NameKind) -> tuple[str, ...]:
        """Return the names of a kind that at least one entry carries, the most used first."""
        query = compose(
            "SELECT name FROM (", _COUNTED[kind], ") WHERE name IS NOT NULL ORDER BY entries DESC, name"
        )
        with plain_errors(self._path):
            return tuple(row[0] for row in self._db.execute(query))


def model_id(db: Database, name: str | None) -> int | None:
    """Return the number of a model that the person names, adding it where it is new."""
    if name is None:
        return None
    row = db.execute("SELECT id FROM model WHERE name = ? ORDER BY id LIMIT 1", [name]).fetchone()
    if row:
        return int(row[0])
    cursor = db.execute("INSERT INTO model (name) VALUES (?)", [name])
    return int(cursor.lastrowid or 0)
