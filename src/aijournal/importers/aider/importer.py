"""Aider: the chat histories that it keeps in every project, or its analytics log."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path

from aijournal.domain.facts import LogLocation
from aijournal.domain.reading import START, Batch, Bookmark, Discovery, LogFile, Problem
from aijournal.importers.aider.analytics import Analytics
from aijournal.importers.aider.history import HEADING, SOURCE, beginning, title_at
from aijournal.importers.reading.discovery import Survey, discover_root, home_folder, in_home, sum_up
from aijournal.importers.reading.jsonl import LONGEST_LINE, line_at, open_regular, read_batches
from aijournal.settings import system_zone

_HISTORY_VARIABLE = "AIDER_CHAT_HISTORY_FILE"
_ANALYTICS_VARIABLE = "AIDER_ANALYTICS_LOG"
_HISTORY = ".aider.chat.history.md"
_BEGINNING = 1 << 16


@dataclass(frozen=True, slots=True)
class Aider:
    """The importer of Aider's chat histories; `zone` is that of the clock they tell the time by."""

    source: str = SOURCE
    tool: str = "aider"
    retention: str = "Aider keeps its chat history in each project until you delete it."
    kept_days: int | None = None
    is_confirmed: bool = True
    longest_line: int = LONGEST_LINE
    zone: tzinfo = field(default_factory=system_zone)

    def discover(self, environment: Mapping[str, str], root: Path | None = None) -> Discovery:
        """Look where Aider's variables say and in the home folder itself; or in `root` alone.

        `root` is a project, a folder with projects in it, a chat history or an analytics log. Only such a
        log that is named is read, and none where chat histories are: they tell the same calls.
        """
        if root is None:
            return _discover_places(environment)
        return discover_root(SOURCE, root, [], _is_history, _find_fault)

    def read(self, file: LogFile, since: Bookmark = START) -> Iterator[Batch]:
        """Yield what a log says after the bookmark, in batches that can each be stored alone."""
        begin = beginning(self.zone) if _is_chat(file.path) else Analytics.begin
        return read_batches(file.path, since, begin, self.longest_line)

    def peek(self, location: LogLocation) -> str | None:
        """Return the first line of a prompt from its chat history, or `None` if it is no longer there."""
        line = line_at(location.path, location.offset, self.longest_line)
        return None if line is None else title_at(line)


def _discover_places(environment: Mapping[str, str]) -> Discovery:
    survey = Survey()
    home = home_folder(environment)
    history = _named(environment, _HISTORY_VARIABLE) or (home and home / _HISTORY)
    analytics = _named(environment, _ANALYTICS_VARIABLE)
    for log in (history, analytics):
        if log is None:
            continue
        if log is analytics and survey.files:
            survey.skipped.append(Problem("tells the same calls as the chat history", log))
        else:
            survey.look_in(log.parent, lambda name, log=log: name == log.name)  # type: ignore[misc]  # a default binds the log of this turn
    if not survey.files:
        survey.folders.clear()  # a home is there whether Aider is used or not
    return sum_up(SOURCE, survey, [log for log in (history, analytics) if log])


def _named(environment: Mapping[str, str], variable: str) -> Path | None:
    """Return the file that a variable names, if it says where: one in the folder at hand it does not."""
    written = environment.get(variable, "").strip()
    path = in_home(written, environment)
    return path if written and path.is_absolute() else None


def _is_history(path: Path) -> bool:
    return path.name == _HISTORY


def _is_chat(path: Path) -> bool:
    return path.suffix.lower() == ".md" or HEADING.encode() in _beginning(path)


def _beginning(path: Path) -> bytes:
    with open_regular(path) as file:
        return file.read(_BEGINNING)


def _find_fault(path: Path) -> str | None:
    text = _beginning(path)
    if not text or HEADING.encode() in text:
        return None
    is_analytics = text.lstrip().startswith(b"{") and b'"event"' in text and b'"user_id"' in text
    return None if is_analytics else "is neither a chat history nor an analytics log of Aider"
