"""Sources to journal: what is new in the tools' logs, in batches, with progress and cancel."""

import gc
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from pathlib import Path
from threading import current_thread, main_thread
from time import monotonic

from aijournal.domain.entry import Entry
from aijournal.domain.reading import (
    START,
    Batch,
    Bookmark,
    Discovery,
    Importer,
    LogFile,
    Problem,
    SourceState,
)
from aijournal.importers.reading.reading_ahead import Read, reading_ahead
from aijournal.journal.backup_files import BackupReason
from aijournal.journal.facts import AddedFacts, Reading
from aijournal.journal.imports import ImportRun
from aijournal.journal.journal import Journal

_RECORDS_A_TRANSACTION = 60_000  # every transaction waits for the disk, and writes pages anew
_RECORDS_BESIDE_A_WINDOW = 30_000  # each step of storing more holds it up where a person sees it
_SECONDS_A_TRANSACTION = 0.25  # so that a cancel is heard, and a kill loses little
_PROBLEMS_KEPT = 100
_RECORDS_WITHOUT_BACKUP = 500


@dataclass(frozen=True, slots=True)
class Progress:
    """How far reading has come: files and bytes of one source, of all that have something new."""

    source: str
    files: int
    files_total: int
    bytes_read: int
    bytes_total: int


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What reading one source came to; records = imported + duplicates + ignored + rejected.

    `rejected_by_reason` counts every rejected record, `problems` holds the first of them with their
    place, and files that could not be read. `was_cancelled`: what was committed until then is kept.
    """

    source: str
    root: Path | None
    state: SourceState
    reason: str
    files: int = 0
    files_unchanged: int = 0
    bytes_read: int = 0
    records: int = 0
    imported: int = 0
    duplicates: int = 0
    ignored: int = 0
    rejected: int = 0
    rejected_by_reason: Mapping[str, int] = field(default_factory=dict)
    interactions_new: int = 0
    exchanges_new: int = 0
    calls_new: int = 0
    calls_completed: int = 0
    seconds: float = 0.0
    problems: tuple[Problem, ...] = ()
    was_cancelled: bool = False


def _never() -> bool:
    return False


def _unseen(_: Progress) -> None:
    pass


def discover(
    importers: Sequence[Importer], environment: Mapping[str, str], root: Path | None = None
) -> tuple[Discovery, ...]:
    """Look for every source on this machine, or in `root` alone."""
    return tuple(importer.discover(environment, root) for importer in importers)


def collect(
    journal: Journal,
    importers: Sequence[Importer],
    environment: Mapping[str, str],
    now: datetime,
    *,
    root: Path | None = None,
    dry_run: bool = False,
    progress: Callable[[Progress], None] = _unseen,
    is_cancelled: Callable[[], bool] = _never,
) -> tuple[ImportResult, ...]:
    """Read what is new in every source, and return what came of each.

    Each transaction is a whole: whatever ends the reading, everything committed so far is kept and the
    rest is read next time. `dry_run` reads and counts alike, and keeps nothing. A file that cannot be read
    is a problem of that file alone.
    """
    results = []
    with journal.rehearsal() if dry_run else nullcontext(journal) as target:
        way_back = _WayBack(target, now)
        for importer in importers:
            collection = _Collection(target, importer, now, way_back, progress, is_cancelled)
            results.append(collection.run(environment, root))
            if is_cancelled():
                break
    return tuple(results)


def peek(importers: Sequence[Importer], entry: Entry) -> str | None:
    """Return the first line of an entry's prompt from the tool's own log, or `None` if it is gone."""
    if entry.prompt is None:
        return None
    matching = (importer for importer in importers if importer.source == entry.interaction.source)
    return next((importer.peek(entry.prompt) for importer in matching), None)


class _WayBack:
    """A backup of the journal as it was, taken once, before a call of `collect` brings very much."""

    def __init__(self, journal: Journal, now: datetime) -> None:
        self._journal = journal
        self._now = now
        self._records = 0

    def prepare(self, records: int) -> None:
        """Count records that are about to be stored, and take the backup if they are the ones too many."""
        before, self._records = self._records, self._records + records
        if before <= _RECORDS_WITHOUT_BACKUP < self._records:
            self._journal.backups.take_before(BackupReason.BEFORE_IMPORT, self._now)


class _Collection:
    """Reading one source into the journal: what is waiting to be stored, and what came of it so far."""

    def __init__(
        self,
        journal: Journal,
        importer: Importer,
        now: datetime,
        way_back: _WayBack,
        progress: Callable[[Progress], None],
        is_cancelled: Callable[[], bool],
    ) -> None:
        self._journal = journal
        self._importer = importer
        self._now = now
        self._way_back = way_back
        self._progress = progress
        self._is_cancelled = is_cancelled
        self._waiting: list[Reading] = []
        self._records_waiting = 0
        is_alone = current_thread() is main_thread()  # a window reads beside its own
        self._most_waiting = _RECORDS_A_TRANSACTION if is_alone else _RECORDS_BESIDE_A_WINDOW
        self._stored_at = monotonic()
        self._added = AddedFacts()
        self._reasons: Counter[str] = Counter()
        self._problems: list[Problem] = []
        self._bytes_read = 0

    def run(self, environment: Mapping[str, str], root: Path | None) -> ImportResult:
        """Read everything that is new in the source."""
        began = monotonic()
        found = self._importer.discover(environment, root)
        self._problems.extend(found.skipped)
        known = self._journal.imports.files_read(found.source)
        changed = [
            (file, known[file.path].bookmark if file.path in known else START)
            for file in found.files
            if file.path not in known or not known[file.path].is_unchanged(file)
        ]
        if changed or found.state is SourceState.FOUND:
            self._read_all(found, changed)
        return ImportResult(
            source=found.source,
            root=root or next(iter(found.folders), None),
            state=found.state,
            reason=found.reason,
            files=len(found.files),
            files_unchanged=len(found.files) - len(changed),
            bytes_read=self._bytes_read,
            rejected_by_reason=dict(self._reasons.most_common()),
            seconds=monotonic() - began,
            problems=tuple(self._problems[:_PROBLEMS_KEPT]),
            was_cancelled=self._is_cancelled(),
            **asdict(self._added),
        )

    def _read_all(self, found: Discovery, changed: Sequence[tuple[LogFile, Bookmark]]) -> None:
        run = self._journal.imports.begin(found.source, self._importer.tool, self._now)
        total = sum(_bytes_left(file, since) for file, since in changed)
        with (
            _rarely_looking_for_garbage(),
            self._journal.imports.adding_much(),
            reading_ahead(self._importer, changed, total, self._problems.append) as read,
        ):
            for number, (file, since) in enumerate(changed):
                for reading in self._read(read, file, since):
                    self._take(run, reading)
                    self._progress(Progress(found.source, number, len(changed), self._bytes_read, total))
                    if self._is_cancelled():
                        self._store(run)
                        return
        self._store(run)
        self._journal.imports.finish(run, self._now)

    def _read(self, read: Read, file: LogFile, since: Bookmark) -> Iterator[Reading]:
        """Yield a file's batches, each told whether it is the last."""
        latest = Batch((), (), 0, 0, 0, since)
        try:
            for batch in read(file, since):
                yield Reading(file, latest, is_whole=False)
                latest = batch
        except OSError as error:
            self._problems.append(Problem(f"cannot be read: {error.strerror or error}", file.path))
            yield Reading(file, latest, is_whole=False)
        else:
            yield Reading(file, latest, is_whole=True)

    def _take(self, run: ImportRun, reading: Reading) -> None:
        self._waiting.append(reading)
        self._bytes_read += reading.batch.bytes_read
        self._reasons.update(problem.reason for problem in reading.batch.problems)
        room = _PROBLEMS_KEPT - len(self._problems)
        self._problems.extend(reading.batch.problems[: max(0, room)])
        self._records_waiting += reading.batch.records
        if (
            self._records_waiting >= self._most_waiting
            or monotonic() - self._stored_at > _SECONDS_A_TRANSACTION
        ):
            self._store(run)

    def _store(self, run: ImportRun) -> None:
        if self._waiting:
            self._way_back.prepare(self._records_waiting)
            added = self._journal.imports.add(run, self._waiting)
            self._added = AddedFacts(
                *(getattr(self._added, one.name) + getattr(added, one.name) for one in fields(AddedFacts))
            )
            self._waiting.clear()
            self._records_waiting = 0
            gc.collect(1)
        self._stored_at = monotonic()


@contextmanager
def _rarely_looking_for_garbage() -> Iterator[None]:
    """Keep Python from looking for garbage while facts are made, of which all go when they are stored.

    It would look through whatever there is again and again, for a fifth of the time. What is made meanwhile
    is looked through once a transaction.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _bytes_left(file: LogFile, since: Bookmark) -> int:
    """Return about how much of a log is to be read; a log that was rewritten is read from its beginning."""
    return file.size - since.offset if since.offset <= file.size else file.size
