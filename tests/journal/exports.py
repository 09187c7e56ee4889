"""Whole journals as files, and back into journals."""

from contextlib import closing
from datetime import datetime
from pathlib import Path

from aijournal.collect_export import ExportResult, collect_export
from aijournal.export.whole import to_lines
from aijournal.journal.journal import Journal
from aijournal.paths import find_paths
from aijournal.settings import Settings
from tests.journal.builders import NEW_YORK, NOW


def open_in(folder: Path) -> Journal:
    """Open the journal of a folder, which is empty where there was none."""
    return Journal.open(find_paths({"AIJOURNAL_HOME": str(folder)}), Settings(), NEW_YORK)


def export(journal: Journal) -> bytes:
    """Return all that an export holds."""
    with closing(journal.export_rows.all()) as records:
        return b"".join(to_lines(records, "1.0"))


def take_in(journal: Journal, exported: bytes, folder: Path, now: datetime = NOW) -> ExportResult:
    """Read an export into a journal, by way of a file in a folder."""
    path = folder / "export.jsonl"
    path.write_bytes(exported)
    result = collect_export(journal, path, now)
    one = result.imported
    assert one.records == one.imported + one.duplicates + one.ignored + one.rejected
    return result
