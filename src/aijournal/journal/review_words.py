"""What a person writes for a review, and the names that are not to leave in one; all of it can be undone."""

import json
from collections.abc import Collection
from datetime import date, datetime
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from aijournal.domain.entry import Entry
from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.review import PickedEntry, PickedItem, ReviewText, ReviewWords
from aijournal.domain.wording import folded, storable
from aijournal.errors import AijournalError
from aijournal.journal.conditions import of_interactions
from aijournal.journal.engine_errors import plain_errors
from aijournal.journal.entries import Entries
from aijournal.journal.names import given_name
from aijournal.journal.sql_text import compose
from aijournal.journal.undo import Act, Undo

PARTS: Final = ("situation", "ai_did", "person_did", "result", "link")
# An entry that became a part of another one is told of as that one; one in the trash is told of nowhere.
_PICKED: Final = compose(
    "WITH RECURSIVE part (uid, whole_uid) AS (",
    "SELECT typed_uid, imported_uid FROM joined_entry UNION SELECT merged_uid, kept_uid FROM merged_entry),",
    "present (uid, now_uid) AS (",
    "SELECT uid, uid FROM picked_item UNION SELECT present.uid, part.whole_uid FROM present",
    "JOIN part ON part.uid = present.now_uid)",
    "SELECT picked_item.uid,",
    ", ".join(f"picked_item.{part}" for part in PARTS),
    ", interaction.id, interaction.title, interaction.local_day",
    "FROM picked_item JOIN present ON present.uid = picked_item.uid",
    "JOIN interaction ON interaction.uid = present.now_uid",
    "LEFT JOIN assessment ON assessment.interaction_id = interaction.id WHERE",
)
_CANDIDATES: Final = (
    "SELECT interaction.id FROM interaction "
    "LEFT JOIN assessment ON assessment.interaction_id = interaction.id "
    "WHERE interaction.is_prompted AND interaction.uid NOT IN (SELECT uid FROM picked_item) AND"
)
_BEST_FIRST: Final = (
    "ORDER BY nullif(trim(unblocked), '') IS NULL, outcome IS NULL, outcome DESC, net_minutes DESC, "
    "started_at DESC, interaction.id DESC LIMIT :most"
)
_NO_NAME = "The name is empty"


