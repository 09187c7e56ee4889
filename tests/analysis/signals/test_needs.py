from dataclasses import replace

import pytest

from aijournal.analysis.signals.needs import known_answer, trivial, unattended
from aijournal.domain.assessment import Accepted, Need
from aijournal.domain.mirror import SignalEntry
from tests.analysis.signals.histories import ORDINARY, recent, several

KNEW = replace(ORDINARY, id=40, need=Need.KNEW)
TRIFLE = replace(ORDINARY, id=40, unaided_minutes=2.0)
RUN = replace(ORDINARY, id=40, unattended_weight=1000.0, accepted=Accepted.NONE)


def nine_others(weight: float) -> list[SignalEntry]:
    """Return nine interactions that weigh so much together."""
    return several(9, replace(ORDINARY, weight=weight / 9))


def test_many_tokens_for_known_answers_are_asked_about() -> None:
    signal = known_answer(recent([*nine_others(4000), KNEW]))
    assert signal.fires
    assert signal.value == pytest.approx(0.2)
    assert (signal.threshold, signal.n, signal.evidence, signal.guard) == (0.15, 10, (40,), None)
    assert signal.sentence == (
        "20 % of the tokens went into answers you already knew. Did it help to see them confirmed?"
    )


def test_fifteen_percent_of_known_answers_is_not_above() -> None:
    others = several(17, ORDINARY)
    knew = several(3, KNEW, 50)
    signal = known_answer(recent([*others, *knew]))
    assert (signal.value, signal.fires, signal.evidence) == (0.15, False, ())
    assert known_answer(recent([*others, *knew[:2], replace(knew[2], weight=1001.0)])).fires


def test_nine_stated_needs_are_too_few() -> None:
    unknown = several(9, replace(ORDINARY, need=None), 50)
    signal = known_answer(recent([*several(8, KNEW), ORDINARY, *unknown]))
    assert (signal.value, signal.fires, signal.n) == (None, False, 9)
    assert signal.guard == "It needs 1 more interaction with known tokens and a stated need."


def test_what_nobody_knows_is_left_out_of_both_sides() -> None:
    known = [*nine_others(4000), KNEW]
    unknown = [
        *several(20, replace(ORDINARY, need=None, weight=250.0), 50),
        *several(20, replace(KNEW, weight=None), 80),
    ]
    signal = known_answer(recent([*known, *unknown]))
    assert (signal.value, signal.n, signal.coverage) == (known_answer(recent(known)).value, 10, 0.5)


def test_the_heaviest_known_answer_comes_first() -> None:
    knew = [replace(KNEW, id=number, weight=1000.0 + number % 7) for number in range(1, 31)]
    evidence = known_answer(recent(knew)).evidence
    assert evidence[:5] == (27, 20, 13, 6, 26)
    assert len(evidence) == 20


def test_interactions_without_tokens_have_no_shares() -> None:
    signal = known_answer(recent(several(10, replace(KNEW, weight=0.0))))
    assert (signal.value, signal.fires) == (None, False)
    assert signal.guard == "None of these interactions used tokens."


def test_many_tokens_for_trifles_are_asked_about() -> None:
    signal = trivial(recent([*nine_others(2000), TRIFLE]))
    assert signal.fires
    assert signal.value == pytest.approx(1 / 3)
    assert signal.evidence == (40,)


def test_a_quarter_of_trifles_is_not_above() -> None:
    others, trifles = several(9, ORDINARY), several(3, TRIFLE, 50)
    assert (trivial(recent([*others, *trifles])).value, trivial(recent([*others, *trifles])).fires) == (
        0.25,
        False,
    )
    assert trivial(recent([*others, *trifles[1:], replace(trifles[0], weight=1001.0)])).fires


@pytest.mark.parametrize(
    ("unaided", "need", "active", "counts"),
    [
        (2.0, None, None, True),
        (2.0, Need.COULD_NOT, 60, True),
        (2.1, Need.COULD_NOT, 60, False),
        (30.0, Need.NOT_NEEDED, 30, True),
        (30.0, Need.NOT_NEEDED, 29, False),
        (30.0, Need.SLOWER, 30, False),
        (30.0, Need.SLOWER, None, False),
        (30.0, None, 29, False),
        (30.0, None, 30, None),
        (30.0, Need.NOT_NEEDED, None, None),
        (None, Need.NOT_NEEDED, 30, None),
        (None, Need.SLOWER, 30, None),
    ],
)
def test_what_is_a_trifle(
    unaided: float | None,
    need: Need | None,
    active: int | None,
    counts: bool | None,  # noqa: FBT001 - a case
) -> None:
    one = replace(TRIFLE, unaided_minutes=unaided, need=need, active_minutes=active)
    signal = trivial(recent([*several(10, ORDINARY), one]))
    assert signal.n == (10 if counts is None else 11)
    assert signal.value == (1 / 11 if counts else 0)


def test_nine_interactions_are_too_few_for_a_share_of_trifles() -> None:
    unknown = several(30, replace(ORDINARY, unaided_minutes=None), 50)
    signal = trivial(recent([*several(8, TRIFLE), ORDINARY, *unknown]))
    assert (signal.value, signal.fires) == (None, False)
    assert signal.guard is not None


def test_runs_of_which_nothing_was_kept_are_asked_about() -> None:
    signal = unattended(recent([*nine_others(4000), RUN]))
    assert signal.fires
    assert signal.value == pytest.approx(0.2)
    assert signal.evidence == (40,)


def test_a_tenth_of_such_runs_is_not_above() -> None:
    others = several(9, ORDINARY)
    assert (unattended(recent([*others, RUN])).value, unattended(recent([*others, RUN])).fires) == (
        0.1,
        False,
    )
    assert unattended(recent([*others, replace(RUN, weight=1001.0, unattended_weight=1001.0)])).fires


def test_only_the_part_without_a_prompt_counts_and_only_if_nothing_was_kept() -> None:
    others = several(9, ORDINARY)
    assert unattended(recent([*others, replace(RUN, unattended_weight=500.0)])).value == 0.05
    assert unattended(recent([*others, replace(RUN, accepted=Accepted.PARTLY)])).value == 0


def test_a_run_of_which_nobody_said_what_was_kept_is_left_out() -> None:
    known = [*nine_others(4000), RUN]
    unsaid = several(20, replace(RUN, accepted=None), 50)
    assert unattended(recent([*known, *unsaid])).value == unattended(recent(known)).value
    signal = unattended(recent([*several(20, ORDINARY), *unsaid]))
    assert (signal.value, signal.fires) == (None, False)
    assert signal.guard == "No long run says how much of it was accepted."


def test_without_any_run_nothing_ran_unattended() -> None:
    assert unattended(recent(several(10, ORDINARY))).value == 0
    assert unattended(recent(several(9, ORDINARY))).guard == "It needs 1 more interaction with known tokens."
