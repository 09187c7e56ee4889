"""Codex CLI: the rollouts that it keeps under its `sessions` folders, of every generation so far."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from aijournal.domain.facts import LogLocation
from aijournal.domain.reading import START, Batch, Bookmark, Discovery, LogFile
from aijournal.importers.codex import records
from aijournal.importers.codex.conversation import Conversation
from aijournal.importers.codex.exchanges import SOURCE
from aijournal.importers.codex.zstd import compressed_line_at, find_compressed_fault, read_compressed
from aijournal.importers.reading.discovery import Survey, discover_root, home_folder, in_home, sum_up
from aijournal.importers.reading.jsonl import LONGEST_LINE, find_fault, line_at, read_batches

_HOME_VARIABLE = "CODEX_HOME"
_FOLDERS = ("sessions", "archived_sessions")
_PLAIN, _COMPRESSED = ".jsonl", ".jsonl.zst"


@dataclass(frozen=True, slots=True)
class Codex:
    """The importer of Codex's rollouts, whichever of its clients wrote them."""

    source: str = SOURCE
    tool: str = "codex"
    retention: str = (
        "Codex keeps its rollouts until you delete them; those that lie idle it may compress in place."
    )
    kept_days: int | None = None
    is_confirmed: bool = True
    longest_line: int = LONGEST_LINE

    def discover(self, environment: Mapping[str, str], root: Path | None = None) -> Discovery:
        """Look under `CODEX_HOME`, else at the usual place; or in `root` alone.

        `root` is a `.codex`, a home or any folder with rollouts in it, or one rollout.
        """
        if root is None:
            return _discover_folders([home / name for home in _homes(environment) for name in _FOLDERS])
        inside = [home / name for home in (root, root / ".codex") for name in _FOLDERS]
        folders = list(filter(_is_folder, inside)) or list(filter(_is_folder, [root]))
        return (
            _discover_folders(folders)
            if folders
            else discover_root(SOURCE, root, [], _is_rollout, _find_fault)
        )

    def read(self, file: LogFile, since: Bookmark = START) -> Iterator[Batch]:
        """Yield what a rollout says after the bookmark, in batches that can each be stored alone."""
        read = read_compressed if _is_compressed(file.path) else read_batches
        return read(file.path, since, Conversation.begin, self.longest_line)

    def peek(self, location: LogLocation) -> str | None:
        """Return the first line of a prompt from its rollout, or `None` if it is no longer there."""
        find_line = compressed_line_at if _is_compressed(location.path) else line_at
        line = find_line(location.path, location.offset, self.longest_line)
        return None if line is None else records.title_at(line)


def _homes(environment: Mapping[str, str]) -> list[Path]:
    if named := environment.get(_HOME_VARIABLE, "").strip():
        return [in_home(named, environment)]
    home = home_folder(environment)
    return [] if home is None else [home / ".codex"]


def _discover_folders(folders: list[Path]) -> Discovery:
    survey = Survey()
    for folder in folders:
        survey.walk(folder, _is_rollout)
    plain = {file.path for file in survey.files}
    survey.files = [file for file in survey.files if _unpacked_name(file.path) not in plain]
    return sum_up(SOURCE, survey, folders)


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112  # never raises


def _is_rollout(path: Path) -> bool:
    name = path.name.lower()
    return name.startswith("rollout-") and name.endswith((_PLAIN, _COMPRESSED))


def _is_compressed(path: Path) -> bool:
    return path.name.lower().endswith(_COMPRESSED)


def _unpacked_name(path: Path) -> Path | None:
    """Return the name of the plain rollout that a compressed one stands for; where both are, it wins."""
    return path.with_suffix("") if _is_compressed(path) else None


def _find_fault(path: Path) -> str | None:
    return find_compressed_fault(path) if _is_compressed(path) else find_fault(path)
