"""One act upon many entries: all of it is done or nothing, it can be cancelled, and undone as one.

The entries go through the engine a few thousand at a time, so that it can be told how far it is.
"""

import json
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from aijournal.domain.bulk_change import BulkChange, BulkResult, Delete
from aijournal.journal.bulk_rows import RowChange, row_change
from aijournal.journal.connection import writing
from aijournal.journal.engine_errors import plain_errors
from aijournal.journal.instants import to_ms
from aijournal.journal.interrupting import Interrupted, Progress, interruptible
from aijournal.journal.search_index import index_entries
from aijournal.journal.trash import Trash
from aijournal.journal.undo import Undo

__all__ = ["BulkEdits", "Progress"]

_BATCH = 2_000


class BulkEdits:
    """Acts upon many entries; a part of the journal."""

    def __init__(self, path: Path, db: Database, undo: Undo, trash: Trash) -> None:
        self._path = path
        self._db = db
        self._undo = undo
        self._trash = trash

    def change(
        self,
        entries: Collection[int],
        change: BulkChange,
        now: datetime,
        progress: Progress = lambda _done, _all: None,
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> BulkResult:
        """Do one act to all of these entries, and return how many it changed.

        What is so already is not touched, and where that is true of all there is no act. Cancelling takes
        back everything that was done until then; where the act is part of a larger transaction, `Interrupted`
        ends that one, of which half must not be kept either.
        """
        wanted, is_part = sorted(set(entries)), self._db.conn.in_transaction
        try:
            with (
                plain_errors(self._path),
                interruptible(self._db, is_cancelled) as look,
                writing(self._db),
            ):
                look()
                present = self._present(wanted)
                gone = len(wanted) - len(present)
                if isinstance(change, Delete):
                    return self._delete(present, now, gone, progress)
                changed = self._apply(present, row_change(change), now, progress, look)
                return BulkResult(changed, len(present) - changed, gone)
        except Interrupted:
            if is_part:
                raise
            return BulkResult(0, was_cancelled=True)

    def _present(self, wanted: Sequence[int]) -> tuple[int, ...]:
        rows = self._db.execute(
            "SELECT value FROM json_each(?) WHERE value IN (SELECT id FROM interaction)", [json.dumps(wanted)]
        )
        return tuple(row[0] for row in rows)

    def _delete(self, present: tuple[int, ...], now: datetime, gone: int, progress: Progress) -> BulkResult:
        if present:
            self._trash.delete(present, now, progress)
        return BulkResult(len(present), gone=gone)

    def _apply(
        self,
        present: Sequence[int],
        change: RowChange,
        now: datetime,
        progress: Progress,
        look: Callable[[], None],
    ) -> int:
        """Change those that are not so already, and return how many there were."""
        changing = change.changing(self._db, json.dumps(present))
        if not changing:
            return 0
        with self._undo.act(_label(change, len(changing)), now) as act:
            for begin in range(0, len(changing), _BATCH):
                look()
                batch = changing[begin : begin + _BATCH]
                change.apply(self._db, act.step, json.dumps(batch), to_ms(now))
                if change.tags.added or change.tags.removed:
                    index_entries(self._db, batch)
                progress(begin + len(batch), len(changing))
        return len(changing)


def _label(change: RowChange, count: int) -> str:
    return change.label.replace("%1", "an entry" if count == 1 else f"{count:,} entries")
