"""Storing what logs say: sightings are folded into what is known, sums and grouping follow at once."""

import json
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from aijournal.domain.facts import Call, Exchange, ExchangeKind
from aijournal.domain.reading import Batch, LogFile
from aijournal.journal.charges import charges_of, charges_text
from aijournal.journal.folding import Fold, OwnedCall, owned_by, tells_more
from aijournal.journal.instants import from_ms, slot_of, to_ms
from aijournal.journal.numbers import next_number
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

    `ignored` are the records of what the person deleted.
    """

    conversations: frozenset[str]
    slots: frozenset[int]
    imported: int
    duplicates: int
    exchanges_new: int
    calls_new: int
    calls_completed: int
    ignored: int = 0


_Row = tuple[object, ...]

_INSERT_EXCHANGE = """
INSERT INTO exchange (
  source, native_id, conversation_id, kind, is_scripted, prompt_group, project, started_at, ended_at,
  source_file_id, prompt_offset, import_run_id, id
) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
"""
_UPDATE_EXCHANGE = """
UPDATE exchange SET
  conversation_id = ?3, is_scripted = ?5, prompt_group = ?6, project = ?7, started_at = ?8, ended_at = ?9,
  source_file_id = coalesce(?10, source_file_id), prompt_offset = coalesce(?11, prompt_offset)
WHERE source = ?1 AND native_id = ?2
"""
_INSERT_CALL = """
INSERT INTO call (
  source, native_id, exchange_id, at, model_id, is_sidechain, input_tokens, cache_write_tokens,
  cache_read_tokens, output_tokens, cache_write_1h_tokens, reasoning_tokens, output_is_lower_bound,
  charges, import_run_id, id
) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
"""
_UPDATE_CALL = """
UPDATE call SET
  exchange_id = ?3, at = ?4, model_id = ?5, is_sidechain = ?6, input_tokens = ?7, cache_write_tokens = ?8,
  cache_read_tokens = ?9, output_tokens = ?10, cache_write_1h_tokens = ?11, reasoning_tokens = ?12,
  output_is_lower_bound = ?13, charges = ?14
WHERE source = ?1 AND native_id = ?2
"""


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
        self._write_calls(source, run, changed_calls, known_calls)
        before = [known_calls[call] for call in fold.changed_calls if call in known_calls]
        touched = changed + [fold.exchanges[owned.owner] for owned in (*changed_calls, *before)]
        moved_from = [known_exchanges[one.native_id] for one in changed if one.native_id in known_exchanges]
        return Stored(
            conversations=frozenset(exchange.conversation_id for exchange in (*touched, *moved_from)),
            slots=frozenset(slot_of(to_ms(owned.call.at)) for owned in (*changed_calls, *before)),
            imported=fold.imported,
            duplicates=fold.duplicates,
            # Runs, which nobody prompted, are no exchanges to people, and some end up in a prompt's.
            exchanges_new=sum(
                one.kind is ExchangeKind.PROMPT and one.native_id not in known_exchanges for one in changed
            ),
            calls_new=len(fold.changed_calls - known_calls.keys()),
            calls_completed=sum(
                tells_more(known_calls[one].call, fold.calls[one].call)
                for one in fold.changed_calls & known_calls.keys()
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
        rows = {one.native_id: _exchange_row(source, run, one, file_ids) for one in exchanges}
        self._write_rows("exchange", _INSERT_EXCHANGE, _UPDATE_EXCHANGE, rows, known)

    def _write_calls(self, source: str, run: int, calls: Sequence[OwnedCall], known: Container[str]) -> None:
        model_id = self._model_ids()
        exchange_id = self._exchange_ids(source, {owned.owner for owned in calls})
        rows = {
            owned.call.native_id: _call_row(
                source, run, owned.call, exchange_id[owned.owner], model_id(owned.call)
            )
            for owned in calls
        }
        self._write_rows("call", _INSERT_CALL, _UPDATE_CALL, rows, known)

    def _write_rows(
        self, table: str, insert: str, update: str, rows: Mapping[str, _Row], known: Container[str]
    ) -> None:
        """Insert what is new and update the rest; upserts take half as long again, for foreign keys' sake."""
        new = (row for native_id, row in rows.items() if native_id not in known)
        first = next_number(self._db, table)
        self._db.conn.executemany(insert, ((*row, number) for number, row in enumerate(new, first)))
        # What is known keeps the run that brought it.
        seen_again = (row[:-1] for native_id, row in rows.items() if native_id in known)
        self._db.conn.executemany(update, seen_again)

    def _exchange_ids(self, source: str, native_ids: Iterable[str]) -> dict[str, int]:
        return dict(
            self._db.execute(
                "SELECT native_id, exchange.id FROM json_each(?) AS wanted CROSS JOIN exchange "
                "ON exchange.source = ? AND exchange.native_id = wanted.value",
                [json.dumps(sorted(native_ids)), source],
            ).fetchall()
        )

    def _model_ids(self) -> Callable[[Call], int]:
        """Return a function that finds a call's model in the table, adding it where it is new."""
        known = {
            (name, provider): number
            for number, name, provider in self._db.execute("SELECT id, name, provider FROM model")
        }

        def model_id(call: Call) -> int:
            name = (call.model, call.provider)
            if name not in known:
                cursor = self._db.execute("INSERT INTO model (name, provider) VALUES (?, ?)", list(name))
                known[name] = int(cursor.lastrowid or 0)
            return int(known[name])

        return model_id


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


def _exchange_row(
    source: str, run: int, exchange: Exchange, file_ids: Mapping[Path, int]
) -> tuple[object, ...]:
    location = exchange.location
    file_id = file_ids.get(location.path) if location else None
    return (
        source,
        exchange.native_id,
        exchange.conversation_id,
        exchange.kind.value,
        int(exchange.is_scripted),
        exchange.prompt_group,
        exchange.project,
        to_ms(exchange.started_at),
        to_ms(exchange.ended_at),
        file_id,
        location.offset if location and file_id is not None else None,
        run,
    )


def _call_row(source: str, run: int, call: Call, exchange_id: int, model_id: int) -> tuple[object, ...]:
    usage = call.usage
    return (
        source,
        call.native_id,
        exchange_id,
        to_ms(call.at),
        model_id,
        int(call.is_sidechain),  # what is not a plain number takes the engine a detour, row by row
        usage.input_tokens,
        usage.cache_write_tokens,
        usage.cache_read_tokens,
        usage.output_tokens,
        usage.cache_write_1h_tokens,
        usage.reasoning_tokens,
        int(usage.output_is_lower_bound),
        charges_text(call.charges) if call.charges else None,
        run,
    )
