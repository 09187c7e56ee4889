"""Importing tables, a part of `import`: which columns mean what, a look before, and what came of it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import Any

import click

from aijournal.cli.options import SOURCES, TABLE_SOURCES, text
from aijournal.cli.session import Session
from aijournal.cli.terminal import say
from aijournal.cli.text import NOTHING, minutes, number, print_table, shortened
from aijournal.collect import Progress
from aijournal.collect_table import TableResult, collect_table
from aijournal.domain.assessment import Door
from aijournal.domain.facts import Charge
from aijournal.domain.tokens import TokenUsage
from aijournal.domain.tools import tool_name, tool_title
from aijournal.errors import UsageError
from aijournal.importers.tables.detecting import detect
from aijournal.importers.tables.mapping import Field
from aijournal.importers.tables.preview import RowPreview, TablePreview, preview
from aijournal.importers.tables.saved import load_mapping, save_mapping
from aijournal.importers.tables.table import Table, look_at
from aijournal.journal.journal import Journal

_WIDEST = 28  # cells on screen
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


def table_of(session: Session, source: str, path: Path, options: TableOptions, *, saves: bool) -> Table:
    """Return the importer of a table as the options want it read, and save that if they do and it `saves`.

    Raises `AijournalError`.
    """
    names = look_at(path)
    mapping = load_mapping(session.paths.mappings, options.mapping) if options.mapping else detect(path)
    for name in options.columns.values():
        if name and name.casefold() not in {one.casefold() for one in names}:
            raise UsageError("No such column", f"{path.name} has no “{name}”; it has: {', '.join(names)}.")
    mapping = replace(
        mapping.with_columns(options.columns),
        tool=options.tool or mapping.tool,
        unit=options.unit or mapping.unit,
        keeps_titles=options.keeps_titles or mapping.keeps_titles,
    )
    if not mapping.tells_time:
        has = f"{path.name} has: {', '.join(names)}."
        raise UsageError("No column says when", f"Name it, as in: --map time=COLUMN. {has}")
    if options.save and options.mapping:
        raise UsageError("One name is enough", "--save and --mapping do not go together.")
    if options.save and saves:
        save_mapping(session.paths.mappings, options.save, mapping, SOURCES)
    return Table(name=options.save or options.mapping or source, mapping=mapping, zone=session.zone)


def import_table(
    session: Session,
    journal: Journal,
    table: Table,
    path: Path,
    progress: Callable[[Progress], None],
    *,
    dry_run: bool,
) -> TableResult:
    """Read one table into the journal."""
    return collect_table(
        journal, table, path, session.now(), door=Door.COMMAND_LINE, dry_run=dry_run, progress=progress
    )


def print_verdicts(result: TableResult) -> None:
    """Say what came of what the person wrote in a table."""
    if result.judged or result.passed_over:
        say(
            f"  yours: what the table says went to {_counted(len(result.judged), 'entry', 'entries')}; "
            f"{_counted(result.passed_over, 'row', 'rows')} came to one that had its verdict"
        )


def _counted(count: int, one: str, many: str) -> str:
    return f"{number(count)} {one if count == 1 else many}"


def print_preview(table: Table, path: Path) -> None:
    """Show what the columns mean and what the first rows would be."""
    if table.mapping is None:
        return
    seen = preview(path, table.mapping, zone=table.zone)
    columns = [
        (one.name, one.field or NOTHING, shortened(", ".join(one.samples), _WIDEST)) for one in seen.columns
    ]
    print_table(("column", "is", "such as"), columns, words=3)
    say()
    _print_rows(seen, table)
    say()


def _print_rows(seen: TablePreview, table: Table) -> None:
    headings = ("row", "when", "tool", "model", "title", "tokens", "charged", "cost", "verdict")
    rows = [_cells(row, table) for row in seen.rows]
    used = [place for place in range(len(headings)) if place < 2 or any(row[place] for row in rows)]
    shown = [[row[place] or NOTHING for place in used] for row in rows]
    print_table([headings[place] for place in used], shown, words=len(used))


def _cells(row: RowPreview, table: Table) -> tuple[str, ...]:
    if row.exchange is None:
        return (str(row.number), f"rejected: {row.reason}", "", "", "", "", "", "", "")
    (call,) = row.exchange.calls
    return (
        str(row.number),
        f"{row.exchange.started_at.astimezone(table.zone):%Y-%m-%d %H:%M}",
        tool_title(row.tool or table.tool),
        call.model or "",
        shortened(row.title, _WIDEST),
        _tokens(call.usage),
        ", ".join(map(_charge, call.charges)),
        row.cost,
        _verdict(row),
    )


def _tokens(usage: TokenUsage) -> str:
    named = (
        ("in", usage.input_tokens),
        ("out", usage.output_tokens),
        ("cache read", usage.cache_read_tokens),
        ("cache write", usage.cache_write_tokens),
    )
    return " · ".join(f"{number(count)} {name}" for name, count in named if count is not None)


def _charge(charge: Charge) -> str:
    return f"{charge.amount.normalize():f} {charge.unit}"


def _verdict(row: RowPreview) -> str:
    if row.said is None:
        return ""
    verdict = row.said.assessment
    parts = [
        f"{verdict.outcome.value:+}" if verdict and verdict.outcome and verdict.outcome.is_rated else "",
        str(verdict.outcome.value) if verdict and verdict.outcome and not verdict.outcome.is_rated else "",
        verdict.need.replace("_", " ") if verdict and verdict.need else "",
        minutes(verdict.net_minutes) if verdict and verdict.net_minutes is not None else "",
        f"!{row.said.task}" if row.said.task else "",
        *(f"#{tag}" for tag in row.said.tags),
    ]
    return shortened(" ".join(part for part in parts if part), _WIDEST) or "a note"


def is_for_tables(sources: Sequence[str]) -> bool:
    """Return whether what was typed names tables: a kind, and files."""
    return bool(sources) and sources[0] in TABLE_SOURCES


def tables_named(sources: Sequence[str], root: Path | None) -> tuple[Path, ...]:
    """Return the files that were named behind `csv` or `json`, or as the root."""
    files = tuple(Path(one) for one in sources[1:]) + ((root,) if root else ())
    if not files:
        raise click.UsageError(f"Name the table, such as: import {sources[0]} FILE")
    return files
