"""The journal: everything the program remembers, behind one object."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from aijournal.domain.assessment import Assessment, Door
from aijournal.domain.entry import Entry, EntryWords
from aijournal.domain.entry_line import EntryLine
from aijournal.errors import AijournalError
from aijournal.journal.backups import Backups
from aijournal.journal.bulk import BulkEdits
from aijournal.journal.by_hand import ByHand
from aijournal.journal.checks import Checks
from aijournal.journal.connection import copy_to_memory, disconnect, writing
from aijournal.journal.drafts import Drafts
from aijournal.journal.engine_errors import in_plain_words, plain_errors, plain_refusals
from aijournal.journal.entries import Entries
from aijournal.journal.export_rows import ExportRows
from aijournal.journal.imports import Imports
from aijournal.journal.interactions import GroupingRules, Interactions
from aijournal.journal.lock import SharedLock, share_journal
from aijournal.journal.marks import Marks
from aijournal.journal.mirror import MirrorRows
from aijournal.journal.names import Names
from aijournal.journal.opening import open_database
from aijournal.journal.own_lists import Bottlenecks, TaskTypes
from aijournal.journal.passphrase import Passphrase
from aijournal.journal.place import JournalPlace, prepare_place
from aijournal.journal.purge import finish_purge, finish_purge_of_everything
from aijournal.journal.questions import Questions
from aijournal.journal.reshaping import Reshaping
from aijournal.journal.review_words import KeptNames, WrittenReview
from aijournal.journal.rework import Rework
from aijournal.journal.same_work import SameWorks
from aijournal.journal.saved_views import SavedViews
from aijournal.journal.taking_in import TakingIn
from aijournal.journal.totals import Totals
from aijournal.journal.trash import Trash
from aijournal.journal.trial_clock import TrialClock
from aijournal.journal.trial_tasks import TrialTasks
from aijournal.journal.trials import Trials
from aijournal.journal.undo import Undo
from aijournal.journal.verdicts import Verdicts
from aijournal.own_prices import prices_in_force
from aijournal.paths import Paths
from aijournal.pricing import PriceList
from aijournal.settings import Settings


class Journal(Questions):
    """A person's journal, open. Use it on one thread, and close it; it is a context manager.

    `imports` is what logs say, and which of them were read; `drafts` what is being typed; `checks` whether
    all is sound; `backups` its copies; `names` those that entries carry; `marks`, `task_list` and
    `bottlenecks` the person's own lists, `saved_views` views of their own; `bulk` acts upon many entries;
    `rework` what came after; `same_work` what came in by two doors; `by_hand` changes what no log knows;
    `reshaping` splits and merges; `review` is what is written for one, `kept_names` what is not to leave
    in it; `mirror` what the mirror is made of; `trials` are the person's own, with `trial_tasks` and
    `trial_clock`; `export_rows` is all that there is, record by record, and `taking_in` takes such records
    in. `zone` is where the person is: it decides the local day of what is logged and imported from now on,
    and of token sums for which no zone is named.
    """

    def __init__(
        self,
        place: JournalPlace,
        db: Database,
        lock: SharedLock,
        backups: Backups,
        *,
        settings: Settings,
        zone: ZoneInfo,
        prices: PriceList,
    ) -> None:
        self.place = place
        self.backups = backups
        path, pause = place.path, timedelta(minutes=settings.pause_minutes)
        entries = Entries(db, settings.weights, pause // timedelta(milliseconds=1))
        totals = Totals(db, prices, settings.weights, zone)
        super().__init__(path, db, entries, totals, prices, settings.weights)
        self._lock = lock
        self._settings = settings
        self._zone = zone
        self._rules = GroupingRules(pause, settings.audit_share, zone)
        self._interactions = Interactions(db)
        self._undo = Undo(db, self._interactions, self._rules)
        self.trash = Trash(path, db, self._undo)
        self.bulk = BulkEdits(path, db, self._undo, self.trash)
        self.saved_views = SavedViews(path, db, self._undo)
        self.drafts = Drafts(path, db)
        self.checks = Checks(path, db)
        self.imports = Imports(path, db, self._interactions, self._rules)
        self._verdicts = Verdicts(db, self._entries, self._undo)
        self.marks = Marks(path, db, self._undo)
        self.names = Names(path, db)
        self.rework = Rework(path, db, self._entries, self._undo)
        self.task_list = TaskTypes(path, db, self._undo)
        self.bottlenecks = Bottlenecks(path, db, self._undo)
        self.same_work = SameWorks(path, db, self._entries, self._undo)
        self.reshaping = Reshaping(path, db, self._entries, self._undo)
        self.by_hand = ByHand(path, db, self._entries, self._undo)
        self.export_rows = ExportRows(path, db, zone)
        self.taking_in = TakingIn(path, db, self._interactions, self._rules, self._undo)
        self.review = WrittenReview(path, db, self._entries, self._undo)
        self.kept_names = KeptNames(path, db, self._undo)
        self.trials = Trials(path, db, self._undo, settings.weights, zone)
        self.trial_tasks = TrialTasks(path, db, self._undo, zone)
        self.trial_clock = TrialClock(path, db)
        self.mirror = MirrorRows(path, db, self._undo, totals, settings.weights)

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
        with plain_refusals(paths.journal):
            finish_purge_of_everything(paths)
            repaired = prepare_place(paths, allow_unsafe=settings.allow_unsafe_place)
        lock = share_journal(paths)
        try:
            with plain_refusals(paths.journal):
                db = open_database(paths, passphrase)
        except BaseException:
            lock.release()
            raise
        place = JournalPlace(paths.journal.resolve(), db, passphrase, repaired)
        backups = Backups(paths, db, passphrase)
        prices = prices or prices_in_force(paths).prices
        journal = cls(place, db, lock, backups, settings=settings, zone=zone, prices=prices)
        try:
            finish_purge(journal.trash, paths, passphrase)
        except BaseException:
            journal.close()
            raise
        return journal

    def close(self) -> None:
        """Close the journal; calling it twice is harmless."""
        disconnect(self._db, self.path)
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
        with plain_errors(self.path):
            db = copy_to_memory(self._db)
        try:
            backups = self.backups.for_rehearsal(db)
            yield Journal(
                self.place,
                db,
                self._lock,
                backups,
                settings=self._settings,
                zone=self._zone,
                prices=self._prices,
            )
        finally:
            db.conn.close()

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Let many acts and imports be one transaction: all of them are kept, or none."""
        with plain_errors(self.path), writing(self._db):
            yield

    # What the person says

    @in_plain_words
    def log(self, line: EntryLine, now: datetime, door: Door) -> Entry:
        """Store an entry made by hand."""
        entry_id = self._verdicts.log(line, now, self._zone, door)
        return _present(self._entries.one(entry_id, now))

    @in_plain_words
    def assess(self, entry_id: int, verdict: Assessment, now: datetime, cleared: Sequence[str] = ()) -> Entry:
        """Set or revise a verdict; what it leaves open stays, but for the fields named in `cleared`."""
        self._verdicts.assess(entry_id, verdict, now, cleared)
        return _present(self._entries.one(entry_id, now))

    @in_plain_words
    def set_task(self, entry_id: int, task: str | None, now: datetime) -> Entry:
        """Say what kind of work an entry was."""
        self._verdicts.set_task(entry_id, task, now)
        return _present(self._entries.one(entry_id, now))

    @in_plain_words
    def edit(
        self, entry_id: int, words: EntryWords, now: datetime, before: EntryWords | None = None
    ) -> Entry:
        """Set the person's own words on an entry, or only those that differ from what was seen `before`."""
        self._verdicts.edit(entry_id, words, now, before)
        return _present(self._entries.one(entry_id, now))

    @in_plain_words
    def skip(self, entry_id: int, now: datetime) -> None:
        """Leave an entry out of the inbox until tomorrow."""
        self._verdicts.skip(entry_id, now, self._zone)

    @in_plain_words
    def undo(
        self, now: datetime | None = None, is_cancelled: Callable[[], bool] = lambda: False
    ) -> str | None:
        """Take back the person's latest act and return its label, or `None` if there is none.

        Raises `Interrupted` once it is cancelled; then all is as it was.
        """
        return self._undo.undo(now, is_cancelled)

    @in_plain_words
    def redo(
        self, now: datetime | None = None, is_cancelled: Callable[[], bool] = lambda: False
    ) -> str | None:
        """Do again what was undone last and return its label, or `None` if something was done since.

        Raises `Interrupted` as above.
        """
        return self._undo.redo(now, is_cancelled)

    @property
    def is_demo(self) -> bool:
        """Whether this is a journal of sample data, which every screen and export says."""
        return bool(self._db.execute("SELECT is_demo FROM journal_key").fetchone()[0])

    @in_plain_words
    def mark_as_demo(self) -> None:
        """Mark the journal, for ever, as one of sample data, whose random sample is the same in each."""
        with writing(self._db):
            self._db.execute("UPDATE journal_key SET is_demo = 1, secret = zeroblob(32)")

    @in_plain_words
    def data_version(self) -> int:
        """Return a number that changes when another process or connection has written."""
        return int(self._db.execute("PRAGMA data_version").fetchone()[0])


def _present(entry: Entry | None) -> Entry:
    if entry is None:  # committed a moment ago, so only another process can have taken it away
        raise AijournalError("The entry is gone", "Another program deleted it in this moment.")
    return entry
