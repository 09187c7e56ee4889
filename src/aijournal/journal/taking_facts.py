"""Exchanges and calls of another journal, joined to those that are here by their native keys.

What is here stays as it is; a known exchange gets the calls that it lacks. Everything here runs inside the
caller's transaction.
"""

import base64
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from aijournal.domain.facts import Call, Exchange
from aijournal.domain.portable import PortableCall, PortableExchange, PromptPlace
from aijournal.domain.tokens import TokenUsage
from aijournal.journal.blocks import BLOCK_SLOTS
from aijournal.journal.charges import charges_text
from aijournal.journal.instants import SLOT_MS, to_ms
from aijournal.journal.numbers import next_number
from aijournal.journal.slots import add_to_slots
from aijournal.journal.sql_text import compose
from aijournal.journal.tally import Tally
from aijournal.journal.tombstones import Tombstones

_Key = tuple[str, str]  # source and native id
_Row = tuple[object, ...]

_MOST_PLACES = 10_000  # numbers of log files that are remembered
_SUMMED_AT_ONCE = 50_000  # calls: the engine has their sums in memory
_BLOCKS = "SELECT DISTINCT at / ? FROM call WHERE id >= ?"

_KNOWN_EXCHANGES = """
SELECT native_id, exchange.id, interaction_id, import_run_id, conversation_id, kind = 'run', is_scripted,
  prompt_group, project, started_at, ended_at
FROM json_each(?) AS wanted
CROSS JOIN exchange ON exchange.source = ? AND exchange.native_id = wanted.value
"""
_CALL_COLUMNS = (
    "at, model_id, is_sidechain, input_tokens, cache_write_tokens, cache_write_1h_tokens, cache_read_tokens, "
    "output_tokens, reasoning_tokens, output_is_lower_bound, charges"
)
_KNOWN_CALLS = compose(
    "SELECT native_id,",
    _CALL_COLUMNS,
    "FROM json_each(?) AS wanted CROSS JOIN call ON call.source = ? AND call.native_id = wanted.value",
)
_INSERT_EXCHANGE = """
INSERT INTO exchange (
  id, source, native_id, source_file_id, prompt_offset, import_run_id,
  conversation_id, kind, is_scripted, prompt_group, project, started_at, ended_at
) VALUES (?, ?, ?, ?, ?, ?, ?, iif(?, 'run', 'prompt'), ?, ?, ?, ?, ?)
"""
_INSERT_CALL = compose(
    "INSERT INTO call (id, source, native_id, exchange_id, import_run_id,",
    _CALL_COLUMNS,
    ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
)
# Where prompts lie is kept; how far that log was read elsewhere is not, so it counts as never read.
_INSERT_LOG = """
INSERT INTO source_file (
  source, path, size, mtime_ns, device, inode, read_offset, line, fingerprint, carry
) VALUES (?, ?, -1, 0, '0', '0', 0, 0, x'', x'')
ON CONFLICT (source, path) DO UPDATE SET path = excluded.path RETURNING id
"""


@dataclass(frozen=True, slots=True)
class _Here:
    """An exchange that is in the journal."""

    number: int
    interaction: int | None
    run: int
    facts: _Row


class Models:
    """The numbers of models, by name and provider."""

    def __init__(self, db: Database) -> None:
        self._db = db
        rows = db.execute("SELECT name, provider, id FROM model").fetchall()
        self._known: dict[tuple[str | None, str | None], int] = {
            (name or None, provider or None): number for name, provider, number in rows
        }

    def number(self, name: str | None, provider: str | None) -> int:
        """Return the number of a model, adding it where it is new."""
        # The table takes an empty name and none for the same.
        key = (name or None, provider or None)
        if key not in self._known:
            query = "INSERT INTO model (name, provider) VALUES (?, ?)"
            self._known[key] = int(self._db.execute(query, key).lastrowid or 0)
        return self._known[key]

    def knows(self, name: str | None, provider: str | None) -> bool:
        """Return whether there is such a model."""
        return (name or None, provider or None) in self._known


