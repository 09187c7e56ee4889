"""What became of the records of another journal: counted while they are taken in."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

_REFUSALS_KEPT = 100


@dataclass(frozen=True, slots=True)
class Refusal:
    """A record that could not be taken in: the line it stands in, and why."""

    line: int
    reason: str


@dataclass(slots=True)
class Tally:
    """Counts of records; each is imported, a duplicate, ignored or refused.

    `imported` brought something new; `duplicates` are here already, `ignored` are of no use here: deleted
    here, for instance. `different` counts those of the two former that are here and say something else here,
    which stays.
    """

    imported: int = 0
    duplicates: int = 0
    ignored: int = 0
    different: int = 0
    interactions_new: int = 0
    exchanges_new: int = 0
    calls_new: int = 0
    refused_by_reason: Counter[str] = field(default_factory=Counter)
    refusals: list[Refusal] = field(default_factory=list)

    def take(self, *, is_new: bool, is_different: bool = False) -> None:
        """Count a record that is here now."""
        self.imported += is_new
        self.duplicates += not is_new
        self.different += is_different

    def refuse(self, line: int, reason: str) -> None:
        """Count a record that is not taken in; the first of them are kept with their place."""
        self.refused_by_reason[reason] += 1
        if len(self.refusals) < _REFUSALS_KEPT:
            self.refusals.append(Refusal(line, reason))


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What taking in a whole journal came to, as `Tally` counts it."""

    records: int
    imported: int
    duplicates: int
    ignored: int
    rejected_by_reason: Mapping[str, int]
    refusals: tuple[Refusal, ...]
    different: int
    interactions_new: int
    exchanges_new: int
    calls_new: int


def taken_in(tally: Tally) -> TakenIn:
    """Return what was counted."""
    refused = tally.refused_by_reason
    return TakenIn(
        records=tally.imported + tally.duplicates + tally.ignored + refused.total(),
        imported=tally.imported,
        duplicates=tally.duplicates,
        ignored=tally.ignored,
        rejected_by_reason=dict(refused.most_common()),
        refusals=tuple(tally.refusals),
        different=tally.different,
        interactions_new=tally.interactions_new,
        exchanges_new=tally.exchanges_new,
        calls_new=tally.calls_new,
    )
