"""Noticing that a tool writes to its logs, so that new work waits in the inbox a moment later."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QFileSystemWatcher, QObject, QTimer, Slot

from aijournal.errors import AijournalError
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.log_reading import LogPlace, LogReading, LogRequest, LogSources

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal

_SOON_MS = 150  # a tool writes several lines at once
_BETWEEN_MS = 1_000  # while it goes on writing
_ROUND_MS = 60_000  # for file systems that tell nothing of changes, such as those of another machine
_MOST_FILES = 64  # a system lends a program only so many watches; the newest logs are the ones that grow
_MOST_FOLDERS = 512

Stamp = tuple[int, int]
"""The size and the time of the latest change of a log."""


@dataclass(frozen=True, slots=True)
class Survey:
    """The logs of the sources that are watched, as `stat` saw them, and where they were looked for."""

    stamps: Mapping[LogPlace, Stamp] = field(default_factory=dict)
    roots: tuple[Path, ...] = ()

    def changed_since(self, before: "Survey") -> tuple[LogPlace, ...]:
        """Return the logs that are new, or are not what they were."""
        return tuple(place for place, stamp in self.stamps.items() if before.stamps.get(place) != stamp)

    @property
    def newest(self) -> tuple[Path, ...]:
        """The logs that were changed last, the newest first."""
        by_time = sorted(self.stamps, key=lambda place: self.stamps[place][1], reverse=True)
        return tuple(place.root for place in by_time[:_MOST_FILES])

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders in which new logs may come: where they are looked for, and below."""
        below = (folder for path in self.newest for folder in _folders_between(path, self.roots))
        return tuple(dict.fromkeys((*self.roots, *below)))[:_MOST_FOLDERS]


class Watching(QObject):
    """Has what changed read quietly: nothing is said of it but that the rows are there.

    Only sources that were read once are watched: what comes into the journal begins with the person's own
    act. A change is told by the system; once a minute all logs are looked at besides.
    """

    def __init__(self, thread: JournalThread, reading: LogReading, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = thread
        self._reading = reading
        self._is_wanted = False
        self._known = Survey()
        self._watcher = QFileSystemWatcher(self)
        self._looked = QElapsedTimer()
        self._soon = QTimer(self, singleShot=True)
        self._round = QTimer(self, interval=_ROUND_MS)
        self._watcher.fileChanged.connect(self._hear)
        self._watcher.directoryChanged.connect(self._hear)
        self._looked.start()
        self._soon.timeout.connect(self._look)
        self._round.timeout.connect(self._look)
        reading.finished.connect(self._look_after)

    def want(self, *, is_wanted: bool) -> None:
        """Watch from now on, or no longer."""
        if is_wanted and not self._is_wanted:
            self._is_wanted = True
            self._round.start()
            self._look()
        elif not is_wanted:
            self.stop()

    @Slot()
    def stop(self) -> None:
        """Watch no longer."""
        self._is_wanted = False
        self._known = Survey()
        self._soon.stop()
        self._round.stop()
        self._watch(())

    @Slot(str)
    def _hear(self, _: str) -> None:
        if self._is_wanted and not self._soon.isActive():
            has_rested = self._looked.hasExpired(_BETWEEN_MS)
            self._soon.start(_SOON_MS if has_rested else _BETWEEN_MS)

    @Slot()
    def _look_after(self) -> None:
        """Look again after a reading: it may have been the first of a source."""
        self._hear("")

    @Slot()
    def _look(self) -> None:
        if self._is_wanted:
            self._looked.start()
            self._thread.read(_sources_read, self._survey, _ignore)

    def _survey(self, sources: frozenset[str]) -> None:
        self._reading.inspect(partial(_survey, read=sources), self._compare, _ignore)

    def _compare(self, survey: Survey) -> None:
        if not self._is_wanted:
            return
        before, self._known = self._known, survey
        changed = survey.changed_since(before)
        if changed:  # of the first look, all: what is read already costs a glance into the ledger
            sources = tuple(dict.fromkeys(place.source for place in changed))
            is_first = not before.stamps
            self._reading.read_quietly(LogRequest(sources) if is_first else LogRequest(places=changed))
        self._watch((*survey.newest, *survey.folders))

    def _watch(self, wanted: Iterable[Path]) -> None:
        """Watch these files and folders, and no others."""
        paths = set(map(str, wanted))
        watched = {*self._watcher.files(), *self._watcher.directories()}
        if gone := watched - paths:
            self._watcher.removePaths(list(gone))
        if new := paths - watched:
            self._watcher.addPaths(list(new))


def _sources_read(journal: "Journal") -> frozenset[str]:
    return frozenset(journal.imports.last_read())


def _survey(sources: LogSources, *, read: Collection[str]) -> Survey:
    wanted = tuple(one.source for one in sources.importers if one.source in read and sources.is_on(one))
    found = sources.discover(LogRequest(wanted)) if wanted else ()
    stamps = {
        LogPlace(one.source, file.path): (file.size, file.mtime_ns) for one in found for file in one.files
    }
    roots = [folder for one in found for folder in one.folders if folder.is_dir()]
    return Survey(stamps, tuple(roots))


def _folders_between(path: Path, roots: Collection[Path]) -> Iterator[Path]:
    """Yield the folders from the one that a log lies in up to the one where its source was looked for."""
    for folder in path.parents:
        if folder in roots:
            return
        yield folder
        if folder.parent == folder:
            return


def _ignore(_: AijournalError) -> None:
    """Leave it to the next look: what is wrong with a source is told on the page Sources."""
