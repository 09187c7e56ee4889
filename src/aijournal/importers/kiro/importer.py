"""Kiro: the sessions of its command line, of every generation, and of its desktop app."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from aijournal.domain.facts import LogLocation
from aijournal.domain.reading import START, Batch, Bookmark, Discovery, LogFile, Problem
from aijournal.importers.amazon_q.database import (
    CONVERSATIONS_V2,
    DATABASE,
    read_conversations,
    title_in_conversations,
)
from aijournal.importers.kiro.credits import companion_document, companion_of, with_companion
from aijournal.importers.kiro.lines import SOURCE, CommandLineSession, DesktopSession, title_at
from aijournal.importers.reading.databases import with_wal
from aijournal.importers.reading.discovery import Survey, discover_root, sum_up
from aijournal.importers.reading.jsonl import LONGEST_LINE, Segmenter, find_fault, line_at, read_batches
from aijournal.importers.reading.places import own_folder
from aijournal.importers.reading.record_checks import UnusableRecordError
from aijournal.importers.reading.single_databases import find_fault_by, home_places
from aijournal.importers.reading.whole_files import HalfWrittenError

_FOLDER = "kiro-cli"
_SESSIONS = "sessions"
_DESKTOP_LINES = "messages.jsonl"


@dataclass(frozen=True, slots=True)
class Kiro:
    """The importer of Kiro's sessions; it tells credits, and no tokens."""

    source: str = SOURCE
    tool: str = "kiro"
    retention: str = "Kiro keeps its sessions until you delete them."
    kept_days: int | None = None
    is_confirmed: bool = True
    longest_line: int = LONGEST_LINE

    def discover(self, environment: Mapping[str, str], root: Path | None = None) -> Discovery:
        """Look under `KIRO_HOME` or at the usual place, and for the database; or in `root` alone.

        `root` is a `.kiro`, a home or any folder with sessions in it, a folder with the database, or one of
        these files.
        """
        if root is not None:
            return _discover_root(root)
        linux = (".local/share", "XDG_DATA_HOME")
        databases = home_places(environment, _FOLDER, linux=linux, windows="LOCALAPPDATA")
        own = own_folder(environment, "KIRO_HOME", ".kiro")
        return _look(databases, [own / _SESSIONS] if own else [])

    def read(self, file: LogFile, since: Bookmark = START) -> Iterator[Batch]:
        """Yield the conversations of the database that changed, or a session as a whole."""
        if file.path.name == DATABASE:
            yield from read_conversations(file, CONVERSATIONS_V2, since, SOURCE)
            return
        session, fault = _begun(file.path)
        if fault:
            yield Batch((), (Problem(fault, companion_of(file.path)),), 1, 0, 0, START)
        yield from read_batches(file.path, START, lambda _path, _carry: session, self.longest_line)

    def peek(self, location: LogLocation) -> str | None:
        """Return the first line of a prompt, or `None` if it is no longer there."""
        if location.path.name == DATABASE:
            return title_in_conversations(location.path, CONVERSATIONS_V2, location.offset)
        line = line_at(location.path, location.offset, self.longest_line)
        return None if line is None else title_at(line)


def _begun(path: Path) -> tuple[Segmenter, str | None]:
    """Return a session at its beginning, and why what lies beside its lines cannot be taken, if so.

    What is only half written there will be finished, which is a change.
    """
    kind = DesktopSession if path.name == _DESKTOP_LINES else CommandLineSession
    try:
        return kind.begin(path, companion_document(path)), None
    except HalfWrittenError:
        return kind.begin(path, b""), None
    except UnusableRecordError as error:
        return kind.begin(path, b""), str(error)


def _look(databases: list[Path], sessions: list[Path], places: list[Path] | None = None) -> Discovery:
    survey = Survey()
    for folder in sessions:
        survey.walk(folder, _is_session)
    for folder in databases:
        survey.look_in(folder, lambda name: name == DATABASE)
    return _as_logs(sum_up(SOURCE, survey, places or [*sessions, *databases]))


def _discover_root(root: Path) -> Discovery:
    if not os.path.isdir(root):  # noqa: PTH112  # never raises
        is_database = root.name == DATABASE
        fault = find_fault_by(lambda name: name == DATABASE) if is_database else find_fault
        return _as_logs(discover_root(SOURCE, root, [], _is_session, fault))
    inside = (root / _SESSIONS, root / ".kiro" / _SESSIONS)
    there = [folder for folder in inside if folder.is_dir()]
    return _look([root, root / _FOLDER], there or [root], [root])


def _as_logs(found: Discovery) -> Discovery:
    files = (with_wal(file) if file.path.name == DATABASE else with_companion(file) for file in found.files)
    return replace(found, files=tuple(files))


def _is_session(path: Path) -> bool:
    """Return whether a path is that of a session's lines; a part of a session has lines of its own."""
    is_lines = path.suffix.lower() == ".jsonl"
    return path.name == _DESKTOP_LINES or (is_lines and path.parent.name in {"cli", ""})
