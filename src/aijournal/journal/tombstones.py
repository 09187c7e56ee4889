"""Tombstones: what was deleted is known again by a keyed hash, so that a log cannot bring it back.

A hash of a native id, keyed with the journal's own secret, says nothing to whoever does not have both the
log and the journal. Calls have tombstones as well as exchanges, because a fork or a copy of a conversation
may show the same call under another exchange.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from sqlite_utils import Database

from aijournal.domain.facts import Exchange
from aijournal.journal.sql_text import compose

_BYTES = 16
_Hash = Callable[[str, str, str], bytes]  # of a kind, a source and a native id

_HASHES_OF_TRASH = """
SELECT tombstone_hash('exchange', source, native_id) AS hash FROM trash_exchange WHERE trash_id = ?1
UNION ALL
SELECT tombstone_hash('call', source, native_id) FROM trash_call WHERE trash_id = ?1
"""
_SET = compose(
    "INSERT OR IGNORE INTO tombstone (hash) SELECT hash FROM (", _HASHES_OF_TRASH, ") ORDER BY hash"
)
_LIFT = compose("DELETE FROM tombstone WHERE hash IN (", _HASHES_OF_TRASH, ")")
# All that lies in an item has a tombstone of its own; where there are no more than these, none is foreign.
_ARE_ALL = """
SELECT (SELECT count(*) FROM tombstone)
  = (SELECT count(*) FROM trash_exchange WHERE trash_id = ?1)
  + (SELECT count(*) FROM trash_call WHERE trash_id = ?1)
"""


@dataclass(frozen=True, slots=True)
class Sifted:
    """Sightings without what was deleted; `left_out` is how many log records stood for that."""

    sightings: Sequence[Exchange]
    left_out: int = 0


class Tombstones:
    """The tombstones of one journal; part of the journal, and used only by it."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def set_for_trash(self, trash_id: int) -> None:
        """Set tombstones for all that lies in an item of the trash, inside the caller's transaction."""
        self._offer_hash()
        self._db.execute(_SET, [trash_id])

    def lift_for_trash(self, trash_id: int) -> None:
        """Take away the tombstones of all that lies in an item of the trash, which is about to come back."""
        if self._db.execute(_ARE_ALL, [trash_id]).fetchone()[0]:
            self._db.execute("DELETE FROM tombstone")  # as a whole, and not one by one
            return
        self._offer_hash()
        self._db.execute(_LIFT, [trash_id])

    def sift(self, stretches: Sequence[Sequence[Exchange]]) -> Sequence[Sifted]:
        """Leave the sightings of deleted exchanges and calls out of each stretch.

        A sighting of which every call was deleted is a copy of what was deleted, and left out as a whole.
        While nothing was deleted this costs one look into an empty table.
        """
        untouched = [Sifted(sightings) for sightings in stretches]
        if not self._db.execute("SELECT EXISTS (SELECT 1 FROM tombstone)").fetchone()[0]:
            return untouched
        hashed = self._hash()
        deleted = self._deleted(hashed, (one for sightings in stretches for one in sightings))
        if not deleted:
            return untouched
        return [_sifted(hashed, deleted, sightings) for sightings in stretches]

    def _deleted(self, hashed: _Hash, sightings: Iterable[Exchange]) -> frozenset[bytes]:
        wanted = set()
        for one in sightings:
            wanted.add(hashed("exchange", one.source, one.native_id))
            wanted.update(hashed("call", one.source, call.native_id) for call in one.calls)
        rows = self._db.execute(
            "SELECT hash FROM json_each(?) AS wanted CROSS JOIN tombstone ON hash = unhex(wanted.value)",
            [json.dumps([digest.hex() for digest in wanted])],
        )
        return frozenset(row[0] for row in rows)

    def _offer_hash(self) -> None:
        """Let the engine hash by itself, so that a million rows need not come here and go back."""
        self._db.conn.create_function("tombstone_hash", 3, self._hash(), deterministic=True)

    def _hash(self) -> _Hash:
        secret = bytes(self._db.execute("SELECT secret FROM journal_key").fetchone()[0])

        def hashed(kind: str, source: str, native_id: str) -> bytes:
            named = f"{kind}\0{source}\0{native_id}".encode()
            return blake2b(named, key=secret, digest_size=_BYTES).digest()

        return hashed


def _sifted(hashed: _Hash, deleted: frozenset[bytes], sightings: Sequence[Exchange]) -> Sifted:
    kept = [one for one in (_without(hashed, deleted, sighting) for sighting in sightings) if one]
    return Sifted(kept, _records(sightings) - _records(kept))


def _without(hashed: _Hash, deleted: frozenset[bytes], sighting: Exchange) -> Exchange | None:
    """Return what of a sighting was not deleted, or `None` if nothing is left."""
    source = sighting.source
    if hashed("exchange", source, sighting.native_id) in deleted:
        return None
    calls = tuple(call for call in sighting.calls if hashed("call", source, call.native_id) not in deleted)
    if len(calls) == len(sighting.calls):
        return sighting
    return replace(sighting, calls=calls) if calls else None


def _records(sightings: Iterable[Exchange]) -> int:
    """Return how many log records some sightings stand for."""
    return sum(one.prompt_records + sum(call.records for call in one.calls) for one in sightings)
