"""Entries of another journal, joined to those that are here by their uids and by their exchanges.

What the person said here stays. An entry of which nothing was said here was shaped by the program alone, so
it makes room for one of the other journal that the person shaped or judged. Everything here runs inside the
caller's transaction.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sqlite_utils import Database

from aijournal.domain.portable import PortableEntry
from aijournal.domain.portable_checks import MOST_NUMBERED
from aijournal.journal.handing_over import HAS_WORDS
from aijournal.journal.interactions import Interactions
from aijournal.journal.numbers import next_number
from aijournal.journal.search_index import index_entries
from aijournal.journal.sql_text import compose
from aijournal.journal.taking_facts import Models
from aijournal.journal.taking_words import Said, entry_row, said_here, said_of, write_said
from aijournal.journal.tally import Tally
from aijournal.journal.undo import MEMBERS, TAGS, Act
from aijournal.settings import find_zone

_MEMBERS = """
SELECT native_id, exchange.id, interaction_id, import_run_id = ? FROM json_each(?) AS wanted
CROSS JOIN exchange ON exchange.source = ? AND exchange.native_id = wanted.value
"""
_BY_UID = """
SELECT uid, interaction.id FROM json_each(?) AS wanted
CROSS JOIN interaction ON interaction.uid = wanted.value
"""
# Entries that lie in the trash, or became a part of another one: they are not to come a second time.
_GONE = """
SELECT uid FROM json_each(?1) AS wanted CROSS JOIN trash_interaction ON uid = wanted.value
UNION SELECT typed_uid FROM joined_entry WHERE typed_uid IN (SELECT value FROM json_each(?1))
UNION SELECT merged_uid FROM merged_entry WHERE merged_uid IN (SELECT value FROM json_each(?1))
"""
_JOINED = "INSERT OR IGNORE INTO joined_entry (imported_uid, typed_uid) VALUES (?, ?)"
_MERGED = "INSERT OR IGNORE INTO merged_entry (kept_uid, merged_uid) VALUES (?, ?)"
_SPOKEN_OF = compose(
    "SELECT interaction.id FROM json_each(?) AS wanted",
    "CROSS JOIN interaction ON interaction.id = wanted.value WHERE is_closed OR",
    HAS_WORDS,
    "OR EXISTS (SELECT 1 FROM assessment WHERE interaction_id = interaction.id)",
)
_CONVERSATIONS = """
SELECT DISTINCT source, conversation_id FROM json_each(?) AS wanted
CROSS JOIN exchange ON interaction_id = wanted.value
"""


@dataclass(frozen=True, slots=True)
class _Member:
    """An exchange of an entry: its number, the interaction that it is in, and whether it came just now."""

    number: int
    interaction: int | None
    is_new: bool


@dataclass(frozen=True, slots=True)
class _Known:
    """What the journal knows of some entries, looked up for all of them at once."""

    by_uid: Mapping[str, int]
    gone: frozenset[str]
    members: Mapping[str, Mapping[str, _Member]]  # by source, then native id
    spoken_of: frozenset[int]
    said: Mapping[int, Said]

    def members_of(self, entry: PortableEntry) -> dict[str, _Member]:
        of_source = self.members.get(entry.source or "", {})
        return {one: of_source[one] for one in entry.exchanges if one in of_source}


class TakingEntries:
    """Takes in entries, some at a time.

    `brought` are those that came whole; `conversations` those in which automatic grouping lost exchanges to
    entries that the person shaped. Numbers are kept where the journal `was_empty`; where it `has_deletions`,
    an entry of which nothing came was deleted here.
    """

    def __init__(
        self,
        db: Database,
        run: int,
        models: Models,
        tally: Tally,
        act: Act,
        *,
        was_empty: bool,
        has_deletions: bool,
    ) -> None:
        self._db = db
        self._run = run
        self._models = models
        self._tally = tally
        self._act = act
        self._was_empty = was_empty
        self._has_deletions = has_deletions
        self._interactions = Interactions(db)
        self._next = next_number(db, "interaction")
        self._knows_zone = cache(lambda name: find_zone(name) is not None)
        self._touched: set[int] = set()
        self._parts: list[PortableEntry] = []
        self.brought: list[int] = []
        self.conversations: set[tuple[str, str]] = set()

    def add(self, records: Sequence[tuple[int, PortableEntry]]) -> None:
        """Take in some entries with their lines; the exchanges in them have come before."""
        entries = [entry for _, entry in records]
        known = self._look_up(entries)
        taken: set[str] = set()
        created: list[tuple[int, PortableEntry, Mapping[str, _Member]]] = []
        for line, entry in records:
            members = known.members_of(entry)
            if entry.uid in taken:
                self._tally.refuse(line, "the same entry twice")
            elif not self._knows_zone(entry.time_zone):
                self._tally.refuse(line, "an unknown time zone")
            elif entry.uid in known.gone or (entry.exchanges and not members and self._has_deletions):
                self._tally.ignored += 1
            elif entry.exchanges and not members:
                self._tally.refuse(line, "none of its exchanges is there")
            elif self._is_free(entry, members, known, taken):
                created.append((self._number(entry), entry, members))
            else:
                self._join(entry, members, known)
            taken |= {entry.uid, *(f"{entry.source}\0{one}" for one in members)}
        self._create(created)

    def _is_free(
        self, entry: PortableEntry, members: Mapping[str, _Member], known: _Known, taken: Collection[str]
    ) -> bool:
        """Return whether neither the entry nor any exchange in it was here before."""
        return entry.uid not in known.by_uid and all(
            one.is_new and one.interaction is None and f"{entry.source}\0{native_id}" not in taken
            for native_id, one in members.items()
        )

    def _number(self, entry: PortableEntry) -> int:
        is_kept = self._was_empty and self._next < entry.number <= MOST_NUMBERED
        number = entry.number if is_kept else self._next
        self._next = number + 1
        return number

    def _create(self, created: Sequence[tuple[int, PortableEntry, Mapping[str, _Member]]]) -> None:
        for number, entry, members in created:
            self._insert(number, entry)
            self._give(number, members.values())
            write_said(self._db, number, entry, self._useful(entry, members))
            self._tally.take(is_new=True)
        numbers = [number for number, _, _ in created]
        self._interactions.sum_up([number for number, entry, _ in created if entry.source is not None])
        index_entries(self._db, numbers)
        self.brought += numbers
        self._tally.interactions_new += len(numbers)

    def _join(self, entry: PortableEntry, members: Mapping[str, _Member], known: _Known) -> None:
        """Join an entry to what is here of it: its uid, or exchanges in it."""
        lie_in = {one.interaction for one in members.values() if one.interaction is not None}
        here = lie_in | ({known.by_uid[entry.uid]} if entry.uid in known.by_uid else set())
        if entry.is_spoken_of and entry.source is not None and not here & known.spoken_of:
            self._reshape(entry, members, known, here)
            self._tally.take(is_new=True)
            return
        same = known.by_uid.get(entry.uid, min(lie_in & known.spoken_of, default=None))
        differs = entry.is_spoken_of and same is not None and known.said.get(same) != said_of(entry)
        self._tally.take(is_new=False, is_different=differs)

    def _reshape(
        self, entry: PortableEntry, members: Mapping[str, _Member], known: _Known, here: set[int]
    ) -> None:
        """Let an entry take its exchanges from those that the program alone had shaped."""
        for interaction in sorted(here - self._touched):
            for table in ("assessment", TAGS, MEMBERS, "interaction"):
                self._act.touch(table, interaction)
        self._touched |= here
        rows = self._db.execute(_CONVERSATIONS, [json.dumps(sorted(here))]).fetchall()
        self.conversations |= {(source, conversation) for source, conversation in rows}
        number = known.by_uid.get(entry.uid)
        if number is None:
            number = self._number(entry)
            self._insert(number, entry)
            for table in ("assessment", TAGS, MEMBERS, "interaction"):
                self._act.created(table, number)
            self._touched.add(number)
            self._tally.interactions_new += 1
        else:
            self._db.execute("UPDATE exchange SET interaction_id = NULL WHERE interaction_id = ?", [number])
        self._give(number, members.values())
        write_said(self._db, number, entry, self._useful(entry, members))
        self._interactions.sum_up([number])
        index_entries(self._db, [number])

    def finish(self) -> None:
        """Remember of which entries those that came are made.

        Not before all have come: one that was made a part of another, and is one of its own again, is among
        them.
        """
        for query, pairs in (
            (_JOINED, [(entry.uid, uid) for entry in self._parts for uid in entry.joined]),
            (_MERGED, [(entry.uid, uid) for entry in self._parts for uid in entry.merged]),
        ):
            self._db.conn.executemany(query, pairs)

    def _insert(self, number: int, entry: PortableEntry) -> None:
        if entry.joined or entry.merged:
            self._parts.append(entry)
        row = entry_row(entry, self._models) | {"id": number}
        columns, values = ", ".join(row), ", ".join(f":{column}" for column in row)
        self._db.execute(compose("INSERT INTO interaction (", columns, ") VALUES (", values, ")"), row)

    def _give(self, number: int, members: Iterable[_Member]) -> None:
        self._db.conn.executemany(
            "UPDATE exchange SET interaction_id = ? WHERE id = ?", [(number, one.number) for one in members]
        )

    def _useful(self, entry: PortableEntry, members: Mapping[str, _Member]) -> int | None:
        useful = entry.assessment.useful_exchange if entry.assessment else None
        return members[useful].number if useful is not None and useful in members else None

    def _look_up(self, entries: Sequence[PortableEntry]) -> _Known:
        uids = json.dumps([entry.uid for entry in entries])
        by_uid = dict(self._db.execute(_BY_UID, [uids]).fetchall())
        gone = frozenset(row[0] for row in self._db.execute(_GONE, [uids])) - by_uid.keys()
        members = self._look_up_members(entries)
        here = {one.interaction for of in members.values() for one in of.values() if one.interaction}
        here |= set(by_uid.values())
        rows = self._db.execute(_SPOKEN_OF, [json.dumps(sorted(here))])
        spoken_of = frozenset(row[0] for row in rows)
        compared = spoken_of | set(by_uid.values())
        return _Known(by_uid, gone, members, spoken_of, said_here(self._db, compared))

    def _look_up_members(self, entries: Sequence[PortableEntry]) -> Mapping[str, Mapping[str, _Member]]:
        wanted: dict[str, list[str]] = defaultdict(list)
        for entry in entries:
            wanted[entry.source or ""] += entry.exchanges
        return {
            source: {
                native_id: _Member(number, interaction, bool(is_new))
                for native_id, number, interaction, is_new in self._db.execute(
                    _MEMBERS, [self._run, json.dumps(native_ids), source]
                )
            }
            for source, native_ids in wanted.items()
            if native_ids
        }
