"""In which order entries stand, and where one of them stands in it."""

import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from aijournal.domain.entry import Entry, EntryPlace, SortValue

# Names are put in order without regard to capitals, as far as the engine knows these: A to Z.
_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


class SortKey(StrEnum):
    """What entries can be put in order by."""

    START = "start"
    WEIGHTED = "weighted"
    NET = "net"
    OUTCOME = "outcome"
    PROJECT = "project"
    TASK = "task"
    TOOL = "tool"


@dataclass(frozen=True, slots=True)
class EntryOrder:
    """An order of entries: what is not known stands last either way, and the newer of equals first."""

    key: SortKey = SortKey.START
    is_descending: bool = True

    def place_of(self, entry: Entry) -> EntryPlace:
        """Return where an entry stands."""
        interaction = entry.interaction
        return EntryPlace(interaction.started_at, interaction.id, self._value(entry))

    def is_before(self, one: EntryPlace, other: EntryPlace) -> bool:
        """Return whether one place comes before another one of this order."""
        if one.value == other.value:
            is_later = (one.started_at, one.id) > (other.started_at, other.id)
            is_earlier = (one.started_at, one.id) < (other.started_at, other.id)
            return is_earlier if self.key is SortKey.START and not self.is_descending else is_later
        if one.value is None or other.value is None:
            return other.value is None
        return _is_less(other.value, one.value) if self.is_descending else _is_less(one.value, other.value)

    def _value(self, entry: Entry) -> SortValue:
        return _VALUES[self.key](entry)


def _folded(name: str | None) -> str | None:
    return name and name.translate(_LOWER)


def _is_less(one: SortValue, other: SortValue) -> bool:
    """Compare two values of one kind; text by its code points, which is how its bytes compare."""
    if isinstance(one, str) and isinstance(other, str):
        return one < other
    return isinstance(one, int | float) and isinstance(other, int | float) and one < other


def _outcome(entry: Entry) -> int | None:
    outcome = entry.assessment.outcome if entry.assessment else None
    return int(outcome.value) if outcome and outcome.is_rated else None


_VALUES: Final[Mapping[SortKey, Callable[[Entry], SortValue]]] = MappingProxyType(
    {
        SortKey.START: lambda _: None,
        SortKey.WEIGHTED: lambda entry: entry.interaction.weighted_tokens,
        SortKey.NET: lambda entry: entry.assessment.net_minutes if entry.assessment else None,
        SortKey.OUTCOME: _outcome,
        SortKey.PROJECT: lambda entry: _folded(entry.interaction.project),
        SortKey.TASK: lambda entry: _folded(entry.interaction.task),
        SortKey.TOOL: lambda entry: _folded(entry.interaction.tool),
    }
)
NEWEST_FIRST: Final = EntryOrder()
