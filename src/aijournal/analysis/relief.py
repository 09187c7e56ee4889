"""Bottleneck relief: how much of what was gained fell where the work was stuck."""

from dataclasses import dataclass

from aijournal.analysis.intervals import finite, ratio
from aijournal.analysis.sentences import say
from aijournal.domain.totals import ValueDay


@dataclass(frozen=True, slots=True)
class Relief:
    """The share of the minutes gained that fell on bottlenecks the person named for the period.

    It rests on the `n` interactions with net minutes. `share` is `None` where `guard` says why.
    """

    share: float | None
    relieved_minutes: float | None
    gained_minutes: float | None
    n: int
    guard: str | None


def relief_of(whole: ValueDay, *, names_bottlenecks: bool) -> Relief:
    """Return the relief of all days as one; without a bottleneck named, one of nothing is unknown."""
    gained = finite(whole.gained_minutes) if whole.valued else None
    is_named = names_bottlenecks or whole.relieved_minutes > 0
    relieved = finite(whole.relieved_minutes) if is_named else None
    guard = None
    if not gained:
        guard = say("mirror.relief.nothing_gained")
    elif relieved is None:
        guard = say("mirror.relief.not_named")
    share = None if guard or relieved is None or gained is None else ratio(relieved, gained)
    return Relief(share, relieved, gained, whole.valued, guard)
