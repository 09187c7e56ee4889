"""Another journal's records on their way into this one: one transaction, one act that can be undone.

Into an empty journal they make an equal one. Otherwise what is here stays as it is, and what is missing joins
it: exchanges and calls by the keys that their tools gave them, entries by their uids and their exchanges.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import groupby, islice
from pathlib import Path
from typing import Final, TypeVar

from sqlite_utils import Database

from aijournal.domain.portable import (
    NumberedRecord,
    PortableEntry,
    PortableExchange,
    PortableHead,
    PortableModel,
    PortableSource,
)
from aijournal.domain.reading import Problem
from aijournal.errors import AijournalError
from aijournal.journal.blocks import sum_missing_blocks
from aijournal.journal.engine_errors import plain_errors
from aijournal.journal.facts import AddedFacts
from aijournal.journal.instants import to_ms
from aijournal.journal.interactions import GroupingRules, Interactions, first_import_rules
from aijournal.journal.ledger import EXPORT_SOURCE, Ledger
from aijournal.journal.numbers import next_number
from aijournal.journal.taking_entries import TakingEntries
from aijournal.journal.taking_facts import Models, TakingFacts
from aijournal.journal.taking_lists import TakingLists
from aijournal.journal.tally import TakenIn, Tally, taken_in
from aijournal.journal.trash_rows import TrashHead
from aijournal.journal.undo import TRASH, Act, Undo

LABEL: Final = "Imported an export"

_BATCH = 500  # records
_IS_EMPTY = """
SELECT NOT EXISTS (SELECT 1 FROM interaction) AND NOT EXISTS (SELECT 1 FROM exchange)
  AND NOT EXISTS (SELECT 1 FROM trash) AND NOT EXISTS (SELECT 1 FROM tombstone)
