"""The names that entries carry, for lists to pick from."""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from sqlite_utils import Database

from aijournal.domain.name_kind import NameKind
from aijournal.domain.wording import name_in_words
from aijournal.errors import AijournalError
from aijournal.journal.engine_errors import plain_errors

# Each answers with names and how many entries carry them.
_COUNTED = {
    NameKind.TASK: "SELECT task, count(*) FROM interaction WHERE task IS NOT NULL GROUP BY task",
    NameKind.TAG: "SELECT tag, count(*) FROM interaction_tag GROUP BY tag",
}

# No index has these in order, and the engine would put all of them in order to count them; it hands them over
# in one row instead, which takes half as long.
_LISTED = {
    NameKind.PROJECT: "SELECT json_group_array(project) FROM interaction WHERE project IS NOT NULL",
    NameKind.TOOL: "SELECT json_group_array(tool) FROM interaction WHERE tool IS NOT NULL",
    NameKind.MODEL: "SELECT json_group_array(main_model_id) FROM interaction WHERE main_model_id IS NOT NULL",
}


class Names:
    """Which names there are; a part of the journal."""

    def __init__(self, path: Path, db: Database) -> None:
        self._path = path
        self._db = db

    def of(self, kind: NameKind) -> tuple[str, ...]:
        """Return the names of a kind that at least one entry carries, the most used first.

        A model is one that an entry mainly used.
        """
        with plain_errors(self._path):
            counted = self._counted(kind)
        return tuple(sorted(counted, key=lambda name: (-counted[name], name)))

    def _counted(self, kind: NameKind) -> Mapping[str, int]:
        """Return the names with how many entries carry them."""
        if kind in _COUNTED:
            return dict(self._db.execute(_COUNTED[kind]).fetchall())
        listed = Counter(json.loads(self._db.execute(_LISTED[kind]).fetchone()[0]))
        return self._by_name(listed) if kind is NameKind.MODEL else listed

    def _by_name(self, models: Mapping[int, int]) -> Mapping[str, int]:
        """Return the same by the models' names, which several providers may share."""
        counted: Counter[str] = Counter()
        for number, name in self._db.execute("SELECT id, name FROM model WHERE name IS NOT NULL"):
            if number in models:
                counted[name] += models[number]
        return counted


def given_name(typed: str, title: str) -> str:
    """Return a name as it is kept; raises `AijournalError` under a title where nothing was typed."""
    name = name_in_words(typed)
    if not name:
        raise AijournalError(title, "Give it a word or two. Nothing was changed.")
    return name


def model_id(db: Database, name: str | None) -> int | None:
    """Return the number of a model that the person names, adding it where it is new."""
    if not name:
        return None
    row = db.execute("SELECT id FROM model WHERE name = ? ORDER BY id LIMIT 1", [name]).fetchone()
    if row:
        return int(row[0])
    cursor = db.execute("INSERT INTO model (name) VALUES (?)", [name])
    return int(cursor.lastrowid or 0)
