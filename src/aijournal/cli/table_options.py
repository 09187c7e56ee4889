"""The options of `import` for tables, which every `import` has, and what was named: tables, or an export."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from aijournal.cli.options import EXPORT_SOURCE, TABLE_SOURCES, text
from aijournal.domain.tools import tool_name
from aijournal.importers.tables.mapping import Field

_NEXT_FIELD = re.compile(rf",(?=\s*(?:{'|'.join(Field)})\s*=)")
_MARKS = {one.value: one for one in Field}

_Command = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class TableOptions:
    """How a table is to be read, as far as it was typed."""

    columns: Mapping[Field, str | None]
    tool: str | None = None
    unit: str | None = None
    save: str | None = None
    mapping: str | None = None
    keeps_titles: bool = False

    @property
    def are_given(self) -> bool:
        """Whether there are any."""
        return self != TableOptions({})


def column_map(typed: Sequence[str]) -> Mapping[Field, str | None]:
    """Return the columns of fields, typed as `time=Started,tool=App`; a field without a name has none."""
    columns: dict[Field, str | None] = {}
    for part in (part for one in typed for part in _NEXT_FIELD.split(text(one))):
        name, equals, column = part.partition("=")
        field = _MARKS.get(name.strip().lower().replace("-", "_"))
        if field is None or not equals:
            known = ", ".join(Field)
            raise click.BadParameter(f"“{part.strip()}” is not field=Column; the fields are: {known}.")
        columns[field] = column.strip() or None
    named = [column for column in columns.values() if column]
    if len(set(named)) < len(named):
        raise click.BadParameter("A column can be one field only.")
    return columns


def table_options(command: _Command) -> _Command:
    """Give a command the options of tables, and one `table` value instead of theirs."""

    @wraps(command)
    def with_table(
        *positional: Any,
        columns: Sequence[str],
        tool: str | None,
        unit: str | None,
        save: str | None,
        mapping: str | None,
        keep_titles: bool,
        **rest: Any,
    ) -> Any:
        named = tool_name(tool) if tool else None
        options = TableOptions(column_map(columns), named, unit, save, mapping, keep_titles)
        return command(*positional, table=options, **rest)

    for option in reversed(_OPTIONS):
        option(with_table)
    return with_table


_OPTIONS = (
    click.option(
        *("--map", "columns"),
        metavar="FIELD=COLUMN,…",
        multiple=True,
        help="Tables: which column says what; what is not named is guessed, FIELD= alone leaves it out.",
    ),
    click.option("--tool", type=text, help="Tables: the tool of rows that name none."),
    click.option("--unit", type=text, help="Tables: what the amount counts, such as credit."),
    click.option("--save", metavar="NAME", type=text, help="Tables: keep what the columns mean as NAME."),
    click.option("--mapping", metavar="NAME", type=text, help="Tables: read the columns as NAME says."),
    click.option("--keep-titles", is_flag=True, help="Tables: keep titles of rows that you judged."),
)


def is_for_tables(sources: Sequence[str]) -> bool:
    """Return whether what was typed names tables: a kind, and files."""
    return bool(sources) and sources[0] in TABLE_SOURCES


def is_for_export(sources: Sequence[str]) -> bool:
    """Return whether what was typed names an export of a whole journal."""
    return bool(sources) and sources[0] == EXPORT_SOURCE


def files_named(sources: Sequence[str], root: Path | None) -> tuple[Path, ...]:
    """Return the files that were named behind `csv`, `json` or `aijournal`, or as the root."""
    files = tuple(Path(one) for one in sources[1:]) + ((root,) if root else ())
    if not files:
        what = "export" if is_for_export(sources) else "table"
        raise click.UsageError(f"Name the {what}, such as: import {sources[0]} FILE")
    return files
