"""A trial as it is told to others: each of its figures as one sentence with all that it rests on.

There is no way to a figure but by `TrialFigure`, which cannot be made without its range and its basis.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from aijournal.analysis.estimate import Estimate
from aijournal.analysis.felt_measured import FeltMeasured, felt_in_trials
from aijournal.analysis.sentences import Sentence, say, say_all
from aijournal.analysis.trial_result import TrialResult, claimed_trial, trial_result
from aijournal.analysis.value import Tier
from aijournal.analysis.value_sentences import share_text
from aijournal.domain.kept_trial import KeptTrial, TrialOutcome
from aijournal.domain.trial import Trial


@dataclass(frozen=True, slots=True)
class TrialBasis:
    """What a figure of a trial rests on.

    `n` tasks are done of the `drawn` ones, which is `coverage`; `refused` ones were not left to chance, and
    `refused_share` is theirs of all that the person was asked about. Shares are `None` of nothing.
    """

    n: int
    n_treatment: int
    n_control: int
    drawn: int
    coverage: float | None
    refused: int
    refused_share: float | None
    violated: int
    tier: Tier


@dataclass(frozen=True, slots=True)
class TrialFigure:
    """One figure of a trial with its range and what it rests on, or the `guard` that holds it back.

    `sentence` says either, without the basis. Raises `ValueError` for a figure with a guard, and for none
    without.
    """

    basis: TrialBasis
    sentence: Sentence
    estimate: Estimate | None = None
    guard: str | None = None

    def __post_init__(self) -> None:
        if (self.estimate is None) is not bool(self.guard):
            raise ValueError("a figure is there or is held back, and what is held back needs a reason")

    @property
    def told(self) -> Sentence:
        """The sentence with what it rests on."""
        basis = self.basis
        return say(
            "trial.rests_on",
            figure=self.sentence,
            tier=basis.tier.value.capitalize(),
            n=str(basis.n),
            drawn=str(basis.drawn),
            coverage=share_text(basis.coverage),
            treatment=str(basis.n_treatment),
            control=str(basis.n_control),
            refused=str(basis.refused),
            asked=str(basis.drawn + basis.refused),
            share=share_text(basis.refused_share),
            violated=str(basis.violated),
        )


@dataclass(frozen=True, slots=True)
class Experiment:
    """A trial with its figures; `kept` has the person's own words.

    `effect` is the ratio of times, or of tokens, less 1. `running` is its range for every look, `None` where
    the effect is held back; `felt` sets the minutes claimed beside those measured, `None` where none were.
    `permutation_p` is the share of draws with an effect as large, and stands in the sentence of the effect.
    """

    kept: KeptTrial
    effect: TrialFigure
    running: TrialFigure | None
    felt: FeltMeasured | None
    permutation_p: float | None
    is_as_drawn: bool | None

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Everything there is to say of it, in its order."""
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[Sentence]:
        yield self.effect.told
        if self.running is not None:
            yield self.running.told
            if self.kept.ended_at is None:
                yield say("trial.goes_on")
        if self.felt is not None:
            yield self.felt.told
        if self.is_as_drawn is False:
            yield say("trial.not_as_drawn")
        if not self.kept.is_drawn_here:
            yield say("trial.drawn_elsewhere")


def experiment(kept: KeptTrial, trial: Trial) -> Experiment:
    """Return a trial with its figures; `trial` has its tasks by the outcome that was planned."""
    found = trial_result(trial, kept.plan.outcome)
    basis = _basis(found, len(trial.tasks))
    return Experiment(
        kept=kept,
        effect=_effect(found, basis),
        running=_running(found, basis),
        felt=felt_of(kept, trial, found),
        permutation_p=found.permutation_p if found.effect else None,
        is_as_drawn=found.is_as_drawn,
    )


def felt_of(kept: KeptTrial, trial: Trial, found: TrialResult) -> FeltMeasured | None:
    """Return what was claimed beside what was measured, where there is an effect on minutes and a claim."""
    claimed = claimed_trial(trial, found.log_effect)
    is_claimed = any(one.claimed_net_minutes is not None for one in claimed.tasks)
    if found.log_effect is None or not is_claimed or kept.plan.outcome is not TrialOutcome.MINUTES:
        return None
    return felt_in_trials([claimed])


def _basis(found: TrialResult, drawn: int) -> TrialBasis:
    return TrialBasis(
        n=found.n,
        n_treatment=found.n_treatment,
        n_control=found.n_control,
        drawn=drawn,
        coverage=found.coverage,
        refused=found.refused,
        refused_share=found.refused_share,
        violated=found.violated,
        tier=found.tier,
    )


def _effect(found: TrialResult, basis: TrialBasis) -> TrialFigure:
    if found.effect is None:
        return TrialFigure(basis, found.sentence, guard=found.sentence)
    chance = found.note_of_chance
    return TrialFigure(basis, say_all([found.sentence, *([chance] if chance else [])]), found.effect)


def _running(found: TrialResult, basis: TrialBasis) -> TrialFigure | None:
    sentence = found.note_of_looks
    if found.effect is None or found.running is None or sentence is None:
        return None
    return TrialFigure(basis, sentence, found.running)