class WrittenReview:
    """The words of a review: items that tell of entries, and a few texts; a part of the journal."""

    def __init__(self, path: Path, db: Database, entries: Entries, undo: Undo) -> None:
        self._path = path
        self._db = db
        self._entries = entries
        self._undo = undo

    def of(self, wanted: EntryFilter) -> ReviewWords:
        """Return what was written for a review of the entries that a filter means."""
        condition = of_interactions(wanted)
        query = compose(_PICKED, condition.sql, "GROUP BY picked_item.id ORDER BY picked_item.id")
        with plain_errors(self._path):
            picked = tuple(
                PickedEntry(PickedItem(*row[:6]), row[6], row[7], date.fromisoformat(row[8]))
                for row in self._db.execute(query, condition.parameters)
            )
            texts = dict(self._db.execute("SELECT name, text FROM review_text").fetchall())
            (count,) = self._db.execute("SELECT count(*) FROM picked_item").fetchone()
        said = {kind.value: texts.get(kind.value, "") for kind in ReviewText}
        return ReviewWords(picked, **said, others=count - len(picked))

    def candidates(self, wanted: EntryFilter, now: datetime, most: int) -> tuple[Entry, ...]:
        """Return entries of a filter that are not told of yet, those that are most worth it first.

        These are the ones of which the person said what got unblocked, then those that helped most.
        """
        condition = of_interactions(wanted)
        query = compose(_CANDIDATES, condition.sql, _BEST_FIRST)
        with plain_errors(self._path):
            rows = self._db.execute(query, {**condition.parameters, "most": most}).fetchall()
            numbers = [number for (number,) in rows]
            entries = self._entries.page(EntryFilter(ids=tuple(numbers)), now, most, None).rows
        return tuple(sorted(entries, key=lambda entry: numbers.index(entry.interaction.id)))

    def pick(self, number: int, now: datetime) -> str:
        """Begin to tell of an entry, and return its uid; one that is told of already stays as it is.

        Raises `AijournalError` if there is no such entry any more.
        """
        with plain_errors(self._path), self._undo.act("Picked an entry for the review", now) as act:
            row = self._db.execute("SELECT uid FROM interaction WHERE id = ?", [number]).fetchone()
            if row is None:
                raise AijournalError("The entry is gone", "It was deleted elsewhere in this moment.")
            uid = str(row[0])
            if self._number(uid) is None:
                cursor = self._db.execute("INSERT INTO picked_item (uid) VALUES (?)", [uid])
                act.created("picked_item", int(cursor.lastrowid or 0))
        return uid

    def write(self, item: PickedItem, now: datetime) -> None:
        """Keep what is told of an entry; raises `AijournalError` if it is told of no more."""
        with plain_errors(self._path), self._undo.act("Wrote of an entry for the review", now) as act:
            self._touch(act, item.uid)
            self._db.execute(
                compose(
                    "UPDATE picked_item SET",
                    ", ".join(f"{part} = :{part}" for part in PARTS),
                    "WHERE uid = :uid",
                ),
                {"uid": item.uid, **{part: storable(getattr(item, part)) for part in PARTS}},
            )

    def exchange(self, uid: str, other: str, now: datetime) -> None:
        """Let two entries change their places among those that are told of."""
        with plain_errors(self._path), self._undo.act("Ordered the review anew", now) as act:
            one, two = (self._touch(act, each) for each in (uid, other))
            moves = [(one, -one), (two, one), (-one, two)] if one != two else []
            self._db.conn.executemany("UPDATE picked_item SET id = ?2 WHERE id = ?1", moves)

    def drop(self, uid: str, now: datetime) -> None:
        """Tell of an entry no more."""
        with plain_errors(self._path), self._undo.act("Put an entry out of the review", now) as act:
            self._touch(act, uid)
            self._db.execute("DELETE FROM picked_item WHERE uid = ?", [uid])

    def say(self, kind: ReviewText, text: str, now: datetime) -> None:
        """Keep what is said of no single entry; an empty text says nothing."""
        with plain_errors(self._path), self._undo.act("Wrote for the review", now) as act:
            row = self._db.execute("SELECT id FROM review_text WHERE name = ?", [kind.value]).fetchone()
            if row is not None:
                act.touch("review_text", row[0])
                self._db.execute("DELETE FROM review_text WHERE id = ?", [row[0]])
            if text.strip():
                number = row[0] if row is not None else None
                cursor = self._db.execute(
                    "INSERT INTO review_text (id, name, text) VALUES (?, ?, ?)",
                    [number, kind.value, storable(text)],
                )
                if row is None:
                    act.created("review_text", int(cursor.lastrowid or 0))

    def _number(self, uid: str) -> int | None:
        row = self._db.execute("SELECT id FROM picked_item WHERE uid = ?", [uid]).fetchone()
        return None if row is None else int(row[0])

    def _touch(self, act: Act, uid: str) -> int:
        number = self._number(uid)
        if number is None:
            raise AijournalError("The entry is told of no more", "It was put out of the review elsewhere.")
        act.touch("picked_item", number)
        return number


class KeptNames:
    """The names that are not to leave in anything; a part of the journal."""

    def __init__(self, path: Path, db: Database, undo: Undo) -> None:
        self._path = path
        self._db = db
        self._undo = undo

    def all(self) -> tuple[str, ...]:
        """Return every name, by the alphabet."""
        with plain_errors(self._path):
            rows = self._db.execute("SELECT name FROM kept_name ORDER BY lower(name), name").fetchall()
        return tuple(name for (name,) in rows)

    def add(self, name: str, now: datetime) -> None:
        """Keep a name; raises `AijournalError` if it is kept already, however it is spelled."""
        name = given_name(name, _NO_NAME)
        if any(folded(one) == folded(name) for one in self.all()):
            raise AijournalError("The name is kept already", f"“{name}” is in the list. Nothing was changed.")
        with plain_errors(self._path), self._undo.act("Added a name that is not to leave", now) as act:
            cursor = self._db.execute("INSERT INTO kept_name (name) VALUES (?)", [name])
            act.created("kept_name", int(cursor.lastrowid or 0))

    def remove(self, name: str, now: datetime) -> None:
        """Let a name leave again; one that is not in the list is no error."""
        with plain_errors(self._path), self._undo.act("Removed a name that was not to leave", now) as act:
            for (number,) in self._db.execute("SELECT id FROM kept_name WHERE name = ?", [name]).fetchall():
                act.touch("kept_name", number)
            self._db.execute("DELETE FROM kept_name WHERE name = ?", [name])


def purge_review(db: Database, uids: Collection[str]) -> None:
    """Remove what was told of entries for good, and what undo keeps of that, inside a transaction."""
    named = json.dumps(list(uids))
    db.execute(
        "DELETE FROM undo_row WHERE table_name = 'picked_item' "
        "AND coalesce(after, before) ->> 'uid' IN (SELECT value FROM json_each(?))",
        [named],
    )
    db.execute("DELETE FROM picked_item WHERE uid IN (SELECT value FROM json_each(?))", [named])
