"""Tables as rows of named cells, whatever they are written in."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from aijournal.importers.reading.jsonl import open_regular
from aijournal.importers.reading.text import MAX_NAME, plain_line
from aijournal.importers.tables.column_words import recognised
from aijournal.importers.tables.json_rows import is_json, json_rows
from aijournal.importers.tables.text_lines import SAMPLE, TextRow, open_text, text_rows

MOST_ROWS = 1 << 20  # as in a spreadsheet
_SEPARATORS = (",", ";", "\t", "|")
_HEADER_WITHIN = 10  # rows
_LOOKED_AT = 200  # rows whose names are the columns of a JSON table


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by the names of its columns, and the line or record that it is.

    A row with a `reason` has no cells; one without any is blank.
    """

    cells: Mapping[str, str]
    number: int
    reason: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not self.reason and not any(map(str.strip, self.cells.values()))


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text table is written; `header` is the number of its row of names, from 0 on."""

    separator: str
    header: int
    columns: tuple[str, ...]


def is_json_table(path: Path) -> bool:
    """Return whether a table is JSON; raises `OSError`."""
    with open_regular(path) as file:
        return is_json(file.read(4096))


def dialect_of(path: Path) -> Dialect:
    """Return how a text table is written, by what makes most sense of its beginning; raises `OSError`."""
    with open_text(path) as text:
        sample = text.read(SAMPLE)
    dialects = [_dialect(sample, separator) for separator in _SEPARATORS]
    return max(dialects, key=lambda one: (len(recognised(one.columns)), len(one.columns)))


def columns_of(path: Path) -> tuple[str, ...]:
    """Return the names of a table's columns, in their order; raises `OSError`."""
    if not is_json_table(path):
        return dialect_of(path).columns
    names = (name for row in islice(read_rows(path), _LOOKED_AT) for name in row.cells)
    return tuple(dict.fromkeys(names))


def read_rows(path: Path) -> Iterator[Row]:
    """Yield the rows behind the one of names, blank ones as well; raises `OSError`."""
    if is_json_table(path):
        for cells, number, reason in json_rows(path):
            yield Row(cells, number, reason)
        return
    dialect = dialect_of(path)
    with open_text(path) as text:
        rows = text_rows(text.readline, dialect.separator)
        for row in islice(rows, dialect.header + 1, None):
            yield Row(dict(zip(dialect.columns, row.cells, strict=False)), row.line, row.reason)


def _dialect(sample: str, separator: str) -> Dialect:
    rows = list(islice(text_rows(io.StringIO(sample, newline="").readline, separator), _HEADER_WITHIN))
    number = max(
        range(len(rows)),
        key=lambda one: (len(recognised(rows[one].cells)), not rows[one].is_blank, -one),
        default=0,
    )
    return Dialect(separator, number, _names(rows[number]) if rows else ())


def _names(row: TextRow) -> tuple[str, ...]:
    """Return a name for each column, no two alike."""
    names: list[str] = []
    for place, cell in enumerate(_without_blank_end(row.cells), 1):
        name = plain_line(cell, MAX_NAME) or f"column {place}"
        copies = sum(one == name or one.startswith(f"{name} (") for one in names)
        names.append(f"{name} ({copies + 1})" if copies else name)
    return tuple(names)


def _without_blank_end(cells: Sequence[str]) -> Sequence[str]:
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]
