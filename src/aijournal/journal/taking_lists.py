"""The person's own lists from another journal: marks, task types, bottlenecks, views and what is put aside.

What is here stays as it is, and what comes stands behind it. Everything here runs inside the caller's
transaction, and can be undone with the act that it is a part of.
"""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlite_utils import Database

from aijournal.domain.portable import (
    PortableBottleneck,
    PortableDeletion,
    PortableKeptName,
    PortableMark,
    PortableOtherWork,
    PortablePause,
    PortablePickedItem,
    PortableRecord,
    PortableReviewText,
    PortableTaskType,
    PortableView,
)
from aijournal.domain.portable_trial import PortableTrial, PortableTrialTask
from aijournal.domain.wording import name_in_words
from aijournal.journal.taking_review import TakingReview
from aijournal.journal.taking_trials import TakingTrials
from aijournal.journal.tally import Tally
from aijournal.journal.undo import Act

_Row = tuple[str | None, ...]

_OTHER_WORK = """
INSERT OR IGNORE INTO other_work (typed_id, imported_id)
SELECT typed.id, imported.id FROM interaction AS typed JOIN interaction AS imported
WHERE typed.uid = ? AND imported.uid = ? RETURNING id
"""


class TakingLists:
    """Takes in what is neither facts nor entries, one record at a time.

    Deletions mean something only where the journal `was_empty`: they are known again by a secret of the other
    one, which an empty one takes over.
    """

    def __init__(self, db: Database, act: Act, tally: Tally, *, was_empty: bool) -> None:
        self._db = db
        self._act = act
        self._tally = tally
        self._was_empty = was_empty
        self._review = TakingReview(db, act, tally)
        self._trials = TakingTrials(db, act, tally)
        self._position = self._behind()
        # What has no name of its own may be there several times.
        self._marks = Counter(db.execute("SELECT local_day, text FROM event_mark").fetchall())
        self._bottlenecks = Counter(db.execute("SELECT name, first_day, last_day FROM bottleneck").fetchall())

    def add(self, record: PortableRecord) -> None:
        """Take in one record."""
        match record:
            case PortableMark():
                self._mark(record)
            case PortableTaskType():
                self._task_type(record)
            case PortableBottleneck():
                self._bottleneck(record)
            case PortableView():
                self._view(record)
            case PortablePause():
                self._pause(record)
            case PortableOtherWork():
                self._other_work(record)
            case PortablePickedItem() | PortableReviewText() | PortableKeptName():
                self._review.add(record)
            case PortableTrial() | PortableTrialTask():
                self._trials.add(record)
            case PortableDeletion():
                self._deletion(record)

    def _mark(self, one: PortableMark) -> None:
        row = (one.day.isoformat(), one.text)
        if not self._is_known(self._marks, row):
            self._insert("event_mark", "INSERT INTO event_mark (local_day, text) VALUES (?, ?)", row)

    def _task_type(self, one: PortableTaskType) -> None:
        known = self._db.execute("SELECT is_retired FROM task_type WHERE name = ?", [one.name]).fetchone()
        if known:
            self._tally.take(is_new=False, is_different=bool(known[0]) != one.retired)
            return
        self._insert(
            "task_type",
            "INSERT INTO task_type (name, position, is_retired) VALUES (?, ?, ?)",
            [one.name, one.position + self._position, int(one.retired)],
        )

    def _bottleneck(self, one: PortableBottleneck) -> None:
        row = (one.name, _text(one.first_day), _text(one.last_day))
        if not self._is_known(self._bottlenecks, row):
            query = "INSERT INTO bottleneck (name, first_day, last_day) VALUES (?, ?, ?)"
            self._insert("bottleneck", query, row)

    def _view(self, one: PortableView) -> None:
        content = json.dumps(one.content, ensure_ascii=False)
        rows = self._db.execute("SELECT name, content FROM saved_view").fetchall()
        name = name_in_words(one.name).casefold()
        known = [told for other, told in rows if name_in_words(other).casefold() == name]
        if known:
            self._tally.take(is_new=False, is_different=content not in known)
            return
        self._insert(
            "saved_view",
            "INSERT INTO saved_view (name, content, is_default) "
            "SELECT ?, ?, ? AND NOT EXISTS (SELECT 1 FROM saved_view WHERE is_default)",
            [one.name, content, int(one.is_default)],
        )

    def _pause(self, one: PortablePause) -> None:
        until = one.until_day.isoformat()
        known = self._db.execute(
            "SELECT until_day FROM signal_pause WHERE signal = ?", [one.signal]
        ).fetchone()
        if known:
            self._tally.take(is_new=False, is_different=known[0] != until)
            return
        self._insert(
            "signal_pause", "INSERT INTO signal_pause (signal, until_day) VALUES (?, ?)", [one.signal, until]
        )

    def _other_work(self, one: PortableOtherWork) -> None:
        made = self._db.execute(_OTHER_WORK, [one.typed, one.imported]).fetchone()
        if made:
            self._act.created("other_work", made[0])
        self._tally.take(is_new=made is not None)

    def _deletion(self, one: PortableDeletion) -> None:
        if not self._was_empty:
            self._tally.ignored += 1
            return
        cursor = self._db.execute(
            "INSERT OR IGNORE INTO tombstone (hash) VALUES (?)", [bytes.fromhex(one.hash)]
        )
        self._tally.take(is_new=cursor.rowcount > 0)

    def _is_known(self, here: Counter[_Row], row: _Row) -> bool:
        """Return whether a row was here before as often as it comes, and count it if it was."""
        if not here[row]:
            return False
        here[row] -= 1
        self._tally.take(is_new=False)
        return True

    def _insert(self, table: str, query: str, row: Sequence[Any]) -> None:
        self._act.created(table, int(self._db.execute(query, row).lastrowid or 0))
        self._tally.take(is_new=True)

    def _behind(self) -> int:
        """Return the position behind all task types that have one."""
        return int(self._db.execute("SELECT coalesce(max(position) + 1, 0) FROM task_type").fetchone()[0])


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
