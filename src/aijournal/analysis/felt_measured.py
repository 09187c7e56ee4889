"""The saving that a person claims beside the one that a trial measured, on the same tasks.

A trial says what AI does to the time of a task on average. Without AI a task that took t minutes would have
taken about t exp(-beta), so AI saved t (exp(-beta) - 1).
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from aijournal.analysis.estimate import Estimate
from aijournal.analysis.intervals import exact_sum, finite, ratio
from aijournal.analysis.sentences import Sentence, plain_number, say, say_count
from aijournal.analysis.value import Tier
from aijournal.analysis.value_sentences import share_text
from aijournal.domain.calibration import ClaimedTask, ClaimedTrial, TrialEffect

LEAST_TASKS: Final = 10
_HOUR = 60


@dataclass(frozen=True, slots=True)
class FeltMeasured:
    """What of the claimed saving was measured, in one trial or several.

    `share` is measured/claimed: 1 where they agree, below 0 where AI cost time and saving was claimed. It is
    `None` with the reason in `guard`. `measured_minutes` and `claimed_minutes` sum the `claimed` tasks, those
    of the AI arm with a claim; the measured ones are held back until the trial is large enough. The ranges
    carry that of the trial's effect through, and take the claims and the minutes of these tasks as they are.
    `n` is the number of tasks in the trial's smaller arm, in all of the `trials` that have a claim;
    `coverage` is the share of `tasks` with a claim. Of the `asked` tasks `refused` were not left to chance.
    """

    trials: int
    n: int
    tasks: int
    claimed: int
    coverage: float | None
    asked: int
    refused: int
    refused_share: float | None
    tier: Tier
    measured_minutes: Estimate | None
    claimed_minutes: float | None
    share: Estimate | None
    sentence: Sentence | None
    guard: Sentence | None

    @property
    def told(self) -> Sentence:
        """What was found or is missing, with what it rests on."""
        figure = self.sentence or self.guard
        if figure is None:
            raise ValueError("what is held back needs a reason")
        return say(
            "felt_measured.rests_on",
            figure=figure,
            tier=self.tier.value.capitalize(),
            claimed=str(self.claimed),
            tasks=str(self.tasks),
            coverage=share_text(self.coverage),
            refused=str(self.refused),
            asked=str(self.asked),
            share=share_text(self.refused_share),
        )


def felt_measured(effect: TrialEffect, tasks: Iterable[ClaimedTask]) -> FeltMeasured:
    """Return the saving measured by a trial over the one claimed, for tasks of its AI arm."""
    every_task = tuple(tasks)
    return felt_in_trials([ClaimedTrial(effect, effect.n, every_task, len(every_task))])


def felt_in_trials(trials: Iterable[ClaimedTrial]) -> FeltMeasured:
    """Return the saving measured by trials over the one claimed, for the tasks of their AI arms.

    Those that are large enough count together, each by its own effect; all of them count while none is. The
    distances of the ends of their ranges are put together as the roots of sums of squares, as the trials are
    independent (Zou and Donner, "Construction of confidence limits about effect measures", 2008).
    """
    every = tuple(trials)
    large = [one for one in every if one.effect is not None and one.effect.n >= LEAST_TASKS]
    counted = large or every
    claims = [_claims(one) for one in counted]
    tasks, claimed_tasks = sum(len(one.tasks) for one in counted), sum(map(len, claims))
    asked, refused = sum(one.asked for one in counted), sum(one.refused for one in counted)
    claimed = finite(exact_sum(claim for pairs in claims for _, claim in pairs)) if claimed_tasks else None
    n = sum(one.n for one in large) if large else max((one.n for one in every), default=0)
    guard = _lack(n, claimed_tasks)
    measured = None if guard else _in_all(large)
    share = _share(measured, claimed)
    return FeltMeasured(
        trials=sum(map(bool, claims)),
        n=n,
        tasks=tasks,
        claimed=claimed_tasks,
        coverage=ratio(claimed_tasks, tasks),
        asked=asked,
        refused=refused,
        refused_share=ratio(refused, asked),
        tier=Tier.RANDOMISED,
        measured_minutes=measured,
        claimed_minutes=claimed,
        share=share,
        sentence=_sentence(share, sum(map(bool, claims))) if share else None,
        guard=guard or (None if share else _why_not(claimed)),
    )


def _claims(trial: ClaimedTrial) -> list[tuple[float, float]]:
    return [
        (task.actual_minutes, task.claimed_net_minutes)
        for task in trial.tasks
        if task.claimed_net_minutes is not None
    ]


def _lack(n: int, claims: int) -> Sentence | None:
    if n < LEAST_TASKS:
        return say_count("felt_measured.more_tasks", LEAST_TASKS - n)
    if claims < LEAST_TASKS:
        return say_count("felt_measured.more_claims", LEAST_TASKS - claims)
    return None


def _in_all(trials: Iterable[ClaimedTrial]) -> Estimate | None:
    """Return the minutes saved in all trials, `None` where they are no number."""
    parts = [
        _measured(one.effect, exact_sum(minutes for minutes, _ in _claims(one)))
        for one in trials
        if one.effect is not None
    ]
    known = [one for one in parts if one is not None]
    if len(known) < len(parts):
        return None
    point = math.fsum(one.point for one in known)
    below = math.hypot(*(one.point - one.low for one in known))
    above = math.hypot(*(one.high - one.point for one in known))
    return _finite(point, point - below, point + above)


def _measured(effect: TrialEffect, minutes: float) -> Estimate | None:
    """Return the minutes saved; the more an effect slows, the less is saved, so the ends change places."""
    return _finite(*(_saved(beta, minutes) for beta in (effect.beta, effect.high, effect.low)))


def _saved(beta: float, minutes: float) -> float:
    try:
        return minutes * math.expm1(-beta)
    except OverflowError:
        return math.inf


def _share(measured: Estimate | None, claimed: float | None) -> Estimate | None:
    """Return measured over claimed; there is no share of a saving that nobody claims."""
    if measured is None or claimed is None or claimed <= 0:
        return None
    return _finite(measured.point / claimed, measured.low / claimed, measured.high / claimed)


def _finite(point: float, low: float, high: float) -> Estimate | None:
    return Estimate(point, low, high) if all(map(math.isfinite, (point, low, high))) else None


def _why_not(claimed: float | None) -> Sentence:
    if claimed is not None and claimed <= 0:
        return say("felt_measured.nothing_claimed")
    return say("felt_measured.no_number")


def _sentence(share: Estimate, trials: int) -> Sentence:
    point = share.point * _HOUR
    return say_count(
        "felt_measured.share",
        trials,
        minutes=plain_number(point),
        low=plain_number(share.low * _HOUR, beside=point),
        high=plain_number(share.high * _HOUR, beside=point),
    )
