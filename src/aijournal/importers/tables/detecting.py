"""Guessing what the columns of a table say, by their names and by what stands in them."""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC
from itertools import islice
from pathlib import Path

from aijournal.importers.reading.record_checks import UnusableRecordError
from aijournal.importers.tables import cells
from aijournal.importers.tables.column_words import (
    amount_unit,
    counts_cache_in,
    recognised,
    time_unit,
    words_of,
)
from aijournal.importers.tables.mapping import NUMBERS, TOKENS, Field, TableMapping, TimeUnit
from aijournal.importers.tables.rows import columns_of, dialect_of, is_json_table, read_rows

_SAMPLE = 300  # rows
_DATE = re.compile(r"\s*(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}\b")
_COMMA = re.compile(r"\d,\d{1,2}$|\d,\d{4,}$|\d\.\d{3},\d|\d\.\d{3}\.\d{3}")
_POINT = re.compile(r"\d\.\d{1,2}$|\d\.\d{4,}$|\d,\d{3}\.\d|\d,\d{3},\d{3}")
_POINT_GROUPS = re.compile(r"\d{1,3}(?:\.\d{3})+")

Sample = Sequence[Mapping[str, str]]


def detect(path: Path) -> TableMapping:
    """Return what a table's columns seem to say; nothing that cannot be read stands for what it is called.

    Raises `OSError`.
    """
    names = columns_of(path)
    rows = islice(read_rows(path), _SAMPLE)
    sample = [row.cells for row in rows if not row.reason and not row.is_blank]
    is_json = is_json_table(path)
    separator = "," if is_json else dialect_of(path).separator
    mapping = TableMapping(columns=recognised(names))
    has_comma = not is_json and _has_decimal_comma(mapping, sample, separator)
    mapping = TableMapping(
        columns=mapping.columns,
        unit=amount_unit(mapping.columns.get(Field.AMOUNT, "")),
        time_zone="UTC" if _names_utc(mapping) else None,
        has_decimal_comma=has_comma,
        is_day_first=_is_day_first(mapping, sample, usual=has_comma),
        duration_unit=_time_unit(mapping, Field.DURATION),
        net_unit=_time_unit(mapping, Field.NET),
    )
    mapping = mapping.with_columns(dict.fromkeys(_unreadable(mapping, sample)))
    mapping = _with_ids(mapping, sample)
    return _with_cache(mapping, sample)


def when_text(row: Mapping[str, str], mapping: TableMapping) -> str:
    """Return what a row says of when it was: of a day and a clock in two columns, both."""
    day = row.get(mapping.columns.get(Field.DATE, ""), "").strip()
    clock = row.get(mapping.columns.get(Field.TIME, ""), "").strip()
    if day and clock and len(clock) <= len("12:00:00.000 a.m.") and not re.search(r"\d[-/.]\d+[-/.]", clock):
        return day if ":" in day else f"{day} {clock}"
    return clock or day


def _time_unit(mapping: TableMapping, one: Field) -> TimeUnit:
    return time_unit(mapping.columns.get(one, ""))


def _names_utc(mapping: TableMapping) -> bool:
    named = (mapping.columns.get(one, "") for one in (Field.TIME, Field.DATE))
    return any({"utc", "gmt"} & set(words_of(name)) for name in named)


def _column(mapping: TableMapping, one: Field, sample: Sample) -> list[str]:
    name = mapping.columns.get(one)
    found = (row.get(name, "") for row in sample) if name else ()
    return [cell for cell in map(cells.unguarded, found) if not cells.is_nothing(cell)]


def _has_decimal_comma(mapping: TableMapping, sample: Sample, separator: str) -> bool:
    """Return whether numbers have a comma before their decimals; a table apart from commas tends to."""
    numbers = [cell for one in NUMBERS for cell in _column(mapping, one, sample)]
    whole = [cell for one in TOKENS for cell in _column(mapping, one, sample)]
    with_comma = sum(bool(_COMMA.search(cell)) for cell in numbers)
    with_comma += sum(bool(_POINT_GROUPS.fullmatch(cell)) and not cell.endswith(".000") for cell in whole)
    with_point = sum(bool(_POINT.search(cell)) for cell in numbers)
    return with_comma > with_point if with_comma != with_point else separator == ";"


