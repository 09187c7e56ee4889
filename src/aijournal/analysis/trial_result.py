"""What a trial says: the effect of the treatment on the time a task takes, or what is missing for it.

Every task counts in the arm that chance gave it, whatever was done in the end: who works otherwise on the
tasks that go badly would else make any treatment look good.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Final

from aijournal.analysis.calibration import TimeCalibration, calibration
from aijournal.analysis.estimate import Estimate
from aijournal.analysis.intervals import finite, ratio
from aijournal.analysis.sentences import Sentence, plain_number, say, say_all, say_count
from aijournal.analysis.student_t import t_quantile
from aijournal.analysis.trial_minutes import minutes_in_all
from aijournal.analysis.value import Tier
from aijournal.domain.calibration import ClaimedTask, ClaimedTrial, Forecast, TrialEffect
from aijournal.domain.draw import arms_of, treated
from aijournal.domain.kept_trial import TrialOutcome
from aijournal.domain.trial import Arm, Trial, TrialTask

if TYPE_CHECKING:
    from aijournal.analysis.trial_numbers import Fit, Measured

LEAST_IN_ARM: Final = 10
_SURE = 0.975
_ROUNDING = 1e-9
_DRAWS = 1_999  # so that the smallest share that can come out is one in two thousand


@dataclass(frozen=True, slots=True)
class TrialResult:
    """What a trial says so far; figures held back are `None`, with the reason in `guard`.

    `effect` is the ratio of times less 1, treatment over control: -0.2 is a fifth faster; its range is that
    of 95 %. `log_effect` is the same in log minutes. `running` is the range that may be looked at after every
    task. `permutation_p` is the share of draws that give an effect as large, had the treatment none.
    `residual_sd` is how far tasks lie from what is expected of them, in log minutes. `calibration` compares
    the forecast for the arm that was drawn with what it took. `refused_share` is that of the tasks that were
    not left to chance, `coverage` that of the drawn tasks which are done; `violated` counts those that were
    not done as drawn. `is_as_drawn` says whether the arms are those that the seed gives, `None` without one.
    """

    n: int
    n_treatment: int
    n_control: int
    refused: int
    refused_share: float | None
    coverage: float | None
    violated: int
    tier: Tier
    effect: Estimate | None
    log_effect: TrialEffect | None
    running: Estimate | None
    residual_sd: float | None
    permutation_p: float | None
    calibration_control: TimeCalibration
    calibration_treatment: TimeCalibration
    is_as_drawn: bool | None
    sentence: Sentence
    guard: Sentence | None

    @property
    def note_of_looks(self) -> Sentence | None:
        """The range that may be looked at after every task, `None` where there is none yet."""
        return _note_of_looks(self.running) if self.running else None

    @property
    def note_of_chance(self) -> Sentence | None:
        """What chance alone gives, `None` where there is no effect."""
        if self.permutation_p is None:
            return None
        return say("trial.permutation", share=plain_number(100 * self.permutation_p))

    @property
    def notes(self) -> tuple[Sentence, ...]:
        """What else there is to say: the range for every look, what chance alone gives, and the spread."""
        return tuple(_notes(self))


def trial_result(trial: Trial, outcome: TrialOutcome = TrialOutcome.MINUTES) -> TrialResult:
    """Return what a trial says; `outcome` is what stands for the minutes of its tasks.

    Forecasts are of minutes, so nothing else is compared with them.
    """
    from aijournal.analysis.trial_numbers import fit, measured  # noqa: PLC0415 - brings numpy
    from aijournal.analysis.trial_sequence import running_estimates  # noqa: PLC0415 - likewise

    tasks = measured(trial.tasks)
    counts = {arm: len(_done(trial.tasks, arm)) for arm in Arm}
    found = fit(tasks) if min(counts.values()) >= LEAST_IN_ARM else None
    beta = _interval(found) if found else None
    guard = None if found else _lack(counts)
    done, drawn = sum(counts.values()), len(trial.tasks)
    in_minutes = outcome is TrialOutcome.MINUTES
    running = running_estimates(tasks if in_minutes else tasks.from_second())
    effect = as_ratio(beta) if beta else None
    return TrialResult(
        n=done,
        n_treatment=counts[Arm.TREATMENT],
        n_control=counts[Arm.CONTROL],
        refused=trial.refused,
        refused_share=ratio(trial.refused, drawn + trial.refused),
        coverage=ratio(done, drawn),
        violated=sum(task.is_violated for task in trial.tasks),
        tier=Tier.RANDOMISED,
        effect=effect,
        log_effect=TrialEffect(beta.point, beta.low, beta.high, min(counts.values())) if beta else None,
        running=as_ratio(running[-1]) if running else None,
        residual_sd=found.residual_sd if found else None,
        permutation_p=_permutation_p(trial, tasks, found.beta) if found else None,
        calibration_control=_calibration(trial.tasks if in_minutes else (), Arm.CONTROL),
        calibration_treatment=_calibration(trial.tasks if in_minutes else (), Arm.TREATMENT),
        is_as_drawn=_is_as_drawn(trial),
        sentence=guard or _sentence(effect, outcome),
        guard=guard,
    )


def effect_of(trial: Trial) -> TrialEffect | None:
    """Return the effect on log minutes with its range, `None` where it is held back; much faster than all."""
    from aijournal.analysis.trial_numbers import fit, measured  # noqa: PLC0415 - brings numpy

    n = _smaller_arm(trial)
    found = fit(measured(trial.tasks)) if n >= LEAST_IN_ARM else None
    beta = _interval(found) if found else None
    return TrialEffect(beta.point, beta.low, beta.high, n) if beta else None


def claimed_trial(trial: Trial, effect: TrialEffect | None) -> ClaimedTrial:
    """Return the tasks of the treatment that are done, with what the person says it saved."""
    tasks = tuple(
        ClaimedTask(task.minutes, task.claimed_net_minutes)
        for task in _done(trial.tasks, Arm.TREATMENT)
        if task.minutes is not None
    )
    return ClaimedTrial(
        effect, _smaller_arm(trial), tasks, asked=len(trial.tasks) + trial.refused, refused=trial.refused
    )


def _smaller_arm(trial: Trial) -> int:
    return min(len(_done(trial.tasks, arm)) for arm in Arm)


def _done(tasks: Sequence[TrialTask], arm: Arm) -> Sequence[TrialTask]:
    return [task for task in tasks if task.arm is arm and task.minutes is not None]


def _interval(found: "Fit") -> Estimate:
    half = t_quantile(_SURE, found.degrees) * found.error
    return Estimate(found.beta, found.beta - half, found.beta + half)


def as_ratio(beta: Estimate) -> Estimate | None:
    """Return an effect on log minutes as a ratio of times less 1."""
    ends = [finite(_expm1(end)) for end in (beta.point, beta.low, beta.high)]
    point, low, high = ends
    return None if point is None or low is None or high is None else Estimate(point, low, high)


def _exp(number: float) -> float:
    return _expm1(number) + 1


def _expm1(number: float) -> float:
    try:
        return math.expm1(number)
    except OverflowError:
        return math.inf


def _lack(counts: dict[Arm, int]) -> Sentence:
    lacks = [
        say_count(f"trial.more_{arm.value}", LEAST_IN_ARM - count)
        for arm, count in counts.items()
        if count < LEAST_IN_ARM
    ]
    return say_all(lacks) if lacks else say("trial.no_number")


# Which sentence says that the treatment takes less, more, or nobody knows.
_NAMES: Final = {
    TrialOutcome.MINUTES: ("trial.faster", "trial.slower", "trial.not_told_apart"),
    TrialOutcome.WEIGHTED_TOKENS: ("trial.fewer_tokens", "trial.more_tokens", "trial.tokens_not_told_apart"),
}


def _sentence(effect: Estimate | None, outcome: TrialOutcome) -> Sentence:
    if effect is None:
        return say("trial.no_number")
    less, more, unknown = _NAMES[outcome]
    name = more if effect.low > 0 else less if effect.high < 0 else unknown
    sign = -1 if name == less else 1
    ends = sorted((sign * effect.low, sign * effect.high))
    point, low, high = (
        plain_number(100 * one, beside=100 * effect.point) for one in (sign * effect.point, *ends)
    )
    return say(name, point=point, low=low, high=high)


def _is_as_drawn(trial: Trial) -> bool | None:
    if trial.seed is None:
        return None
    sizes = [task.forecast.size for task in trial.tasks]
    return arms_of(trial.seed, sizes) == tuple(task.arm for task in trial.tasks)


def _notes(found: TrialResult) -> Iterator[Sentence]:
    if found.is_as_drawn is False:
        yield say("trial.not_as_drawn")
    yield from filter(None, (found.note_of_looks, found.note_of_chance))
    spread = None if found.residual_sd is None else finite(_exp(found.residual_sd))
    if spread:
        yield say("trial.spread", low=plain_number(1 / spread), high=plain_number(spread))


def _note_of_looks(running: Estimate) -> Sentence:
    low, high = (plain_number(100 * end, beside=100 * running.point) for end in (running.low, running.high))
    return say("trial.running", low=low, high=high)


def forecasts_of(trial: Trial) -> tuple[Forecast, ...]:
    """Return what was forecast for the arm that was drawn beside what it took, for each task that is done."""
    return tuple(forecast for _, forecast in _forecasts(trial.tasks))


def _forecasts(tasks: Sequence[TrialTask]) -> Iterator[tuple[Arm, Forecast]]:
    for task, minutes in zip(tasks, minutes_in_all(tasks), strict=True):
        if minutes is not None:
            yield task.arm, Forecast(_forecast(task), minutes)


def _calibration(tasks: Sequence[TrialTask], arm: Arm) -> TimeCalibration:
    """Compare what was forecast for an arm with what it took there."""
    return calibration(forecast for of_arm, forecast in _forecasts(tasks) if of_arm is arm).time


def _forecast(task: TrialTask) -> float | None:
    """Return what was forecast for the arm that was drawn."""
    is_control = task.arm is Arm.CONTROL
    return task.forecast.control_minutes if is_control else task.forecast.treatment_minutes


def _permutation_p(trial: Trial, tasks: "Measured", beta: float) -> float:
    """Return the share of draws with an effect as large, the one that was drawn among them.

    The draw is done again as it was done, with other seeds that follow from the trial's own; where somebody
    else drew the arms, they are shuffled among all tasks. The tasks and their times stay as they are.
    """
    import numpy as np  # noqa: PLC0415 - loaded with what is asked above

    from aijournal.analysis.trial_numbers import betas  # noqa: PLC0415 - likewise

    arms = np.empty((_DRAWS, len(trial.tasks)))
    for places, draws in _draws(trial):
        arms[:, places] = np.array(draws, dtype=float)
    others = betas(tasks, arms[:, tasks.places])
    as_large = int(np.count_nonzero(np.abs(others) >= abs(beta) - _ROUNDING))
    return (1 + as_large) / (1 + _DRAWS)


def _draws(trial: Trial) -> Iterator[tuple[Sequence[int], Sequence[Sequence[bool]]]]:
    """Yield places of tasks that are drawn by themselves, and who is treated in each draw of them."""
    if trial.seed is None:
        own = [task.arm is Arm.TREATMENT for task in trial.tasks]
        yield range(len(own)), [_shuffled(own, f"{trial.seed}/{number}") for number in range(_DRAWS)]
        return
    sizes = [task.forecast.size for task in trial.tasks]
    for size in sorted(set(sizes)):
        places = [place for place, one in enumerate(sizes) if one is size]
        yield places, [treated(f"{trial.seed}/{number}", size, len(places)) for number in range(_DRAWS)]


def _shuffled(treated_ones: Sequence[bool], seed: str) -> Sequence[bool]:
    return Random(seed).sample(treated_ones, len(treated_ones))  # noqa: S311 - fair, not secret
