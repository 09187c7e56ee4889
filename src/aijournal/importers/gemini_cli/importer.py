"""Gemini CLI: the sessions that it keeps under its `tmp` folder, of both kinds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from aijournal.domain.facts import LogLocation
from aijournal.domain.reading import START, Batch, Bookmark, Discovery, LogFile
from aijournal.importers.gemini_cli import records
from aijournal.importers.gemini_cli.conversation import SOURCE, Lines, Pages
from aijournal.importers.reading.discovery import discover_root, home_folder, in_home
from aijournal.importers.reading.jsonl import LONGEST_LINE, find_fault, line_at, read_batches
from aijournal.importers.reading.places import discover_places
from aijournal.importers.reading.whole_files import (
    LARGEST_FILE,
    find_document_fault,
    read_whole_file,
    record_at,
)

_HOME_VARIABLE = "GEMINI_CLI_HOME"
_SESSIONS = Path(".gemini", "tmp")


@dataclass(frozen=True, slots=True)
class GeminiCli:
    """The importer of Gemini CLI's sessions, its subagents' among them."""

    source: str = SOURCE
    tool: str = "gemini-cli"
    retention: str = "Gemini CLI deletes sessions after 30 days, unless its settings say otherwise."
    kept_days: int | None = 30
    is_confirmed: bool = True
    longest_line: int = LONGEST_LINE
    largest_file: int = LARGEST_FILE

    def discover(self, environment: Mapping[str, str], root: Path | None = None) -> Discovery:
        """Look under `GEMINI_CLI_HOME`, else at the usual place; or in `root` alone.

        `root` is a `.gemini`, a home or any folder with sessions in it, or one session.
        """
        if root is not None:
            return discover_root(SOURCE, root, [root / _SESSIONS, root / "tmp"], _is_session, _find_fault)
        named = environment.get(_HOME_VARIABLE, "").strip()
        home = in_home(named, environment) if named else home_folder(environment)
        return discover_places(SOURCE, [home / _SESSIONS] if home else [], _is_session)

    def read(self, file: LogFile, since: Bookmark = START) -> Iterator[Batch]:
        """Yield what a session says after the bookmark, in batches that can each be stored alone."""
        if _is_document(file.path):
            return read_whole_file(file.path, since, Pages, self.largest_file)
        return read_batches(file.path, since, Lines.begin, self.longest_line)

    def peek(self, location: LogLocation) -> str | None:
        """Return the first line of a prompt from its session, or `None` if it is no longer there."""
        if _is_document(location.path):
            raw = record_at(location.path, location.offset, records.named_messages, self.largest_file)
            return None if raw is None else records.title_of(raw)
        line = line_at(location.path, location.offset, self.longest_line)
        return None if line is None else records.title_of(line)


def _is_session(path: Path) -> bool:
    name = path.name.lower()
    return name.endswith(".jsonl") or (name.startswith("session-") and name.endswith(".json"))


def _is_document(path: Path) -> bool:
    return path.suffix.lower() == ".json"


def _find_fault(path: Path) -> str | None:
    return find_document_fault(path) if _is_document(path) else find_fault(path)
