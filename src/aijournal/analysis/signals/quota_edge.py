"""G6: work at the edge of a target that others set, looked at only if the person enters one."""

import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from aijournal.analysis.guards import GUARDS, Figure
from aijournal.analysis.intervals import ratio
from aijournal.analysis.sentences import plain_number, say, say_count
from aijournal.analysis.signals.signal import (
    Measure,
    Recent,
    Signal,
    evidence_of,
    form_of,
    held,
    verdict_of,
)
from aijournal.domain.mirror import SeenDay, SignalEntry, SignalId
from aijournal.domain.period import Period, month_of, week_of
from aijournal.domain.quota import Quota, QuotaPeriod

_PERIODS: Final = 6
_AT_THE_EDGE = 3
_LAST_DAY_TIMES = 2
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Span:
    """One whole week or month whose tokens are known, by active day in order of time."""

    tokens: Mapping[date, int]

    @property
    def last_day(self) -> date:
        return max(self.tokens)

    def is_at_the_edge(self, quota: Quota) -> bool:
        """Whether it ended on the target or at most a tenth above it, in whole numbers."""
        return 10 * quota.tokens <= 10 * sum(self.tokens.values()) <= 11 * quota.tokens


def quota_edge(recent: Recent) -> Signal:
    """Fire where three of the last six periods ended within a tenth above the target.

    Else where the last active day of a period took over twice the tokens of its other active days and the
    outcomes on those last days were lower. Tokens are raw ones, as those who count them count; a period with
    an active day of unknown tokens is left out. Six months are more than 90 days: this signal goes back as
    far as its six periods do.
    """
    measure = Measure.SHARE_OF_PERIODS
    if recent.quota is None:
        return held(SignalId.QUOTA_EDGE, measure, say(form_of(SignalId.QUOTA_EDGE, "no_target")))
    if recent.is_filtered:
        return held(SignalId.QUOTA_EDGE, measure, say(form_of(SignalId.QUOTA_EDGE, "filtered")))
    count, since, spans = _last_spans(recent, recent.quota.per)
    if count < _AT_THE_EDGE:
        guard = say_count(form_of(SignalId.QUOTA_EDGE, "needs"), _AT_THE_EDGE - count)
        return held(SignalId.QUOTA_EDGE, measure, guard, count)
    edges = [span for span in spans if span.is_at_the_edge(recent.quota)]
    last_day = None if len(edges) >= _AT_THE_EDGE else _last_day_signal(recent, spans)
    return last_day or _edge_signal(recent, edges, count, since)


def _edge_signal(recent: Recent, edges: Sequence[_Span], count: int, since: date) -> Signal:
    fires = len(edges) >= _AT_THE_EDGE
    form = form_of(SignalId.QUOTA_EDGE, "fires" if fires else "quiet")
    last_days = {span.last_day for span in edges}
    return Signal(
        SignalId.QUOTA_EDGE,
        fires=fires,
        measure=Measure.SHARE_OF_PERIODS,
        value=len(edges) / count,
        threshold=_AT_THE_EDGE / count,
        n=count,
        sentence=say(form, edges=str(len(edges)), periods=str(count), since=since.isoformat()),
        evidence=_heaviest(entry for entry in recent.history if entry.day in last_days) if fires else (),
    )


def _last_day_signal(recent: Recent, spans: Sequence[_Span]) -> Signal | None:
    """Return the signal of the last days if it fires, `None` if it does not or cannot tell."""
    spans = [span for span in spans if len(span.tokens) > 1]
    last_days = {span.last_day for span in spans}
    other_days = {day for span in spans for day in span.tokens} - last_days
    tokens = {day: count for span in spans for day, count in span.tokens.items()}
    if len(spans) < _AT_THE_EDGE:
        return None
    times = ratio(_mean(tokens, last_days), _mean(tokens, other_days))
    if times is None or times <= _LAST_DAY_TIMES or not _is_lower(recent.history, last_days, other_days):
        return None
    return Signal(
        SignalId.QUOTA_EDGE,
        fires=True,
        measure=Measure.TIMES_OTHER_DAYS,
        value=times,
        threshold=float(_LAST_DAY_TIMES),
        n=len(spans),
        sentence=say(form_of(SignalId.QUOTA_EDGE, "last_day"), times=plain_number(times)),
        evidence=_heaviest(entry for entry in recent.history if entry.day in last_days),
    )


def _mean(tokens: Mapping[date, int], days: set[date]) -> float:
    return sum(tokens[day] for day in days) / len(days)


def _is_lower(entries: Iterable[SignalEntry], days: set[date], others: set[date]) -> bool:
    """Return whether outcomes are lower on some days than on others; five of each are needed to tell."""
    outcomes: dict[bool, list[int]] = {True: [], False: []}
    for entry in entries:
        verdict = verdict_of(entry)
        if verdict is not None and entry.day in days | others:
            outcomes[entry.day in days].append(verdict)
    if min(map(len, outcomes.values())) < GUARDS[Figure.RATE].interactions:
        return False
    return statistics.mean(outcomes[True]) < statistics.mean(outcomes[False])


def _heaviest(entries: Iterable[SignalEntry]) -> tuple[int, ...]:
    return evidence_of((entry for entry in entries if entry.weight is not None), lambda entry: entry.weight)


def _last_spans(recent: Recent, per: QuotaPeriod) -> tuple[int, date, list[_Span]]:
    """Return how many of the last six whole periods are known, since when, and those with any active day."""
    seen: dict[date, list[SeenDay]] = defaultdict(list)
    for day in recent.seen:
        seen[day.day].append(day)
    known = {
        period.first or recent.last: tokens
        for period in _last_periods(recent, per, min(seen, default=recent.last))
        if (tokens := _tokens_by_day(period, seen)) is not None
    }
    since = min(known, default=recent.last)
    return len(known), since, [_Span(tokens) for tokens in known.values() if tokens]


def _last_periods(recent: Recent, per: QuotaPeriod, first: date) -> list[Period]:
    """Return up to six periods that have ended and lie within what was recorded, latest first."""
    period_of: Callable[[date], Period] = week_of if per == "week" else month_of
    periods: list[Period] = []
    end = min(recent.last, recent.today - _DAY)
    period = period_of(end + _DAY)
    while len(periods) < _PERIODS and period.first and period.first > first:
        period = period_of(period.first - _DAY)
        if period.first and period.first >= first:
            periods.append(period)
    return periods


def _tokens_by_day(period: Period, seen: Mapping[date, Sequence[SeenDay]]) -> dict[date, int] | None:
    """Return the tokens of each active day of a period, `None` if a day does not know all its tokens."""
    if period.first is None or period.last is None:
        return None
    rows = [
        row
        for day, rows in seen.items()
        if period.first <= day <= period.last
        for row in rows
        if row.is_active
    ]
    if any(row.tokens is None or row.is_lower_bound for row in rows):
        return None
    tokens: dict[date, int] = defaultdict(int)
    for row in rows:
        tokens[row.day] += row.tokens or 0
    return tokens
