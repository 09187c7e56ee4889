"""G8: whether verdicts still tell anything: all the same, given at a blink, or long after the work."""

import statistics
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from aijournal.analysis.sentences import say, say_count
from aijournal.analysis.signals.signal import Measure, Recent, Signal, evidence_of, form_of, held, percent
from aijournal.domain.mirror import SignalEntry, SignalId

JUDGED: Final = 30
_SAME = 28
_QUICK_SECONDS = 0.8
_LATE = timedelta(hours=24)
_LATE_SHARE = 0.3
# The time taken is looked at where at least half of the verdicts know it.
_TIMED = JUDGED // 2

_Verdict = tuple[datetime, SignalEntry]


def rating_quality(recent: Recent) -> Signal:
    """Fire where 28 of the last 30 verdicts are the same, or half of them took under 0.8 s.

    Or where over 30 % came more than 24 hours after the work. The first that holds is the one asked about;
    where none does, the value is the share of the most frequent verdict.
    """
    verdicts = sorted(
        ((entry.assessed_at, entry) for entry in recent.entries if entry.assessed_at and entry.outcome),
        key=lambda verdict: (verdict[0], verdict[1].id),
    )[-JUDGED:]
    if len(verdicts) < JUDGED:
        guard = say_count(form_of(SignalId.RATING_QUALITY, "needs"), JUDGED - len(verdicts))
        return held(SignalId.RATING_QUALITY, Measure.SHARE_OF_VERDICTS, guard, len(verdicts))
    same = _same(verdicts)
    asked = (same, _quick(verdicts), _late(verdicts))
    return next((signal for signal in asked if signal and signal.fires), same)


def _same(verdicts: Sequence[_Verdict]) -> Signal:
    ((outcome, count),) = Counter(entry.outcome for _, entry in verdicts).most_common(1)
    fires = count >= _SAME
    form = form_of(SignalId.RATING_QUALITY, "fires" if fires else "quiet")
    alike = {entry: at for at, entry in verdicts if entry.outcome is outcome}
    return Signal(
        SignalId.RATING_QUALITY,
        fires=fires,
        measure=Measure.SHARE_OF_VERDICTS,
        value=count / JUDGED,
        threshold=_SAME / JUDGED,
        n=JUDGED,
        sentence=say(form, count=str(count), judged=str(JUDGED)),
        evidence=evidence_of(alike, alike.__getitem__) if fires else (),
    )


def _quick(verdicts: Sequence[_Verdict]) -> Signal | None:
    seconds = {entry: entry.seconds_taken for _, entry in verdicts if entry.seconds_taken is not None}
    if len(seconds) < _TIMED:
        return None
    median = statistics.median(seconds.values())
    return Signal(
        SignalId.RATING_QUALITY,
        fires=median < _QUICK_SECONDS,
        measure=Measure.SECONDS,
        value=median,
        threshold=_QUICK_SECONDS,
        n=len(seconds),
        sentence=say(form_of(SignalId.RATING_QUALITY, "quick"), count=str(len(seconds))),
        evidence=evidence_of(seconds, lambda entry: -seconds[entry]),
    )


def _late(verdicts: Sequence[_Verdict]) -> Signal:
    waits = {entry: at - entry.ended_at for at, entry in verdicts if at - entry.ended_at > _LATE}
    share = len(waits) / JUDGED
    return Signal(
        SignalId.RATING_QUALITY,
        fires=share > _LATE_SHARE,
        measure=Measure.SHARE_OF_VERDICTS,
        value=share,
        threshold=_LATE_SHARE,
        n=JUDGED,
        sentence=say(form_of(SignalId.RATING_QUALITY, "late"), share=percent(share)),
        evidence=evidence_of(waits, waits.__getitem__),
    )
