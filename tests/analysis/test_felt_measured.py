import math
import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aijournal.analysis.estimate import Estimate
from aijournal.analysis.felt_measured import felt_in_trials, felt_measured
from aijournal.analysis.sentences import say
from aijournal.analysis.value import Tier
from aijournal.domain.calibration import ClaimedTask, ClaimedTrial, TrialEffect

# AI takes a fifth off the time, with a range from two fifths to an eighth on top.
FASTER = TrialEffect(beta=math.log(0.8), low=math.log(0.6), high=math.log(1.125), n=12)
SLOWER = TrialEffect(beta=math.log(1.25), low=math.log(1.0), high=math.log(1.6), n=12)


def tasks(*claims: float | None, minutes: float = 40) -> list[ClaimedTask]:
    return [ClaimedTask(minutes, claim) for claim in claims]


def three(estimate: Estimate | None) -> tuple[float, float, float]:
    assert estimate
    return estimate.point, estimate.low, estimate.high


def test_the_share_by_hand() -> None:
    # Twelve tasks of 40 minutes would have taken 50 each without AI: 120 saved, of 240 claimed.
    report = felt_measured(FASTER, tasks(*[20.0] * 12))
    assert three(report.measured_minutes) == pytest.approx((120, 480 * (1 / 1.125 - 1), 480 * (1 / 0.6 - 1)))
    assert report.claimed_minutes == pytest.approx(240)
    assert three(report.share) == pytest.approx((0.5, -480 / 9 / 240, 320 / 240))
    assert (report.n, report.tasks, report.claimed, report.coverage) == (12, 12, 12, 1)
    assert report.tier is Tier.RANDOMISED
    assert report.guard is None
    assert report.sentence == (
        "For every hour that was felt to be saved, 1 trial measured about 30 minutes saved, "
        "between \N{MINUS SIGN}13 and 80."
    )


def test_tasks_of_different_length_are_enumerated() -> None:
    minutes, claims = [10, 25, 90, 15, 240, 35, 60, 5, 45, 120], [5, 15, 60, -10, 120, 0, 30, 5, 10, 60]
    report = felt_measured(
        FASTER, [ClaimedTask(spent, claim) for spent, claim in zip(minutes, claims, strict=True)]
    )
    saved = sum(spent / 0.8 - spent for spent in minutes)
    assert three(report.share)[0] == pytest.approx(saved / sum(claims))


def test_work_that_ai_slowed_has_saved_less_than_nothing() -> None:
    report = felt_measured(SLOWER, tasks(*[20.0] * 10))
    assert three(report.measured_minutes) == pytest.approx((-80, -150, 0))
    assert three(report.share)[0] == pytest.approx(-0.4)


def test_no_effect_measures_nothing_saved() -> None:
    report = felt_measured(TrialEffect(0, -0.1, 0.1, 10), tasks(*[20.0] * 10))
    assert three(report.share)[0] == 0


def test_only_tasks_with_a_claim_are_measured() -> None:
    claimed = tasks(*[20.0] * 10)
    report = felt_measured(FASTER, [*claimed, *tasks(None, None, minutes=300)])
    alone = felt_measured(FASTER, claimed)
    assert (report.share, report.measured_minutes) == (alone.share, alone.measured_minutes)
    assert (report.tasks, report.claimed, report.coverage) == (12, 10, 10 / 12)


def test_a_trial_below_ten_tasks_in_each_arm_holds_back_what_it_measured() -> None:
    report = felt_measured(TrialEffect(-0.2, -0.3, -0.1, 9), tasks(*[20.0] * 15))
    assert report.share is None
    assert report.measured_minutes is None
    assert report.sentence is None
    assert report.claimed_minutes == 300
    assert report.guard == "What was felt beside what was measured needs 1 more task in each arm."


@pytest.mark.parametrize(
    ("claims", "guard"),
    [
        ([], "What was felt beside what was measured needs 10 more tasks done with AI with net minutes."),
        (
            [None] * 12,
            "What was felt beside what was measured needs 10 more tasks done with AI with net minutes.",
        ),
        (
            [20.0] * 9 + [None] * 3,
            "What was felt beside what was measured needs 1 more task done with AI with net minutes.",
        ),
    ],
)
def test_too_few_claims_are_no_share(claims: Sequence[float | None], guard: str) -> None:
    report = felt_measured(FASTER, tasks(*claims))
    assert report.share is None
    assert report.guard == guard


def test_nobody_claimed_is_unknown_and_not_nothing() -> None:
    assert felt_measured(FASTER, tasks(*[None] * 12)).claimed_minutes is None
    assert felt_measured(FASTER, []).coverage is None


@pytest.mark.parametrize("claim", [0.0, -15.0])
def test_without_a_claimed_saving_there_is_no_share_of_it(claim: float) -> None:
    report = felt_measured(FASTER, tasks(*[claim] * 10))
    assert report.share is None
    assert report.claimed_minutes == 10 * claim
    assert report.measured_minutes
    assert report.guard == say("felt_measured.nothing_claimed")


