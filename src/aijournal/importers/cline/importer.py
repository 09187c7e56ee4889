"""Cline, and what was made of it, Roo Code and Kilo Code: the tasks that they keep within an editor."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from aijournal.domain.facts import LogLocation
from aijournal.domain.reading import START, Batch, Bookmark, Discovery, LogFile
from aijournal.importers.cline import records, sessions, tasks
from aijournal.importers.cline.sessions import Session
from aijournal.importers.cline.tasks import Task
from aijournal.importers.reading.discovery import count_of, home_folder
from aijournal.importers.reading.places import discover_places, discover_under, editor_folders, named_folder
from aijournal.importers.reading.whole_files import (
    LARGEST_FILE,
    find_document_fault,
    read_whole_file,
    record_at,
)

_TASKS = "tasks"
_OWN_FOLDERS = (_TASKS, "sessions")
_UNTIL_DELETED = "{} keeps its tasks until they are deleted by hand."


@dataclass(frozen=True, slots=True)
class TaskImporter:
    """The importer of the tasks that one extension keeps within an editor, and of Cline's outside of it.

    `extension` is the folder that editors give it; `has_own_folder`: it keeps tasks in one of its own too.
    """

    source: str
    tool: str
    retention: str
    extension: str
    has_own_folder: bool = False
    kept_days: int | None = None
    is_confirmed: bool = True
    largest_file: int = LARGEST_FILE

    def discover(self, environment: Mapping[str, str], root: Path | None = None) -> Discovery:
        """Look into every editor's `User` folder and into the tool's own one; or in `root` alone.

        `root` is a `User` folder or any folder with tasks in it, or the messages of one task. Of copies of
        a task only the newest is read.
        """
        if root is not None:
            inside = [root / "globalStorage" / self.extension / _TASKS]
            if self.has_own_folder:
                own = (root / ".cline" / "data", root / "data", root)
                inside += [folder / name for folder in own for name in _OWN_FOLDERS]
            return _newest(discover_under(self.source, root, inside, self._is_log, find_document_fault))
        within = Path("globalStorage", self.extension, _TASKS)
        places = [folder / within for folder in editor_folders(environment)]
        if self.has_own_folder:
            places += [folder / name for folder in _own_folders(environment) for name in _OWN_FOLDERS]
        return _newest(discover_places(self.source, places, self._is_log))

    def read(self, file: LogFile, since: Bookmark = START) -> Iterator[Batch]:
        """Yield what a task says if it is no longer what was read, in batches that stand alone."""
        begin = Session if _is_session(file.path) else Task
        return read_whole_file(file.path, since, partial(begin, self.source), self.largest_file)

    def peek(self, location: LogLocation) -> str | None:
        """Return the first line of a prompt from its task, or `None` if it is no longer there."""
        path, place = location.path, location.offset
        if _is_session(path):
            session = sessions.session_of(path)
            said = record_at(
                path, place, lambda text: sessions.named_messages(text, session), self.largest_file
            )
            return None if said is None else sessions.title_of(said)
        task = tasks.task_of(path)
        message = record_at(path, place, lambda text: records.named_messages(text, task), self.largest_file)
        return None if message is None else tasks.title_of(message)

    def _is_log(self, path: Path) -> bool:
        return path.name == tasks.MESSAGES or (self.has_own_folder and _is_session(path))


CLINE = TaskImporter(
    "cline", "cline", _UNTIL_DELETED.format("Cline"), "saoudrizwan.claude-dev", has_own_folder=True
)
ROO_CODE = TaskImporter(
    "roo-code", "roo-code", _UNTIL_DELETED.format("Roo Code"), "rooveterinaryinc.roo-cline"
)
KILO_CODE = TaskImporter("kilo-code", "kilo-code", _UNTIL_DELETED.format("Kilo Code"), "kilocode.kilo-code")


def _is_session(path: Path) -> bool:
    return path.name.endswith(sessions.MESSAGES)


def _own_folders(environment: Mapping[str, str]) -> list[Path]:
    """Return where Cline keeps what belongs to no editor; variables name that folder or the one around it."""
    if named := named_folder(environment, "CLINE_DATA_DIR"):
        return [named]
    if named := named_folder(environment, "CLINE_DIR"):
        return [named / "data"]
    home = home_folder(environment)
    return [] if home is None else [home / ".cline" / "data"]


def _newest(found: Discovery) -> Discovery:
    """Return what was found, of every task only the copy that was written last."""
    newest: dict[str, LogFile] = {}
    for file in sorted(found.files, key=lambda file: file.mtime_ns):
        newest[f"{tasks.task_of(file.path)}/{file.path.name}"] = file
    kept = frozenset(newest.values())
    files = tuple(file for file in found.files if file in kept)
    if len(files) == len(found.files):
        return found
    named = ", ".join(map(str, found.folders))
    return replace(found, files=files, reason=f"{count_of(len(files), 'log')} in {named}.")
