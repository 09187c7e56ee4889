"""Rework: what came after an entry was judged, asked about once, a week later."""

from datetime import datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from aijournal.domain.entry import Entry
from aijournal.errors import AijournalError
from aijournal.journal.engine_errors import plain_errors
from aijournal.journal.entries import Entries
from aijournal.journal.instants import to_ms
from aijournal.journal.undo import Undo

ASKED_AFTER = timedelta(days=7)
# What is older than that would come all at once, and is not remembered any more.
_ASKED_FOR = timedelta(weeks=4)

_DUE = (
    "assessment.rework_minutes IS NULL AND assessment.rework_asked_at IS NULL "
    "AND assessment.assessed_at BETWEEN :asked_from AND :asked_to "
    "AND coalesce(assessment.is_new_work, 0) = 0 "
    "AND (assessment.net_minutes IS NOT NULL OR assessment.unaided_minutes IS NOT NULL)"
)


class Rework:
    """Which entries are to be asked about, and what the person answers; a part of the journal."""

    def __init__(self, path: Path, db: Database, entries: Entries, undo: Undo) -> None:
        self._path = path
        self._db = db
        self._entries = entries
        self._undo = undo

    def due(self, now: datetime, limit: int) -> tuple[Entry, ...]:
        """Return what was judged one to five weeks ago, has minutes, and was not asked about yet."""
        bounds: dict[str, str | int] = {
            "asked_from": to_ms(now - ASKED_AFTER - _ASKED_FOR),
            "asked_to": to_ms(now - ASKED_AFTER),
        }
        with plain_errors(self._path):
            return self._entries.all_of(_DUE, "assessment.assessed_at, interaction.id", bounds, now, limit)

    def answer(self, entry_id: int, minutes: float | None, now: datetime) -> None:
        """Keep how much rework came after an entry, or that the person cannot say; it is not asked again.

        Raises `AijournalError` if the entry or its verdict is gone.
        """
        label = "Did not say about rework" if minutes is None else "Answered about rework"
        with plain_errors(self._path), self._undo.act(label, now) as act:
            if self._entries.known(entry_id, now).assessment is None:
                raise AijournalError(
                    "The verdict is gone", "It was taken back elsewhere. Nothing was changed."
                )
            act.touch("assessment", entry_id)
            self._db.execute(
                "UPDATE assessment SET rework_minutes = coalesce(?, rework_minutes), rework_asked_at = ? "
                "WHERE interaction_id = ?",
                [minutes, to_ms(now), entry_id],
            )
