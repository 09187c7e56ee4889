"""What reading a log yields, and where reading stopped."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from aijournal.domain.facts import Exchange, LogLocation


@dataclass(frozen=True, slots=True)
class LogFile:
    """One regular file of a source, as `stat` saw it at discovery."""

    path: Path
    size: int
    mtime_ns: int
    device: int
    inode: int


@dataclass(frozen=True, slots=True)
class Bookmark:
    """Where reading of a file stopped, so that appended lines can be read alone.

    `offset` is the byte behind the last record taken, `line` the number of lines before it.
    `fingerprint` proves that what lies before `offset` is still what was read. `carry` is the
    importer's own: what it must remember to go on in the middle of a conversation.
    """

    offset: int = 0
    line: int = 0
    fingerprint: bytes = b""
    carry: bytes = b""


START = Bookmark()


@dataclass(frozen=True, slots=True)
class Problem:
    """One record that could not be taken: the reason in a few plain words, and where it stands."""

    reason: str
    path: Path
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """What a stretch of a log yielded.

    Every record read falls into exactly one of: a prompt (`Exchange.prompt_records`), a sighting of a
    call (`Call.records` of each of `Exchange.calls`), `problems` (rejected), `ignored` (types
    without use, blank lines). So `records` = prompts + calls + len(problems) + ignored; `unknown` of the
    ignored are of a form that the importer does not know. `bookmark` is where reading can go on once
    the batch is safely stored; a batch may hold no record at all and only move it.
    """

    exchanges: tuple[Exchange, ...]
    problems: tuple[Problem, ...]
    records: int
    ignored: int
    bytes_read: int
    bookmark: Bookmark
    unknown: int = 0


class SourceState(StrEnum):
    """What was found where a tool keeps its logs."""

    FOUND = "found"
    EMPTY = "found, empty"
    UNREADABLE = "unreadable"
    NOT_FOUND = "not found"


@dataclass(frozen=True, slots=True)
class Discovery:
    """What one source looks like on this machine; `skipped` lists what could not be looked at."""

    source: str
    state: SourceState
    folders: tuple[Path, ...]
    reason: str
    files: tuple[LogFile, ...] = ()
    skipped: tuple[Problem, ...] = ()


class Importer(Protocol):
    """One tool's logs: where they lie, how long the tool keeps them, and what they say."""

    @property
    def source(self) -> str:
        """The source's name on the command line, such as `claude-code`."""

    @property
    def tool(self) -> str:
        """The name of the tool in the table of tools."""

    @property
    def retention(self) -> str:
        """One sentence: how long the tool itself keeps its logs."""

    @property
    def kept_days(self) -> int | None:
        """After how many days without a change the tool deletes a log, `None` where it never does.

        This is what holds unless the person has set the tool otherwise.
        """

    @property
    def is_confirmed(self) -> bool:
        """Whether the format is known from the tool itself; where not, the person switches the source on."""

    def discover(self, environment: Mapping[str, str], root: Path | None = None) -> Discovery:
        """Look where the tool keeps its logs, or in `root` alone where one is given."""

    def read(self, file: LogFile, since: Bookmark = START) -> Iterator[Batch]:
        """Yield what the file says after the bookmark, in batches that can each be stored alone.

        Never raises for bad data; raises `OSError` if the file cannot be read at all.
        """

    def peek(self, location: LogLocation) -> str | None:
        """Return the first line of a prompt from the tool's own log, or `None` if it is gone."""


def is_switched_on(importer: Importer, off: Collection[str], on: Collection[str]) -> bool:
    """Return whether a source is read without being named: `off` and `on` are what the person switched."""
    return importer.source not in off and (importer.is_confirmed or importer.source in on)
