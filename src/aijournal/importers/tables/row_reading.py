"""From a row of a table to its exchange, and to what the person said of it."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal
from functools import partial
from hashlib import blake2b
from pathlib import Path

from aijournal.domain.assessment import Assessment
from aijournal.domain.facts import Call, Charge, Exchange, LogLocation
from aijournal.domain.tokens import TokenUsage
from aijournal.domain.tools import tool_name
from aijournal.domain.typed_facts import LONGEST
from aijournal.importers.reading.model_names import model_and_provider
from aijournal.importers.reading.record_checks import UnusableRecordError
from aijournal.importers.reading.text import MAX_NAME, first_line, is_plain_id, plain_line, project_name
from aijournal.importers.reading.whole_files import place_of
from aijournal.importers.tables import cells
from aijournal.importers.tables.column_words import recognised
from aijournal.importers.tables.detecting import when_text
from aijournal.importers.tables.mapping import SAID, Field, TableMapping
from aijournal.importers.tables.rows import MOST_ROWS, Row, columns_of, read_rows
from aijournal.importers.tables.said import SaidOfRow

_LONGEST_WEAK_ID = 7  # digits: a table may just count its rows
TOO_MANY_ROWS = "more rows than can be read"
TOKEN = "token"  # noqa: S105  # a unit


@dataclass(frozen=True, slots=True)
class ReadRow:
    """What came of one row: an exchange and what was said of it, a reason, or nothing where it is blank.

    `named_tool` is the tool that the row itself names.
    """

    number: int
    exchange: Exchange | None = None
    said: SaidOfRow | None = None
    title: str = ""
    named_tool: str | None = None
    reason: str = ""


class RowReading:
    """The rows of one table, read by a mapping."""

    def __init__(self, path: Path, mapping: TableMapping, source: str, zone: tzinfo) -> None:
        self._path = path
        self._columns = columns_of(path)
        self.mapping = _resolved(mapping, self._columns)
        self._source = source
        self._zone = zone
        self._seen: Counter[int] = Counter()
        self._told: dict[int, int] = {}
        self._unhashed = _unhashed(self.mapping, self._columns)

    def rows(self) -> Iterator[ReadRow]:
        """Yield every row of the table, as far as there are not too many; raises `OSError`."""
        for count, row in enumerate(read_rows(self._path)):
            if count == MOST_ROWS:
                yield ReadRow(row.number, reason=TOO_MANY_ROWS)
                return
            yield self._read(row)

    def at_fault(self, row: Row) -> str | None:
        """Return the column that keeps a row from being read, `None` where it is more than one."""
        columns = self.mapping.columns
        if not self._is_moment(when_text(row.cells, self.mapping)):
            in_two = Field.DATE in columns and self._is_moment(self._cell(row, Field.DATE))
            return columns.get(Field.TIME) if in_two else columns.get(Field.DATE, columns.get(Field.TIME))
        without = ((name, replace(row, cells={**row.cells, name: ""})) for name in columns.values())
        return next((name for name, others in without if not self._read(others).reason), None)

    def _is_moment(self, text: str) -> bool:
        try:
            self._moment(text)
        except UnusableRecordError:
            return False
        return True

    def _read(self, row: Row) -> ReadRow:
        if row.reason:
            return ReadRow(row.number, reason=row.reason)
        if row.is_blank:
            return ReadRow(row.number)
        tool = tool_name(plain_line(self._cell(row, Field.TOOL), MAX_NAME)) or None
        try:
            exchange = self._exchange(row)
            said = self._said(row, exchange)
        except UnusableRecordError as error:
            return ReadRow(row.number, named_tool=tool, reason=str(error))
        return ReadRow(row.number, exchange, said, first_line(self._cell(row, Field.TITLE)), tool)

    def _cell(self, row: Row, one: Field) -> str:
        name = self.mapping.columns.get(one)
        return cells.unguarded(row.cells.get(name, "")) if name else ""

    def _exchange(self, row: Row) -> Exchange:
        at = self._moment(when_text(row.cells, self.mapping))
        native_id = self._native_id(row, at)
        conversation = plain_line(self._cell(row, Field.CONVERSATION), MAX_NAME)
        model, provider = model_and_provider(self._cell(row, Field.MODEL))
        usage, total = self._usage(row)
        project = self._cell(row, Field.PROJECT)
        has_title = bool(self._cell(row, Field.TITLE))
        return Exchange(
            source=self._source,
            native_id=native_id,
            conversation_id=conversation or self._own_conversation(native_id, at),
            started_at=at,
            ended_at=self._end(row, at),
            calls=(
                Call(native_id, at, usage, model, provider, is_extra=True, charges=self._charges(row, total)),
            ),
            project=(project_name(project) if _is_path(project) else plain_line(project, MAX_NAME)) or None,
            location=LogLocation(self._path, place_of(native_id)) if has_title else None,
        )

    def _moment(self, text: str) -> datetime:
        return cells.moment(text, self._zone, is_day_first=self.mapping.is_day_first)

    def _end(self, row: Row, at: datetime) -> datetime:
        unit, comma = self.mapping.duration_unit, self.mapping.has_decimal_comma
        lasted = cells.minutes(self._cell(row, Field.DURATION), unit, has_decimal_comma=comma)
        ended = self._cell(row, Field.END)
        if lasted is not None:
            end = at + timedelta(minutes=lasted)
        else:
            end = at if cells.is_nothing(ended) else self._moment(ended)
        if not timedelta() <= end - at <= LONGEST:
            raise UnusableRecordError("an impossible time span")
        return end

    def _native_id(self, row: Row, at: datetime) -> str:
        """Return the row's own id, or else a hash of what it says with how often that was said before.

        A table may just count its rows, as other tables do: such a number needs the time with it.
        """
        told = self._cell(row, Field.ID)
        content = self._content(row)
        if told:
            return self._told_id(told, content, at)
        self._seen[content] += 1
        return f"{content:024x}:{self._seen[content]}"

    def _told_id(self, told: str, content: int, at: datetime) -> str:
        """Return an id as the table tells it, and with a hash where another row had it."""
        if not is_plain_id(told):
            raise UnusableRecordError("an impossible id")
        is_weak = len(told) <= _LONGEST_WEAK_ID and told.isdigit()
        native_id = f"{told}@{at:%Y%m%dT%H%M%S}" if is_weak else told
        first = self._told.setdefault(_hash(native_id), content)
        return native_id if first == content else f"{native_id}:{content:024x}"

    def _content(self, row: Row) -> int:
        """Return a hash of what a row says, but for what the person may add later."""
        said = sorted((name, cell.strip()) for name, cell in row.cells.items() if name not in self._unhashed)
        return _hash(repr([pair for pair in said if pair[1]]))

    def _own_conversation(self, native_id: str, at: datetime) -> str:
        """Return what holds rows together that name no conversation.

        Where rows have a title or a verdict, each is a piece of work of its own; where they only count, those
        of a day are grouped by their pauses.
        """
        is_work = self.mapping.says_anything or Field.TITLE in self.mapping.columns
        return native_id if is_work else f"day:{at:%Y-%m-%d}"

    def _usage(self, row: Row) -> tuple[TokenUsage, int | None]:
        """Return the tokens of a row, and a total that cannot be told apart into them."""
        comma = self.mapping.has_decimal_comma
        read_cell = partial(cells.tokens, has_decimal_comma=comma)
        sent, output, read, written, reasoning, total = (
            read_cell(self._cell(row, one))
            for one in (
                *(Field.INPUT, Field.OUTPUT, Field.CACHE_READ, Field.CACHE_WRITE, Field.REASONING),
                Field.TOTAL,
            )
        )
        usage = token_usage(
            TokenUsage(sent, written, read, output), total, holds_cache=self.mapping.holds_cache
        )
        if (reasoning or 0) <= (usage.output_tokens or 0):
            usage = replace(usage, reasoning_tokens=reasoning)
        return usage, total if usage == TokenUsage() else None

    def _charges(self, row: Row, total: int | None) -> tuple[Charge, ...]:
        amount = cells.amount(self._cell(row, Field.AMOUNT), has_decimal_comma=self.mapping.has_decimal_comma)
        charged = Charge(amount, self.mapping.unit) if amount is not None else None
        counted = Charge(Decimal(total), TOKEN) if total is not None else None
        return tuple(charge for charge in (charged, counted) if charge)

    def _said(self, row: Row, exchange: Exchange) -> SaidOfRow | None:
        if not self.mapping.says_anything:
            return None
        unit, comma = self.mapping.net_unit, self.mapping.has_decimal_comma
        verdict = Assessment(
            outcome=cells.outcome(self._cell(row, Field.OUTCOME)),
            need=cells.need(self._cell(row, Field.NEED)),
            net_minutes=cells.minutes(self._cell(row, Field.NET), unit, has_decimal_comma=comma),
        )
        title = first_line(self._cell(row, Field.TITLE)) if self.mapping.keeps_titles else ""
        said = SaidOfRow(
            source=exchange.source,
            native_id=exchange.native_id,
            started_at=exchange.started_at,
            assessment=None if verdict == Assessment() else verdict,
            task=plain_line(self._cell(row, Field.TASK), MAX_NAME) or None,
            tags=cells.tags(self._cell(row, Field.TAGS)),
            note=cells.note(self._cell(row, Field.NOTE)),
            link=plain_line(self._cell(row, Field.LINK), cells.LONGEST_LINK) or None,
            title=title or None,
        )
        return said if said.says_anything else None


def token_usage(told: TokenUsage, total: int | None, *, holds_cache: bool) -> TokenUsage:
    """Return four disjoint buckets from what columns say, by the reading whose sum is the total if one is.

    `told` may have in its input what was cached; `holds_cache` says so where the total does not tell. One of
    input and output that is missing is what the total leaves, where nothing was cached.
    """
    sent, output = told.input_tokens, told.output_tokens
    cached = (told.cache_read_tokens or 0) + (told.cache_write_tokens or 0)
    if sent is not None and cached:
        alone = sent + (output or 0)
        if total in {alone, alone + cached}:
            holds_cache = total == alone
        return replace(told, input_tokens=sent - cached) if holds_cache and cached <= sent else told
    if total is not None and not cached:
        if output is None and sent is not None and total >= sent:
            return replace(told, output_tokens=total - sent)
        if sent is None and output is not None and total >= output:
            return replace(told, input_tokens=total - output)
    return told


def _resolved(mapping: TableMapping, columns: Collection[str]) -> TableMapping:
    """Return a mapping with the names as this table writes them."""
    known = {_folded(name): name for name in columns}
    named = {one: known.get(_folded(name), name) for one, name in mapping.columns.items()}
    return replace(mapping, columns=named)


def missing_columns(mapping: TableMapping, columns: Collection[str]) -> tuple[str, ...]:
    """Return the columns of a mapping that a table does not have."""
    return tuple(name for name in _resolved(mapping, columns).columns.values() if name not in columns)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _unhashed(mapping: TableMapping, columns: Collection[str]) -> frozenset[str]:
    """Return the columns that may change while a row is still the same: what a person says of it."""
    guessed: Mapping[Field, str] = recognised(columns)
    return frozenset(
        name for of in (guessed, mapping.columns) for one, name in of.items() if one in {*SAID, Field.COST}
    )


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=12).digest())


def _is_path(text: str) -> bool:
    return text.startswith(("/", "\\\\")) or "://" in text or text[1:3] in {":\\", ":/"}
