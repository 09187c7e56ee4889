"""Same work, two doors: an entry typed by hand beside one that a log brought, and joining them."""

from datetime import datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from aijournal.domain.entry import Entry
from aijournal.domain.same_work import SameWork
from aijournal.errors import AijournalError
from aijournal.journal.engine_errors import plain_errors
from aijournal.journal.entries import Entries
from aijournal.journal.instants import to_ms
from aijournal.journal.search_index import index_entries
from aijournal.journal.undo import TAGS, Act, Undo, replace_tags

# People log by hand while they work or soon after; a log's times are exact.
NEAR = timedelta(hours=2)
ASKED_FOR = timedelta(days=30)

_LONGEST = timedelta(hours=24)  # so far back an interaction that is still near may have begun

# The nearest interaction of the same tool, for each typed entry that no log is known to have brought. Of two
# verdicts neither may be lost, so entries that both have one are not offered.
_OFFERS = """
SELECT typed.id, imported.id
FROM interaction AS typed
CROSS JOIN interaction AS imported
  ON imported.source IS NOT NULL AND imported.tool = typed.tool AND imported.is_prompted
  AND imported.started_at BETWEEN typed.started_at - :longest AND typed.started_at + :near
  AND imported.ended_at >= typed.started_at - :near
WHERE typed.source IS NULL AND typed.started_at >= :since
AND NOT EXISTS (SELECT 1 FROM other_work WHERE typed_id = typed.id AND imported_id = imported.id)
AND NOT (
  EXISTS (SELECT 1 FROM assessment WHERE interaction_id = typed.id)
  AND EXISTS (SELECT 1 FROM assessment WHERE interaction_id = imported.id)
)
ORDER BY
  typed.started_at DESC, typed.id DESC,
  max(imported.started_at - typed.started_at, typed.started_at - imported.ended_at, 0),
  abs(imported.started_at - typed.started_at), imported.id
"""


class SameWorks:
    """Offers pairs, joins one or keeps it apart; a part of the journal. Joining is never automatic."""

    def __init__(self, path: Path, db: Database, entries: Entries, undo: Undo) -> None:
        self._path = path
        self._db = db
        self._entries = entries
        self._undo = undo

    def offers(self, now: datetime, limit: int = 20) -> tuple[SameWork, ...]:
        """Return pairs of the last 30 days that may be the same work, the latest first, each entry once."""
        with plain_errors(self._path):
            bounds = {
                "since": to_ms(now - ASKED_FOR),
                "near": NEAR // timedelta(milliseconds=1),
                "longest": _LONGEST // timedelta(milliseconds=1),
            }
            seen: set[int] = set()
            pairs: list[tuple[int, int]] = []
            for typed, imported in self._db.execute(_OFFERS, bounds):
                if len(pairs) < limit and not seen & {typed, imported}:
                    seen |= {typed, imported}
                    pairs.append((typed, imported))
            return tuple(
                SameWork(self._entries.known(typed, now), self._entries.known(other, now))
                for typed, other in pairs
            )

    def join(self, typed_id: int, imported_id: int, now: datetime) -> Entry:
        """Make two entries one, as one act, and return it.

        The imported one takes the verdict, title, tags, task type and link of the typed one where it has none
        of its own, and the typed one goes; measured tokens take the place of typed ones. Raises
        `AijournalError` if one is gone or both were judged.
        """
        with plain_errors(self._path):
            with self._undo.act("Joined two entries", now) as act:
                typed, imported = self._entries.known(typed_id, now), self._entries.known(imported_id, now)
                _refuse_unlike(typed, imported)
                _touch_all(act, typed_id, imported_id)
                self._move_verdict(typed, imported_id)
                self._move_words(typed, imported)
                self._db.execute(
                    "INSERT OR IGNORE INTO joined_entry (imported_uid, typed_uid) VALUES (?, ?)",
                    [imported.interaction.uid, typed.interaction.uid],
                )
                self._remove(typed_id)
                index_entries(self._db, [typed_id, imported_id])
            return self._entries.known(imported_id, now)

    def keep_apart(self, typed_id: int, imported_id: int, now: datetime) -> None:
        """Keep that two entries are not the same work, so that they are not offered again."""
        with plain_errors(self._path), self._undo.act("Kept two entries apart", now) as act:
            cursor = self._db.execute(
                "INSERT OR IGNORE INTO other_work (typed_id, imported_id) VALUES (?, ?)",
                [typed_id, imported_id],
            )
            if cursor.rowcount:
                act.created("other_work", int(cursor.lastrowid or 0))

    def _move_verdict(self, typed: Entry, imported_id: int) -> None:
        if typed.assessment is not None:
            self._db.execute(
                "UPDATE assessment SET interaction_id = ? WHERE interaction_id = ?",
                [imported_id, typed.interaction.id],
            )

    def _move_words(self, typed: Entry, imported: Entry) -> None:
        self._db.execute(
            "UPDATE interaction SET title = coalesce(title, ?), task = coalesce(task, ?), "
            "project = coalesce(project, ?), "
            "url = coalesce(url, (SELECT url FROM interaction WHERE id = ?)), is_closed = 1 WHERE id = ?",
            [
                typed.interaction.title,
                typed.interaction.task,
                typed.interaction.project,
                typed.interaction.id,
                imported.interaction.id,
            ],
        )
        tags = {*typed.interaction.tags, *imported.interaction.tags}
        replace_tags(self._db, imported.interaction.id, sorted(tags))

    def _remove(self, typed_id: int) -> None:
        replace_tags(self._db, typed_id, ())
        self._db.execute("DELETE FROM interaction WHERE id = ?", [typed_id])


def _touch_all(act: Act, *entries: int) -> None:
    """Keep entries as they are, each interaction last: undoing puts it back before what hangs on it."""
    for entry in entries:
        for table in ("assessment", TAGS, "interaction"):
            act.touch(table, entry)


def _refuse_unlike(typed: Entry, imported: Entry) -> None:
    if typed.interaction.source is not None or imported.interaction.source is None:
        raise AijournalError(
            "These cannot be joined",
            "One must be typed by hand and one read from a log. Nothing was changed.",
        )
    if typed.assessment is not None and imported.assessment is not None:
        raise AijournalError(
            "Both were judged", "Joining them would lose one of the verdicts. Nothing was changed."
        )
