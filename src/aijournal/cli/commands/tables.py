"""Importing tables, a part of `import`: which columns mean what, a look before, and what came of it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from aijournal.cli.session import Session
from aijournal.cli.table_options import TableOptions
from aijournal.cli.terminal import say
from aijournal.cli.text import NOTHING, minutes, number, print_table, shortened
from aijournal.collect import Progress
from aijournal.collect_table import TableResult, collect_table
from aijournal.domain.assessment import Door
from aijournal.domain.facts import Charge
from aijournal.domain.tokens import TokenUsage
from aijournal.domain.tools import tool_title
from aijournal.errors import UsageError
from aijournal.importers.sources import SOURCES
from aijournal.importers.tables.detecting import detect
from aijournal.importers.tables.preview import RowPreview, TablePreview, preview
from aijournal.importers.tables.saved import load_mapping, save_mapping
from aijournal.importers.tables.table import Table, look_at
from aijournal.journal.journal import Journal

_WIDEST = 28  # cells on screen


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
        where = f" ({row.column}: {row.cell})" if row.column else ""
        return (str(row.number), f"rejected: {row.reason}{where}", "", "", "", "", "", "", "")
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
