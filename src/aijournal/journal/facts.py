"""Storing what logs say: sightings are folded into what is known, sums and grouping follow at once."""

import json
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from aijournal.domain.facts import Call, Exchange, ExchangeKind
from aijournal.domain.reading import Batch, LogFile
from aijournal.journal.charges import charges_of
from aijournal.journal.fact_rows import (
    Row,
    call_row,
    charges_row,
    exchange_row,
    model_numbers,
    write_calls,
    write_exchanges,
)
from aijournal.journal.folding import Fold, OwnedCall, owned_by, tells_more
from aijournal.journal.instants import SLOT_MS, from_ms, slot_of, to_ms
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
        calls = self._known_calls(source, {call.native_id for one in sightings for call in one.calls})
        exchanges = self._known_exchanges(
            source, {sighting.native_id for sighting in sightings} | owned_by(calls)
        )
        fold = Fold(dict(exchanges), dict(calls))
        for sighting in sightings:
            fold.add(sighting)
        stored = self._write(source, run, fold, exchanges, calls, file_ids)
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

    def _known_calls(self, source: str, native_ids: Iterable[str]) -> dict[str, OwnedCall]:
        rows = self._db.execute(
            compose(
                "SELECT call.native_id, exchange.native_id, call.at, model.name, model.provider,",
                "call.is_sidechain, call.output_is_lower_bound, call.charges,",
                token_columns("call.{}"),
                "FROM json_each(?) AS wanted CROSS JOIN call ON call.source = ?",
                "AND call.native_id = wanted.value",
                "JOIN exchange ON exchange.id = call.exchange_id JOIN model ON model.id = call.model_id",
            ),
            [json.dumps(sorted(native_ids)), source],
        )
        return {
            native_id: OwnedCall(
                Call(
                    native_id=native_id,
                    at=from_ms(at),
                    usage=token_usage(tokens, is_lower_bound=bool(is_lower_bound)),
                    model=model,
                    provider=provider,
                    is_sidechain=bool(is_sidechain),
                    charges=charges_of(charges),
                ),
                owner,
            )
            for native_id, owner, at, model, provider, is_sidechain, is_lower_bound, charges, *tokens in rows
        }

    def _known_exchanges(self, source: str, native_ids: Iterable[str]) -> dict[str, Exchange]:
        rows = self._db.execute(
            "SELECT native_id, conversation_id, started_at, ended_at, kind, project, prompt_group, "
            "is_scripted FROM json_each(?) AS wanted "
            "CROSS JOIN exchange ON exchange.source = ? AND exchange.native_id = wanted.value",
            [json.dumps(sorted(native_ids)), source],
        )
        return {native_id: _exchange(source, native_id, row) for native_id, *row in rows}

    def _write(
        self,
        source: str,
        run: int,
        fold: Fold,
        known_exchanges: Mapping[str, Exchange],
        known_calls: Mapping[str, OwnedCall],
        file_ids: Mapping[Path, int],
    ) -> Stored:
        owners = owned_by(fold.calls)
        changed = [
            fold.exchanges[native_id]
            for native_id in sorted(fold.changed_exchanges)
            if native_id in owners or native_id in known_exchanges
        ]
        self._write_exchanges(source, run, changed, known_exchanges, file_ids)
        changed_calls = [fold.calls[native_id] for native_id in sorted(fold.changed_calls)]
        first_call, slots_of_new = self._write_calls(source, run, changed_calls, known_calls)
        completed = fold.changed_calls & known_calls.keys()
        before = [known_calls[native_id] for native_id in completed]
        after = [fold.calls[native_id] for native_id in completed]
        touched_owners = {owned.owner for owned in (*changed_calls, *before)}
        touched = changed + [fold.exchanges[owner] for owner in touched_owners]
        moved_from = [known_exchanges[one.native_id] for one in changed if one.native_id in known_exchanges]
        return Stored(
            conversations=frozenset(exchange.conversation_id for exchange in (*touched, *moved_from)),
            first_call=first_call,
            slots_of_new=slots_of_new,
            slots_of_changed=frozenset(slot_of(to_ms(owned.call.at)) for owned in (*before, *after)),
            imported=fold.imported,
            duplicates=fold.duplicates,
            # Runs, which nobody prompted, are no exchanges to people, and some end up in a prompt's.
            exchanges_new=sum(
                one.kind is ExchangeKind.PROMPT and one.native_id not in known_exchanges for one in changed
            ),
            calls_new=len(fold.changed_calls) - len(completed),
            calls_completed=sum(
                tells_more(was.call, now.call) for was, now in zip(before, after, strict=True)
            ),
        )

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
        self, source: str, run: int, calls: Sequence[OwnedCall], known: Container[str]
    ) -> tuple[int, frozenset[int]]:
        """Return the number of the first new call, and the quarter-hours that new ones lie in."""
        model_number = model_numbers(self._db)
        exchange_ids = self._exchange_ids(source, {owned.owner for owned in calls})
        new, again, slots = [], [], set()
        for call, owner in calls:
            at = to_ms(call.at)
            row = call_row(source, run, call, at, exchange_ids[owner], model_number(call))
            if call.native_id in known:
                again.append(row)
            else:
                new.append(row)
                slots.add(at // SLOT_MS)
        charges = [charges_row(source, call) for call, _ in calls if call.charges]
        return write_calls(self._db, new, again, charges), frozenset(slots)

    def _exchange_ids(self, source: str, native_ids: Iterable[str]) -> dict[str, int]:
        return dict(
            self._db.execute(
                "SELECT native_id, exchange.id FROM json_each(?) AS wanted CROSS JOIN exchange "
                "ON exchange.source = ? AND exchange.native_id = wanted.value",
                [json.dumps(sorted(native_ids)), source],
            ).fetchall()
        )


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
