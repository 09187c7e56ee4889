"""Zed: the threads of its agent, in a database of their own.

The format is read as its public source and other readers tell it; it was not seen to be written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from aijournal.domain.facts import LogLocation
from aijournal.domain.reading import START, Batch, Bookmark, Discovery, LogFile
from aijournal.importers.reading.database_reading import read_database
from aijournal.importers.reading.discovery import home_folder
from aijournal.importers.reading.single_databases import discover_databases
from aijournal.importers.zed.threads import SOURCE, THREADS, Threads, title_in_threads

_DATABASE = "threads.db"
_FOLDER = "threads"


@dataclass(frozen=True, slots=True)
class Zed:
    """The importer of the threads of Zed's agent."""

    source: str = SOURCE
    tool: str = "zed"
    retention: str = "Zed keeps its threads until they are deleted by hand."
    kept_days: int | None = None
    is_confirmed: bool = False

    def discover(self, environment: Mapping[str, str], root: Path | None = None) -> Discovery:
        """Look at the usual places of every system; or in `root`, a folder or the database, alone."""
        inside = [_FOLDER, f"zed/{_FOLDER}", f"Zed/{_FOLDER}"]
        return discover_databases(SOURCE, _places(environment), lambda name: name == _DATABASE, root, inside)

    def read(self, file: LogFile, since: Bookmark = START) -> Iterator[Batch]:
        """Yield the threads that changed since the bookmark."""
        return read_database(file, [THREADS], since, Threads)

    def peek(self, location: LogLocation) -> str | None:
        """Return the first line of a prompt, or `None` if it is no longer there."""
        return title_in_threads(location.path, location.offset)


def _places(environment: Mapping[str, str]) -> list[Path]:
    """Return where the folder of threads may be on every system."""
    places = []
    if home := home_folder(environment):
        places.append(Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share") / "zed")
        places.append(home / "Library" / "Application Support" / "Zed")
    if local := environment.get("LOCALAPPDATA"):
        places.append(Path(local) / "Zed")
    return [place / _FOLDER for place in places]
