"""G3, G4 and G7: tokens for a known answer, for trifles, and for runs that nobody watched or kept."""

from aijournal.analysis.sentences import say
from aijournal.analysis.signals.shares import share_signal, weight_share
from aijournal.analysis.signals.signal import Measure, Recent, Signal, form_of, held
from aijournal.domain.assessment import Accepted, Need
from aijournal.domain.mirror import SignalEntry, SignalId

_KNOWN = 0.15
_TRIVIAL = 0.25
_UNATTENDED = 0.10
_A_TRIFLE_MINUTES = 2


def known_answer(recent: Recent) -> Signal:
    """Fire where over 15 % of the weight whose need was stated went into what the person already knew."""

    def part_of(entry: SignalEntry) -> float | None:
        return _all_or_nothing(entry, counts=None if entry.need is None else entry.need is Need.KNEW)

    return share_signal(SignalId.KNOWN_ANSWER, weight_share(recent.entries, part_of), _KNOWN)


def trivial(recent: Recent) -> Signal:
    """Fire where over a quarter of the weight went into work of two minutes, or as long without AI.

    An interaction counts if the person needs two minutes or less without AI, or did not need it and was
    active for as long as without it. Where what was stated does not tell, it is left out.
    """

    def part_of(entry: SignalEntry) -> float | None:
        return _all_or_nothing(entry, counts=_is_trivial(entry))

    return share_signal(SignalId.TRIVIAL, weight_share(recent.entries, part_of), _TRIVIAL)


def unattended(recent: Recent) -> Signal:
    """Fire where over 10 % of the weight ran for half an hour without a prompt and nothing was accepted.

    A run of which nobody said what was accepted is left out. If that is so for every run, the signal is
    held back.
    """
    runs = [entry for entry in recent.entries if entry.unattended_weight]
    share = weight_share(recent.entries, _nothing_accepted)
    if runs and all(entry.accepted is None for entry in runs):
        guard = say(form_of(SignalId.UNATTENDED, "unsaid"))
        return held(SignalId.UNATTENDED, Measure.SHARE_OF_WEIGHT, guard, share.n)
    return share_signal(SignalId.UNATTENDED, share, _UNATTENDED)


def _all_or_nothing(entry: SignalEntry, *, counts: bool | None) -> float | None:
    if counts is None:
        return None
    return entry.weight if counts else 0.0


def _is_trivial(entry: SignalEntry) -> bool | None:
    unaided, active = entry.unaided_minutes, entry.active_minutes
    if unaided is None:
        return None
    if unaided <= _A_TRIFLE_MINUTES:
        return True
    took_as_long = None if active is None else active >= unaided
    was_not_needed = None if entry.need is None else entry.need is Need.NOT_NEEDED
    if took_as_long is False or was_not_needed is False:
        return False
    return None if took_as_long is None or was_not_needed is None else True


def _nothing_accepted(entry: SignalEntry) -> float | None:
    if not entry.unattended_weight:
        return entry.unattended_weight
    if entry.accepted is None:
        return None
    return entry.unattended_weight if entry.accepted is Accepted.NONE else 0.0
