"""What the page Sources shows: what the journal remembers of each source, and what lies there now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from aijournal.domain.reading import Discovery, Importer, SourceState
from aijournal.domain.tools import TOOLS, source_title
from aijournal.ui.log_reading import LogRequest, LogSources

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal
    from aijournal.journal.ledger import LastRun, ReadFile

_DAY = 24 * 60 * 60  # seconds


@dataclass(frozen=True, slots=True)
class SourceLedger:
    """What the journal remembers of one source.

    When it was last read to its end and its logs as then, and what the latest reading came to.
    """

    last_read: datetime | None
    files: Mapping[Path, "ReadFile"]
    last_run: "LastRun | None"


@dataclass(frozen=True, slots=True)
class SourceView:
    """One source as it is now.

    `files_new` counts the logs with something that was not read yet, `files_gone` those that were read and
    are no longer there. A source that `is_off` is read only when it is asked for.
    """

    source: str
    title: str
    retention: str
    found: Discovery
    is_off: bool
    last_read: datetime | None
    files_new: int
    files_gone: int
    last_run: "LastRun | None" = None
    kept_days: int | None = None

    @property
    def is_known(self) -> bool:
        """Whether it is on this machine, or was read from wherever it was shown."""
        return self.found.state is not SourceState.NOT_FOUND or self.last_read is not None

    @property
    def size(self) -> int:
        """The size of all logs together, in bytes."""
        return sum(file.size for file in self.found.files)

    def days_left(self, now: datetime) -> int | None:
        """Return in how many days the tool deletes the oldest log; 0 for any day now, `None` for never."""
        if self.kept_days is None or not self.found.files:
            return None
        oldest = min(file.mtime_ns for file in self.found.files) / 1e9
        return max(0, self.kept_days - int((now.timestamp() - oldest) // _DAY))


def source_ledgers(journal: "Journal", sources: LogSources) -> Mapping[str, SourceLedger]:
    """Ask the journal for every source; to be called on the journal's thread."""
    imports = journal.imports
    last_read, last_runs = imports.last_read(), imports.last_runs()
    return {
        name: SourceLedger(last_read.get(name), imports.files_read(name), last_runs.get(name))
        for name in (importer.source for importer in sources.importers)
    }


def source_views(ledgers: Mapping[str, SourceLedger], sources: LogSources) -> tuple[SourceView, ...]:
    """Look for every source, switched on or off; to be called on the thread that looks for logs."""
    found = sources.discover(LogRequest(tuple(ledgers)))
    importers = {importer.source: importer for importer in sources.importers}
    return tuple(_view(importers[one.source], one, ledgers[one.source], sources) for one in found)


def unread_tools(sources: LogSources) -> tuple[str, ...]:
    """Return the tools, by their names for people, whose logs no importer can read."""
    read = {importer.tool for importer in sources.importers}
    return tuple(tool.title for tool in TOOLS if tool.name not in read)


def _view(importer: Importer, found: Discovery, ledger: SourceLedger, sources: LogSources) -> SourceView:
    here = {file.path for file in found.files}
    return SourceView(
        source=found.source,
        title=source_title(importer.source, importer.tool),
        retention=importer.retention,
        found=found,
        is_off=not sources.is_on(importer),
        last_read=ledger.last_read,
        files_new=sum(
            file.path not in ledger.files or not ledger.files[file.path].is_unchanged(file)
            for file in found.files
        ),
        files_gone=sum(not _is_there(path) for path in ledger.files if path not in here),
        last_run=ledger.last_run,
        kept_days=importer.kept_days,
    )


def _is_there(path: Path) -> bool:
    """Whether a log that was read elsewhere is still there; one that cannot be looked at is not gone."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True
