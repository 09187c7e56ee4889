"""What of a report is told, and how the rest is made coarser: months for days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Self

from aijournal.export.aliases import AliasKind
from aijournal.export.include import Include

_NAMED: Final = frozenset(AliasKind) - {AliasKind.MODEL}


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
    titles: bool = False
    signals: bool = False

    @classmethod
    def including(cls, parts: Iterable[Include]) -> Self:
        """Return the redaction with the switches of some parts turned on."""
        return cls(**dict.fromkeys(parts, True))

    @property
    def told(self) -> frozenset[AliasKind]:
        """The kinds of names that are told as they are."""
        models = frozenset({AliasKind.MODEL}) if self.models else frozenset()
        return (_NAMED if self.names else frozenset()) | models

    def day(self, day: date) -> str:
        """Return a day in ISO form, or only its month unless times are told."""
        return day.isoformat() if self.times else month_of_day(day)


def month_of_day(day: date) -> str:
    """Return the month that a day lies in, as ISO writes it."""
    return day.isoformat()[:7]
