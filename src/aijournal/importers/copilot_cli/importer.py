"""Copilot CLI: the sessions that it and other clients of it keep under its `session-state` folder."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from aijournal.domain.facts import LogLocation
from aijournal.domain.reading import START, Batch, Bookmark, Discovery, LogFile
from aijournal.importers.copilot_cli import records
from aijournal.importers.copilot_cli.conversation import SOURCE, Conversation
from aijournal.importers.reading.jsonl import LONGEST_LINE, find_fault, line_at, read_batches
from aijournal.importers.reading.places import discover_places, discover_under, own_folder

_HOME_VARIABLE = "COPILOT_HOME"
_USUAL = ".copilot"
_FOLDERS = ("session-state", "history-session-state")
_IN_A_SESSION = 2  # a session's folder, and its file


@dataclass(frozen=True, slots=True)
class CopilotCli:
    """The importer of Copilot CLI's sessions, whichever of its clients wrote them."""

    source: str = SOURCE
    tool: str = "copilot-cli"
    retention: str = "Copilot CLI keeps its sessions until they are deleted by hand."
    kept_days: int | None = None
    is_confirmed: bool = True
    longest_line: int = LONGEST_LINE

    def discover(self, environment: Mapping[str, str], root: Path | None = None) -> Discovery:
        """Look under `COPILOT_HOME`, else at the usual place; or in `root` alone.

        `root` is a `.copilot`, a home or any folder with sessions in it, or one session.
        """
        if root is None:
            home = own_folder(environment, _HOME_VARIABLE, _USUAL)
            return discover_places(SOURCE, [home / name for name in _FOLDERS] if home else [], _is_session)
        inside = [home / name for home in (root, root / _USUAL) for name in _FOLDERS]
        return discover_under(SOURCE, root, inside, _is_session, find_fault)

    def read(self, file: LogFile, since: Bookmark = START) -> Iterator[Batch]:
        """Yield what a session says after the bookmark, in batches that can each be stored alone."""
        return read_batches(file.path, since, Conversation.begin, self.longest_line)

    def peek(self, location: LogLocation) -> str | None:
        """Return the first line of a prompt from its session, or `None` if it is no longer there."""
        line = line_at(location.path, location.offset, self.longest_line)
        return None if line is None else records.title_of(line)


def _is_session(path: Path) -> bool:
    """Return whether a file holds events: those of a session in its folder, or a flat one."""
    is_log = path.suffix.lower() == ".jsonl"
    return is_log and (path.name == "events.jsonl" or len(path.parts) < _IN_A_SESSION)
