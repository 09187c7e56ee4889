from datetime import timedelta

import pytest

from aijournal.domain.assessment import Assessment, Door, Need, Outcome
from aijournal.ui.inbox.verdict_keys import (
    MINUTE_ACTIONS,
    NEED_ACTIONS,
    OUTCOME_ACTIONS,
    VerdictDraft,
    minute_steps,
)
from tests.ui.stage import NOW

NEW = VerdictDraft(NOW)


def test_every_outcome_and_need_has_an_action() -> None:
    assert {outcome for _, outcome in OUTCOME_ACTIONS} == set(Outcome)
    assert {need for _, need in NEED_ACTIONS} == set(Need)


def test_minutes_take_the_sign_of_the_verdict() -> None:
    assert all(minutes > 0 for minutes in minute_steps(Outcome.HELPED))
    assert all(minutes < 0 for minutes in minute_steps(Outcome.HURT_A_LOT))
    for without in (None, Outcome.NO_DIFFERENCE, Outcome.UNSURE):
        assert minute_steps(without) == ()
    assert all(len(minute_steps(outcome)) <= len(MINUTE_ACTIONS) for outcome in Outcome)


def test_a_change_of_mind_drops_minutes_of_the_other_sign() -> None:
    helped = VerdictDraft(NOW, Outcome.HELPED, net_minutes=30.0)
    assert helped.with_outcome(Outcome.HELPED_A_LOT).net_minutes == 30.0
    assert helped.with_outcome(Outcome.HURT).net_minutes is None
    lost = VerdictDraft(NOW, Outcome.HURT, net_minutes=-10.0)
    assert lost.with_outcome(Outcome.HURT_A_LOT).net_minutes == -10.0
    assert lost.with_outcome(Outcome.HELPED).net_minutes is None


@pytest.mark.parametrize(
    ("draft", "is_worth_it"),
    [
        (NEW, False),
        (VerdictDraft(NOW, Outcome.NO_DIFFERENCE), True),
        (VerdictDraft(NOW, net_minutes=0.0), True),
        (VerdictDraft(NOW, need=Need.KNEW), True),
        (VerdictDraft(NOW, note="remember this"), True),
    ],
)
def test_only_what_was_said_is_worth_saving(draft: VerdictDraft, is_worth_it: bool) -> None:  # noqa: FBT001 - a parameter
    assert draft.is_worth_saving == is_worth_it


def test_the_verdict_says_how_long_it_took_and_by_which_door() -> None:
    draft = VerdictDraft(NOW, Outcome.HELPED, 30.0, Need.SLOWER, "quick")
    later = NOW + timedelta(seconds=4)
    assert draft.assessment(later, Door.AUDIT) == Assessment(
        outcome=Outcome.HELPED,
        need=Need.SLOWER,
        net_minutes=30.0,
        note="quick",
        assessed_at=later,
        seconds_taken=4.0,
        door=Door.AUDIT,
    )


def test_a_clock_that_was_set_back_makes_no_negative_time() -> None:
    assert NEW.assessment(NOW - timedelta(hours=1), Door.INBOX).seconds_taken == 0.0
