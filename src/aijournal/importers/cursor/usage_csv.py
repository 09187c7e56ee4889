"""Cursor's usage as its website exports it: a table of requests with their tokens, without prompts."""

import csv
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from hashlib import blake2b
from io import BufferedReader, FileIO
from pathlib import Path

from aijournal.domain.facts import Call, Charge, LogLocation
from aijournal.domain.reading import START, Batch, Bookmark, Discovery, LogFile, SourceState
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.reading.discovery import Survey, discover_root, sum_up
from aijournal.importers.reading.exchange_account import Account, run_at
from aijournal.importers.reading.jsonl import BATCH_RECORDS, open_regular
from aijournal.importers.reading.log_times import time_of_cell
from aijournal.importers.reading.record_checks import UnusableRecordError
from aijournal.importers.reading.text import MAX_NAME, plain_line

SOURCE = "cursor-csv"
_LONGEST_LINE = 64 << 10  # bytes
_MOST_TOKENS = 10**12
_DELIMITERS = ",;\t"
_BOM = b"\xef\xbb\xbf"

_DATE, _MODEL, _TOTAL = "date", "model", "total tokens"
_WITH_WRITE, _WITHOUT_WRITE = "input (w/ cache write)", "input (w/o cache write)"
_READ, _OUTPUT = "cache read", "output tokens"
_COUNTS = (_WITH_WRITE, _WITHOUT_WRITE, _READ, _OUTPUT, _TOTAL)
_COSTS = {"cost": "USD", "cost to you": "USD", "requests": "request"}
_NOTHING = frozenset({"", "-", "–", "—", "included", "free", "n/a", "null", "nan"})


@dataclass(frozen=True, slots=True)
class CursorCsv:
    """The importer of the tables of usage that Cursor's website exports; each row is a request."""

    source: str = SOURCE
    tool: str = "cursor"
    retention: str = "Tables that you exported from Cursor's website are kept until you delete them."
    kept_days: int | None = None
    is_confirmed: bool = True

    def discover(self, environment: Mapping[str, str], root: Path | None = None) -> Discovery:  # noqa: ARG002  # Importer
        """Look in `root`, a folder with exported tables or one of them: there is no usual place."""
        if root is None:
            reason = "Export your usage from Cursor's website as CSV, and choose the file here."
            return Discovery(SOURCE, SourceState.NOT_FOUND, (), reason)
        if not os.path.isdir(root):  # noqa: PTH112  # never raises
            return discover_root(SOURCE, root, [], lambda _: False, _find_fault)
        survey = Survey()
        survey.look_in(root, lambda name: name.startswith("usage-events") and name.lower().endswith(".csv"))
        return sum_up(SOURCE, survey, [root])

    def read(self, file: LogFile, since: Bookmark = START) -> Iterator[Batch]:  # noqa: ARG002  # read as a whole
        """Yield every request of a table; a table that overlaps with another says the same again."""
        with open_regular(file.path) as raw, BufferedReader(raw) as lines:
            yield from _Table(file, lines).batches()

    def peek(self, location: LogLocation) -> str | None:  # noqa: ARG002  # Importer
        """Return nothing: these tables hold no prompts."""
        return None


def _find_fault(path: Path) -> str | None:
    if path.suffix.lower() != ".csv":
        return "is not a .csv table"
    with open_regular(path) as raw:
        head = raw.read(_LONGEST_LINE).split(b"\n")[0]
    if not head or _columns(head):
        return None
    return "is no table of Cursor's usage: it lacks the columns Date and Output Tokens"


def _columns(head: bytes) -> "_Columns | None":
    """Return the columns of a table by its first line, or `None` if it is none of Cursor's."""
    text = head.removeprefix(_BOM).decode("utf-8", "replace").strip()
    delimiter = max(_DELIMITERS, key=text.count)
    try:
        names = [" ".join(name.lower().split()) for name in _cells(text, delimiter)]
    except csv.Error:
        return None
    columns = _Columns({name: place for place, name in reversed(list(enumerate(names)))}, delimiter)
    return columns if {_DATE, _OUTPUT} <= columns.places.keys() else None


