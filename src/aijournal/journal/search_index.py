"""The search index over what the person wrote on entries, kept in the transaction that changes it."""

import json
from collections.abc import Collection
from datetime import date

from sqlite_utils import Database

_INDEX = """
INSERT INTO entry_text (rowid, title, note, tags)
SELECT id, title, note, tags FROM (
  SELECT
    interaction.id,
    coalesce(title, '') AS title,
    trim(coalesce(note, '') || ' ' || coalesce(unblocked, '')) AS note,
    coalesce((SELECT group_concat(tag, ' ') FROM interaction_tag WHERE interaction_id = interaction.id), '')
      AS tags
  FROM json_each(?) AS wanted
  CROSS JOIN interaction ON interaction.id = wanted.value
  LEFT JOIN assessment ON assessment.interaction_id = interaction.id
)
WHERE title || note || tags <> ''
"""


def index_entries(db: Database, entries: Collection[int]) -> None:
    """Bring the index in step with entries, present or gone; what says nothing is not in it."""
    wanted = json.dumps(sorted(entries))
    db.execute("DELETE FROM entry_text WHERE rowid IN (SELECT value FROM json_each(?))", [wanted])
    db.execute(_INDEX, [wanted])


def rebuild_index(db: Database, days: Collection[date]) -> None:
    """Bring the index in step with all entries of some days, and its tokens with all of its words."""
    wanted = json.dumps([day.isoformat() for day in days])
    rows = db.execute(
        "SELECT id FROM interaction WHERE local_day IN (SELECT value FROM json_each(?))", [wanted]
    )
    db.execute("INSERT INTO entry_text (entry_text) VALUES ('rebuild')")  # first: it may be damaged itself
    index_entries(db, [row[0] for row in rows])
    db.execute("INSERT INTO entry_text (entry_text) VALUES ('rebuild')")
