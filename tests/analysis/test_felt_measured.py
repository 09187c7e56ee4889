import math
import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aijournal.analysis.estimate import Estimate
from aijournal.analysis.felt_measured import felt_measured
from aijournal.analysis.sentences import say
from aijournal.analysis.value import Tier
from aijournal.domain.calibration import ClaimedTask, TrialEffect

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
    assert report.guard == "What you felt beside what was measured needs 1 more task in each arm."


@pytest.mark.parametrize(
    ("claims", "guard"),
    [
        ([], "What you felt beside what was measured needs 10 more tasks done with AI with net minutes."),
        (
            [None] * 12,
            "What you felt beside what was measured needs 10 more tasks done with AI with net minutes.",
        ),
        (
            [20.0] * 9 + [None] * 3,
            "What you felt beside what was measured needs 1 more task done with AI with net minutes.",
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
