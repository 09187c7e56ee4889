"""What of a report is told, and how the rest is made coarser: months for days, one row for small groups."""

from collections.abc import Hashable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, tzinfo
from typing import Final, Self, TypeVar

from aijournal.analysis.guards import GUARDS, Figure
from aijournal.domain.totals import CellTotals
from aijournal.export.aliases import AliasKind
from aijournal.export.include import Include

LEAST: Final = GUARDS[Figure.RATE].interactions
"""With fewer rated interactions a group is not shown by itself."""

_NAMED: Final = frozenset(AliasKind) - {AliasKind.MODEL}

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Redaction:
    """What an export tells; each switch is off until the person turns it on.

    There is a switch for each part of `Include`, which says what they mean.
    """

    tokens: bool = False
    cost: bool = False
    models: bool = False
    notes: bool = False
    names: bool = False
    paths: bool = False
    times: bool = False
    signals: bool = False
    titles: bool = False

    @classmethod
    def including(cls, parts: Iterable[Include]) -> Self:
        """Return the redaction with the switches of some parts turned on."""
        return cls(**dict.fromkeys(parts, True))

    @property
    def included(self) -> frozenset[Include]:
        """The parts whose switches are on."""
        return frozenset(Include(one.name) for one in fields(self) if getattr(self, one.name))

    @property
    def told(self) -> frozenset[AliasKind]:
        """The kinds of names that are told as they are."""
        models = frozenset({AliasKind.MODEL}) if self.models else frozenset()
        return (_NAMED if self.names else frozenset()) | models

    def day(self, day: date) -> str:
        """Return a day in ISO form, or only its month unless times are told."""
        return day.isoformat() if self.times else month_of_day(day)

    def moment(self, at: datetime, zone: tzinfo) -> str:
        """Return the local day and minute of an aware instant, or only its month unless times are told."""
        local = at.astimezone(zone).replace(tzinfo=None)
        return local.isoformat(" ", "minutes") if self.times else month_of_day(local.date())


def month_of_day(day: date) -> str:
    """Return the month that a day lies in, as ISO writes it."""
    return day.isoformat()[:7]


@dataclass(frozen=True, slots=True)
class MergedCells:
    """The groups with enough rated interactions, and the sums of all others.

    `other` has no key; it is `None` where there are no others, or where even all of them together have too
    few. The latter is what `is_too_few` says, and then nothing more is to be told of them.
    """

    rows: tuple[CellTotals, ...]
    other: CellTotals | None
    is_too_few: bool


def merged_cells(rows: Iterable[CellTotals], least: int = LEAST) -> MergedCells:
    """Return groups in their order, with those of fewer than `least` rated interactions merged into one.

    Rows with the same key are one group, which stands where the first of them stood.
    """
    groups: dict[tuple[str | None, ...], CellTotals] = {}
    for row in rows:
        groups[row.key] = _sum(groups[row.key], row) if row.key in groups else row
    apart = large_enough({key: group.rated for key, group in groups.items()}, least)
    large = tuple(group for key, group in groups.items() if key in apart)
    small = [group for key, group in groups.items() if key not in apart]
    other = CellTotals((), 0, 0, 0, 0)
    for group in small:
        other = _sum(other, group)
    is_too_few = bool(small) and other.rated < least
    return MergedCells(large, other if small and not is_too_few else None, is_too_few)


def large_enough(rated: Mapping[Key, int], least: int = LEAST) -> AbstractSet[Key]:
    """Return the keys of the groups that can be shown by themselves, given how many are rated in each."""
    return frozenset(key for key, count in rated.items() if count >= least)


def _sum(one: CellTotals, other: CellTotals) -> CellTotals:
    return replace(
        one,
        interactions=one.interactions + other.interactions,
        rated=one.rated + other.rated,
        helped=one.helped + other.helped,
        hurt=one.hurt + other.hurt,
    )
