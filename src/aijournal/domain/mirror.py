"""What the mirror is made of: what others can count, and what its signals look at."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from aijournal.domain.assessment import Accepted, Motive, Need, Outcome


class SignalId(StrEnum):
    """The ten signals, in the order in which they are asked."""

    TAIL = "G1"
    STRETCH = "G2"
    KNOWN_ANSWER = "G3"
    TRIVIAL = "G4"
    GROWTH = "G5"
    QUOTA_EDGE = "G6"
    UNATTENDED = "G7"
    RATING_QUALITY = "G8"
    OPTIMISM = "G9"
    MOTIVE = "G10"


@dataclass(frozen=True, slots=True)
class SeenDay:
    """One local day as a meter sees it: raw tokens of all four buckets, the calls, and what they cost.

    `tokens` is `None` where nobody said, neither a call nor the person. A person counts as active on a day
    with a call or with tokens. `is_lower_bound` marks a day with more tokens than are known.
    """

    day: date
    tokens: int | None
    calls: int
    cost_usd: Decimal | None
    is_lower_bound: bool = False

    @property
    def is_active(self) -> bool:
        """Whether AI was used on that day, as far as a meter can tell."""
        return self.calls > 0 or self.tokens is not None


@dataclass(frozen=True, slots=True)
class SignalEntry:
    """One interaction as the signals see it: no words but the task type.

    `weight` is in weighted tokens and `None` where it is not known for certain. `net_minutes` are those of
    value figures: less rework, `None` where unknown or new work. `tail_weight` is what came after the
    exchange that the person marked as the useful one, `None` where none is marked. `unattended_weight` is the
    part spent in runs without a human prompt for half an hour or longer, `None` as `weight` is. Minutes are
    the person's, `span_minutes` from the first to the last moment.
    """

    id: int
    day: date
    started_at: datetime
    ended_at: datetime
    task: str | None
    weight: float | None
    exchanges: int
    active_minutes: int | None
    outcome: Outcome | None
    need: Need | None
    motive: Motive | None
    accepted: Accepted | None
    net_minutes: float | None
    unaided_minutes: float | None
    assessed_at: datetime | None
    seconds_taken: float | None
    tail_weight: float | None
    unattended_weight: float | None

    def __hash__(self) -> int:
        """Return what tells entries apart at once; that of all fields takes longer than a signal."""
        return hash(self.id)
