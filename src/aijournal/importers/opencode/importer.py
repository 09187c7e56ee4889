"""OpenCode: the database that it keeps its sessions in, and the files of its versions before 1.2."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from aijournal.domain.facts import LogLocation
from aijournal.domain.reading import START, Batch, Bookmark, Discovery, LogFile
from aijournal.importers.opencode.conversation import SOURCE
from aijournal.importers.opencode.database import TABLES, DatabaseSessions, title_in_database
from aijournal.importers.opencode.files import read_session, title_in_files, with_messages
from aijournal.importers.reading.database_reading import read_database
from aijournal.importers.reading.databases import with_wal
from aijournal.importers.reading.discovery import Survey, discover_root, home_folder, in_home, sum_up

_DATABASE_VARIABLE = "OPENCODE_DB"
_FOLDER = "opencode"
_SESSIONS = Path("storage", "session")


@dataclass(frozen=True, slots=True)
class OpenCode:
    """The importer of OpenCode's sessions, wherever its version keeps them."""

    source: str = SOURCE
    tool: str = "opencode"
    retention: str = "OpenCode keeps its sessions until you delete them."
    kept_days: int | None = None
    is_confirmed: bool = True

    def discover(self, environment: Mapping[str, str], root: Path | None = None) -> Discovery:
        """Look under `XDG_DATA_HOME` or at the usual place, and at `OPENCODE_DB`; or in `root` alone.

        `root` is OpenCode's folder, a home or a folder with OpenCode's in it, or one database. The files
        of old versions come before the databases, which may hold the same.
        """
        if root is not None:
            return _discover_root(root)
        survey = Survey()
        folders = _folders(environment)
        for folder in folders:
            _survey(survey, folder)
        if named := environment.get(_DATABASE_VARIABLE, "").strip():
            path = in_home(named, environment)
            survey.look_in(path.parent, lambda name: name == path.name)
        return _as_logs(sum_up(SOURCE, survey, folders))

    def read(self, file: LogFile, since: Bookmark = START) -> Iterator[Batch]:
        """Yield what a database says since the bookmark, or the files of a session if they changed."""
        if file.path.suffix.lower() == ".json":
            return read_session(file, since)
        return read_database(file, TABLES, since, DatabaseSessions)

    def peek(self, location: LogLocation) -> str | None:
        """Return the first line of a prompt, or `None` if it is no longer there."""
        is_file = location.path.suffix.lower() == ".json"
        return (title_in_files if is_file else title_in_database)(location.path, location.offset)


def _folders(environment: Mapping[str, str]) -> list[Path]:
    if named := environment.get("XDG_DATA_HOME", "").strip():
        return [in_home(named, environment) / _FOLDER]
    home = home_folder(environment)
    return [] if home is None else [home / ".local" / "share" / _FOLDER]


def _survey(survey: Survey, folder: Path) -> None:
    survey.walk(folder / _SESSIONS, _is_session)
    survey.look_in(folder, _is_database)
    if folder in survey.folders and folder / _SESSIONS in survey.folders:
        survey.folders.remove(folder / _SESSIONS)


def _discover_root(root: Path) -> Discovery:
    if not os.path.isdir(root):  # noqa: PTH112  # never raises
        return _as_logs(discover_root(SOURCE, root, [], _is_session, _find_fault))
    survey = Survey()
    inside = (root, root / _FOLDER, root / ".local" / "share" / _FOLDER)
    for folder in inside:
        _survey(survey, folder)
    return _as_logs(sum_up(SOURCE, survey, [root]))


def _as_logs(found: Discovery) -> Discovery:
    """Count in what lies beside each log and is a part of it."""
    files = tuple(with_messages(file) if _is_session(file.path) else with_wal(file) for file in found.files)
    return Discovery(found.source, found.state, found.folders, found.reason, files, found.skipped)


def _is_session(path: Path) -> bool:
    return path.suffix.lower() == ".json"


def _is_database(name: str) -> bool:
    return name == "opencode.db" or (name.startswith("opencode-") and name.endswith(".db"))


def _find_fault(path: Path) -> str | None:
    return None if _is_database(path.name) else "is no database of OpenCode"
