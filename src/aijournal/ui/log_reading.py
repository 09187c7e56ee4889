"""Reading the tools' logs while the window stays alive: on a thread and a connection of its own."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from aijournal.errors import AijournalError
from aijournal.ui.clock import Clock
from aijournal.ui.discreet import Veil
from aijournal.ui.worker import Worker

if TYPE_CHECKING:
    from aijournal.collect import ImportResult, Progress
    from aijournal.collect_table import TableResult
    from aijournal.domain.reading import Discovery, Importer
    from aijournal.importers.tables.table import Table
    from aijournal.journal.journal import Journal

_SECONDS_BETWEEN_PROGRESS = 0.1

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class LogPlace:
    """A folder or a log that a person pointed to, and the source whose logs are in it."""

    source: str
    root: Path


@dataclass(frozen=True, slots=True)
class TablePlace:
    """A table that a person pointed to, and how it is to be read."""

    table: "Table"
    path: Path


@dataclass(frozen=True, slots=True)
class LogRequest:
    """What to read: the sources that are named, or else all that are switched on.

    `places` are read instead of where the tools keep their logs; there is a result for each of them, in
    their order, up to where the reading was stopped. A `table` is read instead of all logs, and there is a
    result for each tool that its rows name. A rehearsal counts, and keeps nothing.
    """

    sources: tuple[str, ...] = ()
    places: tuple[LogPlace, ...] = ()
    is_rehearsal: bool = False
    table: TablePlace | None = None


ALL_NEW = LogRequest()


@dataclass(frozen=True, slots=True)
class LogSources:
    """Where logs are looked for: the importers, and the variables that say where their tools live.

    Without importers that are `given`, they are all there are. The sources named in `off` are read only when
    they are asked for by name, and so are those of unconfirmed formats that are not named in `on`. `mappings`
    is the folder of what the columns of tables mean, and `zone` that of times in them without one.
    """

    given: Sequence["Importer"] | None
    environment: Mapping[str, str]
    off: Collection[str] = ()
    on: Collection[str] = ()
    mappings: Path | None = None
    zone: tzinfo | None = None

    @property
    def importers(self) -> Sequence["Importer"]:
        """The importers, which are loaded when they are first needed."""
        if self.given is not None:
            return self.given
        from aijournal.importers.registry import ALL_IMPORTERS

        return ALL_IMPORTERS

    def importer_of(self, source: str) -> "Importer | None":
        """Return the importer of a source, be it a tool's or that of a table which was read once."""
        found = next((one for one in self.importers if one.source == source), None)
        return found or self.table_of(source)

    def table_of(self, source: str) -> "Table | None":
        """Return how a table was read, `None` where the source is a tool or not known."""
        if self.mappings is None or self.zone is None or any(one.source == source for one in self.importers):
            return None
        from aijournal.importers.tables.saved import table_of_source

        return table_of_source(source, self.mappings, self.zone)

    def is_on(self, importer: "Importer") -> bool:
        """Return whether a source is read without being asked for by name."""
        from aijournal.domain.reading import is_switched_on

        return is_switched_on(importer, self.off, self.on)

    def importers_of(self, request: LogRequest) -> "tuple[Importer, ...]":
        """Return the importers that a request is about."""
        if request.places:
            named = {place.source for place in request.places}
            return tuple(one for one in self.importers if one.source in named)
        if request.sources:
            return tuple(one for one in self.importers if one.source in request.sources)
        return tuple(one for one in self.importers if self.is_on(one))

    def discover(self, request: LogRequest = ALL_NEW) -> "tuple[Discovery, ...]":
        """Look for the logs that a request is about."""
        from aijournal.collect import discover

        return discover(self.importers_of(request), self.environment)


