"""Reading logs in tests: batches folded into what they say together, and held to account on the way."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from aijournal.domain.facts import Call, Exchange
from aijournal.domain.reading import START, Batch, Bookmark, Importer, LogFile, Problem
from aijournal.importers.reading.discovery import log_file


@dataclass
class Said:
    """What batches say together; `calls_of` holds the calls by exchange, in the order of their sightings."""

    calls: dict[str, Call] = field(default_factory=dict)
    exchanges: dict[str, Exchange] = field(default_factory=dict)
    calls_of: dict[str, list[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    records: int = 0
    prompts: int = 0
    sightings: int = 0
    ignored: int = 0
    unknown: int = 0

    def add(self, batch: Batch) -> None:
        """Fold in a batch, after checking that it accounts for every record."""
        prompts = sum(exchange.prompt_records for exchange in batch.exchanges)
        sightings = sum(call.records for exchange in batch.exchanges for call in exchange.calls)
        assert batch.records == prompts + sightings + len(batch.problems) + batch.ignored
        assert 0 <= batch.unknown <= batch.ignored
        self.records += batch.records
        self.prompts += prompts
        self.sightings += sightings
        self.ignored += batch.ignored
        self.unknown += batch.unknown
        self.problems += batch.problems
        for exchange in batch.exchanges:
            self._add_exchange(exchange)

    def _add_exchange(self, exchange: Exchange) -> None:
        known = self.exchanges.get(exchange.native_id)
        alone = replace(exchange, calls=(), prompt_records=0)
        self.exchanges[exchange.native_id] = _joined(known, alone) if known else alone
        for call in exchange.calls:
            seen = self.calls.get(call.native_id)
            self.calls[call.native_id] = seen.completed_by(call) if seen else call
            calls = self.calls_of.setdefault(exchange.native_id, [])
            if call.native_id not in calls:
                calls.append(call.native_id)

    @property
    def reasons(self) -> dict[int | None, str]:
        """Why which line was rejected."""
        return {problem.line: problem.reason for problem in self.problems}


def _joined(known: Exchange, other: Exchange) -> Exchange:
    origin = min(known, other, key=lambda one: (one.prompt_group is None, one.conversation_id))
    return replace(
        origin,
        started_at=min(known.started_at, other.started_at),
        ended_at=max(known.ended_at, other.ended_at),
    )


def said(batches: Iterable[Batch]) -> Said:
    """Fold batches."""
    whole = Said()
    for batch in batches:
        whole.add(batch)
    return whole


def read(importer: Importer, *paths: Path) -> Said:
    """Read some logs from their beginning."""
    return said(batch for path in paths for batch in importer.read(file_at(path)))


def read_on(importer: Importer, path: Path, since: Bookmark = START) -> tuple[list[Batch], Bookmark]:
    """Read what is new in a log, and return where reading can go on."""
    batches = list(importer.read(file_at(path), since))
    return batches, batches[-1].bookmark if batches else since


def file_at(path: Path) -> LogFile:
    """Return a log as discovery would list it."""
    return log_file(path, path.stat())