def _cells(line: str, delimiter: str) -> Sequence[str]:
    return next(csv.reader([line], delimiter=delimiter), [])


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where each column stands, by its name in small letters."""

    places: Mapping[str, int]
    delimiter: str

    def cell(self, cells: Sequence[str], name: str) -> str:
        place = self.places.get(name, len(cells))
        return cells[place].strip() if place < len(cells) else ""


class _Table:
    """One exported table, read line by line; no value that matters has a line break in it."""

    def __init__(self, file: LogFile, lines: "BufferedReader[FileIO]") -> None:
        self._file = file
        self._lines = lines
        self._account = Account(SOURCE, file.path)
        self._seen: Counter[str] = Counter()

    def batches(self) -> Iterator[Batch]:
        """Yield what the rows say; a table without Cursor's columns is one problem."""
        records, size = 0, 0
        columns = _columns(self._lines.readline(_LONGEST_LINE))
        if columns is None:
            if self._file.size:
                self._account.reject("a table of an unknown form", 1)
                yield self._batch(1, self._file.size)
            return
        for number, line in enumerate(self._numbered(), 2):
            self._take(line, columns, number)
            records, size = records + 1, size + len(line)
            if records >= BATCH_RECORDS:
                yield self._batch(records, size)
                records, size = 0, 0
        if records:
            yield self._batch(records, size)

    def _numbered(self) -> Iterator[bytes]:
        """Yield every line after the first; of one that is too long only the beginning."""
        while line := self._lines.readline(_LONGEST_LINE):
            rest = line
            while len(rest) == _LONGEST_LINE and not rest.endswith(b"\n"):
                rest = self._lines.readline(_LONGEST_LINE)
            yield line

    def _take(self, line: bytes, columns: _Columns, number: int) -> None:
        text = line.decode("utf-8", "replace").strip("\r\n")
        if not text.strip():
            self._account.ignore()
            return
        if len(line) >= _LONGEST_LINE:
            self._account.reject("a line too long to read", number)
            return
        try:
            self._add(_cells(text, columns.delimiter), columns.cell)
        except csv.Error:
            self._account.reject("not a row of a table", number)
        except UnusableRecordError as error:
            self._account.reject(str(error), number)

    def _add(self, cells: Sequence[str], cell: Callable[[Sequence[str], str], str]) -> None:
        at = time_of_cell(cell(cells, _DATE))
        model = plain_line(cell(cells, _MODEL), MAX_NAME) or None
        counts = [
            _tokens(cell(cells, name)) for name in (_WITH_WRITE, _WITHOUT_WRITE, _READ, _OUTPUT, _TOTAL)
        ]
        native_id = self._id_of(at, model, counts)
        day = f"{at:%Y-%m-%d}"
        self._account.open(run_at(native_id, f"usage:{day}", at, None))
        self._account.add(Call(native_id, at, token_usage(*counts), model, charges=_charges(cells, cell)))

    def _id_of(self, at: datetime, model: str | None, counts: Sequence[int | None]) -> str:
        """Return an id of what a row says, and the how-manieth of its like it is: it has no id of its own."""
        said = repr((at.isoformat(), model, *counts)).encode("utf-8", "replace")
        digest = blake2b(said, digest_size=12).hexdigest()
        self._seen[digest] += 1
        return f"{digest}:{self._seen[digest]}"

    def _batch(self, records: int, size: int) -> Batch:
        self._account.leave()
        return self._account.harvest().batch(records, size, START)


def token_usage(
    with_write: int | None, without_write: int | None, read: int | None, output: int | None, total: int | None
) -> TokenUsage:
    """Return the tokens of a request in four disjoint buckets, by the columns of its row.

    The two columns of input are disjoint, unless only the other reading, in which the one with cache writes
    holds the one without, comes to the total.
    """
    written = with_write
    if with_write is not None and without_write is not None and total is not None:
        others = (read or 0) + (output or 0)
        is_disjoint = with_write + without_write + others == total
        if not is_disjoint and with_write >= without_write and with_write + others == total:
            written = with_write - without_write
    return TokenUsage(without_write, written, read, output)


def _tokens(cell: str) -> int | None:
    """Return a number of tokens with or without thousands separators; raises `UnusableRecordError`."""
    number = _number(cell)
    if number is None:
        return None
    if number != number.to_integral_value() or not 0 <= number <= _MOST_TOKENS:
        raise UnusableRecordError("an impossible number of tokens")
    return int(number)


def _number(cell: str) -> Decimal | None:
    plain = cell.strip().lstrip("$").strip()
    if plain.lower() in _NOTHING:
        return None
    try:
        number = Decimal(plain.replace(",", "").replace(" ", "").replace("\N{NO-BREAK SPACE}", ""))
    except InvalidOperation:
        raise UnusableRecordError("an impossible number of tokens") from None
    if not number.is_finite() or abs(number) > Decimal(10**15):
        raise UnusableRecordError("an impossible number of tokens")
    return number


def _charges(cells: Sequence[str], cell: Callable[[Sequence[str], str], str]) -> tuple[Charge, ...]:
    """Return what a request was charged; a price that cannot be is left out."""
    for name, unit in _COSTS.items():
        try:
            amount = _number(cell(cells, name))
        except UnusableRecordError:
            continue
        if amount is not None and amount > 0:
            return (Charge(amount, unit),)
    return ()