class TakingFacts:
    """Takes in exchanges, some at a time.

    `widened` are the interactions that got calls by that; `has_brought` tells whether anything was new.
    """

    def __init__(self, db: Database, run: int, models: Models, tally: Tally) -> None:
        self._db = db
        self._run = run
        self._models = models
        self._tally = tally
        self._tombstones = Tombstones(db)
        self.has_tombstones = bool(db.execute("SELECT EXISTS (SELECT 1 FROM tombstone)").fetchone()[0])
        self.widened: set[int] = set()
        self.has_brought = False
        self._next_call = self._first_unsummed = next_number(db, "call")
        self._next_exchange = next_number(db, "exchange")
        self._places: dict[tuple[str, bytes], int] = {}

    def add(self, exchanges: Sequence[PortableExchange]) -> None:
        """Take in some exchanges, whose sources are known."""
        known, known_calls = self._known_exchanges(exchanges), self._known_calls(exchanges)
        left = self._sifted(exchanges)
        new: list[_Row] = []
        new_calls: list[_Row] = []
        for one in exchanges:
            key = (one.source, one.id)
            calls = one.calls if left is None else left.get(key)
            if calls is None:
                self._tally.ignored += 1
                continue
            facts = _facts(one)
            here = known.get(key)
            is_new = here is None
            if here is None:
                here = known[key] = _Here(self._next_exchange, None, self._run, facts)
                self._next_exchange += 1
                new.append((here.number, *key, *self._place(one), self._run, *facts))
                self._tally.exchanges_new += not one.is_run
            rows, differ = self._new_calls(one.source, here, calls, known_calls)
            new_calls += rows
            if rows and here.interaction is not None:
                self.widened.add(here.interaction)
            self._tally.take(is_new=is_new or bool(rows), is_different=differ or here.facts != facts)
        self._db.conn.executemany(_INSERT_EXCHANGE, new)
        self._db.conn.executemany(_INSERT_CALL, new_calls)
        self._tally.calls_new += len(new_calls)
        self.has_brought |= bool(new or new_calls)
        if self._next_call - self._first_unsummed >= _SUMMED_AT_ONCE:
            self.sum_up()

    def sum_up(self) -> None:
        """Add the calls that came since the last time to the sums by quarter-hour."""
        blocks = self._db.execute(_BLOCKS, [SLOT_MS * BLOCK_SLOTS, self._first_unsummed]).fetchall()
        slots = [block * BLOCK_SLOTS for (block,) in blocks]
        add_to_slots(self._db, self._first_unsummed, slots, but_not=())
        self._first_unsummed = self._next_call

    def _new_calls(
        self, source: str, here: _Here, calls: Iterable[PortableCall], known: dict[_Key, _Row]
    ) -> tuple[list[_Row], bool]:
        """Return the rows of calls that are new, and whether one of the others is told differently here."""
        rows, differ = [], False
        for call in calls:
            key, said = (source, call.id), self._call(call)
            if key in known:
                differ |= known[key] != said
                continue
            known[key] = said
            rows.append((self._next_call, *key, here.number, self._run, *said))
            self._next_call += 1
        return rows, differ

    def _call(self, one: PortableCall) -> _Row:
        return (
            to_ms(one.at),
            self._models.number(one.model, one.provider),
            int(one.sidechain),
            one.input_tokens,
            one.cache_write_tokens,
            one.cache_write_1h_tokens,
            one.cache_read_tokens,
            one.output_tokens,
            one.reasoning_tokens,
            int(one.output_is_lower_bound),
            charges_text(one.charges),
        )

    def _place(self, one: PortableExchange) -> tuple[int | None, int | None]:
        if one.prompt is None:
            return None, None
        key = (one.source, _path(one.prompt))
        if key not in self._places:
            if len(self._places) >= _MOST_PLACES:
                self._places.clear()
            self._places[key] = int(self._db.execute(_INSERT_LOG, key).fetchone()[0])
        return self._places[key], one.prompt.offset

    def _known_exchanges(self, exchanges: Sequence[PortableExchange]) -> dict[_Key, _Here]:
        found: dict[_Key, _Here] = {}
        for source, ids in _by_source((one.source, one.id) for one in exchanges).items():
            for native_id, number, interaction, run, *facts in self._db.execute(
                _KNOWN_EXCHANGES, [json.dumps(ids), source]
            ):
                found[source, native_id] = _Here(number, interaction, run, tuple(facts))
        return found

    def _known_calls(self, exchanges: Sequence[PortableExchange]) -> dict[_Key, _Row]:
        keys = ((one.source, call.id) for one in exchanges for call in one.calls)
        return {
            (source, native_id): tuple(said)
            for source, ids in _by_source(keys).items()
            for native_id, *said in self._db.execute(_KNOWN_CALLS, [json.dumps(ids), source])
        }

    def _sifted(self, exchanges: Sequence[PortableExchange]) -> Mapping[_Key, Sequence[PortableCall]] | None:
        """Return the calls of exchanges that were not deleted here; `None` where nothing ever was."""
        if not self.has_tombstones:
            return None
        (sifted,) = self._tombstones.sift([[_sighting(one) for one in exchanges]])
        kept: dict[_Key, set[str]] = defaultdict(set)
        for one in sifted.sightings:
            kept[one.source, one.native_id] |= {call.native_id for call in one.calls}
        return {
            (one.source, one.id): [call for call in one.calls if call.id in kept[one.source, one.id]]
            for one in exchanges
            if (one.source, one.id) in kept
        }


def _by_source(keys: Iterable[_Key]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for source, native_id in keys:
        found[source].append(native_id)
    return found


def _facts(one: PortableExchange) -> _Row:
    return (
        one.conversation_id,
        int(one.is_run),
        int(one.is_scripted),
        one.prompt_group,
        one.project,
        to_ms(one.started_at),
        to_ms(one.ended_at),
    )


def _path(place: PromptPlace) -> bytes:
    return base64.b64decode(place.log) if place.is_base64 else place.log.encode()


def _sighting(one: PortableExchange) -> Exchange:
    calls = tuple(Call(call.id, call.at, TokenUsage()) for call in one.calls)
    return Exchange(one.source, one.id, one.conversation_id, one.started_at, one.ended_at, calls)
