"""The importer of tables: CSV and its kin, JSON arrays, JSON Lines."""

import os
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from aijournal.domain.facts import LogLocation
from aijournal.domain.reading import START, Batch, Bookmark, Discovery, LogFile, Problem, SourceState
from aijournal.errors import AijournalError
from aijournal.importers.reading.discovery import Survey, discover_root, sum_up
from aijournal.importers.reading.jsonl import BATCH_RECORDS
from aijournal.importers.reading.text import MAX_NAME
from aijournal.importers.reading.whole_files import TOO_LARGE, place_of
from aijournal.importers.tables.detecting import detect
from aijournal.importers.tables.mapping import CSV, JSON, Field, TableMapping
from aijournal.importers.tables.row_reading import ReadRow, RowReading, missing_columns
from aijournal.importers.tables.rows import columns_of
from aijournal.importers.tables.said import SaidOfRow
from aijournal.settings import find_zone, system_zone

LARGEST_TABLE = 256 << 20  # bytes
MOST_TOOLS = 64
_LARGEST_PEEKED = 16 << 20  # bytes, read in a second or so
_TEXTS = frozenset({".csv", ".tsv", ".tab", ".txt"})
_JSONS = frozenset({".json", ".jsonl", ".ndjson"})
TABLE_SUFFIXES = _TEXTS | _JSONS
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Table:
    """The importer of tables of one kind; without a `mapping` each table's own is guessed.

    `name` is that of the source: `csv`, `json` or the mapping's own. A source is of one tool: where rows name
    theirs, `only` is the one whose rows are read, and `others` are those that are left to their own sources.
    `zone` is where the person is, for times that name no zone.
    """

    name: str = CSV
    mapping: TableMapping | None = None
    zone: tzinfo = field(default_factory=system_zone)
    only: str | None = None
    others: frozenset[str] = frozenset()
    largest: int = LARGEST_TABLE
    retention: str = "Tables that you exported or wrote are kept until you delete them."
    kept_days: int | None = None
    is_confirmed: bool = True

    @property
    def source(self) -> str:
        """The source's name: that of the table, and of the tool where rows name it."""
        return self.name if self.only is None else f"{self.name}:{tool_key(self.only)}"[:MAX_NAME]

    @property
    def tool(self) -> str:
        """The tool that the rows are about, or the source's name where nobody said."""
        return self.only or (self.mapping and self.mapping.tool) or self.name

    def discover(self, environment: Mapping[str, str], root: Path | None = None) -> Discovery:  # noqa: ARG002  # Importer
        """Look at `root`, a table or a folder with some: there is no usual place."""
        if root is None:
            reason = "A table can lie anywhere: choose the file."
            return Discovery(self.source, SourceState.NOT_FOUND, (), reason)
        if not os.path.isdir(root):  # noqa: PTH112  # never raises
            found = discover_root(self.source, root, [], lambda _: False, self._find_fault)
            return replace(found, files=tuple(map(self._by_mapping, found.files)))
        survey = Survey()
        suffixes = _JSONS if self.name == JSON else _TEXTS if self.name == CSV else _TEXTS | _JSONS
        survey.look_in(root, lambda name: Path(name).suffix.lower() in suffixes)
        survey.files = [self._by_mapping(file) for file in survey.files]
        return sum_up(self.source, survey, [root])

    def read(self, file: LogFile, since: Bookmark = START) -> Iterator[Batch]:
        """Yield the rows of a table, without those at its beginning that were read and are still the same.

        All others say what they said before under the same ids.
        """
        if file.size > self.largest:
            yield Batch((), (Problem(TOO_LARGE, file.path),), 1, 0, 0, START)
            return
        known = since.line if self._still_begins(file.path, since) else 0
        gathered = _Gathered(file, self._meaning)
        for row in self.rows(file.path):
            gathered.add(row, is_known=gathered.count < known)
            if gathered.records >= BATCH_RECORDS:
                yield gathered.batch()
        yield gathered.batch(is_last=True)

    def _still_begins(self, path: Path, since: Bookmark) -> bool:
        """Return whether the rows before a bookmark are what they were, and mean the same."""
        if not since.line:
            return False
        digest = blake2b(self._meaning, digest_size=16)
        for row in islice(self.rows(path), since.line):
            digest.update(_content(row))
        return digest.digest() == since.fingerprint

    def peek(self, location: LogLocation) -> str | None:
        """Return the title of a row from the table, or `None` if it is not in it any more."""
        return self.titles(location.path, {location.offset}).get(location.offset)

    def titles(self, path: Path, places: Collection[int]) -> Mapping[int, str]:
        """Return the titles of some rows by their places, each a place of `LogLocation`.

        The table is read as far as it must be; of one that is too long to be waited for there are none.
        """
        found: dict[int, str] = {}
        with suppress(OSError):
            if path.stat().st_size > _LARGEST_PEEKED:
                return found
            for row in self.rows(path):
                place = place_of(row.exchange.native_id) if row.exchange else None
                if place is not None and place in places:
                    found.setdefault(place, row.title)
                if len(found) == len(places):
                    break
        return found

    def rows(self, path: Path) -> Iterator[ReadRow]:
        """Yield the rows of a table that are of this source; raises `OSError`."""
        mapping = self.mapping or detect(path)
        for row in RowReading(path, mapping, self.source, self._zone_of(mapping)).rows():
            key = tool_key(row.named_tool) if row.named_tool else None
            if key not in self.others if self.only is None else key == tool_key(self.only):
                yield row

    def said(self, path: Path) -> Iterator[SaidOfRow]:
        """Yield what the person said in a table's rows; raises `OSError`."""
        return (row.said for row in self.rows(path) if row.said)

    def of_tools(self, path: Path) -> tuple["Table", ...]:
        """Return one importer for each tool that a table's rows name, behind that of all other rows if any.

        Raises `OSError`.
        """
        mapping = self.mapping or detect(path)
        whole = replace(self, mapping=mapping)
        if Field.TOOL not in mapping.columns:
            return (whole,)
        tools: dict[str, str] = {}
        told: set[str | None] = set()  # `None`: a row that names no tool
        for row in whole.rows(path):
            key = tool_key(row.named_tool) if row.named_tool else None
            if row.exchange or row.reason:
                told.add(key)
            if row.named_tool and key and row.exchange and len(tools) < MOST_TOOLS:
                tools.setdefault(key, row.named_tool)
        apart = tuple(replace(whole, only=tool) for tool in tools.values())
        has_others = not apart or told > tools.keys()
        return (replace(whole, others=frozenset(tools)), *apart) if has_others else apart

    def _by_mapping(self, file: LogFile) -> LogFile:
        """Return a table as another one, to be read again, when its columns mean something else."""
        return replace(file, inode=file.inode ^ int.from_bytes(self._meaning))

    @property
    def _meaning(self) -> bytes:
        """Return a hash of all that says what the columns mean."""
        return blake2b(msgspec.json.encode((self.mapping, str(self.zone))), digest_size=6).digest()

    def _zone_of(self, mapping: TableMapping) -> tzinfo:
        if mapping.time_zone is None:
            return self.zone
        return find_zone(mapping.time_zone) or ZoneInfo("UTC")

    def _find_fault(self, path: Path) -> str | None:
        if path.stat().st_size > self.largest:
            return f"is larger than {self.largest >> 20} MiB, which is no table that a person can look at"
        columns = columns_of(path)
        mapping = self.mapping or detect(path)
        missing = missing_columns(mapping, columns) if columns else ()
        if missing:
            return f"has no column “{missing[0]}”"
        return None if mapping.tells_time or not columns else "has no column that tells when something was"


