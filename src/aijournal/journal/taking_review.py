"""What a person wrote for a review in another journal; what is here stays as it is.

Everything here runs inside the caller's transaction, and can be undone with the act that it is a part of.
"""

from collections.abc import Sequence

from sqlite_utils import Database

from aijournal.domain.portable import PortableKeptName, PortablePickedItem, PortableReviewText
from aijournal.journal.tally import Tally
from aijournal.journal.undo import Act


class TakingReview:
    """Takes in items, texts and names, one record at a time."""

    def __init__(self, db: Database, act: Act, tally: Tally) -> None:
        self._db = db
        self._act = act
        self._tally = tally

    def add(self, record: PortablePickedItem | PortableReviewText | PortableKeptName) -> None:
        """Take in one record."""
        match record:
            case PortablePickedItem():
                self._picked_item(record)
            case PortableReviewText():
                self._review_text(record)
            case PortableKeptName():
                self._kept_name(record)

    def _picked_item(self, one: PortablePickedItem) -> None:
        parts = (one.situation, one.ai_did, one.person_did, one.result, one.link)
        known = self._db.execute(
            "SELECT situation, ai_did, person_did, result, link FROM picked_item WHERE uid = ?", [one.uid]
        ).fetchone()
        if known:
            self._tally.take(is_new=False, is_different=known != parts)
            return
        self._insert(
            "picked_item",
            "INSERT INTO picked_item (uid, situation, ai_did, person_did, result, link) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            [one.uid, *parts],
        )

    def _review_text(self, one: PortableReviewText) -> None:
        known = self._db.execute("SELECT text FROM review_text WHERE name = ?", [one.name]).fetchone()
        if known:
            self._tally.take(is_new=False, is_different=known[0] != one.text)
            return
        self._insert(
            "review_text", "INSERT INTO review_text (name, text) VALUES (?, ?)", [one.name, one.text]
        )

    def _kept_name(self, one: PortableKeptName) -> None:
        if self._db.execute("SELECT 1 FROM kept_name WHERE name = ?", [one.name]).fetchone():
            self._tally.take(is_new=False)
        else:
            self._insert("kept_name", "INSERT INTO kept_name (name) VALUES (?)", [one.name])

    def _insert(self, table: str, query: str, row: Sequence[str]) -> None:
        self._act.created(table, int(self._db.execute(query, row).lastrowid or 0))
        self._tally.take(is_new=True)
