"""The first lines of prompts, from the tools' own logs and from the tables that brought them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from aijournal.cli.session import Session
from aijournal.collect import peek
from aijournal.domain.entry import Entry
from aijournal.importers.registry import ALL_IMPORTERS, importer_of
from aijournal.importers.tables.saved import table_of_source


def peek_all(session: Session, entries: Sequence[Entry]) -> Mapping[int, str]:
    """Return the first line of each entry's prompt, by the entry's number; none where it is gone."""
    lines: dict[int, str | None] = {}
    of_tables: dict[tuple[str, Path], list[Entry]] = defaultdict(list)
    for entry in entries:
        source = entry.interaction.source
        if source and entry.prompt and importer_of(source) is None:
            of_tables[source, entry.prompt.path].append(entry)
        else:
            lines[entry.interaction.id] = peek(ALL_IMPORTERS, entry)
    for (source, path), rows in of_tables.items():
        lines.update(_titles(session, source, path, rows))
    return {number: line for number, line in lines.items() if line}


def _titles(session: Session, source: str, path: Path, rows: Iterable[Entry]) -> Mapping[int, str]:
    """Return the titles of the rows of a table, which is read once for all of them."""
    table = table_of_source(source, session.paths.mappings, session.zone)
    if table is None:
        return {}
    offsets = {entry.prompt.offset: entry.interaction.id for entry in rows if entry.prompt}
    return {offsets[offset]: title for offset, title in table.titles(path, offsets).items()}
