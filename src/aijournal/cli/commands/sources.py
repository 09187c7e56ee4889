"""Commands about logs: `sources` and `import`."""

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Self

import click

from aijournal.cli.documents import import_row, print_json, source_row
from aijournal.cli.options import json_option
from aijournal.cli.session import Session, pass_session
from aijournal.cli.table_options import (
    TableOptions,
    files_named,
    is_for_export,
    is_for_tables,
    table_options,
)
from aijournal.cli.terminal import note, say
from aijournal.cli.text import NOTHING, number
from aijournal.collect import ImportResult, Progress, collect, discover
from aijournal.domain.reading import Importer, SourceState, is_switched_on
from aijournal.domain.tools import tool_title
from aijournal.errors import AijournalError
from aijournal.importers.sources import SOURCES, load_importer
from aijournal.journal.journal import Journal
from aijournal.settings import Settings

_PROBLEMS_SHOWN = 5
_DRY_RUN = "This was a dry run: nothing was kept."
_NOTHING_FOUND = (
    "No logs of AI tools were found here. `aijournal sources` says where each was looked for, "
    "`aijournal import csv FILE` reads a table of any other tool, `aijournal log` takes a line."
)


@click.command("sources")
@json_option
@pass_session
def sources_command(session: Session, *, as_json: bool) -> None:
    """Show each tool's logs: found or not and why, and how long the tool keeps them."""
    importers = tuple(map(load_importer, SOURCES))
    found = discover(importers, session.environment)
    with session.open_journal() as journal:
        last_read = journal.imports.last_read()
    both = tuple(zip(importers, found, strict=True))
    if as_json:
        print_json(
            sources=[
                source_row(one, importer.tool, importer.retention, last_read.get(one.source))
                for importer, one in both
            ]
        )
        return
    for importer, one in both:
        say(f"{tool_title(importer.tool)} ({one.source}): {one.state}")
        read = last_read.get(one.source)
        facts = {
            "why": one.reason,
            "folders": ", ".join(str(folder) for folder in one.folders) or NOTHING,
            "files": number(len(one.files)),
            "kept by the tool": importer.retention,
            "last read": f"{read.astimezone(session.zone):%Y-%m-%d %H:%M}" if read else "never",
        }
        for name, value in facts.items():
            say(f"  {name:16}  {value}")


