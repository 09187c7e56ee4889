"""What entries can be filtered by besides words and days, declared once."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.name_kind import NameKind
from aijournal.domain.tools import tool_title
from aijournal.ui import phrases

_JUDGED = "judged"
_OPEN = "open"


@dataclass(frozen=True, slots=True)
class FilterField:
    """One chip of the bar: its words, and how it reads and sets its part of a filter; `None` is "any".

    The values to pick from are the names of `kind` that the journal holds; without a kind they are
    `fixed`. `say` turns a value into words for people.
    """

    words: str
    get: Callable[[EntryFilter], str | None]
    put: Callable[[EntryFilter, str | None], EntryFilter]
    say: Callable[[str], str] = phrases.plain_line
    kind: NameKind | None = None
    fixed: tuple[str, ...] = ()


def _tr(text: str) -> str:
    return QCoreApplication.translate("FilterBar", text)


def filter_fields() -> tuple[FilterField, ...]:
    """Return the fields in the order in which they stand, in the person's language."""
    return (
        FilterField(
            _tr("Project"),
            lambda wanted: wanted.project,
            lambda wanted, name: replace(wanted, project=name),
            kind=NameKind.PROJECT,
        ),
        FilterField(
            _tr("Tool"),
            lambda wanted: wanted.tool,
            lambda wanted, name: replace(wanted, tool=name),
            _say_tool,
            kind=NameKind.TOOL,
        ),
        FilterField(
            _tr("Task type"),
            lambda wanted: wanted.task,
            lambda wanted, name: replace(wanted, task=name),
            kind=NameKind.TASK,
        ),
        FilterField(
            _tr("Tag"),
            lambda wanted: wanted.tag,
            lambda wanted, name: replace(wanted, tag=name),
            kind=NameKind.TAG,
        ),
        FilterField(_tr("Verdict"), _get_verdict, _put_verdict, _say_verdict, fixed=(_OPEN, _JUDGED)),
    )


def _say_tool(name: str) -> str:
    return phrases.plain_line(tool_title(name))


def _get_verdict(wanted: EntryFilter) -> str | None:
    return {True: _JUDGED, False: _OPEN, None: None}[wanted.is_rated]


def _put_verdict(wanted: EntryFilter, value: str | None) -> EntryFilter:
    return replace(wanted, is_rated=None if value is None else value == _JUDGED)


def _say_verdict(value: str) -> str:
    return {_JUDGED: _tr("judged"), _OPEN: _tr("waiting or unsure")}[value]
