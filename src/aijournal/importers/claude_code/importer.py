"""Claude Code: the transcripts that it keeps under its `projects` folder, of every version so far."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from aijournal.domain.facts import LogLocation
from aijournal.domain.reading import START, Batch, Bookmark, Discovery, LogFile
from aijournal.importers.claude_code import records
from aijournal.importers.claude_code.conversation import SOURCE, Conversation
from aijournal.importers.reading.discovery import Survey, discover_root, home_folder, in_home, sum_up
from aijournal.importers.reading.jsonl import LONGEST_LINE, find_fault, line_at, read_batches

_CONFIG_VARIABLE = "CLAUDE_CONFIG_DIR"
_PROJECTS = "projects"
_TYPED_INPUTS = "history.jsonl"
_DESKTOP = Path("Claude", "local-agent-mode-sessions")


@dataclass(frozen=True, slots=True)
class ClaudeCode:
    """The importer of Claude Code's transcripts, its subagents' and its desktop app's among them."""

    source: str = SOURCE
    tool: str = "claude-code"
    retention: str = (
        "Claude Code deletes transcripts after 30 days, or after what its setting cleanupPeriodDays says."
    )
    kept_days: int | None = 30
    is_confirmed: bool = True
    longest_line: int = LONGEST_LINE

    def discover(self, environment: Mapping[str, str], root: Path | None = None) -> Discovery:
        """Look under `CLAUDE_CONFIG_DIR`, else at the usual places; or in `root` alone.

        `root` is a `.claude`, a home or any folder with transcripts in it, or one transcript.
        """
        if root is None:
            return _discover_places(environment)
        projects = [root / _PROJECTS, root / ".claude" / _PROJECTS]
        return discover_root(SOURCE, root, projects, _is_transcript, find_fault)

    def read(self, file: LogFile, since: Bookmark = START) -> Iterator[Batch]:
        """Yield what a transcript says after the bookmark, in batches that can each be stored alone."""
        return read_batches(file.path, since, Conversation.begin, self.longest_line)

    def peek(self, location: LogLocation) -> str | None:
        """Return the first line of a prompt from its transcript, or `None` if it is no longer there."""
        line = line_at(location.path, location.offset, self.longest_line)
        return None if line is None else records.title_at(line)


def _discover_places(environment: Mapping[str, str]) -> Discovery:
    survey = Survey()
    projects = [folder / _PROJECTS for folder in _config_folders(environment)]
    desktop = [] if environment.get(_CONFIG_VARIABLE) else _desktop_folders(environment)
    for folder in projects:
        survey.walk(folder, _is_transcript)
    for folder in desktop:
        survey.walk(folder, _is_nested_transcript)
    return sum_up(SOURCE, survey, projects)


def _config_folders(environment: Mapping[str, str]) -> list[Path]:
    written = environment.get(_CONFIG_VARIABLE, "")
    named = [in_home(part.strip(), environment) for part in written.split(",") if part.strip()]
    home = home_folder(environment)
    if named or home is None:
        return named
    return [home / ".claude", _config_home(home, environment) / "claude"]


def _desktop_folders(environment: Mapping[str, str]) -> list[Path]:
    """Return where the desktop app nests transcripts of its local agents, on whatever system."""
    folders = []
    if home := home_folder(environment):
        folders += [home / "Library" / "Application Support" / _DESKTOP]
        folders += [_config_home(home, environment) / _DESKTOP]
    if roaming := environment.get("APPDATA"):
        folders.append(Path(roaming) / _DESKTOP)
    if local := environment.get("LOCALAPPDATA"):
        packaged = Path("LocalCache", "Roaming") / _DESKTOP
        folders += [app / packaged for app in sorted(Path(local, "Packages").glob("Claude_*"))]
    return folders


def _config_home(home: Path, environment: Mapping[str, str]) -> Path:
    return Path(environment.get("XDG_CONFIG_HOME") or home / ".config")


def _is_transcript(path: Path) -> bool:
    return path.suffix.lower() == ".jsonl" and path.name != _TYPED_INPUTS


def _is_nested_transcript(path: Path) -> bool:
    return _is_transcript(path) and _PROJECTS in path.parts
