"""What AI was worth: net minutes, value per token, and how often it helped or hurt."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from aijournal.analysis.days import merged_days, whole_of
from aijournal.analysis.guards import (
    AUDIT_ANSWERED,
    GUARDS,
    Evidence,
    Figure,
    HeldBack,
    held_back,
)
from aijournal.analysis.intervals import (
    Interval,
    exact_sum,
    finite,
    rate_interval,
    ratio,
    ratio_interval,
    sum_interval,
)
from aijournal.analysis.room import UNBOUNDED, Room, room_of
from aijournal.analysis.sentences import say
from aijournal.domain.period import ALL_TIME, Period
from aijournal.domain.totals import GroupBy, ValueDay

_MILLION = 1e6
_COPIED = (
    "interactions",
    "rated",
    "helped",
    "hurt",
    "valued",
    "paired",
    "without_weight",
    "rework_unknown",
    "audited",
    "audited_rated",
    "priced",
    "new_work",
    "reworked",
    "weighed",
)


class Tier(StrEnum):
    """How a figure came about: judged, timed against a forecast, or drawn by lot."""

    FELT = "felt"
    TIMED = "timed"
    RANDOMISED = "randomised"


@dataclass(frozen=True, slots=True)
class ValueReport:
    """The value figures of one group, each with what it rests on; a figure held back is `None`.

    `guard` says in words what is missing for rates and value per token, `rate_guard`, `vpt_guard` and
    `net_guard` say it for one figure each. `net_minutes` sums what was saved less what was lost and is
    `None` where nobody stated any. `weighted_tokens` sums the `paired` interactions, those with net minutes
    and a weight: the ones that make `vpt`, net minutes per million weighted tokens. `days` counts the local
    days with such a pair, the clusters of its interval. `vpt_all_tokens` divides by all tokens instead, as
    if unjudged work had brought nothing. Rates are of `rated`; `bound_low` and `bound_high` enclose the
    helped rate whatever the unrated ones were (Manski, 1990). `audit_rate` is the helped rate among the
    rated ones of the random sample, `audit_low` and `audit_high` its interval, `audit_answered` the share of
    the sample that was rated; below 80 % there is no rate and the two are its bounds. Coverage is the rated
    share, of interactions and of weight; the latter is `None` where the `weighed` ones, those with known
    tokens, used none. `rework_minutes` are what the net minutes of the `reworked` ones were lessened by.
    """

    key: str | None
    tier: Tier
    guard: str | None
    rate_guard: str | None
    vpt_guard: str | None
    net_guard: str | None
    days: int
    interactions: int
    unassessed: int
    rated: int
    helped: int
    hurt: int
    valued: int
    paired: int
    without_weight: int
    rework_unknown: int
    priced: int
    new_work: int
    reworked: int
    weighed: int
    rework_minutes: float | None
    coverage_interactions: float | None
    coverage_tokens: float | None
    net_minutes: float | None
    net_low: float | None
    net_high: float | None
    weighted_tokens: float | None
    vpt: float | None
    vpt_low: float | None
    vpt_high: float | None
    vpt_all_tokens: float | None
    minutes_per_usd: float | None
    per_usd_low: float | None
    per_usd_high: float | None
    helped_rate: float | None
    helped_low: float | None
    helped_high: float | None
    hurt_rate: float | None
    hurt_low: float | None
    hurt_high: float | None
    bound_low: float | None
    bound_high: float | None
    audited: int
    audited_rated: int
    audit_rate: float | None
    audit_answered: float | None
    audit_low: float | None
    audit_high: float | None


@dataclass(frozen=True, slots=True)
class ValueTable:
    """Value figures by group, in order of their keys with the nameless one last, and over all of them."""

    by: GroupBy | None
    rows: tuple[ValueReport, ...]
    total: ValueReport


def value_report(
    days: Iterable[ValueDay], by: GroupBy | None, period: Period = ALL_TIME, today: date | None = None
) -> ValueTable:
    """Return the figures of each group and the total, in which a day counts once whatever its groups.

    By the period that was asked for, and today, guards know what can still come.
    """
    every_day = tuple(days)
    groups: dict[str | None, list[ValueDay]] = defaultdict(list)
    for day in every_day:
        groups[day.key].append(day)
    keys = sorted(groups, key=_order) if by else ()
    rows = tuple(value_of(key, groups[key], room_of(period, today, by, key)) for key in keys)
    return ValueTable(by, rows, value_of(None, every_day, room_of(period, today)))


def _order(key: str | None) -> tuple[bool, int, str]:
    """Order keys as text, numbers by their size, and the nameless one last."""
    return (key is None, int(key) if key and key.isdecimal() else 0, key or "")


def value_of(key: str | None, days: Iterable[ValueDay], room: Room = UNBOUNDED) -> ValueReport:
    """Return the value figures of some days; rows of the same local day become one day."""
    clusters = merged_days(days)
    whole = whole_of(clusters)
    lacks = {figure: held_back(figure, _evidence(figure, clusters, room)) for figure in Figure}
    net = _net_minutes(clusters, whole, lacks[Figure.NET_INTERVAL])
    vpt = _value_per_token(clusters, lacks[Figure.VPT])
    per_usd = _per_dollar(clusters, lacks[Figure.PER_USD])
    helped = _rate([day.helped for day in clusters], [day.rated for day in clusters])
    hurt = _rate([day.hurt for day in clusters], [day.rated for day in clusters])
    bound = _bounds(whole.helped, whole.rated, whole.interactions)
    audit = _audit(clusters, whole)
    rate_guard = _sentence("rate", lacks[Figure.RATE])
    vpt_guard = _sentence("value", lacks[Figure.VPT]) or (
        say("nothing_weighs") if vpt.point is None else None
    )
    return ValueReport(
        key=key,
        tier=Tier.FELT,
        guard=_joined(rate_guard, vpt_guard),
        rate_guard=rate_guard,
        vpt_guard=vpt_guard,
        net_guard=_sentence("net", lacks[Figure.NET_INTERVAL]),
        days=sum(day.paired > 0 for day in clusters),
        unassessed=whole.interactions - whole.assessed,
        **{count: getattr(whole, count) for count in _COPIED},
        rework_minutes=finite(whole.rework_minutes) if whole.reworked else None,
        coverage_interactions=ratio(whole.rated, whole.interactions),
        coverage_tokens=ratio(whole.rated_weight, whole.weight),
        net_minutes=net.point,
        net_low=net.low,
        net_high=net.high,
        weighted_tokens=finite(whole.paired_weight) if whole.paired else None,
        vpt=vpt.point,
        vpt_low=vpt.low,
        vpt_high=vpt.high,
        vpt_all_tokens=None if vpt.point is None else _per_million(whole.paired_net_minutes, whole.weight),
        minutes_per_usd=per_usd.point,
        per_usd_low=per_usd.low,
        per_usd_high=per_usd.high,
        **_named("helped", helped),
        **_named("hurt", hurt),
        bound_low=bound.low,
        bound_high=bound.high,
        audit_rate=audit.point,
        audit_answered=ratio(whole.audited_rated, whole.audited),
        audit_low=audit.low,
        audit_high=audit.high,
    )


@dataclass(frozen=True, slots=True)
class _Estimate:
    """A figure with its range; each part is `None` where it is held back."""

    point: float | None = None
    low: float | None = None
    high: float | None = None


def _named(name: str, rate: _Estimate) -> dict[str, Any]:
    return {f"{name}_rate": rate.point, f"{name}_low": rate.low, f"{name}_high": rate.high}


def _with_range(point: float | None, interval: Interval | None) -> _Estimate:
    if interval is None:
        return _Estimate(point)
    return _Estimate(point, interval.low, interval.high)


def _sentence(name: str, lack: HeldBack | None) -> str | None:
    return lack.sentence(name) if lack else None


def _joined(first: str | None, second: str | None) -> str | None:
    if first and second:
        return say("and", first=first, second=second)
    return first or second


def _evidence(figure: Figure, clusters: Sequence[ValueDay], room: Room) -> Evidence:
    counts = {day.day: getattr(day, figure.value) for day in clusters}
    length = (clusters[-1].day - clusters[0].day).days + 1 if clusters else 0
    return Evidence(sum(counts.values()), sum(count > 0 for count in counts.values()), length, room)


def _net_minutes(clusters: Sequence[ValueDay], whole: ValueDay, lack: HeldBack | None) -> _Estimate:
    if not whole.valued:
        return _Estimate()
    valued = [day.net_minutes for day in clusters if day.valued]
    return _with_range(finite(whole.net_minutes), None if lack else sum_interval(valued))


def _value_per_token(clusters: Sequence[ValueDay], lack: HeldBack | None) -> _Estimate:
    paired = [day for day in clusters if day.paired]
    if lack or not paired:
        return _Estimate()
    minutes = [day.paired_net_minutes * _MILLION for day in paired]
    weights = [day.paired_weight for day in paired]
    return _with_range(ratio(exact_sum(minutes), exact_sum(weights)), ratio_interval(minutes, weights))


def _per_million(minutes: float, weight: float) -> float | None:
    return ratio(minutes * _MILLION, weight)


def _per_dollar(clusters: Sequence[ValueDay], lack: HeldBack | None) -> _Estimate:
    priced = [day for day in clusters if day.priced and day.cost_usd is not None]
    if lack or not priced:
        return _Estimate()
    minutes = [day.priced_net_minutes for day in priced]
    costs = [float(day.cost_usd or 0) for day in priced]
    return _with_range(ratio(exact_sum(minutes), exact_sum(costs)), ratio_interval(minutes, costs))


def _rate(hits: Sequence[int], counts: Sequence[int]) -> _Estimate:
    rated = sum(counts)
    if rated < GUARDS[Figure.RATE].interactions:
        return _Estimate()
    return _with_range(sum(hits) / rated, rate_interval(hits, counts))


def _bounds(helped: int, rated: int, interactions: int) -> _Estimate:
    """Return what the helped rate could be at least and at most if the unrated ones could be anything."""
    if rated < GUARDS[Figure.RATE].interactions:
        return _Estimate()
    unrated = max(0, interactions - rated)
    return _Estimate(None, helped / (rated + unrated), (helped + unrated) / (rated + unrated))


def _audit(clusters: Sequence[ValueDay], whole: ValueDay) -> _Estimate:
    """Return the helped rate of the random sample, or its bounds where too little of it was answered."""
    if whole.audited_rated < AUDIT_ANSWERED * whole.audited:
        return _bounds(whole.audited_helped, whole.audited_rated, whole.audited)
    return _rate([day.audited_helped for day in clusters], [day.audited_rated for day in clusters])
