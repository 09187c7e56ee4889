"""G1: how much went in after the answer that the person needed."""

from collections.abc import Sequence
from dataclasses import dataclass

from aijournal.analysis.intervals import exact_sum, ratio
from aijournal.analysis.sentences import say, say_count
from aijournal.analysis.signals.shares import LEAST_IN_A_SHARE, known_weight
from aijournal.analysis.signals.signal import (
    Measure,
    Recent,
    Signal,
    evidence_of,
    form_of,
    held,
    percent,
)
from aijournal.analysis.signals.usual import UsualByTask, usual_by_task
from aijournal.domain.mirror import SignalEntry, SignalId

LONG_TAIL = 0.25
_MADS = 2


@dataclass(frozen=True, slots=True)
class _Tail:
    """What came after the useful exchange, of how much, and how much of it is usual for the task type."""

    entry: SignalEntry
    after: float
    weight: float
    usual: float


def tail_share(entry: SignalEntry) -> float | None:
    """Return which share of an interaction came after its useful exchange, `None` where none is marked."""
    if entry.weight is None or entry.tail_weight is None:
        return None
    return ratio(entry.tail_weight, entry.weight)


def has_long_tail(entry: SignalEntry) -> bool:
    """Return whether more than a quarter is known to have come after the useful exchange."""
    share = tail_share(entry)
    return share is not None and share > LONG_TAIL


def tail(recent: Recent) -> Signal:
    """Fire where the share of weight after the useful exchange is above a quarter and above the own usual.

    The usual of a task type is the median of its interactions' shares plus two MAD. Over several task types
    it is their mean, weighted by what the interactions of the window weigh.
    """
    own = usual_by_task(recent.baseline, tail_share)
    tails = _tails(recent.entries, own)
    if own.usual and len(tails) < LEAST_IN_A_SHARE:
        guard = say_count(form_of(SignalId.TAIL, "needs_recent"), LEAST_IN_A_SHARE - len(tails))
        return held(SignalId.TAIL, Measure.SHARE_OF_WEIGHT, guard, len(tails))
    weight = exact_sum(part.weight for part in tails)
    share = ratio(exact_sum(part.after for part in tails), weight)
    usual = ratio(exact_sum(part.usual for part in tails), weight)
    if share is None or usual is None:
        guard = say_count(form_of(SignalId.TAIL, "needs"), max(1, own.missing))
        return held(SignalId.TAIL, Measure.SHARE_OF_WEIGHT, guard, len(tails))
    threshold = max(LONG_TAIL, usual)
    fires = share > threshold
    return Signal(
        SignalId.TAIL,
        fires=fires,
        measure=Measure.SHARE_OF_WEIGHT,
        value=share,
        threshold=threshold,
        n=len(tails),
        sentence=say(form_of(SignalId.TAIL, "fires" if fires else "quiet"), share=percent(share)),
        evidence=_evidence(tails) if fires else (),
        coverage=ratio(weight, known_weight(recent.entries)),
    )


def _tails(entries: Sequence[SignalEntry], own: UsualByTask) -> list[_Tail]:
    return [
        _Tail(entry, entry.tail_weight, entry.weight, (usual.median + _MADS * usual.mad) * entry.weight)
        for entry in entries
        if entry.weight and entry.tail_weight is not None and (usual := own.usual.get(entry.task))
    ]


def _evidence(tails: Sequence[_Tail]) -> tuple[int, ...]:
    over = {part.entry: part.after - part.usual for part in tails if has_long_tail(part.entry)}
    return evidence_of(over, over.__getitem__)