"""
_LOOSE = """
SELECT DISTINCT source, conversation_id FROM exchange INDEXED BY exchange_interaction
WHERE interaction_id IS NULL
"""


class TakingIn:
    """Takes in the records of whole journals; a part of the journal."""

    def __init__(
        self, path: Path, db: Database, interactions: Interactions, rules: GroupingRules, undo: Undo
    ) -> None:
        self._path = path
        self._db = db
        self._interactions = interactions
        self._rules = rules
        self._undo = undo
        self._ledger = Ledger(db)

    def take_in(
        self, head: PortableHead, records: Iterable[NumberedRecord | Problem], now: datetime
    ) -> TakenIn:
        """Take in another journal as one act, and return what came of it; whatever is raised undoes all.

        Undoing the act moves what it brought to the trash. Records come in the order in which a journal tells
        them; what a record names must have come before it, or be here. A problem counts as refused. Raises
        `AijournalError` where sample data would come among a person's own, or the other way round.
        """
        with plain_errors(self._path), self._undo.act(LABEL, now) as act:
            was_empty = bool(self._db.execute(_IS_EMPTY).fetchone()[0])
            self._refuse_mixing(head, was_empty=was_empty)
            if was_empty:
                self._be_like(head)
            run = self._ledger.begin_run(EXPORT_SOURCE, EXPORT_SOURCE, now)
            arrival = _Arrival(self._db, run, act, was_empty=was_empty)
            for kind, alike in groupby(records, key=_kind):
                while batch := list(islice(alike, _BATCH)):
                    arrival.add(kind, batch)
            arrival.entries.finish()
            self._settle(arrival, now)
            self._let_undo(arrival, now)
            came = taken_in(arrival.tally)
            self._ledger.count(run, _added(came), came.rejected_by_reason)
            self._ledger.finish_run(run, now)
        return came

    def _refuse_mixing(self, head: PortableHead, *, was_empty: bool) -> None:
        is_sample = bool(self._db.execute("SELECT is_demo FROM journal_key").fetchone()[0])
        if head.is_sample == is_sample or (was_empty and head.is_sample):
            return
        raise AijournalError(
            "Sample data and your own do not mix",
            f"The export is {'one of sample data' if head.is_sample else 'no sample data'}, and the journal "
            f"{'is' if is_sample else 'is not'}. Nothing was changed. Set AIJOURNAL_HOME to an empty folder "
            "to read it into a journal of its own.",
        )

    def _be_like(self, head: PortableHead) -> None:
        """Take over the secret: deletions are known again by it, and the audit sample stays the same."""
        self._db.execute(
            "UPDATE journal_key SET secret = ?, is_demo = ?", [bytes.fromhex(head.key), int(head.is_sample)]
        )

    def _settle(self, arrival: "_Arrival", now: datetime) -> None:
        """Bring sums in step, and group what is in no entry as if a log had brought it."""
        arrival.facts.sum_up()
        self._interactions.sum_up(arrival.facts.widened)
        loose = set(self._db.execute(_LOOSE).fetchall()) | arrival.entries.conversations
        rules = first_import_rules(self._rules, now)
        for source in sorted({source for source, _ in loose}):
            mine = {conversation for of, conversation in loose if of == source}
            arrival.tally.interactions_new += self._interactions.regroup(source, mine, rules)
        sum_missing_blocks(self._db)

    def _let_undo(self, arrival: "_Arrival", now: datetime) -> None:
        """Keep what came as if it had been restored from the trash, which is where undoing puts it.

        An image of each row would be as large as the rows themselves.
        """
        if not arrival.facts.has_brought and not arrival.entries.brought:
            return  # words of what was here: their images are kept one by one
        head = TrashHead(
            to_ms(now),
            LABEL,
            next_number(self._db, "exchange"),
            arrival.run,
            tuple(arrival.entries.brought),
            is_whole=True,
        )
        trash_id = next_number(self._db, TRASH)
        arrival.act.rows.insert(0, (TRASH, trash_id, json.dumps(asdict(head))))


class _Arrival:
    """One taking in, while it goes on."""

    def __init__(self, db: Database, run: int, act: Act, *, was_empty: bool) -> None:
        self._db = db
        self.run = run
        self.act = act
        self.tally = Tally()
        self._models = Models(db)
        self._sources = {name for (name,) in db.execute("SELECT name FROM source")}
        self.facts = TakingFacts(db, run, self._models, self.tally)
        self.entries = TakingEntries(
            db,
            run,
            self._models,
            self.tally,
            act,
            was_empty=was_empty,
            has_deletions=self.facts.has_tombstones,
        )
        self._lists = TakingLists(db, act, self.tally, was_empty=was_empty)

    def add(self, kind: type, batch: Sequence[NumberedRecord | Problem]) -> None:
        """Take in some records of one kind, or what could not be read."""
        if kind is PortableExchange:
            known = [
                (line, one) for line, one in _of(PortableExchange, batch) if self._knows(line, one.source)
            ]
            self.facts.add([one for _, one in known])
        elif kind is PortableEntry:
            entries = _of(PortableEntry, batch)
            self.entries.add([(line, one) for line, one in entries if self._knows(line, one.source)])
        else:
            for one in batch:
                self._add_one(one)

    def _knows(self, line: int, source: str | None) -> bool:
        """Return whether a source is known; a record of another one is refused."""
        is_known = source is None or source in self._sources
        if not is_known:
            self.tally.refuse(line, "a source that is not named before")
        return is_known

    def _add_one(self, one: NumberedRecord | Problem) -> None:
        if isinstance(one, Problem):
            self.tally.refuse(one.line or 0, one.reason)
            return
        match one.record:
            case PortableSource(name, tool):
                self.tally.take(is_new=name not in self._sources)
                self._db.execute("INSERT OR IGNORE INTO source (name, tool) VALUES (?, ?)", [name, tool])
                self._sources.add(name)
            case PortableModel(name, provider):
                self.tally.take(is_new=not self._models.knows(name, provider))
                self._models.number(name, provider)
            case other:
                self._lists.add(other)


_Kind = TypeVar("_Kind")


def _kind(one: NumberedRecord | Problem) -> type:
    return Problem if isinstance(one, Problem) else type(one.record)


def _of(kind: type[_Kind], batch: Iterable[NumberedRecord | Problem]) -> list[tuple[int, _Kind]]:
    """Return records of one kind, with their lines."""
    return [
        (one.line, one.record)
        for one in batch
        if isinstance(one, NumberedRecord) and isinstance(one.record, kind)
    ]


def _added(came: TakenIn) -> AddedFacts:
    return AddedFacts(
        records=came.records,
        imported=came.imported,
        duplicates=came.duplicates,
        ignored=came.ignored,
        rejected=sum(came.rejected_by_reason.values()),
        interactions_new=came.interactions_new,
        exchanges_new=came.exchanges_new,
        calls_new=came.calls_new,
    )
