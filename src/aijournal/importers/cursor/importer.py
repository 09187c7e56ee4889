"""Cursor: the conversations in its database, without tokens; those are in what its website exports."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from aijournal.domain.facts import LogLocation
from aijournal.domain.reading import START, Batch, Bookmark, Discovery, LogFile
from aijournal.importers.cursor.database import (
    DATABASE,
    SOURCE,
    CursorConversations,
    title_in_database,
)
from aijournal.importers.cursor.records import KEY_VALUES
from aijournal.importers.reading.database_reading import read_database
from aijournal.importers.reading.single_databases import discover_databases, home_places

_USER = Path("Cursor", "User")
_GLOBAL = "globalStorage"


@dataclass(frozen=True, slots=True)
class Cursor:
    """The importer of Cursor's conversations: what was asked, when and of which model."""

    source: str = SOURCE
    tool: str = "cursor"
    retention: str = "Cursor keeps its conversations until you delete them."
    kept_days: int | None = None
    is_confirmed: bool = True

    def discover(self, environment: Mapping[str, str], root: Path | None = None) -> Discovery:
        """Look at the usual places of every system; or in `root` alone.

        `root` is Cursor's folder, its `User` or `globalStorage` in it, or the database.
        """
        linux = (".config", "XDG_CONFIG_HOME")
        places = [place / _GLOBAL for place in home_places(environment, str(_USER), linux=linux)]
        inside = [str(Path(*parts, _GLOBAL)) for parts in ((), ("User",), _USER.parts)]
        return discover_databases(SOURCE, places, lambda name: name == DATABASE, root, inside)

    def read(self, file: LogFile, since: Bookmark = START) -> Iterator[Batch]:
        """Yield the conversations that have something new since the bookmark."""
        return read_database(file, [KEY_VALUES], since, CursorConversations)

    def peek(self, location: LogLocation) -> str | None:
        """Return the first line of a prompt, or `None` if it is no longer there."""
        return title_in_database(location.path, location.offset)
