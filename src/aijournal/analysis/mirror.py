"""The mirror: the meter that others can see, the meter that matters, and ten questions to the person.

The point lies in the distance between the two meters. Nothing here is a score, and the only target is the
one that others set and the person entered.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, TypeVar

from aijournal.analysis.days import merged_days, whole_of
from aijournal.analysis.intervals import finite, ratio
from aijournal.analysis.own_trials import OwnTrials
from aijournal.analysis.relief import Relief, relief_of
from aijournal.analysis.room import Room, room_of
from aijournal.analysis.signals.signal import SIGNAL_SPAN, Recent, Signal
from aijournal.analysis.signals.table import SIGNALS
from aijournal.analysis.value import ValueReport, value_of
from aijournal.domain.mirror import SeenDay, SignalEntry
from aijournal.domain.period import Period, week_of
from aijournal.domain.quota import Quota
from aijournal.domain.totals import ValueDay

# Monday to Friday, as `date.weekday` counts.
WORKING_DAYS: Final = frozenset(range(5))
_DAY = timedelta(days=1)
_SIX_MONTHS = timedelta(days=7 * 31)  # whole ones, before the month that has not ended
_Row = TypeVar("_Row", SeenDay, ValueDay, SignalEntry)


@dataclass(frozen=True, slots=True)
class Seen:
    """The meter that others can see.

    `tokens` are raw ones of all four buckets; like `cost_usd` they are `None` where no day knows any.
    `days_without_tokens` counts the active days that know none: their tokens are in no sum; `is_lower_bound`
    says that there are more than the sum for these or other days. A day is active
    with a call or with tokens. `working_days` counts those of the period, `active_working_days` the active
    ones among them, `working_day_share` is their ratio. `weeks` counts the weeks, Monday to Sunday, that the
    period touches, `active_weeks` those with an active day. `tokens_per_week` goes by the length of the
    period and is `None` under seven days.
    """

    tokens: int | None
    is_lower_bound: bool
    days_without_tokens: int
    cost_usd: Decimal | None
    calls: int
    days: int
    active_days: int
    working_days: int
    active_working_days: int
    working_day_share: float | None
    weeks: int
    active_weeks: int
    tokens_per_week: float | None


@dataclass(frozen=True, slots=True)
class Matters:
    """The meter that matters; new work is told apart, as it is no part of minutes saved."""

    value: ValueReport
    relief: Relief
    new_work: int
    new_work_weight: float | None


@dataclass(frozen=True, slots=True)
class Mirror:
    """Both meters for the same period, and every signal in its order.

    `period` is what was asked for, `covered` its days from the first recorded one, where it is open, until
    today at the latest; both ends are `None` where no day is left. `looked_at` are the days of the signals.
    `trials` say what felt minutes come to when they are measured, `None` where none was made.
    """

    period: Period
    covered: Period
    looked_at: Period
    seen: Seen
    matters: Matters
    signals: tuple[Signal, ...]
    trials: OwnTrials | None = None


def span_of_entries(quota: Quota | None) -> timedelta:
    """Return how far back from the end of a period entries are looked at: six months for a monthly quota."""
    return _SIX_MONTHS if quota is not None and quota.per == "month" else SIGNAL_SPAN


def mirror(  # noqa: PLR0913 - one keyword for each thing that only the person can say
    period: Period,
    seen_days: Iterable[SeenDay],
    days: Iterable[ValueDay],
    entries: Iterable[SignalEntry],
    today: date,
    *,
    quota: Quota | None = None,
    working_days: frozenset[int] = WORKING_DAYS,
    names_bottlenecks: bool = False,
    trials: OwnTrials | None = None,
    dismissed: Mapping[str, date] | None = None,
    is_filtered: bool = False,
) -> Mirror:
    """Return the mirror of a period.

    The meters are of the period. Signals look at its last 90 days; what is usual for the person they take
    from the 90 days before its end, and a quota's six periods may reach back further, so give the whole
    history. `working_days` are weekdays, Monday 0. `names_bottlenecks` says that the person named any for the
    period: without, a relief of nothing is unknown. `trials` are all that there are, of whatever days.
    `dismissed` maps the id of a signal to the last day on
    which it stays silent. `is_filtered` says that what is given is not all that the person did.
    """
    seen_rows, entry_rows, day_rows = tuple(seen_days), tuple(entries), merged_days(days)
    recorded = [row.day for rows in (seen_rows, day_rows, entry_rows) for row in rows]
    covered = _covered(period, recorded, today)
    within = [row for row in day_rows if _holds(covered, row.day)]
    recent = Recent(
        *_window(covered, today),
        today=today,
        history=_known_by(covered, sorted(entry_rows, key=lambda row: row.id)),
        days=_known_by(covered, day_rows),
        seen=_known_by(covered, seen_rows),
        quota=quota,
        trials=trials,
        is_filtered=is_filtered,
    )
    return Mirror(
        period=period,
        covered=covered,
        looked_at=Period(recent.first, recent.last),
        seen=_seen(covered, [row for row in seen_rows if _holds(covered, row.day)], working_days),
        matters=_matters(within, room_of(period, today), names_bottlenecks=names_bottlenecks),
        signals=tuple(_dismissed(row.look(recent), dismissed or {}, today) for row in SIGNALS),
        trials=trials,
    )


def _covered(period: Period, recorded: Sequence[date], today: date) -> Period:
    first = period.first or min(recorded, default=None)
    last = min(period.last or today, today)
    return Period(first, last) if first and first <= last else Period()


def _window(covered: Period, today: date) -> tuple[date, date]:
    if covered.first is None or covered.last is None:
        return today, today
    return max(covered.first, covered.last - SIGNAL_SPAN + _DAY), covered.last


def _known_by(covered: Period, rows: Iterable[_Row]) -> tuple[_Row, ...]:
    """Return the rows until the end of the period, those before its beginning too."""
    return tuple(row for row in rows if covered.last is not None and row.day <= covered.last)


def _holds(covered: Period, day: date) -> bool:
    return covered.first is not None and covered.last is not None and covered.first <= day <= covered.last


def _days_of(covered: Period) -> list[date]:
    if covered.first is None or covered.last is None:
        return []
    return [covered.first + _DAY * number for number in range((covered.last - covered.first).days + 1)]


def _seen(covered: Period, rows: Sequence[SeenDay], weekdays: frozenset[int]) -> Seen:
    days = _days_of(covered)
    active = {row.day for row in rows if row.is_active}
    knowing = {row.day for row in rows if row.tokens is not None}
    tokens = [row.tokens for row in rows if row.tokens is not None]
    costs = [row.cost_usd for row in rows if row.cost_usd is not None]
    working = [day for day in days if day.weekday() in weekdays]
    active_working = sum(day in active for day in working)
    return Seen(
        tokens=sum(tokens) if tokens else None,
        is_lower_bound=bool(active - knowing) or any(row.is_lower_bound for row in rows),
        days_without_tokens=len(active - knowing),
        cost_usd=sum(costs, Decimal()) if costs else None,
        calls=sum(row.calls for row in rows),
        days=len(days),
        active_days=len(active),
        working_days=len(working),
        active_working_days=active_working,
        working_day_share=ratio(active_working, len(working)),
        weeks=len({week_of(day) for day in days}),
        active_weeks=len({week_of(day) for day in active}),
        tokens_per_week=7 * sum(tokens) / len(days) if tokens and len(days) >= 7 else None,
    )


def _matters(days: Sequence[ValueDay], room: Room, *, names_bottlenecks: bool) -> Matters:
    whole = whole_of(days)
    return Matters(
        value=value_of(None, days, room),
        relief=relief_of(whole, names_bottlenecks=names_bottlenecks),
        new_work=whole.new_work,
        new_work_weight=finite(whole.new_work_weight) if whole.new_work else None,
    )


def _dismissed(signal: Signal, dismissed: Mapping[str, date], today: date) -> Signal:
    until = dismissed.get(signal.id)
    return replace(signal, is_dismissed=until is not None and today <= until)
