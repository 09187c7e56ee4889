"""The facts of an entry that no log knows, because the person typed it: they can be put right at any time."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from aijournal.domain.entry import Interaction
from aijournal.domain.wording import storable_or_none

LONGEST = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class TypedFacts:
    """When an entry began, how long it lasted, and with what; `url` is a link to the work.

    `started_at` has no zone: it is what the clock showed where the entry was made, and one with a zone is a
    `ValueError`. A model or link without a word is none.
    """

    started_at: datetime
    minutes: float = 0.0
    tool: str | None = None
    model: str | None = None
    typed_tokens: int | None = None
    url: str | None = None

    def __post_init__(self) -> None:
        if self.started_at.tzinfo is not None:
            raise ValueError("what a clock on the wall showed has no zone")
        for name in ("tool", "model", "url"):
            object.__setattr__(self, name, storable_or_none(getattr(self, name)))

    def without_link(self) -> "TypedFacts":
        """Return what only an entry typed by hand lets be changed."""
        return replace(self, url=None)


def typed_facts(one: Interaction) -> TypedFacts:
    """Return the facts that an entry has now."""
    wall_clock = one.started_at.astimezone(UTC).replace(tzinfo=None)
    return TypedFacts(
        started_at=wall_clock + timedelta(minutes=one.utc_offset_minutes),
        minutes=(one.ended_at - one.started_at) / timedelta(minutes=1),
        tool=one.tool,
        model=one.model,
        typed_tokens=one.typed_tokens,
        url=one.url,
    )
