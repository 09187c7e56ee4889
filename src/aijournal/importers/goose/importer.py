"""Goose: its sessions, in a database of their own.

The format is read as its public source and other readers tell it; it was not seen to be written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from aijournal.domain.facts import LogLocation
from aijournal.domain.reading import START, Batch, Bookmark, Discovery, LogFile
from aijournal.importers.goose.records import TABLES
from aijournal.importers.goose.sessions import SOURCE, Sessions, title_in_sessions
from aijournal.importers.reading.database_reading import read_database
from aijournal.importers.reading.discovery import home_folder
from aijournal.importers.reading.places import named_folder
from aijournal.importers.reading.single_databases import discover_databases

_DATABASE = "sessions.db"
_SESSIONS = Path("sessions")
_DATA = Path("data", "sessions")


@dataclass(frozen=True, slots=True)
class Goose:
    """The importer of Goose's sessions, of every form of its tables."""

    source: str = SOURCE
    tool: str = "goose"
    retention: str = "Goose keeps its sessions until they are deleted by hand."
    kept_days: int | None = None
    is_confirmed: bool = False

    def discover(self, environment: Mapping[str, str], root: Path | None = None) -> Discovery:
        """Look under `GOOSE_PATH_ROOT`, else at the usual places; or in `root`, a folder or the database."""
        inside = [str(_SESSIONS), str(_DATA), "goose/sessions"]
        return discover_databases(SOURCE, _places(environment), lambda name: name == _DATABASE, root, inside)

    def read(self, file: LogFile, since: Bookmark = START) -> Iterator[Batch]:
        """Yield the sessions that changed since the bookmark."""
        return read_database(file, TABLES, since, Sessions)

    def peek(self, location: LogLocation) -> str | None:
        """Return the first line of a prompt, or `None` if it is no longer there."""
        return title_in_sessions(location.path, location.offset)


def _places(environment: Mapping[str, str]) -> list[Path]:
    if named := named_folder(environment, "GOOSE_PATH_ROOT"):
        return [named / _DATA, named / _SESSIONS]
    folders = []
    if home := home_folder(environment):
        data = Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share")
        folders.append(data / "goose" / _SESSIONS)
    if roaming := environment.get("APPDATA"):
        block = Path(roaming) / "Block" / "goose"
        folders += [block / _DATA, block / _SESSIONS]
    return folders
