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
from aijournal.analysis.sentences import plain_number, say, say_count
from aijournal.analysis.value import Tier
from aijournal.domain.calibration import ClaimedTask, TrialEffect

LEAST_TASKS: Final = 10
_HOUR = 60


@dataclass(frozen=True, slots=True)
class FeltMeasured:
    """What of the claimed saving a trial measured.

    `share` is measured/claimed: 1 where they agree, below 0 where AI cost time and saving was claimed. It is
    `None` with the reason in `guard`. `measured_minutes` and `claimed_minutes` sum the `claimed` tasks, those
    of the AI arm with a claim; the measured ones are held back until the trial is large enough. The ranges
    carry that of the trial's effect through, and take the claims and the minutes of these tasks as they are.
    `n` is the number of tasks in the trial's smaller arm, `coverage` the share of `tasks` with a claim.
    """

    n: int
    tasks: int
    claimed: int
    coverage: float | None
    tier: Tier
    measured_minutes: Estimate | None
    claimed_minutes: float | None
    share: Estimate | None
    sentence: str | None
    guard: str | None


def felt_measured(effect: TrialEffect, tasks: Iterable[ClaimedTask]) -> FeltMeasured:
    """Return the saving measured by a trial over the one claimed, for tasks of its AI arm."""
    every_task = tuple(tasks)
    claims = [
        (task.actual_minutes, task.claimed_net_minutes)
        for task in every_task
        if task.claimed_net_minutes is not None
    ]
    claimed = finite(exact_sum(claim for _, claim in claims)) if claims else None
    guard = _lack(effect.n, len(claims))
    measured = None if guard else _measured(effect, exact_sum(minutes for minutes, _ in claims))
    share = _share(measured, claimed)
    return FeltMeasured(
        n=effect.n,
        tasks=len(every_task),
        claimed=len(claims),
        coverage=ratio(len(claims), len(every_task)),
        tier=Tier.RANDOMISED,
        measured_minutes=measured,
        claimed_minutes=claimed,
        share=share,
        sentence=_sentence(share) if share else None,
        guard=guard or (None if share else _why_not(claimed)),
    )


def _lack(n: int, claims: int) -> str | None:
    if n < LEAST_TASKS:
        return say_count("felt_measured.more_tasks", LEAST_TASKS - n)
    if claims < LEAST_TASKS:
        return say_count("felt_measured.more_claims", LEAST_TASKS - claims)
    return None


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


def _why_not(claimed: float | None) -> str:
    if claimed is not None and claimed <= 0:
        return say("felt_measured.nothing_claimed")
    return say("felt_measured.no_number")


def _sentence(share: Estimate) -> str:
    point = share.point * _HOUR
    return say(
        "felt_measured.share",
        minutes=plain_number(point),
        low=plain_number(share.low * _HOUR, beside=point),
        high=plain_number(share.high * _HOUR, beside=point),
    )
