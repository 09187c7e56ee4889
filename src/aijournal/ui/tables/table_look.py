"""What is asked of a table before it is read; to be called on the thread that looks for logs."""

from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from aijournal.errors import AijournalError
from aijournal.importers.tables.detecting import detect
from aijournal.importers.tables.mapping import CSV, JSON, TableMapping
from aijournal.importers.tables.preview import TablePreview, preview
from aijournal.importers.tables.rows import is_json_table
from aijournal.importers.tables.saved import load_mapping, save_mapping, saved_names
from aijournal.importers.tables.table import look_at
from aijournal.ui.log_reading import LogSources

MOST_TRIED = 1 << 20  # bytes, some ten thousand rows


@dataclass(frozen=True, slots=True)
class TableLook:
    """What a table is at first sight: its kind, what its columns seem to say, and what names there are.

    One that `is_long` is not tried as a whole: the journal could not be written to for that long.
    """

    kind: str
    mapping: TableMapping
    saved: tuple[str, ...]
    is_long: bool = False


def look_at_table(path: Path, sources: LogSources) -> TableLook:
    """Return what a table seems to be; raises `AijournalError` if it is none."""
    look_at(path)
    try:
        kind = JSON if is_json_table(path) else CSV
        saved = saved_names(sources.mappings) if sources.mappings else ()
        return TableLook(kind, detect(path), saved, path.stat().st_size > MOST_TRIED)
    except OSError as error:
        raise _unreadable(path, error) from error


def preview_table(path: Path, mapping: TableMapping, sources: LogSources) -> TablePreview:
    """Return the first rows as a mapping reads them; raises `AijournalError`."""
    try:
        return preview(path, mapping, zone=sources.zone or UTC)
    except OSError as error:
        raise _unreadable(path, error) from error


def load_named(name: str, sources: LogSources) -> TableMapping:
    """Return a saved mapping; raises `AijournalError`."""
    if sources.mappings is None:
        raise AijournalError("No such mapping", f"There is none named {name}.")
    return load_mapping(sources.mappings, name)


def save_named(name: str, mapping: TableMapping, sources: LogSources) -> None:
    """Keep a mapping under a name; raises `AijournalError`."""
    taken = [one.source for one in sources.importers]
    if sources.mappings is not None:
        save_mapping(sources.mappings, name, mapping, taken)


def _unreadable(path: Path, error: OSError) -> AijournalError:
    return AijournalError("The table cannot be read", f"{path}: {error.strerror or error}.")
