"""Names that stand for others: a reader can tell two projects apart, and does not learn what they are."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from string import ascii_uppercase
from types import MappingProxyType
from typing import Final

from aijournal.domain.tools import TOOLS, tool_name, tool_title
from aijournal.domain.wording import folded


class AliasKind(StrEnum):
    """What has names that an export does not tell; each value is the word before the letter."""

    PROJECT = "Project"
    TOOL = "Tool"
    TASK = "Task type"
    MODEL = "Model"
    TAG = "Tag"
    BOTTLENECK = "Bottleneck"
    TRIAL = "Trial"
    ARM = "Way of working"


_BUILT_IN_TOOLS: Final = frozenset(tool.name for tool in TOOLS)
_NOBODY: Final[frozenset[AliasKind]] = frozenset()
_NOTHING: Final[Mapping[AliasKind, Iterable[str]]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Aliases:
    """How the names of a journal are told in one export.

    `hidden_names` are those behind an alias, as they were handed in: what no own word in the export may hold.
    """

    hidden_names: frozenset[str] = field(repr=False)
    _told: Mapping[tuple[AliasKind, str], str] = field(repr=False)
    _hidden: frozenset[tuple[AliasKind, str]] = field(repr=False)

    def stand_ins(self, kind: AliasKind, names: Iterable[str]) -> frozenset[str]:
        """Return the aliases that some names are told by, without those that are told by their own."""
        keys = {(kind, _one_name(kind, name)) for name in names}
        return frozenset(self._told[key] for key in keys & self._hidden)

    def of(self, kind: AliasKind, name: str) -> str:
        """Return how a name is told, however it is spelled.

        Raises `KeyError` for a name that the aliases were not made for: it must not leave, and an alias made
        up on the spot could change from one export to the next.
        """
        return self._told[kind, _one_name(kind, name)]


def aliases_for(
    names: Mapping[AliasKind, Iterable[str]],
    told: AbstractSet[AliasKind] = _NOBODY,
    known: Mapping[AliasKind, Iterable[str]] = _NOTHING,
) -> Aliases:
    """Return aliases for the names of each kind, lettered in the order in which they come.

    Kinds in `told` keep their own names, as do the tools of the built-in list, which get their titles, and
    the names in `known`, which say nothing about the person, such as the models of the price list. Spellings
    of one name share an alias, and the first of them is the one that is told. No alias is the name of
    anything that was handed in, of whatever kind.
    """
    every_name = {kind: tuple(of_kind) for kind, of_kind in names.items()}
    taken = {folded(name) for of_kind in every_name.values() for name in of_kind}
    how: dict[tuple[AliasKind, str], str] = {}
    hidden: set[str] = set()
    hidden_keys: set[tuple[AliasKind, str]] = set()
    for kind, of_kind in every_name.items():
        letters = _free_aliases(kind, taken)
        public = {_one_name(kind, name) for name in known.get(kind, ())}
        for name in of_kind:
            key = kind, _one_name(kind, name)
            if kind in told or key[1] in public or _is_built_in(kind, name):
                how.setdefault(key, tool_title(name) if kind is AliasKind.TOOL else name)
                continue
            hidden.add(name)
            hidden_keys.add(key)
            if key not in how:
                how[key] = next(letters)
    return Aliases(frozenset(hidden), MappingProxyType(how), frozenset(hidden_keys))


def _one_name(kind: AliasKind, name: str) -> str:
    """Return what all spellings of a name have in common; tools have more spellings than letters' cases."""
    return folded(tool_name(name) if kind is AliasKind.TOOL else name)


def _is_built_in(kind: AliasKind, name: str) -> bool:
    return kind is AliasKind.TOOL and tool_name(name) in _BUILT_IN_TOOLS


def _free_aliases(kind: AliasKind, taken: AbstractSet[str]) -> Iterator[str]:
    every_alias = (f"{kind} {_letters(number)}" for number in count(1))
    return (alias for alias in every_alias if folded(alias) not in taken)


def _letters(number: int) -> str:
    """Return A for 1, Z for 26, AA for 27, as the columns of a spreadsheet are lettered."""
    letters = ""
    while number:
        number, digit = divmod(number - 1, len(ascii_uppercase))
        letters = ascii_uppercase[digit] + letters
    return letters
