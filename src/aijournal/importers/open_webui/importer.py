"""Open WebUI: the chats in its database, of everyone who uses that installation.

The format is read as its public source tells it; it was not seen to be written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from aijournal.domain.facts import LogLocation
from aijournal.domain.reading import START, Batch, Bookmark, Discovery, LogFile
from aijournal.importers.open_webui.chats import SOURCE, Chats, title_in_chats
from aijournal.importers.open_webui.records import TABLES
from aijournal.importers.reading.database_reading import read_database
from aijournal.importers.reading.discovery import home_folder
from aijournal.importers.reading.places import named_folder
from aijournal.importers.reading.single_databases import discover_databases

_DATABASE = "webui.db"
_FOLDERS = (".open-webui", "open-webui/data", "open-webui/backend/data")


@dataclass(frozen=True, slots=True)
class OpenWebUi:
    """The importer of Open WebUI's chats."""

    source: str = SOURCE
    tool: str = "open-webui"
    retention: str = "Open WebUI keeps its chats until they are deleted by hand."
    kept_days: int | None = None
    is_confirmed: bool = False

    def discover(self, environment: Mapping[str, str], root: Path | None = None) -> Discovery:
        """Look in `DATA_DIR`, else where it is often put; or in `root`, a folder or the database, alone."""
        inside = ["data", "backend/data", *_FOLDERS]
        return discover_databases(SOURCE, _places(environment), lambda name: name == _DATABASE, root, inside)

    def read(self, file: LogFile, since: Bookmark = START) -> Iterator[Batch]:
        """Yield the chats that changed since the bookmark."""
        return read_database(file, TABLES, since, Chats)

    def peek(self, location: LogLocation) -> str | None:
        """Return the first line of a prompt, or `None` if it is no longer there."""
        return title_in_chats(location.path, location.offset)


def _places(environment: Mapping[str, str]) -> list[Path]:
    if named := named_folder(environment, "DATA_DIR"):
        return [named]
    home = home_folder(environment)
    return [home / folder for folder in _FOLDERS] if home else []
