"""What only the person knows: whether an interaction helped, and whether it was needed."""

from dataclasses import dataclass, fields
from datetime import datetime
from enum import Enum, StrEnum
from typing import Final


class Outcome(Enum):
    """The verdict, always compared with doing the same without AI."""

    HURT_A_LOT = -2
    HURT = -1
    NO_DIFFERENCE = 0
    HELPED = 1
    HELPED_A_LOT = 2
    UNSURE = "unsure"

    @property
    def is_rated(self) -> bool:
        """Whether it counts in rates; "unsure" is left out of them."""
        return self is not Outcome.UNSURE


class Need(StrEnum):
    """Whether the AI was needed at all."""

    COULD_NOT = "could_not"
    SLOWER = "slower"
    NOT_NEEDED = "not_needed"
    KNEW = "knew"


class Accepted(StrEnum):
    """How much of what the AI made was kept."""

    NONE = "none"
    PARTLY = "partly"
    MOSTLY = "mostly"
    AS_IS = "as_is"


class Quality(StrEnum):
    """The result, compared with doing the same without AI."""

    WORSE = "worse"
    SAME = "same"
    BETTER = "better"


class Motive(StrEnum):
    """Why the AI was used."""

    CHOSE = "chose"
    EXPECTED = "expected"
    COUNTED = "counted"


class LeftMe(StrEnum):
    """How the interaction left the person."""

    DRAINED = "drained"
    SAME = "same"
    ENERGISED = "energised"


class Door(StrEnum):
    """By which door an assessment came in."""

    INBOX = "inbox"
    QUICK_LOG = "quick_log"
    AUDIT = "audit"
    COMMAND_LINE = "command_line"
    DETAIL = "detail"
    BULK = "bulk"


@dataclass(frozen=True, slots=True)
class Assessment:
    """A person's verdict on one interaction; every field may be left open.

    Minutes are minutes of the person's own time. `net_minutes` is what was saved (positive) or lost
    (negative) against doing the work without AI, as claimed when judged; `rework_minutes` is what came
    after, asked about once at `rework_asked_at`. `useful_exchange_id` is the journal's number of the exchange
    after which nothing more was needed. `seconds_taken` is how long judging took.
    """

    outcome: Outcome | None = None
    need: Need | None = None
    net_minutes: float | None = None
    rework_minutes: float | None = None
    unaided_minutes: float | None = None
    forecast_without_minutes: float | None = None
    forecast_with_minutes: float | None = None
    accepted: Accepted | None = None
    would_do_again: bool | None = None
    bottleneck: str | None = None
    is_new_work: bool | None = None
    quality: Quality | None = None
    motive: Motive | None = None
    unblocked: str | None = None
    note: str | None = None
    confidence: float | None = None
    left_me: LeftMe | None = None
    useful_exchange_id: int | None = None
    rework_asked_at: datetime | None = None
    assessed_at: datetime | None = None
    seconds_taken: float | None = None
    door: Door | None = None

    @property
    def is_verdict(self) -> bool:
        """Whether it judges: a note by itself leaves an entry waiting for a verdict."""
        return any(getattr(self, name) is not None for name in VERDICT)


_CIRCUMSTANCES = frozenset({"rework_asked_at", "assessed_at", "seconds_taken", "door"})
SAID: Final = tuple(one.name for one in fields(Assessment) if one.name not in _CIRCUMSTANCES)
"""What is said of an entry, besides when and how."""
VERDICT: Final = tuple(name for name in SAID if name != "note")
"""What makes it a verdict."""
