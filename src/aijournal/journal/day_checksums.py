"""A checksum for the entries of each local day, so that content which changed by itself is found.

The engine's own checks look at how pages hang together; a bit that flips within a text or a number passes
them. A day's checksum is removed with every change that a statement makes (triggers do that), so one that is
there and does not fit tells of a change that nobody made.
"""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from msgspec import msgpack
from sqlite_utils import Database

from aijournal.journal.connection import reading, writing
from aijournal.journal.sql_text import compose

# Every column that says something: numbers of rows stand for nothing outside this file, and a model is
# named by what it is called.
CONTENT = {
    "interaction": (
        *("uid", "source", "conversation_id", "tool", "project", "log_project", "task", "title", "url"),
        *("started_at", "ended_at", "time_zone", "utc_offset_minutes", "local_day"),
        *("is_closed", "is_asked", "is_audit", "is_prompted", "snoozed_until", "typed_tokens"),
        *("exchanges", "calls", "calls_without_tokens", "calls_lower_bound", "input_tokens"),
        *("cache_write_tokens", "cache_write_1h_tokens", "cache_read_tokens", "output_tokens"),
        *("reasoning_tokens", "active_minutes"),
    ),
    "model": ("name", "provider"),
    "assessment": (
        *("outcome", "is_unsure", "need", "net_minutes", "rework_minutes", "unaided_minutes"),
        *("forecast_without_minutes", "forecast_with_minutes", "accepted", "would_do_again", "bottleneck"),
        *("is_new_work", "quality", "motive", "unblocked", "note", "confidence", "left_me"),
        *("rework_asked_at", "assessed_at", "seconds_taken", "door"),
    ),
}
_DAYS_A_TRANSACTION = 8
_DIGEST_BYTES = 16

_DAYS = """
SELECT CAST(local_day AS BLOB) FROM interaction UNION SELECT CAST(local_day AS BLOB) FROM day_checksum
"""
# The rows of a day are looked up by number: read through an index they would be the index's own copy.
_ENTRIES = """
FROM json_each(?) AS wanted CROSS JOIN interaction ON interaction.id = wanted.value
LEFT JOIN model ON model.id = interaction.main_model_id
LEFT JOIN assessment ON assessment.interaction_id = interaction.id
ORDER BY interaction.uid
"""
_TAGS = """
SELECT CAST(interaction.uid AS BLOB), CAST(tag AS BLOB)
FROM json_each(?) AS wanted CROSS JOIN interaction ON interaction.id = wanted.value
JOIN interaction_tag ON interaction_id = interaction.id
ORDER BY interaction.uid, tag
"""


@dataclass(frozen=True, slots=True)
class DayCheck:
    """What comparing days with their checksums came to.

    `days_checked` had one and were compared, `days_summed` had none and have one now; `damaged` are the days
    that hold something else than when they were summed. `days_unreadable` counts days that are no dates.
    """

    days_checked: int
    days_summed: int
    damaged: tuple[date, ...]
    days_unreadable: int = 0
    was_cancelled: bool = False


class DayChecksums:
    """The checksums of all days; part of the journal, and used only by it."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def check(self, progress: Callable[[int, int], None], is_cancelled: Callable[[], bool]) -> DayCheck:
        """Compare every day that has a checksum and sum the others; `progress` is told days done, of all.

        A day and its checksum are seen as they are at one moment; others write meanwhile, and wait only while
        a few days are summed.
        """
        stored = [row[0] for row in self._db.execute(_DAYS)]
        days = [day.decode() for day in stored if _is_date(day)]
        entries = _entries_query(self._db)
        outcomes: dict[str, bool | None] = {}
        for first in range(0, len(days), _DAYS_A_TRANSACTION):
            if is_cancelled():
                break
            outcomes |= self._look_at(days[first : first + _DAYS_A_TRANSACTION], entries)
            progress(len(outcomes), len(days))
        return DayCheck(
            days_checked=sum(fits is not None for fits in outcomes.values()),
            days_summed=sum(fits is None for fits in outcomes.values()),
            damaged=tuple(date.fromisoformat(day) for day, fits in outcomes.items() if fits is False),
            days_unreadable=len(stored) - len(days),
            was_cancelled=len(outcomes) < len(days),
        )

    def forget(self, days: Collection[date]) -> None:
        """Remove the checksums of days, which are summed anew by the next comparison."""
        self._db.conn.executemany(
            "DELETE FROM day_checksum WHERE local_day = ?", [(day.isoformat(),) for day in days]
        )

    def _look_at(self, days: Collection[str], entries: str) -> dict[str, bool | None]:
        """Return whether each day is as it was when it was summed; `None` if it is summed only now."""
        with reading(self._db):
            outcomes = {day: self._fits(day, entries) for day in days}
        unsummed = [day for day, fits in outcomes.items() if fits is None]
        if unsummed:
            with writing(self._db):
                self._db.conn.executemany(
                    "INSERT OR REPLACE INTO day_checksum VALUES (?, ?, ?)",
                    [(day, *self._sum(day, entries)) for day in unsummed],
                )
        return outcomes

    def _fits(self, day: str, entries: str) -> bool | None:
        known = self._db.execute(
            "SELECT entries, checksum FROM day_checksum WHERE local_day = ?", [day]
        ).fetchone()
        return None if known is None else tuple(known) == self._sum(day, entries)

    def _sum(self, day: str, entries: str) -> tuple[int, bytes]:
        """Return how many entries a day holds, and the checksum of all that they say."""
        rows = self._db.execute("SELECT id FROM interaction WHERE local_day = ?", [day]).fetchall()
        wanted = json.dumps([row[0] for row in rows])
        digest = blake2b(digest_size=_DIGEST_BYTES)
        for query in (entries, _TAGS):
            for row in self._db.execute(query, [wanted]):
                digest.update(msgpack.encode(row))
        return len(rows), digest.digest()


def _entries_query(db: Database) -> str:
    columns = (
        f"CAST({table}.{column} AS BLOB)" if column in texts else f"{table}.{column}"
        for table, own in CONTENT.items()
        for texts in [_text_columns(db, table)]
        for column in own
    )
    return compose("SELECT", ", ".join(columns), _ENTRIES)


def _text_columns(db: Database, table: str) -> frozenset[str]:
    """Return the columns that hold text; they are read as bytes, because damaged text may not be text."""
    rows = db.execute("SELECT name FROM pragma_table_info(?) WHERE type = 'TEXT'", [table])
    return frozenset(row[0] for row in rows)


def _is_date(day: object) -> bool:
    if not isinstance(day, bytes):  # damage can leave nothing there
        return False
    try:
        return date.fromisoformat(day.decode()).isoformat() == day.decode()
    except ValueError:
        return False
