"""G2: conversations far longer than those that helped with the same kind of work, and of little use.

The number of exchanges alone says nothing: it counts only beside a verdict or a long tail.
"""

import math
from collections.abc import Mapping

from aijournal.analysis.intervals import ratio
from aijournal.analysis.sentences import say, say_count
from aijournal.analysis.signals.shares import LEAST_IN_A_SHARE, known_weight
from aijournal.analysis.signals.signal import (
    Measure,
    Recent,
    Signal,
    evidence_of,
    form_of,
    held,
    verdict_of,
)
from aijournal.analysis.signals.tail import has_long_tail, tail_share
from aijournal.analysis.signals.usual import Usual, UsualByTask, usual_by_task
from aijournal.domain.mirror import SignalEntry, SignalId

# So many MAD make two standard deviations of a bell curve.
_MADS = 2 * 1.4826


def stretch(recent: Recent) -> Signal:
    """Fire where any interaction of the window stretched; the value is the share of those looked at.

    It stretched if log exchanges lie more than 2 x 1.4826 MAD above the median of the helped ones of its
    task type, and it did not help or has a long tail.
    """
    own = usual_by_task(recent.baseline, _helped_log_exchanges)
    looked_at = [entry for entry in recent.entries if entry.task in own.usual and _can_tell(entry)]
    if len(looked_at) < LEAST_IN_A_SHARE:
        guard = _needs(own, len(looked_at))
        return held(SignalId.STRETCH, Measure.SHARE_OF_INTERACTIONS, guard, len(looked_at))
    excess = {
        entry: over
        for entry in looked_at
        if _was_of_little_use(entry) and (over := _over(entry, own.usual)) > 0
    }
    return Signal(
        SignalId.STRETCH,
        fires=bool(excess),
        measure=Measure.SHARE_OF_INTERACTIONS,
        value=len(excess) / len(looked_at),
        threshold=0.0,
        n=len(looked_at),
        sentence=_sentence(len(excess)),
        evidence=evidence_of(excess, excess.__getitem__),
        coverage=ratio(known_weight(looked_at), known_weight(recent.entries)),
    )


def _needs(own: UsualByTask, looked_at: int) -> str:
    if not own.usual:
        return say_count(form_of(SignalId.STRETCH, "needs"), own.missing)
    return say_count(form_of(SignalId.STRETCH, "needs_recent"), LEAST_IN_A_SHARE - looked_at)


def _sentence(stretched: int) -> str:
    if stretched:
        return say_count(form_of(SignalId.STRETCH, "fires"), stretched)
    return say(form_of(SignalId.STRETCH, "quiet"))


def _helped_log_exchanges(entry: SignalEntry) -> float | None:
    has_helped = (verdict_of(entry) or 0) > 0
    return math.log(entry.exchanges) if has_helped and entry.exchanges > 0 else None


def _can_tell(entry: SignalEntry) -> bool:
    is_known = verdict_of(entry) is not None or tail_share(entry) is not None
    return is_known and entry.exchanges > 0


def _was_of_little_use(entry: SignalEntry) -> bool:
    verdict = verdict_of(entry)
    return (verdict is not None and verdict <= 0) or has_long_tail(entry)


def _over(entry: SignalEntry, usual_of: Mapping[str | None, Usual]) -> float:
    usual = usual_of[entry.task]
    # Where half of them took equally many, counts are too coarse to show a spread: one exchange stands in.
    spread = usual.mad or math.log1p(math.exp(-usual.median))
    return math.log(entry.exchanges) - usual.median - _MADS * spread
