"""Tables as people and tools write them, for tests."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

NOTES = (
    *("Date", "Time", "What I did", "Project", "Minutes saved", "Outcome", "Need", "Task type", "Tags"),
    *("Comment", "Link"),
)
NOTE = ("2026-03-02", "14:05", "Fixed a flaky test", "shop", "20", "+2", "slower", "debugging", "ci, flaky")
USAGE = ("Timestamp", "Request ID", "Model", "Input tokens", "Output tokens", "Credits")
CALL = ("2026-03-02T14:05:00Z", "req-0001-a", "acme-large", "1200", "80", "1.5")


@dataclass(frozen=True, slots=True)
class Dialect:
    """One way to write a table."""

    separator: str = ","
    encoding: str = "utf-8"
    end: str = "\n"
    quotes_all: bool = False


def write_table(path: Path, rows: Iterable[Sequence[str]], dialect: Dialect = Dialect()) -> Path:  # frozen
    """Write a table whose first row holds the names of its columns."""
    text = io.StringIO(newline="")
    writer = csv.writer(
        text,
        delimiter=dialect.separator,
        lineterminator=dialect.end,
        quoting=csv.QUOTE_ALL if dialect.quotes_all else csv.QUOTE_MINIMAL,
    )
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode(dialect.encoding))
    return path


def write_notes(folder: Path, *rows: Sequence[str], name: str = "notes.csv") -> Path:
    """Write a spreadsheet of past notes."""
    return write_table(folder / name, [NOTES, *(rows or (NOTE,))])


def write_usage(folder: Path, *rows: Sequence[str], name: str = "usage.csv") -> Path:
    """Write a tool's table of requests."""
    return write_table(folder / name, [USAGE, *(rows or (CALL,))])


def write_lines(path: Path, *rows: Mapping[str, object]) -> Path:
    """Write JSON Lines."""
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path
