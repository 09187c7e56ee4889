"""Undo in one place: every act of the person keeps the rows it touched, as they were and as they became.

Only the person's own columns are kept and put back, so undoing an act never takes back a fact that was
imported since.
"""

import contextlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlite_utils import Database

from aijournal.journal.connection import writing
from aijournal.journal.instants import to_ms
from aijournal.journal.sql_text import compose

_KEYS = {"interaction": "id", "assessment": "interaction_id", "event_mark": "id"}
# The tags of an interaction are kept as one image, because they are changed as one.
TAGS = "interaction_tag"
# What of an interaction is the person's to say; everything else in it comes from logs.
_OWN_COLUMNS = ("title", "task", "project", "url", "is_closed", "is_asked", "snoozed_until")


@dataclass(slots=True)
class Act:
    """One act while it is done; tell it every row before touching it, or that it made one."""

    db: Database
    rows: list[tuple[str, int, str | None]] = field(default_factory=list)

    def touch(self, table: str, row_id: int) -> None:
        """Keep a row as it is now."""
        self.rows.append((table, row_id, _image(self.db, table, row_id)))

    def created(self, table: str, row_id: int) -> None:
        """Keep that a row was not there before."""
        self.rows.append((table, row_id, None))


class Undo:
    """The person's acts, in order; part of the journal, and used only by it."""

    def __init__(self, db: Database) -> None:
        self._db = db

    @contextlib.contextmanager
    def act(self, label: str, now: datetime) -> Iterator[Act]:
        """Do one act in one transaction, so that it can be undone as one; `label` names it to the person."""
        with writing(self._db):
            act = Act(self._db)
            yield act
            cursor = self._db.execute("INSERT INTO undo_step (at, label) VALUES (?, ?)", [to_ms(now), label])
            for position, (table, row_id, before) in enumerate(act.rows):
                self._db.execute(
                    "INSERT INTO undo_row (step_id, position, table_name, row_id, before, after) "
                    "VALUES (?, ?, ?, ?, ?, ?)",
                    [
                        cursor.lastrowid,
                        position,
                        table,
                        row_id,
                        before,
                        _image(self._db, table, row_id),
                    ],
                )

    def undo(self) -> tuple[str, frozenset[int]] | None:
        """Take back the latest act, inside the caller's transaction.

        Returns its label and the interactions it touched, or `None` if there is nothing to take back.
        """
        step = self._db.execute(
            "SELECT id, label FROM undo_step WHERE NOT is_undone ORDER BY id DESC LIMIT 1"
        ).fetchone()
        if step is None:
            return None
        rows = self._db.execute(
            "SELECT table_name, row_id, before FROM undo_row WHERE step_id = ? ORDER BY position DESC",
            [step[0]],
        ).fetchall()
        for table, row_id, before in rows:
            _restore(self._db, table, row_id, before)
        self._db.execute("UPDATE undo_step SET is_undone = 1 WHERE id = ?", [step[0]])
        return str(step[1]), frozenset(row[1] for row in rows)


def _image(db: Database, table: str, row_id: int) -> str | None:
    """Return a row as JSON, or `None` if there is none."""
    if table == TAGS:
        return json.dumps(_tags(db, row_id))
    row = _row(db, table, row_id)
    return None if row is None else json.dumps(row)


def _tags(db: Database, row_id: int) -> list[str]:
    rows = db.execute("SELECT tag FROM interaction_tag WHERE interaction_id = ? ORDER BY tag", [row_id])
    return [row[0] for row in rows]


def _row(db: Database, table: str, row_id: int) -> Mapping[str, object] | None:
    cursor = db.execute(compose("SELECT * FROM", table, "WHERE", _KEYS[table], "= ?"), [row_id])
    row = cursor.fetchone()
    return None if row is None else dict(zip((name for name, *_ in cursor.description), row, strict=True))


def replace_tags(db: Database, interaction: int, tags: Iterable[str]) -> None:
    """Give an interaction these tags and no others."""
    db.execute("DELETE FROM interaction_tag WHERE interaction_id = ?", [interaction])
    db.conn.executemany(
        "INSERT OR IGNORE INTO interaction_tag (interaction_id, tag) VALUES (?, ?)",
        [(interaction, tag) for tag in tags],
    )


def _restore(db: Database, table: str, row_id: int, image: str | None) -> None:
    if table == TAGS:
        replace_tags(db, row_id, json.loads(image or "[]"))
        return
    if image is None:
        db.execute(compose("DELETE FROM", table, "WHERE", _KEYS[table], "= ?"), [row_id])
        return
    row = json.loads(image)
    if table == "interaction" and _row(db, table, row_id) is not None:
        own = ", ".join(f"{column} = :{column}" for column in _OWN_COLUMNS)
        db.execute(compose("UPDATE interaction SET", own, "WHERE id = :id"), row)
        return
    columns, values = ", ".join(row), ", ".join(f":{column}" for column in row)
    db.execute(compose("INSERT OR REPLACE INTO", table, "(", columns, ") VALUES (", values, ")"), row)
