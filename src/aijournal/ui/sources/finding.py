"""What lies in the places that a person points to: whose logs, or why there is nothing to read."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from time import monotonic

from aijournal.domain.facts import Call
from aijournal.domain.reading import Discovery, Importer, LogFile, SourceState
from aijournal.errors import AijournalError
from aijournal.ui.log_reading import LogSources

MOST_ENTRIES = 200_000
MOST_SECONDS = 5.0
_PROSE = frozenset({".txt"})
_EXPORT = b'{"kind":"aijournal",'
_FILES_TRIED = 3
_BATCHES_TRIED = 4


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place, and a claim for each tool that may have left logs there.

    Without a claim, `reason` says why; a folder that is too large to be looked through has neither. A file
    that `is_export` holds a whole journal. One that `is_table` is no tool's log as it is, and can be read
    once it is said what its columns mean.
    """

    path: Path
    claims: tuple[Discovery, ...]
    reason: str = ""
    is_table: bool = False
    is_export: bool = False

    @property
    def is_read_elsewhere(self) -> bool:
        """Whether it is read in a place of its own, after a look at what is in it."""
        return self.is_table or self.is_export

    @property
    def is_too_large(self) -> bool:
        """Whether there is more in it than a person may have meant."""
        return not (self.claims or self.reason)


def look_into(paths: Sequence[Path], names: Sequence[str], sources: LogSources) -> tuple[FoundPlace, ...]:
    """Look for the logs of the sources that are named; to be called on the thread that looks for logs.

    A place that was named twice is looked into once.
    """
    importers = [one for one in sources.importers if one.source in names]
    return tuple(found for path in dict.fromkeys(paths) for found in _look(path, importers))


def holds_too_much(path: Path, most: int = MOST_ENTRIES, seconds: float = MOST_SECONDS) -> bool:
    """Whether a folder holds more than can be looked through while somebody waits; links are not followed."""
    until = monotonic() + seconds
    entries = 0
    for _, folders, files in os.walk(path):
        entries += len(folders) + len(files)
        if entries > most or monotonic() > until:
            return True
    return False


def _look(path: Path, importers: Sequence[Importer]) -> Sequence[FoundPlace]:
    """Look where each tool would have its logs if this was a home, and else at everything in it."""
    try:
        return _look_as_home(path, importers) or [_look_through(path, importers)]
    except ValueError:  # what can be no path at all
        return [FoundPlace(path, (), f"There is nothing at {path}.")]


def _look_as_home(path: Path, importers: Sequence[Importer]) -> Sequence[FoundPlace]:
    home = {"HOME": str(path), "USERPROFILE": str(path)}
    return [
        FoundPlace(folder, claims)
        for one in importers
        for folder in one.discover(home).folders
        if (claims := _found([one.discover({}, folder)]))
    ]


def _look_through(path: Path, importers: Sequence[Importer]) -> FoundPlace:
    if is_export(path):
        words = f"{path.name} holds a whole journal. Drop it by itself, or read it in on Safety."
        return FoundPlace(path, (), words, is_export=True)
    if holds_too_much(path):
        return FoundPlace(path, ())
    answers = [one.discover({}, path) for one in importers]
    claims = _found(answers)
    if is_table(path) and not _is_anyones(claims, importers):
        words = f"{path.name} is a table, and not the log of a tool that is known."
        return FoundPlace(path, (), words, is_table=True)
    return FoundPlace(path, _understood(claims, importers), "" if claims else _why_not(answers))


def is_export(path: Path) -> bool:
    """Whether a file begins as an export of a journal does."""
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return file.read(len(_EXPORT)) == _EXPORT
    except OSError:
        return False


def is_table(path: Path) -> bool:
    """Whether a file has rows with columns: two at least, or one that tells when.

    A comma makes two columns of a line of prose, so that plain text has to tell when.
    """
    from aijournal.importers.tables.detecting import detect
    from aijournal.importers.tables.table import TABLE_SUFFIXES, look_at

    if path.suffix.lower() not in TABLE_SUFFIXES or not path.is_file():
        return False
    try:
        has_columns = len(look_at(path)) > 1 and path.suffix.lower() not in _PROSE
        return has_columns or detect(path).tells_time
    except (AijournalError, OSError):
        return False


def _is_anyones(claims: Iterable[Discovery], importers: Sequence[Importer]) -> bool:
    """Whether what some tool takes for its own log says anything to it; many would take any JSON."""
    by_source = {one.source: one for one in importers}
    try:
        return any(
            batch.exchanges
            for claim in claims
            for file in claim.files
            for batch in islice(by_source[claim.source].read(file), _BATCHES_TRIED)
        )
    except OSError:
        return True  # which reading it tells


def _understood(claims: tuple[Discovery, ...], importers: Sequence[Importer]) -> tuple[Discovery, ...]:
    """Return the claims of those who understand the logs best; where nobody does, all: reading tells why."""
    by_source = {one.source: one for one in importers}
    understood = [_understanding(by_source[claim.source], claim) for claim in claims]
    best = max(understood, default=0)
    return tuple(claim for claim, much in zip(claims, understood, strict=True) if much == best)


def _understanding(importer: Importer, claim: Discovery) -> int:
    """Return 2 where the beginning of one of the largest logs tells of tokens, 1 of calls alone, else 0.

    Prompts alone would not do: several tools write them alike.
    """
    largest = sorted(claim.files, key=lambda file: file.size, reverse=True)[:_FILES_TRIED]
    try:
        return max((_told(call) for file in largest for call in _first_calls(importer, file)), default=0)
    except OSError:
        return 2  # which reading it tells


def _first_calls(importer: Importer, file: LogFile) -> Iterator[Call]:
    for batch in islice(importer.read(file), _BATCHES_TRIED):
        for exchange in batch.exchanges:
            yield from exchange.calls


def _told(call: Call) -> int:
    return 2 if call.usage.output_tokens is not None else 1


def _found(answers: Iterable[Discovery]) -> tuple[Discovery, ...]:
    return tuple(one for one in answers if one.state is SourceState.FOUND)


def _why_not(answers: Sequence[Discovery]) -> str:
    """Return the most telling of the reasons: what kept logs from being read, before what is missing."""
    order = (SourceState.UNREADABLE, SourceState.EMPTY, SourceState.NOT_FOUND)
    return min(answers, key=lambda one: order.index(one.state)).reason
