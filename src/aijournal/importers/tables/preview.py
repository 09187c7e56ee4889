"""A look at a table before it is imported: its columns, and what its first rows would be."""

from dataclasses import dataclass
from datetime import UTC, tzinfo
from itertools import islice
from pathlib import Path

from aijournal.domain.facts import Exchange
from aijournal.importers.reading.text import plain_line
from aijournal.importers.tables.mapping import Field, TableMapping
from aijournal.importers.tables.row_reading import ReadRow, RowReading
from aijournal.importers.tables.rows import Row, columns_of, read_rows
from aijournal.importers.tables.said import SaidOfRow
from aijournal.importers.tables.table import Table

_SAMPLES = 3
_LONGEST = 120  # characters of a cell


@dataclass(frozen=True, slots=True)
class ColumnPreview:
    """A column: its name, the field that it is or none, and the first things that stand in it."""

    name: str
    field: Field | None
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowPreview:
    """What a row would become, or why it would be rejected; `cost` is as it stands in the table.

    `column` and `cell` are what a rejected row could be read without; empty where that is not one cell.
    """

    number: int
    exchange: Exchange | None = None
    tool: str | None = None
    title: str = ""
    said: SaidOfRow | None = None
    cost: str = ""
    reason: str = ""
    column: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class TablePreview:
    """The columns of a table and its first rows, read by a mapping."""

    mapping: TableMapping
    columns: tuple[ColumnPreview, ...]
    rows: tuple[RowPreview, ...]

    @property
    def rejected(self) -> int:
        """How many of these rows could not be taken."""
        return sum(bool(row.reason) for row in self.rows)


def preview(path: Path, mapping: TableMapping, rows: int = 20, zone: tzinfo = UTC) -> TablePreview:
    """Return what a table's first rows would become; raises `OSError`.

    `zone` is where the person is, for times that name none.
    """
    table = Table(mapping=mapping, zone=zone)
    raw = list(islice(read_rows(path), rows))
    cells = [row.cells for row in raw]
    fields = {name: one for one, name in mapping.columns.items()}
    columns = tuple(
        ColumnPreview(
            name,
            fields.get(name),
            tuple(islice((cell for row in cells if (cell := _short(row.get(name, "")))), _SAMPLES)),
        )
        for name in columns_of(path)
    )
    read = [row for row in islice(table.rows(path), rows) if row.exchange or row.reason]
    by_number = {row.number: row for row in raw}
    reading = RowReading(path, mapping, table.source, zone)
    return TablePreview(mapping, columns, tuple(_row(row, by_number[row.number], reading) for row in read))


def _row(row: ReadRow, raw: Row, reading: RowReading) -> RowPreview:
    mapping = reading.mapping
    cost = _short(raw.cells.get(mapping.columns.get(Field.COST, ""), ""))
    column = (reading.at_fault(raw) if row.reason and not raw.reason else None) or ""
    return RowPreview(
        number=row.number,
        exchange=row.exchange,
        tool=row.named_tool or mapping.tool,
        title=row.title,
        said=row.said,
        cost=cost,
        reason=row.reason,
        column=_short(column),
        cell=_short(raw.cells.get(column, "")),
    )


def _short(cell: str) -> str:
    return plain_line(cell, _LONGEST)
