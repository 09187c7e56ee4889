"""What acts upon very many entries changed, value by value, and how it is put back by the engine alone.

An image of a whole row for each of a hundred thousand entries would be larger than the entries themselves.
Everything here runs inside the caller's transaction.
"""

import json
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final

from sqlite_utils import Database

from aijournal.journal.sql_text import compose

INTERACTION: Final = "interaction"
ASSESSMENT: Final = "assessment"
TAG: Final = "interaction_tag"

_KEYS: Final[Mapping[str, str]] = MappingProxyType({INTERACTION: "id", ASSESSMENT: "interaction_id"})
# A verdict is there from when it was given.
_BORN: Final = "assessed_at"
# Under this name is kept, as 1, on which sides of a change of projects the project was the log's.
OF_LOG: Final = "log_project"

_OF_STEP = "FROM undo_value WHERE step_id = :step AND table_name = :table AND column_name = :column"
_REMOVE_UNBORN = compose(
    "DELETE FROM assessment WHERE interaction_id IN (SELECT row_id", _OF_STEP, "AND {side} IS NULL)"
)
_ADD_BORN = compose(
    "INSERT OR IGNORE INTO assessment (interaction_id, assessed_at) SELECT row_id, {side}",
    _OF_STEP,
    "AND {side} IS NOT NULL AND row_id IN (SELECT id FROM interaction)",
)
_PUT_VALUE = compose(
    "UPDATE {table} SET {column} = kept.{side} FROM (SELECT row_id, before, after",
    _OF_STEP,
    ") AS kept WHERE {table}.{key} = kept.row_id",
)
_FOLLOW_LOG = compose(
    "UPDATE interaction SET project = log_project WHERE id IN (SELECT row_id",
    _OF_STEP,
    "AND {side} IS NOT NULL)",
)
_REMOVE_TAG = compose(
    "DELETE FROM interaction_tag WHERE tag = :column AND interaction_id IN (SELECT row_id",
    _OF_STEP,
    "AND {side} IS NULL)",
)
_ADD_TAG = compose(
    "INSERT OR IGNORE INTO interaction_tag (interaction_id, tag) SELECT row_id, column_name",
    _OF_STEP,
    "AND {side} IS NOT NULL AND row_id IN (SELECT id FROM interaction)",
)


def put_values_back(db: Database, step: int, *, is_undo: bool) -> frozenset[int]:
    """Put all values of a step back to one side of it; return entries whose text or shape that touches."""
    side = "before" if is_undo else "after"
    columns = db.execute(
        "SELECT DISTINCT table_name, column_name FROM undo_value WHERE step_id = ?", [step]
    ).fetchall()
    for table, column in sorted(columns, key=_order):
        for query in _queries(table, column):
            filled = query.replace("{side}", side).replace("{table}", table).replace("{column}", column)
            db.execute(
                filled.replace("{key}", _KEYS.get(table, "")),
                {"step": step, "table": table, "column": column},
            )
    touched = db.execute(
        "SELECT DISTINCT row_id FROM undo_value WHERE step_id = ? "
        "AND (table_name <> 'interaction' OR column_name = 'is_closed')",
        [step],
    )
    return frozenset(row[0] for row in touched)


def has_values(db: Database, step: int) -> bool:
    """Return whether anything is kept of a step."""
    return db.execute("SELECT 1 FROM undo_value WHERE step_id = ? LIMIT 1", [step]).fetchone() is not None


def forget_values(db: Database, interactions: Collection[int]) -> None:
    """Forget what was kept of some interactions."""
    db.execute(
        "DELETE FROM undo_value WHERE row_id IN (SELECT value FROM json_each(?))",
        [json.dumps(sorted(interactions))],
    )


def _order(place: tuple[str, str]) -> tuple[bool, bool, str, str]:
    """Let a verdict come and go before what it says, and the log's project come after those of the person."""
    table, column = place
    return (column != _BORN, (table, column) == (INTERACTION, OF_LOG), table, column)


def _queries(table: str, column: str) -> tuple[str, ...]:
    if table == TAG:
        return (_REMOVE_TAG, _ADD_TAG)
    if (table, column) == (ASSESSMENT, _BORN):
        return (_REMOVE_UNBORN, _ADD_BORN)
    if (table, column) == (INTERACTION, OF_LOG):
        return (_FOLLOW_LOG,)
    return (_PUT_VALUE,)
