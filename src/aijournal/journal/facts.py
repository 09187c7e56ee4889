"""Storing what logs say: sightings are folded into what is known, sums and grouping follow at once."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec
from sqlite_utils import Database

from aijournal.domain.call_rows import CallRow, CallRows, native_id_of, row_of
from aijournal.domain.facts import Call, Exchange, ExchangeKind
from aijournal.domain.reading import Batch, LogFile
from aijournal.journal.charges import charges_of
from aijournal.journal.fact_rows import (
    Row,
    exchange_row,
    insert_calls,
    set_charges,
    table_rows,
    time_of,
    update_calls,
    write_exchanges,
)
from aijournal.journal.folding import Fold, tells_more
from aijournal.journal.instants import from_ms, slot_of, to_ms
from aijournal.journal.sql_text import compose, token_columns, token_usage
from aijournal.journal.tombstones import Tombstones


@dataclass(frozen=True, slots=True)
class Reading:
    """A batch and the file it was read from; `is_whole` if the file was read to its end with it."""

    file: LogFile
    batch: Batch
    is_whole: bool


@dataclass(frozen=True, slots=True)
class AddedFacts:
    """What storing some readings came to; records = imported + duplicates + ignored + rejected."""

    records: int = 0
    imported: int = 0
    duplicates: int = 0
    ignored: int = 0
    rejected: int = 0
    interactions_new: int = 0
    exchanges_new: int = 0
    calls_new: int = 0
    calls_completed: int = 0


@dataclass(frozen=True, slots=True)
class Stored:
    """What changed in the tables: which conversations to group again, and which quarter-hours to sum.

    Calls numbered `first_call` and higher are new, and lie in `slots_of_new`; those that were known and say
    more now lie, or lay, in `slots_of_changed`. `ignored` are the records of what the person deleted.
    """

    conversations: frozenset[str]
    first_call: int
    slots_of_new: frozenset[int]
    slots_of_changed: frozenset[int]
    imported: int
    duplicates: int
    exchanges_new: int
    calls_new: int
    calls_completed: int
    ignored: int = 0


class Facts:
    """The exchanges and calls of all sources; part of the journal, and used only by it."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._tombstones = Tombstones(db)

    def store(
        self, source: str, run: int, readings: Sequence[Reading], file_ids: Mapping[Path, int]
    ) -> Stored:
        """Fold the readings into what is known, inside the caller's transaction.

        Records of deleted exchanges and calls are left out before that, and counted as ignored: they are
        known and of no use.
        """
        sifted = self._tombstones.sift([reading.batch.exchanges for reading in readings])
        sightings = [exchange for stretch in sifted for exchange in stretch.sightings]
        calls, owners = self._known_calls(source, set(chain.from_iterable(map(_native_ids, sightings))))
        exchanges = self._known_exchanges(
            source, {sighting.native_id for sighting in sightings}.union(owners.values())
        )
        known = Fold(exchanges, calls, owners)
        fold = Fold(dict(exchanges), dict(calls), dict(owners))
        for sighting in sightings:
            fold.add(sighting)
        stored = self._write(source, run, fold, known, file_ids)
        self._note_left_out(
            file_ids[reading.file.path]
            for reading, stretch in zip(readings, sifted, strict=True)
            if stretch.left_out
        )
        return replace(stored, ignored=sum(stretch.left_out for stretch in sifted))

    def _note_left_out(self, files: Iterable[int]) -> None:
        """Remember which files say more than was stored, for the day on which a deletion is undone."""
        self._db.conn.executemany(
            "UPDATE source_file SET has_left_out = 1 WHERE id = ?", [(number,) for number in files]
        )

    def _known_calls(self, source: str, native_ids: Iterable[str]) -> tuple[dict[str, Call], dict[str, str]]:
        """Return the calls that are known, and the native id of the exchange that each belongs to."""
        rows = self._db.execute(
            compose(
                "SELECT call.native_id, exchange.native_id, call.at, model.name, model.provider,",
                "call.is_sidechain, call.output_is_lower_bound, call.charges,",
                token_columns("call.{}"),
                "FROM json_each(?) AS wanted CROSS JOIN call ON call.source = ?",
                "AND call.native_id = wanted.value",
                "JOIN exchange ON exchange.id = call.exchange_id JOIN model ON model.id = call.model_id",
            ),
            [_json_list(native_ids), source],
        )
        calls, owners = {}, {}
        for native_id, owner, at, model, provider, is_sidechain, is_lower_bound, charges, *tokens in rows:
            calls[native_id] = Call(
                native_id=native_id,
                at=from_ms(at),
                usage=token_usage(tokens, is_lower_bound=bool(is_lower_bound)),
                model=model,
                provider=provider,
                is_sidechain=bool(is_sidechain),
                charges=charges_of(charges),
            )
            owners[native_id] = owner
        return calls, owners

    def _known_exchanges(self, source: str, native_ids: Iterable[str]) -> dict[str, Exchange]:
        rows = self._db.execute(
            "SELECT native_id, conversation_id, started_at, ended_at, kind, project, prompt_group, "
            "is_scripted FROM json_each(?) AS wanted "
            "CROSS JOIN exchange ON exchange.source = ? AND exchange.native_id = wanted.value",
            [_json_list(native_ids), source],
        )
        return {native_id: _exchange(source, native_id, row) for native_id, *row in rows}

    def _write(self, source: str, run: int, fold: Fold, known: Fold, file_ids: Mapping[Path, int]) -> Stored:
        """Write what the fold says otherwise than what was `known`."""
        owners = set(fold.owners.values())
        changed = [
            fold.exchanges[native_id]
            for native_id in sorted(fold.changed_exchanges)
            if native_id in owners or native_id in known.exchanges
        ]
        self._write_exchanges(source, run, changed, known.exchanges, file_ids)
        new = [call for native_id, call in fold.calls.items() if native_id not in known.calls]
        new_rows = [*fold.rows.values(), *map(row_of, new)]
        completed = sorted(fold.changed_calls & known.calls.keys())
        before = [known.calls[native_id] for native_id in completed]
        after = [fold.calls[native_id] for native_id in completed]
        first_call, times_of_new = self._write_calls(source, run, fold.owners, new_rows, after)
        set_charges(self._db, source, (*new, *after))
        touched_owners = {fold.owners[native_id] for native_id in completed}
        touched_owners.update(known.owners[native_id] for native_id in completed)
        touched_owners.update(
            owner for native_id, owner in fold.owners.items() if native_id not in known.owners
        )
        touched = changed + [fold.exchanges[owner] for owner in touched_owners]
        moved_from = [known.exchanges[one.native_id] for one in changed if one.native_id in known.exchanges]
        return Stored(
            conversations=frozenset(exchange.conversation_id for exchange in (*touched, *moved_from)),
            first_call=first_call,
            slots_of_new=frozenset(map(slot_of, times_of_new)),
            slots_of_changed=frozenset(slot_of(to_ms(call.at)) for call in (*before, *after))
            | self._slots_of_renamed(source, changed, known.exchanges),
            imported=fold.imported,
            duplicates=fold.duplicates,
            # Runs, which nobody prompted, are no exchanges to people, and some end up in a prompt's.
            exchanges_new=sum(
                one.kind is ExchangeKind.PROMPT and one.native_id not in known.exchanges for one in changed
            ),
            calls_new=len(new_rows),
            calls_completed=sum(map(tells_more, before, after)),
        )

    def _slots_of_renamed(
        self, source: str, changed: Iterable[Exchange], known: Mapping[str, Exchange]
    ) -> frozenset[int]:
        """Return the quarter-hours with calls of exchanges that turned out to be of another project."""
        renamed = [
            one.native_id
            for one in changed
            if one.native_id in known and known[one.native_id].project != one.project
        ]
        rows = self._db.execute(
            "SELECT DISTINCT call.at FROM json_each(?) AS wanted CROSS JOIN exchange ON exchange.source = ? "
            "AND exchange.native_id = wanted.value JOIN call ON call.exchange_id = exchange.id",
            [_json_list(renamed), source],
        )
        return frozenset(slot_of(at) for (at,) in rows)

    def _write_exchanges(
        self,
        source: str,
        run: int,
        exchanges: Sequence[Exchange],
        known: Container[str],
        file_ids: Mapping[Path, int],
    ) -> None:
        rows: tuple[list[Row], list[Row]] = ([], [])
        for one in exchanges:
            rows[one.native_id in known].append(exchange_row(source, run, one, file_ids))
        write_exchanges(self._db, *rows)

    def _write_calls(
        self, source: str, run: int, owners: Mapping[str, str], new: Sequence[CallRow], known: Sequence[Call]
    ) -> tuple[int, Sequence[int]]:
        """Return the number of the first new call, and the times of all new ones, in milliseconds."""
        calls = [*new, *map(row_of, known)]
        own = [owners[call[0]] for call in calls]
        exchange_ids = self._exchange_ids(source, set(own))
        rows = table_rows(self._db, calls, [exchange_ids[one] for one in own])
        first = insert_calls(self._db, source, run, rows[: len(new)])
        update_calls(self._db, source, rows[len(new) :])
        return first, list(map(time_of, rows[: len(new)]))

    def _exchange_ids(self, source: str, native_ids: Iterable[str]) -> dict[str, int]:
        return dict(
            self._db.execute(
                "SELECT native_id, exchange.id FROM json_each(?) AS wanted CROSS JOIN exchange "
                "ON exchange.source = ? AND exchange.native_id = wanted.value",
                [_json_list(native_ids), source],
            ).fetchall()
        )


def _native_ids(sighting: Exchange) -> Iterator[str]:
    """Return the native ids of an exchange's calls, without making a call of each."""
    calls = sighting.calls
    return map(native_id_of, calls.rows) if isinstance(calls, CallRows) else (one.native_id for one in calls)


def _json_list(native_ids: Iterable[str]) -> str:
    """Return native ids as a JSON list, in the order in which they lie in their index."""
    return msgspec.json.encode(sorted(native_ids)).decode()


def _exchange(source: str, native_id: str, row: Sequence[Any]) -> Exchange:
    conversation, started_at, ended_at, kind, project, prompt_group, is_scripted = row
    return Exchange(
        source=source,
        native_id=native_id,
        conversation_id=conversation,
        started_at=from_ms(started_at),
        ended_at=from_ms(ended_at),
        kind=ExchangeKind(kind),
        project=project,
        prompt_group=prompt_group,
        is_scripted=bool(is_scripted),
        # Where the prompt lies was stored already; only a newer sighting can say anything about it.
        location=None,
    )
