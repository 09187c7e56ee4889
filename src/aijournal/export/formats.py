"""The formats of a report: how each is named on a disk, and which switches mean anything in it."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from aijournal.domain.entry import Entry
from aijournal.export.html import to_html
from aijournal.export.include import Include
from aijournal.export.json_document import to_json
from aijournal.export.markdown import to_markdown
from aijournal.export.review import Review
from aijournal.export.table import csv_lines


class ReportFormat(StrEnum):
    """What a report is written as; each value is the ending of its file."""

    MARKDOWN = "md"
    HTML = "html"
    PDF = "pdf"
    CSV = "csv"
    JSON = "json"

    @property
    def is_text(self) -> bool:
        """Whether it can be read, and copied, as it is."""
        return self is not ReportFormat.PDF

    @property
    def is_of_entries(self) -> bool:
        """Whether it is a row for each entry, rather than sentences and the person's own words."""
        return self is ReportFormat.CSV


_IN_A_DOCUMENT: Final = frozenset(
    {Include.TOKENS, Include.COST, Include.NAMES, Include.TIMES, Include.SIGNALS}
)
USED: Final[Mapping[ReportFormat, frozenset[Include]]] = MappingProxyType(
    {
        ReportFormat.MARKDOWN: _IN_A_DOCUMENT,
        ReportFormat.HTML: _IN_A_DOCUMENT,
        ReportFormat.PDF: _IN_A_DOCUMENT,
        ReportFormat.JSON: _IN_A_DOCUMENT,
        ReportFormat.CSV: frozenset(Include) - {Include.COST, Include.SIGNALS},
    }
)
"""The switches that put anything into a format; the others change nothing in it."""

_TEXTS: Final[Mapping[ReportFormat, Callable[[Review], str]]] = MappingProxyType(
    {
        ReportFormat.MARKDOWN: lambda one: to_markdown(one.document),
        ReportFormat.HTML: lambda one: to_html(one.document),
        ReportFormat.JSON: to_json,
    }
)


def untold(parts: Iterable[Include], kind: ReportFormat) -> tuple[Include, ...]:
    """Return the parts that change nothing in a format, in the order of `Include`."""
    asked = frozenset(parts)
    return tuple(part for part in Include if part in asked and part not in USED[kind])


def formats_of(part: Include) -> tuple[ReportFormat, ...]:
    """Return the formats in which a part is told, in the order of `ReportFormat`."""
    return tuple(kind for kind in ReportFormat if part in USED[kind])


def text_of(kind: ReportFormat, review: Review, entries: Iterable[Entry]) -> bytes:
    """Return the bytes of a report in a format that is text; only CSV looks at the entries.

    Raises `KeyError` for PDF, which whoever has fonts draws from the document.
    """
    if kind is ReportFormat.CSV:
        return "".join(csv_lines(entries, review.aliases, review.redaction)).encode()
    return _TEXTS[kind](review).encode()
