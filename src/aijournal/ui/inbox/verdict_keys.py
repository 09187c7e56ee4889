"""What the actions of a verdict mean, in the order in which their keys stand."""

from dataclasses import dataclass, replace
from datetime import datetime

from aijournal.domain.assessment import Assessment, Door, Need, Outcome

OUTCOME_ACTIONS = (
    ("verdict.rate_1", Outcome.HURT_A_LOT),
    ("verdict.rate_2", Outcome.HURT),
    ("verdict.rate_3", Outcome.NO_DIFFERENCE),
    ("verdict.rate_4", Outcome.HELPED),
    ("verdict.rate_5", Outcome.HELPED_A_LOT),
    ("verdict.unsure", Outcome.UNSURE),
)
NEED_ACTIONS = (
    ("verdict.could_not", Need.COULD_NOT),
    ("verdict.slower", Need.SLOWER),
    ("verdict.not_needed", Need.NOT_NEEDED),
    ("verdict.knew", Need.KNEW),
)

MINUTE_ACTIONS = tuple(f"inbox.minutes_{step}" for step in range(1, 6))
_GAINED = (5.0, 15.0, 30.0, 60.0, 120.0)
_LOST = (-10.0, -30.0, -60.0, -120.0)

TYPED_MINUTES = "verdict.minutes"
TASK = "verdict.task"
NEXT_TASK = "inbox.next_task"
NOTE = "verdict.note"
SKIP = "inbox.skip"
UNDO = "inbox.undo"


def minute_steps(outcome: Outcome | None) -> tuple[float, ...]:
    """Return the minutes to choose from, log-spaced: lost ones after "hurt", else gained ones.

    Without a verdict their sign is unknown, and with "no difference" there is nothing to choose.
    """
    if outcome in (Outcome.HURT, Outcome.HURT_A_LOT):
        return _LOST
    if outcome in (Outcome.HELPED, Outcome.HELPED_A_LOT):
        return _GAINED
    return ()


@dataclass(frozen=True, slots=True)
class VerdictDraft:
    """What has been said of one entry and is not yet saved; `began_at` is when it came before the eyes."""

    began_at: datetime
    outcome: Outcome | None = None
    net_minutes: float | None = None
    need: Need | None = None
    note: str | None = None

    @property
    def is_worth_saving(self) -> bool:
        """Whether moving on must keep something."""
        return (self.outcome, self.net_minutes, self.need, self.note) != (None, None, None, None)

    def with_outcome(self, outcome: Outcome) -> "VerdictDraft":
        """Return the draft with another outcome; minutes that had the other sign are dropped."""
        steps = minute_steps(outcome)
        keeps = self.net_minutes is None or not steps or (self.net_minutes < 0) == (steps[0] < 0)
        return replace(self, outcome=outcome, net_minutes=self.net_minutes if keeps else None)

    def assessment(self, now: datetime, door: Door) -> Assessment:
        """Return the draft as the verdict that is saved."""
        return Assessment(
            outcome=self.outcome,
            need=self.need,
            net_minutes=self.net_minutes,
            note=self.note,
            assessed_at=now,
            seconds_taken=max(0.0, (now - self.began_at).total_seconds()),
            door=door,
        )
