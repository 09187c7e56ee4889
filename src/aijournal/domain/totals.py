"""Sums that the journal answers with: tokens and cost, and what value figures are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from aijournal.domain.facts import Charge, charges_by_unit
from aijournal.domain.tokens import TokenUsage, TokenWeights


class GroupBy(StrEnum):
    """What sums can be split by."""

    SOURCE = "source"
    TOOL = "tool"
    MODEL = "model"
    PROJECT = "project"
    TASK = "task"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    INTERACTION = "interaction"
    BOTTLENECK = "bottleneck"
    MOTIVE = "motive"


@dataclass(frozen=True, slots=True)
class TokenTotals:
    """Token and cost sums of one group; `key` is `None` for a group without a name or for the total.

    `usage` sums the known tokens. A bucket that no call knows is `None`. `typed_tokens` were typed by
    hand without a split and weigh 1 each. `cost_usd` covers the calls that have a price.
    """

    key: str | None
    interactions: int
    exchanges: int
    calls: int
    calls_without_tokens: int
    usage: TokenUsage
    typed_tokens: int | None
    weighted_tokens: float | None
    cost_usd: Decimal | None
    unpriced_calls: int

    @property
    def raw_tokens(self) -> int | None:
        """All tokens as a dashboard adds them up, whatever they weigh; `None` where none is known."""
        usage = self.usage
        parts = (
            usage.input_tokens,
            usage.cache_write_tokens,
            usage.cache_read_tokens,
            usage.output_tokens,
            self.typed_tokens,
        )
        known = [part for part in parts if part is not None]
        return sum(known) if known else None

    def known_weight(self, weights: TokenWeights) -> float:
        """Return the weight of all known tokens, which is a lower bound where `is_lower_bound`."""
        return self.usage.known_weight(weights) + (self.typed_tokens or 0)

    @property
    def is_lower_bound(self) -> bool:
        """Whether there were more tokens than are known."""
        return self.usage.output_is_lower_bound or self.calls_without_tokens > 0


@dataclass(frozen=True, slots=True)
class ChargeTable:
    """What tools charged in units of their own, by group, unit by unit; it is no part of tokens or cost."""

    groups: Mapping[str | None, tuple[Charge, ...]]

    def of(self, key: str | None) -> tuple[Charge, ...]:
        """Return what was charged in one group."""
        return self.groups.get(key, ())

    @property
    def total(self) -> tuple[Charge, ...]:
        """What was charged in all groups."""
        return charges_by_unit(charge for charges in self.groups.values() for charge in charges)


@dataclass(frozen=True, slots=True)
class ValueDay:
    """One local day of one group, summed for value figures; the day is the cluster of the interval.

    `interactions` counts those that a person could be asked about. `rated` have a verdict that counts,
    `helped` and `hurt` are of those. `valued` have net minutes and are not new work; `net_minutes` is
    their sum. `paired` have a weight besides, `paired_net_minutes` and `paired_weight` are their sums:
    the two sides of value per token. `weight` sums all known weights of the day, prompted or not,
    `rated_weight` those of rated interactions. `without_weight` counts interactions whose tokens are
    unknown or a lower bound, `rework_unknown` the valued ones whose rework nobody stated. `priced` are
    the valued ones all of whose calls have a price, `priced_net_minutes` and `cost_usd` their sums; they are
    known only where cost was asked for. `new_work` counts what would not have been done without AI and is no
    part of minutes saved, `new_work_weight` is its weight. `gained_minutes` sums the net minutes above zero,
    `relieved_minutes` the part of these that fell on what the person named as a bottleneck for that day.
    `rework_minutes` are those that `net_minutes` are less, of the `reworked` ones. `weighed` counts
    interactions with known tokens, even if they used none.
    """

    key: str | None
    day: date
    interactions: int
    assessed: int
    rated: int
    helped: int
    hurt: int
    valued: int
    net_minutes: float
    paired: int
    paired_net_minutes: float
    paired_weight: float
    weight: float
    rated_weight: float
    without_weight: int
    rework_unknown: int
    audited: int = 0
    audited_rated: int = 0
    audited_helped: int = 0
    cost_usd: Decimal | None = None
    priced: int = 0
    priced_net_minutes: float = 0.0
    new_work: int = 0
    new_work_weight: float = 0.0
    gained_minutes: float = 0.0
    relieved_minutes: float = 0.0
    reworked: int = 0
    rework_minutes: float = 0.0
    weighed: int = 0


@dataclass(frozen=True, slots=True)
class CellTotals:
    """The verdicts of one cell, such as a model and a task type; a part without a name is `None`."""

    key: tuple[str | None, ...]
    interactions: int
    rated: int
    helped: int
    hurt: int
