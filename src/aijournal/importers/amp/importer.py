"""Amp: the threads that it keeps on this machine, a document each.

The format is read as other readers tell it; it was not seen to be written. Newer versions may keep threads
with the service alone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from aijournal.domain.facts import LogLocation
from aijournal.domain.reading import START, Batch, Bookmark, Discovery, LogFile
from aijournal.importers.amp import records
from aijournal.importers.amp.threads import SOURCE, Messages
from aijournal.importers.reading.discovery import discover_root, home_folder
from aijournal.importers.reading.places import discover_places
from aijournal.importers.reading.whole_files import (
    LARGEST_FILE,
    find_document_fault,
    read_whole_file,
    record_at,
)

_THREADS = Path("amp", "threads")


@dataclass(frozen=True, slots=True)
class Amp:
    """The importer of Amp's threads."""

    source: str = SOURCE
    tool: str = "amp"
    retention: str = "Amp keeps its threads until they are deleted by hand, newer ones perhaps not here."
    kept_days: int | None = None
    is_confirmed: bool = False
    largest_file: int = LARGEST_FILE

    def discover(self, environment: Mapping[str, str], root: Path | None = None) -> Discovery:
        """Look under `XDG_DATA_HOME` or at the usual place; or in `root`, a folder or a thread, alone."""
        if root is not None:
            inside = [root / "threads", root / _THREADS, root / ".local" / "share" / _THREADS]
            return discover_root(SOURCE, root, inside, _is_thread, find_document_fault)
        home = home_folder(environment)
        named = environment.get("XDG_DATA_HOME") or (home and home / ".local" / "share")
        return discover_places(SOURCE, [Path(named) / _THREADS] if named else [], _is_thread)

    def read(self, file: LogFile, since: Bookmark = START) -> Iterator[Batch]:
        """Yield what a thread says, as a whole, if it changed."""
        return read_whole_file(file.path, since, Messages, self.largest_file)

    def peek(self, location: LogLocation) -> str | None:
        """Return the first line of a prompt from its thread, or `None` if it is no longer there."""
        name = location.path.stem
        found = record_at(
            location.path,
            location.offset,
            lambda text: records.named_messages(text, name),
            self.largest_file,
        )
        return None if found is None else records.title_of(found)


def _is_thread(path: Path) -> bool:
    return path.suffix.lower() == ".json" and path.name.startswith("T-")
