"""OpenTelemetry: traces and events of generative AI that a person let be written to files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

import msgspec

from aijournal.domain.facts import Exchange, LogLocation
from aijournal.domain.reading import START, Batch, Bookmark, Discovery, LogFile, Problem
from aijournal.importers.chat_exports.exports import Export
from aijournal.importers.otel.traces import SOURCE, Traces
from aijournal.importers.reading.jsonl import (
    LONGEST_LINE,
    Harvest,
    Stretch,
    is_whole,
    open_regular,
    read_batches,
)
from aijournal.importers.reading.record_checks import UnusableRecordError

_MARKS = (b'"resourceSpans"', b'"resourceLogs"', b'"gen_ai.', b'"spanId"', b'"span_id"')


def _is_text(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in {".json", ".jsonl", ".ndjson"}


def _export() -> Export:
    how = (
        "OpenTelemetry writes files only where it was told to: name the file or the folder. Where the "
        "journal reads a tool's own logs, its telemetry tells the same calls again."
    )
    return Export(SOURCE, "OpenTelemetry", _is_text, _MARKS, how)


@dataclass(frozen=True, slots=True)
class OpenTelemetry:
    """The importer of telemetry: OTLP as JSON, what exporters write to consoles and files, Copilot's file."""

    source: str = SOURCE
    tool: str = "otel"
    retention: str = "Telemetry stays where it was written until you delete it."
    kept_days: int | None = None
    is_confirmed: bool = True
    longest_line: int = LONGEST_LINE
    export: Export = field(default_factory=_export)

    def discover(self, environment: Mapping[str, str], root: Path | None = None) -> Discovery:  # noqa: ARG002  # what variables name, other importers read
        """Look at `root`, a file or a folder with files in it; there is no usual place."""
        return self.export.discover(root)

    def read(self, file: LogFile, since: Bookmark = START) -> Iterator[Batch]:
        """Yield what a file says: after the bookmark, or from the beginning if it is not JSON lines."""
        if _has_lines(file.path, self.longest_line):
            return self._read_lines(file, since)
        return self.export.read(file, Traces().told)

    def peek(self, location: LogLocation) -> str | None:  # noqa: ARG002  # no prompt lies in telemetry
        """Return `None`: what was said to a model is not read in telemetry."""
        return None

    def _read_lines(self, file: LogFile, since: Bookmark) -> Iterator[Batch]:
        readers: list[_Lines] = []

        def begin(path: Path, carry: bytes) -> _Lines | None:
            try:
                above = msgspec.json.decode(carry, type=list[str]) if carry else []
            except (ValueError, RecursionError):
                return None
            readers.append(_Lines(path, Traces(above)))
            return readers[-1]

        for batch in read_batches(file.path, since, begin, self.longest_line):
            yield replace(batch, records=batch.records + readers[-1].surplus)


class _Lines:
    """Accounts for JSON lines, of which one may hold many spans: `surplus` counts all but the first."""

    def __init__(self, path: Path, traces: Traces) -> None:
        self.surplus = 0
        self._path = path
        self._traces = traces
        self._start_anew()

    def _start_anew(self) -> None:
        self._exchanges: list[Exchange] = []
        self._problems: list[Problem] = []
        self._ignored = self._unknown = self._records = 0

    @property
    def is_settled(self) -> bool:
        """Whether this is a good place to end a batch."""
        return True

    def take(self, stretch: Stretch) -> None:
        """Account for every line of the stretch."""
        if stretch.is_too_long:
            self._problems.append(Problem("a line too long to read", self._path, stretch.line + 1))
        for number, line in enumerate(stretch.lines, stretch.line + 1):
            if not line.strip():
                self._ignored += 1
                continue
            self._take_line(line, number)

    def _take_line(self, line: bytes, number: int) -> None:
        try:
            told = self._traces.told(line)
        except UnusableRecordError as error:
            self._problems.append(Problem(str(error), self._path, number))
            return
        self._exchanges += told.exchanges
        self._problems += [Problem(reason, self._path, number) for reason in told.rejected]
        self._ignored += told.ignored
        self._unknown += told.unknown
        self._records += told.records - 1

    def harvest(self) -> Harvest:
        """Return what is new since the last time."""
        harvest = Harvest(tuple(self._exchanges), tuple(self._problems), self._ignored, self._unknown)
        self.surplus = self._records
        self._start_anew()
        return harvest

    def carry(self) -> bytes:
        """Return what must be remembered to go on from here in a later reading."""
        return msgspec.json.encode(self._traces.above)


def _has_lines(path: Path, longest_line: int) -> bool:
    """Return whether a file is JSON lines: its first line is an object, or is still being written."""
    if path.suffix.lower() == ".zip":
        return False
    with open_regular(path) as file:
        first = b""
        while (piece := file.read(1 << 20)) and len(first) <= longest_line:
            first += piece
            beginning, line_feed, _ = first.lstrip().partition(b"\n")
            if line_feed:
                return is_whole(beginning)
    return not first.lstrip().startswith(b"[")
