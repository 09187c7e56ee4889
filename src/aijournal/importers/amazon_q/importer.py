"""Amazon Q Developer's command line: one conversation a folder, in a database of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from aijournal.domain.facts import LogLocation
from aijournal.domain.reading import START, Batch, Bookmark, Discovery, LogFile
from aijournal.importers.amazon_q.database import (
    CONVERSATIONS,
    DATABASE,
    read_conversations,
    title_in_conversations,
)
from aijournal.importers.reading.single_databases import discover_databases, home_places

SOURCE = "amazon-q"
_FOLDER = "amazon-q"


@dataclass(frozen=True, slots=True)
class AmazonQ:
    """The importer of the conversations of Amazon Q's command line; it tells no tokens."""

    source: str = SOURCE
    tool: str = "amazon-q"
    retention: str = (
        "Amazon Q keeps one conversation a folder, and overwrites it with the next one that is held there."
    )
    kept_days: int | None = None
    is_confirmed: bool = True

    def discover(self, environment: Mapping[str, str], root: Path | None = None) -> Discovery:
        """Look at the usual places of every system; or in `root`, a folder or the database, alone."""
        linux = (".local/share", "XDG_DATA_HOME")
        places = home_places(environment, _FOLDER, linux=linux, windows="LOCALAPPDATA")
        return discover_databases(SOURCE, places, lambda name: name == DATABASE, root, [_FOLDER])

    def read(self, file: LogFile, since: Bookmark = START) -> Iterator[Batch]:
        """Yield the conversations that changed since the bookmark."""
        return read_conversations(file, CONVERSATIONS, since, SOURCE)

    def peek(self, location: LogLocation) -> str | None:
        """Return the first line of a prompt, or `None` if its conversation was overwritten."""
        return title_in_conversations(location.path, CONVERSATIONS, location.offset)
