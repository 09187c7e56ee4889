"""What logs say, on its way into the journal: stored, summed, grouped and remembered as read."""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from aijournal.journal.blocks import sum_missing_blocks
from aijournal.journal.connection import rarely_checkpointing, writing
from aijournal.journal.engine_errors import plain_errors
from aijournal.journal.facts import AddedFacts, Facts, Reading
from aijournal.journal.interactions import GroupingRules, Interactions, first_import_rules
from aijournal.journal.ledger import ImportRecord, LastRun, Ledger, ReadFile
from aijournal.journal.slots import add_to_slots, sum_slots


@dataclass(frozen=True, slots=True)
class ImportRun:
    """One reading of one source, from `begin` to `finish`."""

    number: int
    source: str
    rules: GroupingRules


class Imports:
    """The readings of all sources; a part of the journal."""

    def __init__(self, path: Path, db: Database, interactions: Interactions, rules: GroupingRules) -> None:
        self._path = path
        self._db = db
        self._interactions = interactions
        self._rules = rules
        self._ledger = Ledger(db)
        self._facts = Facts(db)

    def begin(self, source: str, tool: str, now: datetime) -> ImportRun:
        """Begin reading a source; of its first reading only the last week is asked about."""
        with plain_errors(self._path):
            number = self._ledger.begin_run(source, tool, now)
        is_first = self._ledger.is_first_run(number)
        return ImportRun(number, source, first_import_rules(self._rules, now) if is_first else self._rules)

    def files_read(self, source: str) -> Mapping[Path, ReadFile]:
        """Return the files of a source that were read, and how far."""
        return self._ledger.files(source)

    def adding_much(self) -> AbstractContextManager[None]:
        """Return what to keep open around many calls of `add`, which it makes faster."""
        return rarely_checkpointing(self._db)

    def add(self, run: ImportRun, readings: Sequence[Reading]) -> AddedFacts:
        """Store what was read, in one transaction with its sums, its grouping and the ledger.

        Adding the same again changes nothing. Never touches what the person said.
        """
        with plain_errors(self._path), writing(self._db):
            latest = {reading.file.path: reading for reading in readings}  # each file's place, once
            file_ids = {
                path: self._ledger.keep(
                    run.source, reading.file, reading.batch.bookmark, is_whole=reading.is_whole
                )
                for path, reading in latest.items()
            }
            stored = self._facts.store(run.source, run.number, readings, file_ids)
            sum_slots(self._db, stored.slots_of_changed)
            add_to_slots(self._db, stored.first_call, stored.slots_of_new, but_not=stored.slots_of_changed)
            created = self._interactions.regroup(run.source, stored.conversations, run.rules)
            batches = [reading.batch for reading in readings]
            added = AddedFacts(
                records=sum(batch.records for batch in batches),
                imported=stored.imported,
                duplicates=stored.duplicates,
                ignored=sum(batch.ignored for batch in batches) + stored.ignored,
                rejected=sum(len(batch.problems) for batch in batches),
                interactions_new=created,
                exchanges_new=stored.exchanges_new,
                calls_new=stored.calls_new,
                calls_completed=stored.calls_completed,
            )
            reasons = Counter(problem.reason for batch in batches for problem in batch.problems)
            self._ledger.count(run.number, added, reasons)
        return added

    def finish(self, run: ImportRun, now: datetime) -> None:
        """Record that a source was read to its end, and sum what only long periods need."""
        with plain_errors(self._path), writing(self._db):
            self._ledger.finish_run(run.number, now)
            sum_missing_blocks(self._db)

    def last_read(self) -> Mapping[str, datetime]:
        """Return when each source was last read to its end."""
        return self._ledger.last_read()

    def last_runs(self) -> Mapping[str, LastRun]:
        """Return what the latest reading of each source came to, with the reasons of what it rejected."""
        return self._ledger.last_runs()

    def runs(self, limit: int) -> tuple[ImportRecord, ...]:
        """Return the latest readings that found anything, newest first."""
        return self._ledger.runs(limit)
