"""The exchanges that an interaction has, as undo keeps them and puts them back."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from sqlite_utils import Database

from aijournal.journal.sql_text import compose
from aijournal.journal.trash_rows import Moved


def members(db: Database, interaction: int) -> str | None:
    """Return the native ids of an interaction's exchanges as JSON, or `None` if there is no such interaction.

    Native ids and not numbers: the number of an exchange that went for good may be given again.
    """
    present = db.execute("SELECT 1 FROM interaction WHERE id = ?", [interaction]).fetchone()
    if present is None:
        return None
    rows = db.execute(
        "SELECT native_id FROM exchange WHERE interaction_id = ? ORDER BY native_id", [interaction]
    )
    return json.dumps([row[0] for row in rows])


def put_members_back(db: Database, images: Mapping[int, str | None], rows: Mapping[int, str | None]) -> Moved:
    """Give interactions the exchanges that their images name, and make or remove them as `rows` say.

    What came to them since and is in no image is left without an interaction, to be grouped anew. An
    interaction that grouping has made meanwhile and that loses all of its exchanges goes. Returns which are
    to be brought in step, and the conversations of all that moved; inside the caller's transaction.
    """
    asked = json.dumps(sorted(images))
    conversations = set(db.execute(_CONVERSATIONS, [asked]).fetchall())
    db.execute(_LET_GO, [asked])
    others: set[int] = set()
    for interaction, image in images.items():
        row = rows.get(interaction)
        if image is None or row is None:
            continue
        _make(db, interaction, json.loads(row))
        others |= {one for (one,) in db.execute(_ELSEWHERE, [image, interaction])}
        db.execute(_TAKE, [image, interaction])
    conversations |= set(db.execute(_CONVERSATIONS, [asked]).fetchall())
    _remove(db, [interaction for interaction, image in images.items() if image is None])
    present = {interaction for interaction, image in images.items() if image is not None}
    name_conversations(db, present)
    return Moved(
        partly=frozenset(present | (others - _drop_empty(db, others - images.keys()))),
        conversations=frozenset(conversations),
    )


def name_conversations(db: Database, interactions: Collection[int]) -> None:
    """Let interactions be of the conversation of their first exchange; merged ones have several."""
    db.execute(_NAME_CONVERSATIONS, [json.dumps(sorted(interactions))])


def _make(db: Database, interaction: int, row: dict[str, Any]) -> None:
    """Make an interaction that is not there, as a row says; whether it was drawn hangs on its exchanges."""
    names, values = ", ".join(row), ", ".join(f":{column}" for column in row)
    db.execute(compose("INSERT OR IGNORE INTO interaction (", names, ") VALUES (", values, ")"), row)
    db.execute("UPDATE interaction SET is_audit = ? WHERE id = ?", [row["is_audit"], interaction])


def _remove(db: Database, interactions: Collection[int]) -> None:
    db.execute(
        "DELETE FROM interaction WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(interactions))],
    )


def _drop_empty(db: Database, interactions: Collection[int]) -> set[int]:
    rows = db.execute(
        "DELETE FROM interaction WHERE id IN (SELECT value FROM json_each(?)) AND is_closed = 0 "
        "AND NOT EXISTS (SELECT 1 FROM exchange WHERE interaction_id = interaction.id) RETURNING id",
        [json.dumps(sorted(interactions))],
    ).fetchall()
    return {row[0] for row in rows}


_CONVERSATIONS = """
SELECT DISTINCT source, conversation_id FROM json_each(?) AS wanted
CROSS JOIN exchange ON interaction_id = wanted.value
"""
_LET_GO = "UPDATE exchange SET interaction_id = NULL WHERE interaction_id IN (SELECT value FROM json_each(?))"
_NAMED = """
native_id IN (SELECT value FROM json_each(?1)) AND source = (SELECT source FROM interaction WHERE id = ?2)
"""
_ELSEWHERE = compose(
    "SELECT DISTINCT interaction_id FROM exchange WHERE interaction_id IS NOT NULL AND", _NAMED
)
_TAKE = compose("UPDATE exchange SET interaction_id = ?2 WHERE", _NAMED)
_NAME_CONVERSATIONS = """
UPDATE interaction SET conversation_id = coalesce((
  SELECT exchange.conversation_id FROM exchange WHERE interaction_id = interaction.id
  ORDER BY exchange.started_at, native_id LIMIT 1
), conversation_id)
WHERE id IN (SELECT value FROM json_each(?))
"""
