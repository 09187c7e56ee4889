"""What a report leaves out unless the person asks for it, and which format tells which part."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class ReportFormat(StrEnum):
    """What a report can be written as; each value is the ending of its file."""

    MARKDOWN = "md"
    HTML = "html"
    JSON = "json"
    CSV = "csv"
    PDF = "pdf"


class Include(StrEnum):
    """Parts of a report that are not in it by default.

    `NAMES` are projects, tools, task types, tags and bottlenecks by their own names rather than by aliases.
    `TIMES` are days and times of day rather than months. `MODELS` are models by their own names.
    `SIGNALS` are the mirror's questions to the person.
    """

    TOKENS = "tokens"
    COST = "cost"
    MODELS = "models"
    NOTES = "notes"
    NAMES = "names"
    PATHS = "paths"
    TIMES = "times"
    TITLES = "titles"
    SIGNALS = "signals"


_EVERYWHERE: Final = frozenset(ReportFormat)
_TABLES: Final = frozenset({ReportFormat.CSV})  # a row an interaction
_DOCUMENTS: Final = _EVERYWHERE - _TABLES  # sums and sentences

TOLD_IN: Final[Mapping[Include, frozenset[ReportFormat]]] = MappingProxyType(
    {
        Include.TOKENS: _EVERYWHERE,
        Include.COST: _DOCUMENTS,
        Include.MODELS: _TABLES,
        Include.NOTES: _TABLES,
        Include.NAMES: _EVERYWHERE,
        Include.PATHS: _TABLES,
        Include.TIMES: _EVERYWHERE,
        Include.TITLES: _TABLES,
        Include.SIGNALS: _DOCUMENTS,
    }
)


def untold(parts: Iterable[Include], written_as: ReportFormat) -> tuple[Include, ...]:
    """Return the parts that change nothing in a format, in the order of `Include`."""
    asked = frozenset(parts)
    return tuple(part for part in Include if part in asked and written_as not in TOLD_IN[part])


def formats_of(part: Include) -> tuple[ReportFormat, ...]:
    """Return the formats in which a part is told, in the order of `ReportFormat`."""
    return tuple(one for one in ReportFormat if one in TOLD_IN[part])