class LogReading(QObject):
    """Finds and reads logs; one reading at a time, and it can be cancelled.

    Logs are looked for on a thread of their own, so that they can be while others are read. `declined`
    says that something was asked for while a reading ran.
    """

    found = Signal(tuple)  # of Discovery
    began = Signal(LogRequest)
    progressed = Signal(object)  # a Progress
    finished = Signal(tuple, LogRequest)  # of ImportResult, for what was asked
    failed = Signal(AijournalError)
    declined = Signal(LogRequest)
    arrived = Signal()  # something new, by a reading that nobody asked for
    undo_asked = Signal(object)  # of the reading that began at a moment, or a TableResult

    def __init__(
        self,
        open_journal: Callable[[], "Journal"],
        sources: LogSources,
        clock: Clock,
        parent: QObject | None = None,
        veil: Veil | None = None,
    ) -> None:
        super().__init__(parent)
        self._veil = veil or Veil()
        self._open_journal = open_journal
        self._sources = sources
        self._clock = clock
        self._worker = Worker("logs", self)
        self._looking = Worker("looking for logs", self)
        self._cancelled = Event()
        self._request: LogRequest | None = None
        self._began_at = clock.now()
        self._brought: TableResult | None = None
        self._told_at = 0.0

    @property
    def sources(self) -> LogSources:
        """Where logs are looked for."""
        return self._sources

    @property
    def is_reading(self) -> bool:
        """Whether logs are being read right now."""
        return self._request is not None

    @property
    def request(self) -> LogRequest | None:
        """What is being read right now, for those who were not there to hear of it."""
        return self._request

    def switch(self, *, off: Collection[str], on: Collection[str]) -> None:
        """Leave out some sources from now on, unless they are asked for by name, and take in others."""
        self._sources = replace(self._sources, off=tuple(off), on=tuple(on))

    def look(self) -> None:
        """Look which of the tools that are switched on have left logs on this machine."""
        self.inspect(LogSources.discover, self.found.emit)

    def inspect(
        self,
        job: Callable[[LogSources], Result],
        then: Callable[[Result], None],
        otherwise: Callable[[AijournalError], None] | None = None,
    ) -> None:
        """Answer a question about the logs on this machine; `then` is told the answer."""
        self._looking.ask(partial(job, self._sources), then, otherwise or self.failed.emit)

    def start(self) -> None:
        """Read what is new in every source that is switched on."""
        self.read(ALL_NEW)

    def read(self, request: LogRequest) -> None:
        """Read what was asked for; while a reading runs, asking again changes nothing."""
        if self._request is not None:
            self.declined.emit(request)
            return
        self._request = request
        self._cancelled.clear()
        self.began.emit(request)
        self._began_at, self._brought = self._clock.now(), None
        if request.table is not None:
            job = partial(self._collect_table, request, self._began_at, self._tell_progress)
            self._worker.ask(job, partial(self._finish_table, request), self._fail)
        else:
            logs = partial(self._collect, request, self._began_at)
            self._worker.ask(logs, partial(self._finish, request), self._fail)

    def rehearse_table(
        self,
        place: TablePlace,
        then: "Callable[[TableResult], None]",
        otherwise: Callable[[AijournalError], None],
    ) -> None:
        """Count quietly what reading a table would bring; nothing is kept, and nobody else is told."""
        if self._request is None:
            self._cancelled.clear()
        request = LogRequest(table=place, is_rehearsal=True)
        self._worker.ask(partial(self._collect_table, request, self._clock.now(), _unheard), then, otherwise)

    def read_quietly(self, request: LogRequest) -> None:
        """Read what has changed by itself; nothing is told but that something `arrived`.

        A reading that the person asked for goes before it, and reads that as well.
        """
        if self._request is None:
            job = partial(self._collect, request, self._clock.now(), progress=_unheard)
            self._worker.ask(job, self._tell_arrived, _stay_quiet)

    def take_back(self) -> None:
        """Ask for the latest reading to be taken back."""
        self.undo_asked.emit(self._brought or self._began_at)

    def cancel(self) -> None:
        """Stop reading after what is in hand; what was committed is kept, and the rest is read next time."""
        self._cancelled.set()

    def pause(self, then: Callable[[], None]) -> None:
        """Stop reading, without answering what was asked; `then` is told when the journal is let go."""
        self.cancel()
        self._request = None
        self._looking.forget()
        self._worker.forget()
        self._worker.ask(_nothing, lambda _: then(), self.failed.emit)

    def close(self) -> None:
        """Stop reading and end the threads."""
        self.cancel()
        self._worker.close(drops_waiting=True)
        self._looking.close(drops_waiting=True)

    def _collect(
        self, request: LogRequest, now: datetime, progress: "Callable[[Progress], None] | None" = None
    ) -> tuple["ImportResult", ...]:
        progress = progress or self._tell_progress
        with (
            self._open_journal() as journal,
            journal.rehearsal() if request.is_rehearsal else nullcontext(journal) as target,
        ):
            if not request.places:
                return self._collect_from(target, self._sources.importers_of(request), now, progress)
            results: list[ImportResult] = []
            for place in request.places:
                importers = self._sources.importers_of(LogRequest((place.source,)))
                results += self._collect_from(target, importers, now, progress, place.root)
                if self._cancelled.is_set():
                    break
            return tuple(results)

    def _collect_table(
        self, request: LogRequest, now: datetime, progress: "Callable[[Progress], None]"
    ) -> "TableResult":
        from aijournal.collect_table import collect_table

        place = request.table
        if place is None:
            raise ValueError("no table was asked for")
        with self._open_journal() as journal:
            return collect_table(
                journal,
                place.table,
                place.path,
                now,
                dry_run=request.is_rehearsal,
                progress=progress,
                is_cancelled=self._cancelled.is_set,
            )

    def _collect_from(
        self,
        journal: "Journal",
        importers: Sequence["Importer"],
        now: datetime,
        progress: "Callable[[Progress], None]",
        root: Path | None = None,
    ) -> tuple["ImportResult", ...]:
        from aijournal.collect import collect

        return collect(
            journal,
            importers,
            self._sources.environment,
            now,
            root=root,
            progress=progress,
            is_cancelled=self._cancelled.is_set,
        )

    def _tell_progress(self, progress: "Progress") -> None:
        """Pass progress on, but not more often than eyes can follow; called on the reading thread."""
        if monotonic() - self._told_at >= _SECONDS_BETWEEN_PROGRESS:
            self._told_at = monotonic()
            self.progressed.emit(progress)

    def _tell_arrived(self, results: tuple["ImportResult", ...]) -> None:
        if any(one.exchanges_new or one.calls_new or one.calls_completed for one in results):
            self.arrived.emit()

    def _finish(self, request: LogRequest, results: tuple["ImportResult", ...]) -> None:
        self._request = None
        self.finished.emit(self._veil.over(results), request)

    def _finish_table(self, request: LogRequest, result: "TableResult") -> None:
        self._brought = None if request.is_rehearsal else result
        self._finish(request, result.imports)

    def _fail(self, error: AijournalError) -> None:
        self._request = None
        self.failed.emit(error)


def _nothing() -> None:
    pass


def _unheard(_: "Progress") -> None:
    pass


def _stay_quiet(_: AijournalError) -> None:
    """Leave it to a reading that the person asks for, which says what is wrong."""