def _known_sources(
    context: click.Context, parameter: click.Parameter, named: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the sources that were named; behind `csv`, `json` or `aijournal` come files instead."""
    if is_for_tables(named) or is_for_export(named):
        return named
    known = click.Choice(SOURCES)
    return tuple(known.convert(one, parameter, context) for one in named)


@click.command("import")
@click.argument(
    "sources", metavar="[SOURCE]... | csv|json|aijournal FILE...", nargs=-1, callback=_known_sources
)
@click.option("--root", type=click.Path(path_type=Path), help="The tool's folder or a log, if elsewhere.")
@click.option("--dry-run", is_flag=True, help="Read and count, keep nothing.")
@table_options
@json_option
@pass_session
def import_command(
    session: Session,
    sources: Sequence[str],
    root: Path | None,
    table: TableOptions,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Read what is new in the tools' logs; without SOURCE, in all that are switched on.

    Of other tools, and of notes of your own, `csv` and `json` read tables: CSV, TSV, JSON and JSON Lines.
    `aijournal` reads what `aijournal export` wrote, all of it or what is missing; one Ctrl+Z takes it back.
    To have the system do it at certain hours: aijournal help unattended.
    Afterwards a backup is taken if one is due, and what has lain in the trash for 30 days goes for good.
    """
    if is_for_tables(sources):
        _import_tables(session, sources, root, table, dry_run=dry_run, as_json=as_json)
        return
    _refuse_misplaced(sources, root, table)
    if is_for_export(sources):
        _import_exports(session, files_named(sources, root), dry_run=dry_run, as_json=as_json)
        return
    chosen = _chosen(sources, session.settings)
    with session.open_journal() as journal, _ProgressLine() as progress:
        results = collect(
            journal,
            chosen,
            session.environment,
            session.now(),
            root=root,
            dry_run=dry_run,
            progress=progress,
        )
        if not dry_run:
            _look_after(journal, session.now())
    if as_json:
        print_json(sources=[import_row(result) for result in results])
    else:
        _print_results(results, was_named=bool(sources), dry_run=dry_run)
    _refuse_missing(results, was_named=bool(sources))


def _refuse_misplaced(sources: Sequence[str], root: Path | None, table: TableOptions) -> None:
    """Refuse options that do not belong to what was named, which is no table."""
    if table.are_given:
        raise click.UsageError("Columns are those of tables, as in: import csv FILE --map time=Started")
    if root is not None and len(sources) != 1 and not is_for_export(sources):
        raise click.UsageError("--root needs exactly one SOURCE, such as: import claude-code --root DIR")


def _chosen(named: Sequence[str], settings: Settings) -> tuple[Importer, ...]:
    """Return the importers of the sources that were named, else of all that are switched on."""
    if named:
        return tuple(load_importer(source) for source in SOURCES if source in named)
    every = (load_importer(source) for source in SOURCES if source not in settings.sources_off)
    return tuple(one for one in every if is_switched_on(one, settings.sources_off, settings.sources_on))


def _import_tables(
    session: Session,
    sources: Sequence[str],
    root: Path | None,
    options: TableOptions,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    from aijournal.cli.commands.tables import import_table, print_preview, print_verdicts, table_of

    paths = files_named(sources, root)
    tables = [(table_of(session, sources[0], path, options, saves=not dry_run), path) for path in paths]
    with session.open_journal() as journal, _ProgressLine() as progress:
        results = [
            import_table(session, journal, table, path, progress, dry_run=dry_run) for table, path in tables
        ]
        if not dry_run:
            _look_after(journal, session.now())
    imports = [one for result in results for one in result.imports]
    if as_json:
        print_json(
            sources=[import_row(one) for one in imports],
            judged=sum(len(result.judged) for result in results),
            passed_over=sum(result.passed_over for result in results),
        )
    else:
        for (table, path), result in zip(tables, results, strict=True):
            if dry_run:
                print_preview(table, path)
            for one in result.imports:
                _print_result(one, dry_run=dry_run)
            print_verdicts(result)
        if dry_run:
            say(_DRY_RUN)
    _refuse_missing(imports, was_named=True)


def _import_exports(session: Session, paths: Sequence[Path], *, dry_run: bool, as_json: bool) -> None:
    from aijournal.cli.commands.exporting import print_differences
    from aijournal.collect_export import collect_export

    with session.open_journal() as journal, _ProgressLine() as progress:
        results = [
            collect_export(journal, path, session.now(), dry_run=dry_run, progress=progress) for path in paths
        ]
        if not dry_run:
            _look_after(journal, session.now())
    if as_json:
        print_json(
            sources=[import_row(one.imported) for one in results],
            different=sum(one.different for one in results),
        )
        return
    for one in results:
        _print_result(one.imported, dry_run=dry_run)
        print_differences(one)
    if dry_run:
        say(_DRY_RUN)


def _look_after(journal: Journal, now: datetime) -> None:
    """Do what the window does by itself, for those who only ever use commands; a failure costs no import."""
    for act in (journal.trash.empty, journal.backups.take_if_due):
        try:
            act(now)
        except AijournalError as error:
            note(f"{error.title}. {error.message}")


class _ProgressLine:
    """One line on a terminal, written over and wiped at the end; nothing where stderr is no terminal."""

    def __init__(self) -> None:
        self._is_shown = sys.stderr.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._show("")

    def __call__(self, progress: Progress) -> None:
        share = min(1.0, progress.bytes_read / progress.bytes_total) if progress.bytes_total else 1.0
        self._show(f"{progress.source}: file {progress.files + 1} of {progress.files_total}, {share:.0%}")

    def _show(self, text: str) -> None:
        if self._is_shown:
            click.echo(f"\r{text}\033[K", err=True, nl=False)


def _print_results(results: Sequence[ImportResult], *, was_named: bool, dry_run: bool) -> None:
    """Say what came of each source; of those that nobody named, only how many are not there."""
    missing = [one for one in results if one.state is SourceState.NOT_FOUND and not was_named]
    for result in results:
        if result not in missing:
            _print_result(result, dry_run=dry_run)
    if missing and len(missing) == len(results):
        say(_NOTHING_FOUND)
    elif missing:
        others = "One other tool" if len(missing) == 1 else f"{number(len(missing))} other tools"
        say(f"{others} left no logs here; `aijournal sources` says where each was looked for.")
    if dry_run:
        say(_DRY_RUN)


def _print_result(result: ImportResult, *, dry_run: bool) -> None:
    say(f"{result.source}: {result.reason}")
    if result.state is not SourceState.FOUND:
        return
    kept = "would be new" if dry_run else "new"
    say(
        f"  {number(result.files)} files, {number(result.files_unchanged)} unchanged; "
        f"{number(result.bytes_read)} bytes read in {result.seconds:.1f} s"
    )
    say(
        f"  {number(result.records)} records: {number(result.imported)} imported, "
        f"{number(result.duplicates)} duplicates, {number(result.ignored)} ignored, "
        f"{number(result.rejected)} rejected"
    )
    say(
        f"  {kept}: {number(result.interactions_new)} interactions, "
        f"{number(result.exchanges_new)} exchanges, {number(result.calls_new)} calls"
    )
    for reason, count in result.rejected_by_reason.items():
        say(f"  rejected, {reason}: {number(count)}")
    for problem in result.problems[:_PROBLEMS_SHOWN]:
        place = f"{problem.path}" + (f", line {problem.line}" if problem.line else "")
        note(f"  {place}: {problem.reason}")


def _refuse_missing(results: Sequence[ImportResult], *, was_named: bool) -> None:
    """Fail where the person named a source and there was nothing to read; the rest was read and kept."""
    missing = [one for one in results if one.state in {SourceState.NOT_FOUND, SourceState.UNREADABLE}]
    if was_named and missing:
        raise AijournalError("Nothing was imported", " ".join(one.reason for one in missing))
