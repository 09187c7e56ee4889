"""What the mirror is made of: what others can count, and what its signals look at."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from aijournal.domain.assessment import Accepted, Motive, Need, Outcome


@dataclass(frozen=True, slots=True)
class SeenDay:
    """One local day as a meter sees it: raw tokens of all four buckets, the calls, and what they cost.

    `tokens` is `None` where no call said; a person counts as active on a day with at least one call.
    """

    day: date
    tokens: int | None
    calls: int
    cost_usd: Decimal | None


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
    is_prompted: bool
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
