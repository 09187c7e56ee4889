"""Names as a person types them, matched with those that entries carry."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, Final

from aijournal.cli.options import refuse_unknown_source
from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.name_kind import NameKind
from aijournal.domain.wording import folded
from aijournal.journal.journal import Journal

_KINDS: Final[Mapping[str, NameKind]] = MappingProxyType({kind.value: kind for kind in NameKind})
_HOW_TO_BEGIN = "No entries match. `aijournal import` reads your tools' logs, `aijournal log` takes a line."


def in_known_spelling(journal: Journal, wanted: EntryFilter) -> EntryFilter:
    """Return a filter whose names are spelled as entries spell them, where just one name can be meant.

    Case and what stands between words do not tell names apart, unless there are entries for each of them; a
    sign such as in C# and C++ does. Raises `click.UsageError` for a source that there is not.
    """
    if wanted.source is not None:
        refuse_unknown_source(wanted.source, journal.imports.last_read())
    meant: dict[str, Any] = {}
    for part, typed in _named(wanted):
        names = journal.names.of(_KINDS[part])
        alike = [name for name in names if folded(name) == folded(typed)]
        if typed not in names and len(alike) == 1:
            meant[part] = alike[0]
    return replace(wanted, **meant)


def read_as(typed: EntryFilter, wanted: EntryFilter) -> Mapping[str, Any]:
    """Return a part of a document that says which names were read as others; nothing where none was."""
    changed = {part: name for part, name in _named(wanted) if name != getattr(typed, part)}
    return {"meant": changed} if changed else {}


def nothing_matches(journal: Journal, wanted: EntryFilter) -> str:
    """Say that nothing matches, and which name that is known may have been meant."""
    if journal.is_blank() or wanted == EVERYTHING:
        return _HOW_TO_BEGIN
    if of_tools := _tools_of_table(journal, wanted.source):
        return f"No entries match. Did you mean {of_tools[0]}?"
    for part, typed in _named(wanted):
        names = journal.names.of(_KINDS[part])
        if typed not in names and (nearest := _nearest(typed, names)):
            return f"No entries match. Did you mean {nearest}?"
    return "No entries match."


def _tools_of_table(journal: Journal, source: str | None) -> tuple[str, ...]:
    """Return the sources of a table's rows that name their tools, the latest first."""
    last_read = journal.imports.last_read()
    of_tools = (one for one in last_read if source and one.startswith(f"{source}:"))
    return tuple(sorted(of_tools, key=last_read.__getitem__, reverse=True))


def _named(wanted: EntryFilter) -> Iterator[tuple[str, str]]:
    for part in _KINDS:
        if typed := getattr(wanted, part):
            yield part, typed


def _nearest(typed: str, names: tuple[str, ...]) -> str | None:
    spellings: dict[str, str] = {}
    for name in names:  # the most used comes first
        spellings.setdefault(folded(name), name)
    found = get_close_matches(folded(typed), spellings, n=1)
    return spellings[found[0]] if found else None
