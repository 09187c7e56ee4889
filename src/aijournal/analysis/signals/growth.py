"""G5: more tokens for the same value.

Six weekly sums of weighted tokens W and net minutes N, the last three against the first three: W grew if it
is at least 1.2 times what it was, N did not if it grew by less than 5 %. How sure that is shows in how often
it still holds when the seven days of each week are drawn anew, with replacement (the bootstrap, Efron 1979).
"""

import random
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from aijournal.analysis.days import whole_of
from aijournal.analysis.guards import Evidence, Figure, held_back
from aijournal.analysis.intervals import ratio
from aijournal.analysis.sentences import say, say_count
from aijournal.analysis.signals.signal import Measure, Recent, Signal, evidence_of, form_of, held
from aijournal.domain.mirror import SignalEntry, SignalId
from aijournal.domain.totals import ValueDay

DRAWS: Final = 2000
_SURE = 0.8
_COVERED = 0.6
_DAYS = 42
_WEEK = 7
# Any number would do; a fixed one makes the same history say the same.
_SEED = 20250601

# Weighted tokens and net minutes of one day.
Pair = tuple[float, float]


def growth(recent: Recent) -> Signal:
    """Fire where in over 80 % of the draws tokens grew and minutes did not.

    It is held back without six weeks of history, without the net minutes that a range needs, and where less
    than 60 % of the tokens were judged in either half.
    """
    first = recent.last - timedelta(days=_DAYS - 1)
    days = [day for day in recent.days if first <= day.day <= recent.last]
    valued = sum(day.valued for day in days)
    if guard := _guard(recent, first.toordinal(), days):
        return held(SignalId.GROWTH, Measure.SHARE_OF_DRAWS, guard, valued)
    sureness = share_of_draws(_weeks(first.toordinal(), days))
    fires = sureness > _SURE
    latest = [entry for entry in recent.entries if (recent.last - entry.day).days < _DAYS // 2]
    return Signal(
        SignalId.GROWTH,
        fires=fires,
        measure=Measure.SHARE_OF_DRAWS,
        value=sureness,
        threshold=_SURE,
        n=valued,
        sentence=say(form_of(SignalId.GROWTH, "fires" if fires else "quiet")),
        evidence=evidence_of(filter(_weighs, latest), lambda entry: entry.weight) if fires else (),
        coverage=_coverage(days),
    )


def share_of_draws(weeks: Sequence[Sequence[Pair]]) -> float:
    """Return in which share of the draws tokens grew and minutes did not, given six weeks of days."""
    source = random.Random(_SEED)  # noqa: S311 - draws days, no secret
    hits = 0
    for _ in range(DRAWS):
        halves = ([source.choices(week, k=len(week)) for week in half] for half in (weeks[:3], weeks[3:]))
        before, after = ([pair for week in half for pair in week] for half in halves)
        hits += is_more_for_the_same(_sum(before), _sum(after))
    return hits / DRAWS


def is_more_for_the_same(before: Pair, after: Pair) -> bool:
    """Return whether tokens grew by 20 % or more and minutes by less than 5 %."""
    (old_weight, old_minutes), (weight, minutes) = before, after
    # Whole factors, for 1.2 times a number is not exact.
    has_more_tokens = weight > old_weight and 5 * weight >= 6 * old_weight
    has_more_value = minutes > old_minutes and 20 * (minutes - old_minutes) >= abs(old_minutes)
    return has_more_tokens and not has_more_value


def _sum(pairs: Sequence[Pair]) -> Pair:
    return sum(weight for weight, _ in pairs), sum(minutes for _, minutes in pairs)


def _weeks(first: int, days: Sequence[ValueDay]) -> list[list[Pair]]:
    """Return six times seven pairs; a day without work is one of nothing."""
    pairs = {day.day.toordinal(): (_spent(day), day.net_minutes) for day in days}
    laid_out = [pairs.get(first + number, (0.0, 0.0)) for number in range(_DAYS)]
    return [laid_out[start : start + _WEEK] for start in range(0, _DAYS, _WEEK)]


def _guard(recent: Recent, first: int, days: Sequence[ValueDay]) -> str | None:
    begun = max(recent.first, min((day.day for day in recent.days), default=recent.last))
    if missing := max(0, begun.toordinal() - first):
        return say_count(form_of(SignalId.GROWTH, "needs"), missing)
    valued = [day for day in days if day.valued]
    lack = held_back(
        Figure.NET_INTERVAL, Evidence(sum(day.valued for day in valued), len(valued), length=_DAYS)
    )
    if lack:
        return say(form_of(SignalId.GROWTH, "lacks"), missing=lack.missing)
    middle = first + _DAYS // 2
    halves = (
        [day for day in days if (day.day.toordinal() >= middle) is is_late] for is_late in (False, True)
    )
    if any((_coverage(half) or 0.0) < _COVERED for half in halves):
        return say(form_of(SignalId.GROWTH, "uncovered"))
    return None


def _spent(day: ValueDay) -> float:
    """Return the tokens that minutes saved are held against: new work saves none and is no part of them."""
    return max(0.0, day.weight - day.new_work_weight)


def _coverage(days: Sequence[ValueDay]) -> float | None:
    whole = whole_of(days)
    return ratio(whole.paired_weight, _spent(whole))


def _weighs(entry: SignalEntry) -> bool:
    return entry.weight is not None
