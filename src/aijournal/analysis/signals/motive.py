"""G10: whether work for which the person chose AI differs from work for which others expect or count it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from aijournal.analysis.guards import GUARDS, Figure
from aijournal.analysis.intervals import exact_sum
from aijournal.analysis.sentences import say, say_count
from aijournal.analysis.signals.differences import Difference, rate_difference, ratio_difference
from aijournal.analysis.signals.signal import (
    Measure,
    Recent,
    Signal,
    evidence_of,
    form_of,
    held,
    verdict_of,
)
from aijournal.domain.assessment import Motive
from aijournal.domain.mirror import SignalEntry, SignalId

_MILLION = 1e6
_FORCED = frozenset({Motive.EXPECTED, Motive.COUNTED})

_Entries = Sequence[SignalEntry]


def motive(recent: Recent) -> Signal:
    """Fire where the interval of a difference, chosen less expected or counted, excludes 0.

    Value per token comes first: over interactions with net minutes and a weight, twenty on eight days on
    either side. Then the helped rate, five rated on either side.
    """
    chosen = [entry for entry in recent.entries if entry.motive is Motive.CHOSE]
    forced = [entry for entry in recent.entries if entry.motive in _FORCED]
    asked = [signal for signal in (_value(chosen, forced), _helped(chosen, forced)) if signal]
    if not asked:
        rated = min(len(_rated(chosen)), len(_rated(forced)))
        missing = max(1, GUARDS[Figure.RATE].interactions - rated)
        guard = say_count(form_of(SignalId.MOTIVE, "needs"), missing)
        return held(SignalId.MOTIVE, Measure.HELPED_RATE_DIFFERENCE, guard, len(_rated([*chosen, *forced])))
    return next((signal for signal in asked if signal.fires), asked[0])


def _value(chosen: _Entries, forced: _Entries) -> Signal | None:
    sides = (_paired(chosen), _paired(forced))
    guard = GUARDS[Figure.VPT]
    if any(len(side) < guard.interactions or len({e.day for e in side}) < guard.days for side in sides):
        return None
    difference = ratio_difference(*map(_minutes_and_weight, sides))
    if difference is None:
        return None
    return _signal(Measure.VPT_DIFFERENCE, "value", difference, sides)


def _helped(chosen: _Entries, forced: _Entries) -> Signal | None:
    sides = (_rated(chosen), _rated(forced))
    if any(len(side) < GUARDS[Figure.RATE].interactions for side in sides):
        return None
    difference = rate_difference(*map(_helped_and_rated, sides))
    if difference is None:
        return None
    return _signal(Measure.HELPED_RATE_DIFFERENCE, "helped", difference, sides)


def _signal(
    measure: Measure, figure: str, difference: Difference, sides: tuple[_Entries, _Entries]
) -> Signal:
    chosen, forced = sides
    brings_more = difference.point > 0
    form = f"{figure}_{'chosen' if brings_more else 'forced'}" if difference.is_sure else "quiet"
    sign = -1 if brings_more else 1
    return Signal(
        SignalId.MOTIVE,
        fires=difference.is_sure,
        measure=measure,
        value=difference.point,
        threshold=0.0,
        n=len(chosen) + len(forced),
        sentence=say(form_of(SignalId.MOTIVE, form)),
        evidence=evidence_of(forced, lambda entry: sign * (verdict_of(entry) or 0))
        if difference.is_sure
        else (),
        low=difference.low,
        high=difference.high,
    )


def _rated(entries: _Entries) -> list[SignalEntry]:
    return [entry for entry in entries if verdict_of(entry) is not None]


def _paired(entries: _Entries) -> list[SignalEntry]:
    return [entry for entry in entries if entry.net_minutes is not None and entry.weight is not None]


def _by_day(entries: _Entries) -> list[tuple[date, _Entries]]:
    days: dict[date, list[SignalEntry]] = defaultdict(list)
    for entry in entries:
        days[entry.day].append(entry)
    return sorted(days.items())


def _minutes_and_weight(entries: _Entries) -> dict[date, tuple[float, float]]:
    return {
        day: (
            exact_sum((entry.net_minutes or 0.0) * _MILLION for entry in rows),
            exact_sum(entry.weight or 0.0 for entry in rows),
        )
        for day, rows in _by_day(entries)
    }


def _helped_and_rated(entries: _Entries) -> list[tuple[int, int]]:
    return [(sum((verdict_of(entry) or 0) > 0 for entry in rows), len(rows)) for _, rows in _by_day(entries)]
