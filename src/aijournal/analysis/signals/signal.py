"""What a signal is, and what it looks at."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from aijournal.analysis.own_trials import OwnTrials
from aijournal.analysis.sentences import plain_number, say, say_count
from aijournal.domain.mirror import SeenDay, SignalEntry, SignalId
from aijournal.domain.quota import Quota
from aijournal.domain.totals import ValueDay

# Signals look at so much of the period's end, and a person's own usual is taken from as long.
SIGNAL_SPAN: Final = timedelta(days=90)
_MOST_EVIDENCE = 20


class Measure(StrEnum):
    """What the value of a signal is in."""

    SHARE_OF_WEIGHT = "share_of_weight"
    SHARE_OF_INTERACTIONS = "share_of_interactions"
    SHARE_OF_DRAWS = "share_of_draws"
    SHARE_OF_PERIODS = "share_of_periods"
    TIMES_OTHER_DAYS = "times_other_days"
    SHARE_OF_VERDICTS = "share_of_verdicts"
    SECONDS = "seconds"
    MEASURED_SHARE = "measured_share"
    TIMES_THE_FORECAST = "times_the_forecast"
    VPT_DIFFERENCE = "vpt_difference"
    HELPED_RATE_DIFFERENCE = "helped_rate_difference"


_OF_TRIALS: Final = {
    Measure.MEASURED_SHARE: "mirror.optimism.rests_on",
    Measure.TIMES_THE_FORECAST: "mirror.optimism.bias_rests_on",
}


@dataclass(frozen=True, slots=True)
class Signal:
    """One question to the person, or why it is not asked.

    `value` is in the unit of `measure` and `None` where `guard` says what is missing; then the signal does
    not fire. `threshold` is what the value is held against. `n` counts what the value rests on. `evidence`
    holds the ids of entries, most telling first, at most twenty, where the signal fires. `coverage` is the
    share of the window's weighted tokens that the value speaks of, `None` where it speaks of something else.
    `low` and `high` enclose the value where it is an estimate. `is_dismissed` says that the person put the
    question away for now.
    """

    id: SignalId
    fires: bool
    measure: Measure
    value: float | None
    threshold: float | None
    n: int
    sentence: str
    guard: str | None = None
    evidence: tuple[int, ...] = ()
    coverage: float | None = None
    low: float | None = None
    high: float | None = None
    is_dismissed: bool = False


@dataclass(frozen=True, slots=True)
class Recent:
    """What the signals look at, all of it in order and none of it after `last`.

    `first` and `last` are the ends of the window: the last 90 days of the period that was asked for.
    `history` are all entries, `days` and `seen` all days that were given, one row for each day of `days`.
    `is_filtered` says that these are not all that the person did. `entries` are those of the window, and
    `baseline` those that a person's own usual is taken from: 90 days, even where the period has fewer.
    """

    first: date
    last: date
    today: date
    history: tuple[SignalEntry, ...] = ()
    days: tuple[ValueDay, ...] = ()
    seen: tuple[SeenDay, ...] = ()
    quota: Quota | None = None
    trials: OwnTrials | None = None
    is_filtered: bool = False
    entries: tuple[SignalEntry, ...] = field(init=False)
    baseline: tuple[SignalEntry, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Choose once what every signal looks at."""
        before = self.last - SIGNAL_SPAN
        entries = tuple(entry for entry in self.history if entry.day >= self.first)
        baseline = tuple(entry for entry in self.history if entry.day > before)
        object.__setattr__(self, "entries", entries)
        object.__setattr__(self, "baseline", baseline)


def form_of(signal: SignalId, form: str) -> str:
    """Return the name of one of a signal's sentences."""
    return f"mirror.{signal.name.lower()}.{form}"


def basis_of(signal: Signal) -> str | None:
    """Return the sentence that says what a share of tokens, or a trial's figure, rests on; else `None`."""
    if signal.value is not None and signal.measure in _OF_TRIALS:
        return say_count(_OF_TRIALS[signal.measure], signal.n)
    if signal.value is None or signal.coverage is None:
        return None
    return say_count("mirror.rests_on", signal.n, share=percent(signal.coverage))


def held(signal: SignalId, measure: Measure, guard: str, n: int = 0) -> Signal:
    """Return a signal that cannot tell, and what it lacks."""
    sentence = say(form_of(signal, "held"))
    return Signal(
        signal, fires=False, measure=measure, value=None, threshold=None, n=n, sentence=sentence, guard=guard
    )


def evidence_of(entries: Iterable[SignalEntry], telling: Callable[[SignalEntry], Any]) -> tuple[int, ...]:
    """Return the ids of the entries that tell most: those with the largest `telling`, later ids first."""
    ranked = sorted(entries, key=lambda entry: (telling(entry), entry.id), reverse=True)
    return tuple(entry.id for entry in ranked[:_MOST_EVIDENCE])


def percent(share: float) -> str:
    """Return a share as a number of percent."""
    return plain_number(100 * share)


def verdict_of(entry: SignalEntry) -> int | None:
    """Return the outcome from -2 to 2, `None` where there is none or the person was unsure."""
    if entry.outcome is None or not isinstance(entry.outcome.value, int):
        return None
    return entry.outcome.value
