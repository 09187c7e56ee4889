"""The journal: everything the program remembers, behind one object."""

import contextlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from aijournal.domain.assessment import Assessment, Door
from aijournal.domain.entry import Entry, EntryDetail, EntryOutline, EntryWords
from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.entry_line import EntryLine
from aijournal.domain.marks import EventMark
from aijournal.domain.totals import GroupBy, ValueDay
from aijournal.errors import AijournalError
from aijournal.journal.connection import connect, copy_to_memory, disconnect, plain_errors, writing
from aijournal.journal.entries import Entries, EntryPage
from aijournal.journal.imports import Imports
from aijournal.journal.interactions import GroupingRules, Interactions
from aijournal.journal.lock import SharedLock, share_journal
from aijournal.journal.marks import Marks
from aijournal.journal.names import NameKind, Names
from aijournal.journal.passphrase import Passphrase
from aijournal.journal.totals import Totals, TotalsTable
from aijournal.journal.undo import Undo
from aijournal.journal.value import value_days
from aijournal.journal.verdicts import Verdicts
from aijournal.paths import Paths
from aijournal.pricing import PriceList, load_prices
from aijournal.settings import Settings


class Journal:
    """A person's journal, open. Use it on one thread, and close it; it is a context manager.

    `imports` is what logs say, and which of them were read. `zone` is where the person is: it decides the
    local day of what is logged and imported from now on, and of token sums for which no zone is named.
    """

    def __init__(
        self,
        path: Path,
        db: Database,
        lock: SharedLock,
        settings: Settings,
        zone: ZoneInfo,
        prices: PriceList,
    ) -> None:
        self._path = path
        self._db = db
        self._lock = lock
        self._settings = settings
        self._zone = zone
        self._prices = prices
        pause = timedelta(minutes=settings.pause_minutes)
        self._rules = GroupingRules(pause, settings.audit_share, zone)
        self._undo = Undo(db)
        self._interactions = Interactions(db)
        self.imports = Imports(path, db, self._interactions, self._rules)
        self._entries = Entries(db, settings.weights, pause // timedelta(milliseconds=1))
        self._verdicts = Verdicts(db, self._entries, self._undo)
        self._marks = Marks(db, self._undo)
        self._names = Names(db)
        self._totals = Totals(db, prices, settings.weights, zone)

    @classmethod
    def open(
        cls,
        paths: Paths,
        settings: Settings,
        zone: ZoneInfo,
        passphrase: Passphrase | None = None,
        prices: PriceList | None = None,
    ) -> Self:
        """Open the journal, making it if there is none.

        Raises `NewerJournalError`, `DamagedJournalError`, `LockedError`, `PassphraseError`, or
        `AijournalError` where the place cannot be written; nothing is changed then.
        """
        lock = share_journal(paths)
        try:
            db = connect(paths.journal, passphrase)
        except BaseException:
            lock.release()
            raise
        return cls(paths.journal, db, lock, settings, zone, prices or load_prices())

    def close(self) -> None:
        """Close the journal; calling it twice is harmless."""
        disconnect(self._db, self._path)
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextlib.contextmanager
    def rehearsal(self) -> Iterator["Journal"]:
        """Hand out a copy in memory, in which everything can be tried and nothing is kept.

        The journal itself stays free for others to write to, however long that takes.
        """
        with plain_errors(self._path):
            db = copy_to_memory(self._db)
        try:
            yield Journal(self._path, db, self._lock, self._settings, self._zone, self._prices)
        finally:
            db.conn.close()

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Let many acts and imports be one transaction: all of them are kept, or none."""
        with plain_errors(self._path), writing(self._db):
            yield

    # What the person says

    def log(self, line: EntryLine, now: datetime, door: Door) -> Entry:
        """Store an entry made by hand."""
        with plain_errors(self._path):
            entry_id = self._verdicts.log(line, now, self._zone, door)
        return _present(self._entries.one(entry_id, now))

    def assess(self, entry_id: int, assessment: Assessment, now: datetime) -> Entry:
        """Set or revise a verdict; what `assessment` leaves open stays as it was said before."""
        with plain_errors(self._path):
            self._verdicts.assess(entry_id, assessment, now)
        return _present(self._entries.one(entry_id, now))

    def set_task(self, entry_id: int, task: str | None, now: datetime) -> Entry:
        """Say what kind of work an entry was."""
        with plain_errors(self._path):
            self._verdicts.set_task(entry_id, task, now)
        return _present(self._entries.one(entry_id, now))

    def edit(self, entry_id: int, words: EntryWords, now: datetime) -> Entry:
        """Set the person's own words on an entry: its title, project, task type and tags."""
        with plain_errors(self._path):
            self._verdicts.edit(entry_id, words, now)
        return _present(self._entries.one(entry_id, now))

    def add_mark(self, day: date, text: str, now: datetime) -> EventMark:
        """Mark a local day with a few words."""
        with plain_errors(self._path):
            return self._marks.add(day, text, now)

    def remove_mark(self, number: int, now: datetime) -> None:
        """Remove a mark."""
        with plain_errors(self._path):
            self._marks.remove(number, now)

    def skip(self, entry_id: int, now: datetime) -> None:
        """Leave an entry out of the inbox until tomorrow."""
        with plain_errors(self._path):
            self._verdicts.skip(entry_id, now, self._zone)

    def undo(self) -> str | None:
        """Take back the person's latest act and return its label, or `None` if there is none."""
        with plain_errors(self._path), writing(self._db):
            undone = self._undo.undo()
            if undone is None:
                return None
            label, entries = undone
            self._verdicts.reindex(entries)
            for source, conversation in self._verdicts.conversations(entries):
                self._interactions.regroup(source, {conversation}, self._rules)
        return label

    # Questions

    def entries(
        self, wanted: EntryFilter, now: datetime, limit: int, before: tuple[datetime, int] | None = None
    ) -> EntryPage:
        """Return entries, newest first; `before` is (start, id) of the last one seen."""
        return self._entries.page(wanted, now, limit, before)

    def outline(self, wanted: EntryFilter, step: int) -> EntryOutline:
        """Return how many entries there are and where every `step`-th stands, for a table of any length."""
        return self._entries.outline(wanted, step)

    def entries_from(
        self, wanted: EntryFilter, anchor: tuple[datetime, int], now: datetime, limit: int
    ) -> tuple[Entry, ...]:
        """Return entries, newest first, from the one at an anchor of the outline on."""
        return self._entries.from_anchor(wanted, anchor, now, limit)

    def marks(self) -> tuple[EventMark, ...]:
        """Return the person's marks in time."""
        return self._marks.all()

    def entry(self, entry_id: int, now: datetime) -> EntryDetail | None:
        """Return one entry with its exchanges and calls."""
        return self._entries.detail(entry_id, now)

    def inbox(self, now: datetime, limit: int) -> tuple[Entry, ...]:
        """Return what waits for a verdict: the audit sample first, then the newest."""
        return self._entries.inbox(now, limit)

    def inbox_count(self, now: datetime) -> int:
        """Return how many entries wait for a verdict."""
        return self._entries.inbox_count(now)

    def totals(self, wanted: EntryFilter, by: GroupBy | None = None) -> TotalsTable:
        """Return token and cost sums."""
        return self._totals.totals(wanted, by)

    def value_days(self, wanted: EntryFilter, by: GroupBy | None = None) -> tuple[ValueDay, ...]:
        """Return what value figures are made of, by group and local day."""
        return value_days(self._db, wanted, by, self._settings.weights)

    def task_types(self) -> tuple[str, ...]:
        """Return the person's task types, the most used first."""
        return self._verdicts.task_types()

    def names(self, kind: NameKind) -> tuple[str, ...]:
        """Return the projects, tools, task types, tags or models of entries, the most used first."""
        return self._names.of(kind)

    def last_task(self, project: str | None) -> str | None:
        """Return the task type last given in a project."""
        return self._verdicts.last_task(project)

    @property
    def is_demo(self) -> bool:
        """Whether this is a journal of sample data, which every screen and export says."""
        return bool(self._db.execute("SELECT is_demo FROM journal_key").fetchone()[0])

    def mark_as_demo(self) -> None:
        """Mark the journal, for ever, as one of sample data, whose random sample is the same in each."""
        with plain_errors(self._path), writing(self._db):
            self._db.execute("UPDATE journal_key SET is_demo = 1, secret = zeroblob(32)")

    def data_version(self) -> int:
        """Return a number that changes when another process or connection has written."""
        return int(self._db.execute("PRAGMA data_version").fetchone()[0])


def _present(entry: Entry | None) -> Entry:
    if entry is None:  # committed a moment ago, so only another process can have taken it away
        raise AijournalError("The entry is gone", "Another program deleted it in this moment.")
    return entry