def test_an_absurd_effect_has_no_number() -> None:
    report = felt_measured(TrialEffect(-0.2, -800, 0.1, 10), tasks(*[20.0] * 10))
    assert report.measured_minutes is None
    assert report.share is None
    assert report.guard == say("felt_measured.no_number")


TASKS = st.lists(
    st.builds(ClaimedTask, st.floats(0.5, 1e4), st.one_of(st.none(), st.floats(-500, 500))), max_size=30
)
BETA = st.integers(-300, 300).map(lambda hundredths: hundredths / 100)
EFFECTS = st.tuples(BETA, BETA, BETA, st.integers(0, 40)).map(
    lambda drawn: TrialEffect(sorted(drawn[:3])[1], min(drawn[:3]), max(drawn[:3]), drawn[3])
)


@given(EFFECTS, TASKS, st.randoms())
def test_the_order_of_tasks_never_matters(
    effect: TrialEffect, drawn: list[ClaimedTask], source: random.Random
) -> None:
    shuffled = drawn.copy()
    source.shuffle(shuffled)
    assert felt_measured(effect, shuffled) == felt_measured(effect, drawn)


@given(EFFECTS, TASKS)
def test_a_share_has_the_sign_of_the_saving_and_stands_or_is_explained(
    effect: TrialEffect, drawn: list[ClaimedTask]
) -> None:
    report = felt_measured(effect, drawn)
    assert (report.share is None) == (report.guard is not None) == (report.sentence is None)
    if report.share:
        assert report.share.low <= report.share.point <= report.share.high
        assert (report.share.point > 0) == (effect.beta < 0)


def in_trial(effect: TrialEffect | None, n: int, *claims: float | None, refused: int = 0) -> ClaimedTrial:
    return ClaimedTrial(effect, n, tuple(tasks(*claims)), asked=2 * n + refused, refused=refused)


def test_trials_count_together_each_by_its_own_effect() -> None:
    both = felt_in_trials(
        [in_trial(FASTER, 12, *[20.0] * 12, refused=1), in_trial(SLOWER, 12, *[10.0] * 10, None, None)]
    )
    # 120 minutes saved, between -53.3 and 320, and -80, between -150 and 0; of 240 and 100 claimed.
    below = math.hypot(120 - 480 * (1 / 1.125 - 1), -80 + 150)
    above = math.hypot(480 * (1 / 0.6 - 1) - 120, 0 + 80)
    assert three(both.measured_minutes) == pytest.approx((40, 40 - below, 40 + above))
    assert three(both.share) == pytest.approx((40 / 340, (40 - below) / 340, (40 + above) / 340))
    assert (both.trials, both.n, both.tasks, both.claimed) == (2, 24, 24, 22)
    assert (both.asked, both.refused) == (49, 1)
    assert both.refused_share == pytest.approx(1 / 49)
    assert both.sentence is not None
    assert "2 trials measured about 7.1 minutes saved" in both.sentence
    assert both.told == (
        f"{both.sentence} Randomised; 22 of 24 finished tasks with the treatment have stated net minutes "
        "(92 %), 1 of 49 tasks were not left to chance (2 %)."
    )


def test_one_alone_is_what_it_is_by_itself() -> None:
    alone = felt_in_trials([in_trial(FASTER, 12, *[20.0] * 12)])
    assert three(alone.share) == pytest.approx(three(felt_measured(FASTER, tasks(*[20.0] * 12)).share))


def test_a_trial_that_is_too_small_waits_while_a_larger_one_speaks() -> None:
    small = in_trial(None, 4, *[500.0] * 4)
    large = in_trial(FASTER, 12, *[20.0] * 12)
    assert felt_in_trials([small, large]) == felt_in_trials([large])
    waiting = felt_in_trials([small])
    assert (waiting.share, waiting.measured_minutes, waiting.n) == (None, None, 4)
    assert waiting.guard == "What was felt beside what was measured needs 6 more tasks in each arm."
    nothing = felt_in_trials([])
    assert (nothing.share, nothing.tasks, nothing.coverage) == (None, 0, None)
    assert nothing.guard == "What was felt beside what was measured needs 10 more tasks in each arm."


def test_a_range_over_trials_holds_the_truth_as_often_as_that_of_one() -> None:
    chance = random.Random(3)
    truth = 2 * 480 * math.expm1(0.2)
    held = 0
    for _ in range(400):
        found = [chance.gauss(-0.2, 0.1) for _ in range(2)]
        both = felt_in_trials(
            in_trial(TrialEffect(beta, beta - 0.196, beta + 0.196, 12), 12, *[20.0] * 12) for beta in found
        )
        assert both.measured_minutes is not None
        held += both.measured_minutes.low <= truth <= both.measured_minutes.high
    assert 0.92 < held / 400 < 0.98
