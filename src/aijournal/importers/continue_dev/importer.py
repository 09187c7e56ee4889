"""Continue: what it notes down of chats and of tokens, in its `dev_data` folder.

The format is read as its public source tells it; it was not seen to be written. The tokens are counted by
Continue itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from aijournal.domain.facts import LogLocation
from aijournal.domain.reading import START, Batch, Bookmark, Discovery, LogFile
from aijournal.importers.continue_dev.database import DATABASE, SPENT, SpentTokens
from aijournal.importers.continue_dev.lines import CHATS, SOURCE, TOKENS, Lines, title_of
from aijournal.importers.reading.database_reading import read_database
from aijournal.importers.reading.databases import with_wal
from aijournal.importers.reading.discovery import discover_root
from aijournal.importers.reading.jsonl import LONGEST_LINE, find_fault, line_at, read_batches
from aijournal.importers.reading.places import discover_places, own_folder

_FOLDER = "dev_data"


@dataclass(frozen=True, slots=True)
class Continue:
    """The importer of Continue's chats and tokens."""

    source: str = SOURCE
    tool: str = "continue"
    retention: str = "Continue keeps what it notes down until it is deleted by hand."
    kept_days: int | None = None
    is_confirmed: bool = False
    longest_line: int = LONGEST_LINE

    def discover(self, environment: Mapping[str, str], root: Path | None = None) -> Discovery:
        """Look under `CONTINUE_GLOBAL_DIR`, else at the usual place; or in `root` alone.

        `root` is a `.continue`, a home or any folder with these logs in it, or one of them.
        """
        if root is not None:
            inside = [root / _FOLDER, root / ".continue" / _FOLDER]
            return _as_logs(discover_root(SOURCE, root, inside, _is_log, _find_fault))
        own = own_folder(environment, "CONTINUE_GLOBAL_DIR", ".continue")
        return _as_logs(discover_places(SOURCE, [own / _FOLDER] if own else [], _is_log))

    def read(self, file: LogFile, since: Bookmark = START) -> Iterator[Batch]:
        """Yield what a log says after the bookmark, in batches that can each be stored alone."""
        if file.path.name == DATABASE:
            return read_database(file, [SPENT], since, SpentTokens)
        return read_batches(file.path, since, Lines.begin, self.longest_line)

    def peek(self, location: LogLocation) -> str | None:
        """Return the first line of a prompt, or `None` if it is no longer there."""
        line = line_at(location.path, location.offset, self.longest_line)
        return None if line is None else title_of(line)


def _is_log(path: Path) -> bool:
    return path.name in {TOKENS, CHATS, DATABASE}


def _find_fault(path: Path) -> str | None:
    if path.name == DATABASE:
        return None
    return find_fault(path) if _is_log(path) else "is no log of Continue"


def _as_logs(found: Discovery) -> Discovery:
    files = (with_wal(file) if file.path.name == DATABASE else file for file in found.files)
    return replace(found, files=tuple(files))
