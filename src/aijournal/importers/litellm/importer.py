"""LiteLLM: its log of spending, which a person exports from its database as CSV or JSON."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from aijournal.domain.facts import LogLocation
from aijournal.domain.reading import START, Batch, Bookmark, Discovery, LogFile
from aijournal.importers.chat_exports.exports import Export, Gathered
from aijournal.importers.litellm.rows import SOURCE, told_of_row, told_of_value
from aijournal.importers.reading.csv_rows import LONGEST_ROW, find_columns, read_rows
from aijournal.importers.reading.jsonl import open_regular

_BEGINNING = 1 << 16
_TABLES = frozenset({".csv", ".tsv"})
_MARKS = (b'"call_type"', b'"model_group"', b'"custom_llm_provider"')


@dataclass(frozen=True, slots=True)
class _SpendLogs(Export):
    """An export that may be a table too."""

    def find_fault(self, path: Path) -> str | None:
        """Say what shows a file to be no log of spending, to be read after its name; raises `OSError`."""
        if path.suffix.lower() not in _TABLES:
            return Export.find_fault(self, path)
        with open_regular(path) as file:
            columns = find_columns(file.read(_BEGINNING))
        is_log = "requestid" in columns and {"prompttokens", "totaltokens"} & set(columns)
        return None if is_log else "is no LiteLLM export"


def _is_text(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in {".json", ".jsonl", *_TABLES}


def _export() -> Export:
    how = (
        "LiteLLM keeps its log of spending in a database: export the table LiteLLM_SpendLogs as CSV or JSON, "
        "and name the file."
    )
    return _SpendLogs(SOURCE, "LiteLLM", _is_text, _MARKS, how)


@dataclass(frozen=True, slots=True)
class LiteLlm:
    """The importer of LiteLLM's log of spending."""

    source: str = SOURCE
    tool: str = "litellm"
    retention: str = "LiteLLM keeps its log of spending as long as its database is told to."
    kept_days: int | None = None
    is_confirmed: bool = True
    longest_row: int = LONGEST_ROW
    export: Export = field(default_factory=_export)

    def discover(self, environment: Mapping[str, str], root: Path | None = None) -> Discovery:  # noqa: ARG002  # no variable names an export
        """Look at `root`, an export or a folder with exports in it; there is no usual place."""
        return self.export.discover(root)

    def read(self, file: LogFile, since: Bookmark = START) -> Iterator[Batch]:  # noqa: ARG002  # an export is new as a whole
        """Yield what an export says, from its beginning."""
        if file.path.suffix.lower() in _TABLES:
            return self._read_table(file)
        return self.export.read(file, told_of_value)

    def peek(self, location: LogLocation) -> str | None:  # noqa: ARG002  # no prompt is read in a log of spending
        """Return `None`: what was said to a model is not read in a log of spending."""
        return None

    def _read_table(self, file: LogFile) -> Iterator[Batch]:
        gathered = Gathered(file)
        with io.BufferedReader(open_regular(file.path), 1 << 20) as table:
            for row in read_rows(table, self.longest_row):
                if row.reason:
                    gathered.reject(row.reason, row.line)
                else:
                    gathered.add(lambda row=row: told_of_row(row.cells), row.line)  # type: ignore[misc]  # a default binds the row of this turn
                if gathered.is_full:
                    yield gathered.batch(row.end)
        yield gathered.batch(file.size)