def _is_day_first(mapping: TableMapping, sample: Sample, *, usual: bool) -> bool:
    for row in sample:
        match = _DATE.match(when_text(row, mapping))
        if match and int(match[1]) > 12:
            return True
        if match and int(match[2]) > 12:
            return False
    return usual


def _unreadable(mapping: TableMapping, sample: Sample) -> list[Field]:
    """Return the fields of columns in which hardly anything is what it should be."""
    faulty = [
        one
        for one, read in _readers(mapping).items()
        if 2 * _share_readable(read, _column(mapping, one, sample)) < 1
    ]
    when = [when_text(row, mapping) for row in sample]
    if not _share_readable(_time_reader(mapping), when):
        faulty += _times_that_are_none(mapping, sample)
    return faulty


def _times_that_are_none(mapping: TableMapping, sample: Sample) -> list[Field]:
    """Return those of the two columns of times that say none; both where neither does."""
    both = [one for one in (Field.TIME, Field.DATE) if one in mapping.columns]
    read = _time_reader(mapping)
    alone = [one for one in both if not _share_readable(read, _column(mapping, one, sample))]
    return alone if len(alone) < len(both) else both


def _time_reader(mapping: TableMapping) -> Callable[[str], object]:
    return lambda cell: cells.moment(cell, UTC, is_day_first=mapping.is_day_first)


def _readers(mapping: TableMapping) -> Mapping[Field, Callable[[str], object]]:
    comma = mapping.has_decimal_comma

    def read_tokens(cell: str) -> object:
        return cells.tokens(cell, has_decimal_comma=comma)

    def read_amount(cell: str) -> object:
        return cells.amount(cell, has_decimal_comma=comma)

    return {
        **dict.fromkeys(TOKENS, read_tokens),
        Field.AMOUNT: read_amount,
        Field.DURATION: lambda cell: cells.minutes(cell, mapping.duration_unit, has_decimal_comma=comma),
        Field.NET: lambda cell: cells.minutes(cell, mapping.net_unit, has_decimal_comma=comma),
        Field.END: _time_reader(mapping),
        Field.OUTCOME: cells.outcome,
        Field.NEED: cells.need,
    }


def _share_readable(read: Callable[[str], object], found: Sequence[str]) -> float:
    """Return the share of some cells that can be read; all of none can."""
    readable = 0
    for cell in found:
        with suppress(UnusableRecordError):
            read(cell)
            readable += 1
    return readable / len(found) if found else 1.0


def _with_ids(mapping: TableMapping, sample: Sample) -> TableMapping:
    """Return it with an id that tells rows apart; one that most rows share is their conversation's."""
    found = _column(mapping, Field.ID, sample)
    if 2 * len(set(found)) > len(found) or not found:
        return mapping
    name = mapping.columns[Field.ID]
    if Field.CONVERSATION in mapping.columns:
        return mapping.with_columns({Field.ID: None})
    return mapping.with_columns({Field.ID: None, Field.CONVERSATION: name})


def _with_cache(mapping: TableMapping, sample: Sample) -> TableMapping:
    """Return it with what the input holds, by the first row in which that can be seen, else by its name."""
    names = [mapping.columns[one] for one in (Field.INPUT, Field.CACHE_READ) if one in mapping.columns]
    holds = counts_cache_in(names)
    for row in sample:
        with suppress(UnusableRecordError):
            sent, *cached = (
                cells.tokens(
                    row.get(mapping.columns.get(one, ""), ""), has_decimal_comma=mapping.has_decimal_comma
                )
                for one in (Field.INPUT, Field.CACHE_READ, Field.CACHE_WRITE)
            )
            if sent is not None and sum(one or 0 for one in cached) > sent:
                holds = False
    return replace(mapping, holds_cache=holds)
