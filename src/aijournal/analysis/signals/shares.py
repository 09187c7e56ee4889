"""Shares of weighted tokens. What has no known weight, or no known answer, is left out of both sides."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from aijournal.analysis.intervals import exact_sum, ratio
from aijournal.analysis.sentences import say, say_count
from aijournal.analysis.signals.signal import Measure, Signal, evidence_of, form_of, held, percent
from aijournal.domain.mirror import SignalEntry, SignalId

# A share of fewer interactions than this is not shown.
LEAST_IN_A_SHARE = 10

PartOf = Callable[[SignalEntry], float | None]


@dataclass(frozen=True, slots=True)
class WeightShare:
    """Which part of the weight of `n` interactions counts, and of how much of all weight that speaks."""

    share: float | None
    n: int
    coverage: float | None
    evidence: tuple[int, ...]


def weight_share(entries: Iterable[SignalEntry], part_of: PartOf) -> WeightShare:
    """Return sum(part) / sum(weight) over the entries with a known weight whose part is known.

    `part_of` tells which part of an entry's weight counts, `None` where nobody knows.
    """
    weighed = [(entry.weight, part_of(entry), entry) for entry in entries if entry.weight is not None]
    known = [(weight, part, entry) for weight, part, entry in weighed if part is not None]
    weight_of_known = exact_sum(weight for weight, _, _ in known)
    parts = {entry: part for _, part, entry in known if part}
    return WeightShare(
        share=ratio(exact_sum(parts.values()), weight_of_known),
        n=len(known),
        coverage=ratio(weight_of_known, exact_sum(weight for weight, _, _ in weighed)),
        evidence=evidence_of(parts, parts.__getitem__),
    )


def known_weight(entries: Iterable[SignalEntry]) -> float:
    """Return the sum of the weights that are known."""
    return exact_sum(entry.weight for entry in entries if entry.weight is not None)


def share_signal(signal: SignalId, share: WeightShare, limit: float) -> Signal:
    """Return a signal that fires where a share of ten interactions or more is above a limit."""
    measure = Measure.SHARE_OF_WEIGHT
    if share.n < LEAST_IN_A_SHARE:
        return held(signal, measure, say_count(form_of(signal, "needs"), LEAST_IN_A_SHARE - share.n), share.n)
    if share.share is None:
        return held(signal, measure, say("mirror.no_tokens"), share.n)
    fires = share.share > limit
    return Signal(
        signal,
        fires=fires,
        measure=measure,
        value=share.share,
        threshold=limit,
        n=share.n,
        sentence=say(form_of(signal, "fires" if fires else "quiet"), share=percent(share.share)),
        evidence=share.evidence if fires else (),
        coverage=share.coverage,
    )
