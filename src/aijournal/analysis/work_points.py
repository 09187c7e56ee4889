"""Net minutes against tokens, a point for each day or each interaction, and what can be said of them all.

No line is laid through the points: how minutes follow tokens is not a question that one person's unplanned
work can answer. What is said is a sum: what the few days brought that took half of the tokens.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from aijournal.analysis.days import merged_days
from aijournal.analysis.guards import GUARDS, Figure
from aijournal.analysis.intervals import exact_sum, finite, ratio
from aijournal.analysis.sentences import plain_number, say, say_count
from aijournal.analysis.value import Tier
from aijournal.domain.totals import ValueDay

# With fewer points, half of the tokens is a matter of one of them.
LEAST_POINTS: Final = GUARDS[Figure.VPT].days
_HOUR = 60


@dataclass(frozen=True, slots=True)
class WorkPoint:
    """The `paired` interactions of a day, those with minutes and a weight, summed; or one, named by `key`.

    `interactions` counts all of the day that could be asked about.
    """

    day: date
    key: str | None
    net_minutes: float
    weighted_tokens: float
    paired: int
    interactions: int


@dataclass(frozen=True, slots=True)
class WorkPoints:
    """Points in order of their tokens, then of time; `saved`, `lost` and `even` count them by their minutes.

    `paired` counts the interactions in the points and `interactions` all that could be asked about;
    `coverage_tokens` is the share of tokens that was judged, `None` where there were none. `guard` says why
    there is no point.
    """

    points: tuple[WorkPoint, ...]
    tier: Tier
    saved: int
    lost: int
    even: int
    paired: int
    interactions: int
    coverage_tokens: float | None
    guard: str | None
    sentence: str


def work_by_day(days: Iterable[ValueDay]) -> WorkPoints:
    """Return a point for each local day with a pair."""
    return _points(merged_days(days), "")


def work_by_interaction(rows: Iterable[ValueDay]) -> WorkPoints:
    """Return a point for each interaction with minutes and a weight; rows are keyed by interaction."""
    return _points(tuple(rows), ".interactions")


def _points(rows: Sequence[ValueDay], form: str) -> WorkPoints:
    points = [
        WorkPoint(row.day, row.key, row.paired_net_minutes, row.paired_weight, row.paired, row.interactions)
        for row in rows
        if row.paired and finite(row.paired_net_minutes + row.paired_weight) is not None
    ]
    minutes = [round(point.net_minutes) for point in points]
    return WorkPoints(
        points=tuple(sorted(points, key=lambda one: (one.weighted_tokens, one.day, one.key or ""))),
        tier=Tier.FELT,
        saved=sum(one > 0 for one in minutes),
        lost=sum(one < 0 for one in minutes),
        even=sum(one == 0 for one in minutes),
        paired=sum(point.paired for point in points),
        interactions=sum(row.interactions for row in rows),
        coverage_tokens=ratio(
            exact_sum(row.rated_weight for row in rows), exact_sum(row.weight for row in rows)
        ),
        guard=None if points else say("work.none"),
        sentence=_sentence(points, form) if points else say("work.none"),
    )


def _sentence(points: Sequence[WorkPoint], form: str) -> str:
    half = exact_sum(point.weighted_tokens for point in points) / 2
    if len(points) < LEAST_POINTS or not half:
        return say_count(f"work.few{form}", len(points))
    top: list[WorkPoint] = []
    spent = 0.0
    for point in sorted(points, key=lambda one: (-one.weighted_tokens, one.day, one.key or "")):
        if spent >= half:
            break
        top.append(point)
        spent += point.weighted_tokens
    whole = exact_sum(point.net_minutes for point in points) / _HOUR
    return say(
        f"work.half{form}",
        top=str(len(top)),
        count=str(len(points)),
        part=plain_number(exact_sum(point.net_minutes for point in top) / _HOUR, beside=whole),
        whole=plain_number(whole),
    )
