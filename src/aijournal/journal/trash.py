"""The trash: what the person deleted, whole, until it is taken back or its time has come."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from aijournal.errors import AijournalError
from aijournal.journal.connection import BUSY_TIMEOUT_MS, writing
from aijournal.journal.engine_errors import plain_errors
from aijournal.journal.instants import from_ms, to_ms
from aijournal.journal.interrupting import Progress
from aijournal.journal.numbers import next_number
from aijournal.journal.purged_rows import numbers_of, purge_rows
from aijournal.journal.review_words import purge_review
from aijournal.journal.trash_rows import TrashHead, TrashRows
from aijournal.journal.trial_writing import purge_links
from aijournal.journal.undo import TRASH, Act, Undo, forget_images

KEPT_FOR = timedelta(days=30)

# An entry that became a part of another one may have had parts itself.
_UIDS = """
WITH RECURSIVE part (uid, whole_uid) AS (
  SELECT typed_uid, imported_uid FROM joined_entry UNION SELECT merged_uid, kept_uid FROM merged_entry
),
named (uid) AS (
  SELECT uid FROM interaction WHERE id IN (SELECT value FROM json_each(:wanted))
  UNION SELECT uid FROM trash_interaction WHERE id IN (SELECT value FROM json_each(:wanted))
  UNION SELECT part.uid FROM named JOIN part ON part.whole_uid = named.uid
  WHERE NOT EXISTS (SELECT 1 FROM interaction WHERE uid = part.uid)
  AND NOT EXISTS (SELECT 1 FROM trash_interaction WHERE uid = part.uid)
)
SELECT uid FROM named
"""


@dataclass(frozen=True, slots=True)
class TrashItem:
    """One deletion: how many entries lie in it, and calls that came with them or of an import alone.

    `title`, `tool`, `project` and `day`, a local one, are those of the newest entry in it.
    """

    id: int
    at: datetime
    label: str
    entries: int
    calls: int
    import_run: int | None = None
    title: str | None = None
    tool: str | None = None
    project: str | None = None
    day: date | None = None

    @property
    def gone_at(self) -> datetime:
        """When it is emptied for good."""
        return self.at + KEPT_FOR


@dataclass(frozen=True, slots=True)
class Emptied:
    """What went for good; `is_traceless` is false while another program keeps old pages in the -wal."""

    items: int = 0
    entries: int = 0
    is_traceless: bool = True


class Trash:
    """Deleting, restoring and emptying; a part of the journal.

    What is deleted leaves tombstones, so that a log still on disk does not bring it back; they are lifted
    when it is restored, and stay when it is gone for good.
    """

    def __init__(self, path: Path, db: Database, undo: Undo) -> None:
        self._path = path
        self._db = db
        self._undo = undo
        self._rows = TrashRows(db)

    def delete(
        self,
        entries: Collection[int],
        now: datetime,
        progress: Progress = lambda _done, _all: None,
    ) -> str:
        """Move entries to the trash as one act, and return its label.

        Entries that are gone already are passed over; raises `AijournalError` if that is true of all.
        """
        with plain_errors(self._path), writing(self._db):
            present = self._present(entries)
            if not present:
                raise AijournalError(
                    "No such entry", "It is not in the journal any more. Nothing was changed."
                )
            label = "Deleted an entry" if len(present) == 1 else f"Deleted {len(present):,} entries"
            self._take_away([self._head(label, now, entries=present)], now, progress)
        return label

    def undo_imports(self, runs: Collection[int], now: datetime) -> str:
        """Move what some imports brought to the trash as one act, and return its label.

        Interactions about which the person said something since stay whole. An exchange goes with all its
        calls, even one that another import had seen elsewhere before. Raises `AijournalError` if nothing of
        any of them is left to move.
        """
        label = "Took back an import"
        with plain_errors(self._path), writing(self._db):
            self._take_away([self._head(label, now, run) for run in runs], now)
        return label

    def restore(self, trash_id: int, now: datetime) -> str:
        """Bring an item back from the trash as an act of its own, and return the act's label.

        Raises `AijournalError` if it is not in the trash any more.
        """
        with plain_errors(self._path):
            head = self._rows.head(trash_id)
            if head is None:
                raise AijournalError(
                    "It is not in the trash",
                    "It was restored already, or emptied for good. Nothing was changed.",
                )
            label = f"Restored: {head.label}"
            with self._undo.act(label, now) as act:
                act.touch(TRASH, trash_id)
                moved = self._rows.bring_back(trash_id)
                self._undo.settle(moved, now, head.next_exchange)
        return label

    def contents(self) -> tuple[TrashItem, ...]:
        """Return what lies in the trash, the latest deletion first."""
        with plain_errors(self._path):
            rows = self._db.execute(
                "SELECT trash.id, at, label, "
                "(SELECT count(*) FROM trash_interaction WHERE trash_id = trash.id), "
                "(SELECT count(*) FROM trash_call WHERE trash_id = trash.id), "
                "import_run_id, newest.title, newest.tool, newest.project, newest.local_day "
                "FROM trash LEFT JOIN trash_interaction AS newest ON newest.trash_id = trash.id "
                "AND newest.id = (SELECT id FROM trash_interaction WHERE trash_id = trash.id "
                "ORDER BY started_at DESC, id DESC LIMIT 1) "
                "ORDER BY at DESC, trash.id DESC"
            ).fetchall()
        return tuple(
            TrashItem(number, from_ms(at), label, entries, calls, run, title, tool, project, _day(day))
            for number, at, label, entries, calls, run, title, tool, project, day in rows
        )

    def empty(self, now: datetime, older_than: timedelta | None = None) -> Emptied:
        """Remove for good what has lain in the trash for 30 days, or for at least as long as is said.

        Rows, what is kept for undo and the traces in the -wal go; tombstones stay. It cannot be undone.
        """
        latest = to_ms(now - (KEPT_FOR if older_than is None else older_than))
        with plain_errors(self._path):
            with writing(self._db):
                items = [row[0] for row in self._db.execute("SELECT id FROM trash WHERE at <= ?", [latest])]
                if not items:
                    return Emptied()
                entries = self._rows.entries(items)
                uids = self.uids(entries)
                numbers = numbers_of(self._db.conn, uids)
                self._rows.forget(items)
                purge_review(self._db, uids)
                purge_links(self._db, uids)
                forget_images(self._db, numbers, items)
                self._forget_pairs(numbers)
            return Emptied(len(items), len(entries), is_traceless=drop_traces(self._db))

    def drop_traces(self) -> bool:
        """Overwrite what went for good in the -wal too; return whether nobody kept it from that."""
        with plain_errors(self._path):
            return drop_traces(self._db)

    def uids(self, entries: Collection[int]) -> tuple[str, ...]:
        """Return the lasting names of those of the entries that are in the journal or in the trash.

        The names of entries that became one with them come along: their words are the same.
        """
        rows = self._db.execute(_UIDS, {"wanted": json.dumps(list(entries))})
        return tuple(row[0] for row in rows)

    def purge(self, uids: Collection[str]) -> Emptied:
        """Remove entries for good from the journal, the trash, undo and drafts; it cannot be undone."""
        with plain_errors(self._path):
            with writing(self._db):
                self._forget_pairs(numbers_of(self._db.conn, uids))
                gone = purge_rows(self._db, uids)
            return Emptied(gone.items, gone.entries, is_traceless=drop_traces(self._db))

    def _forget_pairs(self, numbers: Collection[int]) -> None:
        """Forget which entries were not the same work as these, whose numbers may be given again."""
        self._db.execute(
            "DELETE FROM other_work WHERE typed_id IN (SELECT value FROM json_each(:gone)) "
            "OR imported_id IN (SELECT value FROM json_each(:gone))",
            {"gone": json.dumps(list(numbers))},
        )

    def _take_away(
        self,
        heads: Sequence[TrashHead],
        now: datetime,
        progress: Progress = lambda _done, _all: None,
    ) -> None:
        with self._undo.act(heads[0].label, now) as act:
            has_moved = [self._take_one_away(act, head, now, progress) for head in heads]
            if not any(has_moved):
                raise AijournalError(
                    "There is nothing to take back",
                    "Nothing of this import is in the journal, save what you said something about. "
                    "Nothing was changed.",
                )

    def _take_one_away(self, act: Act, head: TrashHead, now: datetime, progress: Progress) -> bool:
        """Move what a head asks for, and return whether there was anything."""
        trash_id = next_number(self._db, TRASH)
        moved = self._rows.take_away(trash_id, head, progress)
        if not moved.entries and not moved.partly:
            self._rows.drop_empty(trash_id, head)
            return False
        for interaction in sorted(moved.partly):
            act.touch("interaction", interaction)
        act.created(TRASH, trash_id)
        self._undo.settle(moved, now, head.next_exchange)
        return True

    def _head(
        self, label: str, now: datetime, run: int | None = None, entries: tuple[int, ...] = ()
    ) -> TrashHead:
        return TrashHead(to_ms(now), label, next_number(self._db, "exchange"), run, entries)

    def _present(self, entries: Collection[int]) -> tuple[int, ...]:
        rows = self._db.execute(
            "SELECT interaction.id FROM json_each(?) AS wanted "
            "CROSS JOIN interaction ON interaction.id = wanted.value ORDER BY 1",
            [json.dumps(sorted(set(entries)))],
        )
        return tuple(row[0] for row in rows)


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def drop_traces(db: Database) -> bool:
    """Write the -wal into the journal and cut it to nothing, outside any transaction.

    Returns whether nobody else was reading; where somebody is, nobody waits, and old pages stay until it is
    done once more.
    """
    db.execute("PRAGMA busy_timeout = 0")
    try:
        is_busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        db.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    return not is_busy
