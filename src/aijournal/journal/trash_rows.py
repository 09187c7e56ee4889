"""Rows of entries on their way into the trash and back, with all that hangs on them kept in step.

Rows are moved whole and by the engine alone, those of very many entries a few thousand at a time. Everything
here runs inside the caller's transaction.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from sqlite_utils import Database

from aijournal.journal.blocks import sum_missing_blocks
from aijournal.journal.handing_over import HAS_WORDS
from aijournal.journal.instants import SLOT_MS
from aijournal.journal.interrupting import Progress
from aijournal.journal.search_index import index_entries
from aijournal.journal.slots import sum_slots
from aijournal.journal.sql_text import compose
from aijournal.journal.tombstones import Tombstones

# Every table of entries, parents first; each has a twin named `trash_…` with one column before its own.
MOVED_TABLES = ("interaction", "exchange", "call", "assessment", "interaction_tag")
_KEYS = {
    "interaction": "id",
    "exchange": "id",
    "call": "id",
    "assessment": "interaction_id",
    "interaction_tag": "interaction_id",
}
Conversations = frozenset[tuple[str, str]]  # source and native id of each


@dataclass(frozen=True, slots=True)
class TrashHead:
    """What is known of an item besides its rows; `at` in ms.

    `entries` are the interactions asked for, or `import_run_id` the import that is taken back; one that
    `is_whole` was of another journal, and goes with `entries` and all that it brought beside. Exchanges from
    the number `next_exchange` on came later.
    """

    at: int
    label: str
    next_exchange: int
    import_run_id: int | None = None
    entries: tuple[int, ...] = ()
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """What came or went.

    `entries` are the interactions that moved whole, `partly` those that only lost or regained a part, and
    `conversations` those that came back.
    """

    entries: frozenset[int] = frozenset()
    partly: frozenset[int] = frozenset()
    conversations: Conversations = frozenset()

    def together(self, other: "Moved") -> "Moved":
        """Return what both say."""
        return Moved(
            self.entries | other.entries,
            self.partly | other.partly,
            self.conversations | other.conversations,
        )


# What each table gives to an item: some interactions (`:asked`, as JSON) with all that is theirs.
_OF_ASKED = "interaction_id IN (SELECT value FROM json_each(:asked))"
_ENTRIES = {
    "interaction": "id IN (SELECT value FROM json_each(:asked))",
    "exchange": _OF_ASKED,
    "call": compose("exchange_id IN (SELECT id FROM exchange WHERE", _OF_ASKED, ")"),
    "assessment": _OF_ASKED,
    "interaction_tag": _OF_ASKED,
}
_BATCH = 2_000  # entries, with all that is theirs

# An interaction about which the person said anything is no longer the import's alone.
_UNTOUCHED = compose(
    "SELECT id FROM interaction WHERE is_closed = 0 AND NOT",
    HAS_WORDS,
    "AND NOT EXISTS (SELECT 1 FROM assessment WHERE interaction_id = interaction.id)",
)

# What an import (`:asked`) brought: its exchanges, its calls in others, then what is left empty by that.
_EXCHANGES_OF_RUN = compose("import_run_id = :asked AND interaction_id IN (", _UNTOUCHED, ")")
_CALLS_OF_RUN = compose(
    "exchange_id IN (SELECT id FROM trash_exchange WHERE trash_id = :trash)",
    "OR (import_run_id = :asked AND exchange_id IN (SELECT id FROM exchange WHERE interaction_id IN (",
    _UNTOUCHED,
    ")))",
)
_RUNS_LEFT_EMPTY = """
kind = 'run' AND id IN (SELECT exchange_id FROM trash_call WHERE trash_id = :trash)
AND id NOT IN (SELECT id FROM trash_exchange WHERE trash_id = :trash)
AND NOT EXISTS (
  SELECT 1 FROM call WHERE exchange_id = exchange.id
  AND call.id NOT IN (SELECT id FROM trash_call WHERE trash_id = :trash)
)
"""
_INTERACTIONS_LEFT_EMPTY = """
id IN (SELECT interaction_id FROM trash_exchange WHERE trash_id = :trash)
AND NOT EXISTS (
  SELECT 1 FROM exchange WHERE interaction_id = interaction.id
  AND exchange.id NOT IN (SELECT id FROM trash_exchange WHERE trash_id = :trash)
)
"""
_RUN = (
    ("exchange", _EXCHANGES_OF_RUN),
    ("call", _CALLS_OF_RUN),
    ("exchange", _RUNS_LEFT_EMPTY),
    ("interaction", _INTERACTIONS_LEFT_EMPTY),
)

# What another journal brought besides entries: exchanges and calls that joined those of others.
_WHOLE_RUN = (
    ("exchange", "import_run_id = :asked"),
    (
        "call",
        "import_run_id = :asked OR exchange_id IN (SELECT id FROM trash_exchange WHERE trash_id = :trash)",
    ),
    ("interaction", _INTERACTIONS_LEFT_EMPTY),
)

_TRASHED = {
    "interaction": "id IN (SELECT value FROM json_each(:asked))",
    "exchange": "interaction_id IN (SELECT value FROM json_each(:asked))",
    "assessment": "interaction_id IN (SELECT value FROM json_each(:asked))",
    "interaction_tag": "interaction_id IN (SELECT value FROM json_each(:asked))",
}
_TRASHED_WITH_THEM = {"call": "exchange_id IN (SELECT id FROM trash_exchange WHERE trash_id = :trash)"}
_LEFT_EMPTY = compose(
    "SELECT id FROM trash WHERE id NOT IN (",
    " UNION ALL ".join(compose("SELECT trash_id FROM", f"trash_{table}") for table in MOVED_TABLES),
    ")",
)

# Asked while the rows are on both sides: interactions that do not move as a whole.
_PARTLY = """
SELECT DISTINCT interaction_id FROM exchange
WHERE id IN (
  SELECT id FROM trash_exchange WHERE trash_id = :trash
  UNION ALL SELECT exchange_id FROM trash_call WHERE trash_id = :trash
)
AND interaction_id IS NOT NULL
AND interaction_id NOT IN (SELECT id FROM trash_interaction WHERE trash_id = :trash)
"""

# What was left out of a log while this was deleted is read anew.
_READ_AGAIN = """
UPDATE source_file
SET size = -1, read_offset = 0, line = 0, fingerprint = x'', carry = x'', has_left_out = 0
WHERE has_left_out AND source IN (
  SELECT source FROM trash_exchange WHERE trash_id = :trash
  UNION SELECT source FROM trash_call WHERE trash_id = :trash
)
"""


class TrashRows:
    """The trash's tables; part of the journal, and used only by it."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._tombstones = Tombstones(db)

    def take_away(
        self, trash_id: int, head: TrashHead, progress: Progress = lambda _done, _all: None
    ) -> Moved:
        """Move what a head asks for into a new item of the trash, and set its tombstones."""
        self._db.execute(
            "INSERT INTO trash (id, at, label, import_run_id, next_exchange) VALUES (?, ?, ?, ?, ?)",
            [trash_id, head.at, head.label, head.import_run_id, head.next_exchange],
        )
        if head.import_run_id is None:
            moved = self._take_entries_away(trash_id, head.entries, progress)
        else:
            self._take_entries_away(trash_id, head.entries, progress)
            parts = _WHOLE_RUN if head.is_whole else _RUN
            moved = self._take_import_away(trash_id, head.import_run_id, parts)
            self._set_undone(head.import_run_id, head.at)
        self._tombstones.set_for_trash(trash_id)
        self._settle(moved, self._slots(trash_id))
        return moved

    def bring_back(self, trash_id: int) -> Moved:
        """Move an item's rows back to where they were, with the same numbers, and lift its tombstones.

        Calls of an exchange that was deleted since by another act stay in the trash, and the item with them.
        """
        self._db.execute(
            "UPDATE trash_exchange SET interaction_id = NULL WHERE trash_id = :trash AND interaction_id "
            "NOT IN (SELECT id FROM interaction "
            "UNION ALL SELECT id FROM trash_interaction WHERE trash_id = :trash)",
            {"trash": trash_id},
        )
        for table in MOVED_TABLES:
            self._take(table, trash_id)
        moved, slots = self._moved(trash_id), self._slots(trash_id)
        conversations = self._db.execute(
            "SELECT DISTINCT source, conversation_id FROM trash_exchange WHERE trash_id = ?", [trash_id]
        ).fetchall()
        self._tombstones.lift_for_trash(trash_id)
        self._db.execute(_READ_AGAIN, {"trash": trash_id})
        self._forget_taken(trash_id)
        self._tombstones.set_for_trash(trash_id)  # of what had to stay
        self._settle(moved, slots)
        return replace(moved, conversations=frozenset(conversations))

    def set_apart(self, trash_id: int, entries: Collection[int]) -> frozenset[int]:
        """Move all that is of some interactions, wherever it is, into an item of the trash of its own.

        Returns that item and those that this left empty: what nobody has any use for.
        """
        asked = {"trash": trash_id, "asked": json.dumps(sorted(entries))}
        self.take_away(trash_id, TrashHead(0, "", 0, entries=tuple(entries)))
        for table, condition in (*_TRASHED.items(), *_TRASHED_WITH_THEM.items()):
            self._db.execute(
                compose("UPDATE", f"trash_{table}", "SET trash_id = :trash WHERE", condition), asked
            )
        return frozenset([trash_id, *(row[0] for row in self._db.execute(_LEFT_EMPTY))])

    def forget(self, trash_ids: Collection[int]) -> None:
        """Remove items for good; their tombstones stay."""
        wanted = json.dumps(sorted(trash_ids))
        for table in MOVED_TABLES:
            self._db.execute(
                compose(
                    "DELETE FROM", f"trash_{table}", "WHERE trash_id IN (SELECT value FROM json_each(?))"
                ),
                [wanted],
            )
        self._db.execute("DELETE FROM trash WHERE id IN (SELECT value FROM json_each(?))", [wanted])

    def drop_empty(self, trash_id: int, head: TrashHead) -> None:
        """Remove an item that nothing came into."""
        self.forget([trash_id])
        if head.import_run_id is not None:
            self._set_undone(head.import_run_id, None)

    def head(self, trash_id: int) -> TrashHead | None:
        """Return what is known of an item, or `None` if it is not in the trash."""
        row = self._db.execute(
            "SELECT at, label, next_exchange, import_run_id FROM trash WHERE id = ?", [trash_id]
        ).fetchone()
        if row is None:
            return None
        at, label, next_exchange, run = row
        return TrashHead(at, label, next_exchange, run, () if run else self.entries([trash_id]))

    def entries(self, trash_ids: Iterable[int]) -> tuple[int, ...]:
        """Return the numbers of the interactions in some items."""
        rows = self._db.execute(
            "SELECT id FROM trash_interaction WHERE trash_id IN (SELECT value FROM json_each(?)) ORDER BY id",
            [json.dumps(list(trash_ids))],
        )
        return tuple(row[0] for row in rows)

    def _take_entries_away(self, trash_id: int, entries: tuple[int, ...], progress: Progress) -> Moved:
        for begin in range(0, len(entries), _BATCH):
            batch = entries[begin : begin + _BATCH]
            asked = json.dumps(batch)
            for table, condition in _ENTRIES.items():
                self._give(table, condition, trash_id, asked)
            for table in reversed(MOVED_TABLES):
                query = compose("DELETE FROM", table, "WHERE", _ENTRIES[table])
                self._db.execute(query, {"asked": asked})
            progress(begin + len(batch), len(entries))
        return Moved(frozenset(self.entries([trash_id])))

    def _take_import_away(self, trash_id: int, run: int, parts: Iterable[tuple[str, str]]) -> Moved:
        for table, condition in parts:
            self._give(table, condition, trash_id, run)
        moved = self._moved(trash_id)
        for table in reversed(MOVED_TABLES):
            self._remove_given(table, trash_id)
        return moved

    def _give(self, table: str, condition: str, trash_id: int, asked: int | str) -> None:
        query = compose("INSERT INTO", f"trash_{table}", "SELECT :trash, * FROM", table, "WHERE", condition)
        self._db.execute(query, {"trash": trash_id, "asked": asked})

    def _remove_given(self, table: str, trash_id: int) -> None:
        key = _KEYS[table]
        query = compose(
            "DELETE FROM",
            table,
            "WHERE",
            key,
            "IN (SELECT",
            key,
            "FROM",
            f"trash_{table} WHERE trash_id = ?)",
        )
        self._db.execute(query, [trash_id])

    def _take(self, table: str, trash_id: int) -> None:
        columns = ", ".join(column.name for column in self._db[table].columns)
        query = compose(
            "INSERT INTO", table, "(", columns, ") SELECT", columns, f"FROM trash_{table} WHERE trash_id = ?"
        )
        with_parent = "AND exchange_id IN (SELECT id FROM exchange)" if table == "call" else ""
        self._db.execute(compose(query, with_parent), [trash_id])

    def _forget_taken(self, trash_id: int) -> None:
        for table in MOVED_TABLES:
            self._forget_taken_rows(table, trash_id)
        stays = self._db.execute("SELECT 1 FROM trash_call WHERE trash_id = ? LIMIT 1", [trash_id]).fetchone()
        run = self._db.execute("SELECT import_run_id FROM trash WHERE id = ?", [trash_id]).fetchone()
        if run and run[0]:
            self._set_undone(run[0], None)
        if not stays:
            self._db.execute("DELETE FROM trash WHERE id = ?", [trash_id])

    def _forget_taken_rows(self, table: str, trash_id: int) -> None:
        still = "AND exchange_id IN (SELECT id FROM exchange)" if table == "call" else ""
        of_item = compose("FROM", f"trash_{table}", "WHERE trash_id = :trash", still)
        whole = compose(
            "SELECT (SELECT count(*) FROM", f"trash_{table}", ") = (SELECT count(*)", of_item, ")"
        )
        if self._db.execute(whole, {"trash": trash_id}).fetchone()[0]:
            self._db.execute(compose("DELETE FROM", f"trash_{table}"))  # as a whole, and not row by row
        else:
            self._db.execute(compose("DELETE", of_item), {"trash": trash_id})

    def _set_undone(self, run: int, at: int | None) -> None:
        self._db.execute("UPDATE import_run SET undone_at = ? WHERE id = ?", [at, run])

    def _moved(self, trash_id: int) -> Moved:
        partly = self._db.execute(_PARTLY, {"trash": trash_id})
        return Moved(frozenset(self.entries([trash_id])), frozenset(row[0] for row in partly))

    def _slots(self, trash_id: int) -> list[int]:
        query = "SELECT DISTINCT at / ? FROM trash_call WHERE trash_id = ?"
        return [row[0] for row in self._db.execute(query, [SLOT_MS, trash_id])]

    def _settle(self, moved: Moved, slots: Collection[int]) -> None:
        index_entries(self._db, moved.entries)
        sum_slots(self._db, slots)
        sum_missing_blocks(self._db)
