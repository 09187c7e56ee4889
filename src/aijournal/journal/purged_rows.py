"""Entries out of a journal's tables for good: as they are, in the trash, and in what undo keeps of them."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from sqlcipher3 import dbapi2 as sqlite
from sqlite_utils import Database

from aijournal.journal.numbers import next_number
from aijournal.journal.review_words import purge_review
from aijournal.journal.trash_rows import TrashRows
from aijournal.journal.trial_writing import purge_links
from aijournal.journal.undo import TRASH, forget_images

# The numbers that entries have or had. One that was logged and undone is only in what undo keeps.
_NUMBERS = {
    "interaction": "SELECT id FROM interaction WHERE uid IN (SELECT value FROM json_each(:uids))",
    "trash_interaction": "SELECT id FROM trash_interaction WHERE uid IN (SELECT value FROM json_each(:uids))",
    "undo_row": "SELECT row_id FROM undo_row WHERE table_name = 'interaction' "
    "AND coalesce(after, before) ->> 'uid' IN (SELECT value FROM json_each(:uids))",
}


@dataclass(frozen=True, slots=True)
class PurgedRows:
    """How many entries went, and how many items of the trash with them."""

    entries: int
    items: int


def numbers_of(connection: sqlite.Connection, uids: Collection[str]) -> tuple[int, ...]:
    """Return the numbers that entries have or had, in a journal of any age."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    query = " UNION ".join(query for table, query in _NUMBERS.items() if table in tables)
    return tuple(row[0] for row in connection.execute(query, {"uids": json.dumps(list(uids))}))


def purge_rows(db: Database, uids: Collection[str]) -> PurgedRows:
    """Remove entries with all that is kept of them and every draft, inside the caller's transaction.

    Drafts go because nobody can tell whose words they are; tombstones stay.
    """
    entries = numbers_of(db.conn, uids)
    rows = TrashRows(db)
    useless = rows.set_apart(next_number(db, TRASH), entries)
    rows.forget(useless)
    purge_review(db, uids)
    purge_links(db, uids)
    forget_images(db, entries, useless)
    db.execute("DELETE FROM draft")
    return PurgedRows(len(entries), len(useless) - 1)
