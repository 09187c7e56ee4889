"""What lies in the places that a person points to: whose logs, or why there is nothing to read."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from aijournal.domain.reading import Discovery, Importer, SourceState
from aijournal.ui.log_reading import LogSources

MOST_ENTRIES = 200_000
MOST_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place, and a claim for each tool that may have left logs there.

    Without a claim, `reason` says why; a folder that is too large to be looked through has neither.
    """

    path: Path
    claims: tuple[Discovery, ...]
    reason: str = ""

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
    if holds_too_much(path):
        return FoundPlace(path, ())
    answers = [one.discover({}, path) for one in importers]
    claims = _found(answers)
    return FoundPlace(path, claims, "" if claims else _why_not(answers))


def _found(answers: Iterable[Discovery]) -> tuple[Discovery, ...]:
    return tuple(one for one in answers if one.state is SourceState.FOUND)


def _why_not(answers: Sequence[Discovery]) -> str:
    """Return the most telling of the reasons: what kept logs from being read, before what is missing."""
    order = (SourceState.UNREADABLE, SourceState.EMPTY, SourceState.NOT_FOUND)
    return min(answers, key=lambda one: order.index(one.state)).reason
