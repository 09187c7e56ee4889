"""Whether the journal is sound: how its file hangs together, its sums, its search index, and its content."""

import contextlib
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite
from sqlite_utils import Database

from aijournal.errors import DamagedJournalError
from aijournal.journal import check_parts
from aijournal.journal.connection import writing
from aijournal.journal.day_checksums import DayCheck, DayChecksums
from aijournal.journal.engine_errors import plain_errors
from aijournal.journal.instants import from_ms, to_ms
from aijournal.journal.search_index import rebuild_index

_STEPS_BETWEEN_LOOKS = 10_000  # of the engine's machine; far less than a blink


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check came to: a sentence for each finding, none of which quotes an entry.

    `damaged_days` are the local days whose entries changed by themselves. A check that `was_cancelled` says
    nothing about what it did not come to.
    """

    findings: tuple[str, ...]
    damaged_days: tuple[date, ...] = ()
    was_cancelled: bool = False

    @property
    def is_sound(self) -> bool:
        """Whether everything was looked at and nothing was found."""
        return not self.findings and not self.was_cancelled


def _unseen(_done: int, _total: int) -> None:
    pass


def _never() -> bool:
    return False


class Checks:
    """Looking the journal over; a part of the journal."""

    def __init__(self, path: Path, db: Database) -> None:
        self._path = path
        self._db = db
        self._day_checksums = DayChecksums(db)

    def quick(self) -> CheckResult:
        """Look how the pages of the file hang together: at its structure, not at what it says."""
        return CheckResult(tuple(self._findings(partial(check_parts.pages, self._db, "quick_check"))))

    def days(
        self, progress: Callable[[int, int], None] = _unseen, is_cancelled: Callable[[], bool] = _never
    ) -> DayCheck:
        """Compare the entries of every day with its checksum, and sum up the days that have none.

        `progress` is told how many days are done, of how many.
        """
        with plain_errors(self._path):
            return self._day_checksums.check(progress, is_cancelled)

    def full(
        self, progress: Callable[[int, int], None] = _unseen, is_cancelled: Callable[[], bool] = _never
    ) -> CheckResult:
        """Look at everything: pages, indexes and the search index, references, all sums, and every day.

        `progress` is told how many parts are done, of how many. A part that cannot be gone through is a
        finding. Raises `LockedError` while another program writes for long.
        """
        days: list[DayCheck] = []

        def compare_days() -> Iterable[str]:
            days.append(self._day_checksums.check(_unseen, is_cancelled))
            return check_parts.days(days[0])

        parts: tuple[Callable[[], Iterable[str]], ...] = (
            partial(check_parts.pages, self._db, "integrity_check"),
            partial(check_parts.references, self._db),
            partial(check_parts.interaction_sums, self._db),
            partial(check_parts.token_slots, self._db),
            partial(check_parts.token_blocks, self._db),
            partial(check_parts.charges, self._db),
            compare_days,
        )
        findings: list[str] = []
        with self._interrupted_if(is_cancelled):
            for done, part in enumerate(parts):
                progress(done, len(parts))
                findings += self._findings(part, is_cancelled)
                if is_cancelled():
                    break
            else:
                progress(len(parts), len(parts))
        return CheckResult(tuple(dict.fromkeys(findings)), days[0].damaged if days else (), is_cancelled())

    def remember(self, now: datetime) -> None:
        """Keep that everything was looked at and found sound by now."""
        with plain_errors(self._path), writing(self._db):
            self._db.execute("UPDATE journal_key SET checked_at = ?", [to_ms(now)])

    def accept(self, days: Collection[date]) -> None:
        """Take days that changed by themselves as they are now, the search for their words included."""
        with plain_errors(self._path), writing(self._db):
            self._day_checksums.forget(days)
            rebuild_index(self._db, days)

    def last(self) -> datetime | None:
        """Return when everything was last found sound, `None` if never."""
        with plain_errors(self._path):
            (at,) = self._db.execute("SELECT checked_at FROM journal_key").fetchone()
        return None if at is None else from_ms(at)

    def _findings(
        self, part: Callable[[], Iterable[str]], is_cancelled: Callable[[], bool] = _never
    ) -> Iterator[str]:
        """Yield what a part finds, and that it could not be gone through to its end where that is so."""
        try:
            with plain_errors(self._path):
                yield from part()
        except (DamagedJournalError, sqlite.DatabaseError) as error:
            if not is_cancelled():  # else the engine was interrupted, and that is all
                yield f"The file could not be gone through: {error.__cause__ or error}."

    @contextlib.contextmanager
    def _interrupted_if(self, is_cancelled: Callable[[], bool]) -> Iterator[None]:
        """Let the engine stop in the middle of a statement once that is so."""
        self._db.conn.set_progress_handler(is_cancelled, _STEPS_BETWEEN_LOOKS)
        try:
            yield
        finally:
            self._db.conn.set_progress_handler(None, 0)