def tool_key(tool: str) -> str:
    """Return what spellings of one tool have in common, fit for the name of a source."""
    return "-".join(_WORDS.findall(tool.casefold())) or "other"


def look_at(path: Path) -> tuple[str, ...]:
    """Return the columns of a table; raises `AijournalError` if it cannot be read or is none."""
    try:
        columns = columns_of(path) if path.stat().st_size <= LARGEST_TABLE else ()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise AijournalError(
            "The table cannot be read", f"{path}: {reason}. Nothing was imported."
        ) from error
    if not columns:
        raise AijournalError("This is no table", f"{path} has no rows with columns. Nothing was imported.")
    return columns


def _content(row: ReadRow) -> bytes:
    return repr((row.exchange, row.reason)).encode("utf-8", "replace")


class _Gathered:
    """The rows since the last batch, each of them one record; `count` is that of all before as well."""

    def __init__(self, file: LogFile, meaning: bytes) -> None:
        self.count = 0
        self._file = file
        self._rows: list[ReadRow] = []
        self._digest = blake2b(meaning, digest_size=16)

    @property
    def records(self) -> int:
        return len(self._rows)

    def add(self, row: ReadRow, *, is_known: bool) -> None:
        self.count += 1
        self._digest.update(_content(row))
        if not is_known:
            self._rows.append(row)

    def batch(self, *, is_last: bool = False) -> Batch:
        """Return a batch; that the file was read is told by the last one alone."""
        rows, self._rows = self._rows, []
        problems = tuple(Problem(row.reason, self._file.path, row.number) for row in rows if row.reason)
        exchanges = tuple(row.exchange for row in rows if row.exchange)
        return Batch(
            exchanges=exchanges,
            problems=problems,
            records=len(rows),
            ignored=len(rows) - len(problems) - len(exchanges),
            bytes_read=self._file.size if is_last else 0,
            bookmark=Bookmark(line=self.count, fingerprint=self._digest.digest()),
        )
