"""Finding the logs of a tool: a walk that follows no links and ends, whatever lies in the folder."""

import os
import stat
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from aijournal.domain.reading import Discovery, LogFile, Problem, SourceState


def home_folder(environment: Mapping[str, str]) -> Path | None:
    """Return the person's home, by the variables of the system at hand."""
    names = ("USERPROFILE", "HOME") if os.name == "nt" else ("HOME", "USERPROFILE")
    return next((Path(environment[name]) for name in names if environment.get(name)), None)


def in_home(written: str, environment: Mapping[str, str]) -> Path:
    """Return a path as a person writes it in a variable, with a leading `~` resolved."""
    home = home_folder(environment)
    path = Path(written)
    if home and path.parts[:1] == ("~",):
        return home.joinpath(*path.parts[1:])
    return path


@dataclass(slots=True)
class Survey:
    """What walks through some folders found: logs, and what could not be looked at."""

    files: list[LogFile] = field(default_factory=list)
    skipped: list[Problem] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    _seen: set[tuple[int, int]] = field(default_factory=set)

    def walk(self, root: Path, is_wanted: Callable[[Path], bool]) -> None:
        """Add the logs under a folder; one that is not there adds nothing.

        `is_wanted` tells a log by its path within `root`.
        """
        try:
            is_new = self._is_new(root.stat())
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError as error:
            self._skip(root, reason_of(error))
            return
        if is_new:
            self.folders.append(root)
            self._walk(root, is_wanted)

    def look_in(self, folder: Path, is_wanted: Callable[[str], bool]) -> None:
        """Add the logs that lie in a folder itself, by their names, and look no deeper."""
        try:
            paths = sorted((path for path in folder.iterdir() if is_wanted(path.name)), key=os.fsencode)
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError as error:
            self._skip(folder, reason_of(error))
            return
        if folder not in self.folders:
            self.folders.append(folder)
        for path in paths:
            try:
                self._add(path, path.lstat())
            except OSError as error:
                self._skip(path, reason_of(error))

    def _walk(self, root: Path, is_wanted: Callable[[Path], bool]) -> None:
        waiting = [root]
        while waiting:
            folder = waiting.pop()
            within = folder.relative_to(root)
            try:
                with os.scandir(folder) as found:
                    entries = sorted(found, key=lambda entry: os.fsencode(entry.name))
            except OSError as error:
                self._skip(folder, reason_of(error))
                continue
            inner = [
                folder / entry.name
                for entry in entries
                if self._is_folder_to_walk(entry, is_log=is_wanted(within / entry.name))
            ]
            waiting.extend(reversed(inner))

    def _is_folder_to_walk(self, entry: os.DirEntry[str], *, is_log: bool) -> bool:
        """Add an entry if it is a log, or return whether it is a folder to walk."""
        is_folder = entry.is_dir(follow_symlinks=False)
        if not is_log and not is_folder and not entry.is_symlink():
            return False
        path = Path(entry.path)
        try:
            found = path.lstat()
        except OSError as error:
            self._skip(path, reason_of(error))
            return False
        if stat.S_ISDIR(found.st_mode):
            return self._is_new(found)
        self._add(path, found)
        return False

    def _add(self, path: Path, found: os.stat_result) -> None:
        if stat.S_ISLNK(found.st_mode):
            self._skip(path, "a link, which is not followed")
        elif not stat.S_ISREG(found.st_mode):
            self._skip(path, "not a regular file")
        elif not os.access(path, os.R_OK, effective_ids=os.access in os.supports_effective_ids):
            self._skip(path, "permission denied")
        elif not self._is_new(found):
            self._skip(path, "another name of a file that is listed already")
        else:
            self.files.append(log_file(path, found))

    def _is_new(self, found: os.stat_result) -> bool:
        key = (found.st_dev, found.st_ino)
        if found.st_ino and key in self._seen:
            return False
        self._seen.add(key)
        return True

    def _skip(self, path: Path, reason: str) -> None:
        self.skipped.append(Problem(reason, path))


def log_file(path: Path, found: os.stat_result) -> LogFile:
    """Return a log as `stat` saw it."""
    return LogFile(path, found.st_size, found.st_mtime_ns, found.st_dev, found.st_ino)


def reason_of(error: OSError) -> str:
    """Say in a few words why the system refused."""
    if isinstance(error, PermissionError):
        return "permission denied"
    return (error.strerror or "cannot be read").lower()


def sum_up(source: str, survey: Survey, places: Sequence[Path]) -> Discovery:
    """Say what a survey came to; `places` are the folders where the tool might keep its logs."""
    folders = tuple(survey.folders or places)
    named = ", ".join(map(str, folders))
    if survey.files:
        state, reason = SourceState.FOUND, f"{count_of(len(survey.files), 'log')} in {named}."
    elif survey.skipped:
        first = survey.skipped[0]
        state, reason = SourceState.UNREADABLE, f"{first.path} cannot be read: {first.reason}."
    elif survey.folders:
        state, reason = SourceState.EMPTY, f"No logs yet in {named}."
    else:
        state, reason = (
            SourceState.NOT_FOUND,
            f"There is no {named}." if named else "No home folder is known.",
        )
    return Discovery(source, state, folders, reason, tuple(survey.files), tuple(survey.skipped))


def discover_root(
    source: str,
    root: Path,
    folders: Sequence[Path],
    is_wanted: Callable[[Path], bool],
    find_fault: Callable[[Path], str | None],
) -> Discovery:
    """Look where a person said, and nowhere else.

    `root` is a folder, with the logs in the first of `folders` that is there or else in itself, or one
    log, unless `find_fault` says what is wrong with that file.
    """
    try:
        found = root.stat()
        if not stat.S_ISDIR(found.st_mode):
            return _discover_file(source, root.resolve(), found, find_fault)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return Discovery(source, SourceState.NOT_FOUND, (root,), f"There is nothing at {root}.")
    except OSError as error:
        return _unreadable(source, root, f"cannot be read: {reason_of(error)}")
    survey = Survey()
    survey.walk(next((folder for folder in folders if os.path.isdir(folder)), root), is_wanted)  # noqa: PTH112  # never raises
    return sum_up(source, survey, [root])


def _discover_file(
    source: str, path: Path, found: os.stat_result, find_fault: Callable[[Path], str | None]
) -> Discovery:
    fault = find_fault(path) if stat.S_ISREG(found.st_mode) else "is neither a folder nor a file"
    if fault:
        return _unreadable(source, path, fault)
    if found.st_size == 0:
        return Discovery(source, SourceState.EMPTY, (path,), f"{path} holds nothing yet.")
    return Discovery(source, SourceState.FOUND, (path,), f"1 log, {path}.", (log_file(path, found),))


def _unreadable(source: str, root: Path, fault: str) -> Discovery:
    return Discovery(source, SourceState.UNREADABLE, (root,), f"{root} {fault}.")


def count_of(number: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
