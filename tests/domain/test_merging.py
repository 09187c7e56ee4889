"""What several entries come to when they are made one: minutes, words, and which verdict is kept."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aijournal.domain.assessment import Assessment, Need, Outcome
from aijournal.domain.entry import Entry
from aijournal.domain.merging import Merging, net_minutes, plan_merging
from tests.domain.builders import START, an_entry


def said_of(plan: Merging) -> Assessment:
    assert plan.assessment is not None
    return plan.assessment


def counted(said: Assessment | None, active: int | None) -> float:
    """Return the minutes that totals count, by their definition."""
    if said is None or said.is_new_work:
        return 0.0
    if said.net_minutes is not None:
        return said.net_minutes - (said.rework_minutes or 0)
    if said.unaided_minutes is None or active is None:
        return 0.0
    return said.unaided_minutes - active - (said.rework_minutes or 0)


def active_of_all(entries: Sequence[Entry]) -> int | None:
    known = [one.interaction.active_minutes for one in entries if one.interaction.active_minutes is not None]
    return sum(known) if known else None


MINUTES = st.none() | st.integers(-60, 60).map(float)
SPENT = st.none() | st.integers(0, 90).map(float)
VERDICTS = st.none() | st.builds(
    Assessment,
    outcome=st.none() | st.sampled_from(Outcome),
    net_minutes=MINUTES,
    unaided_minutes=SPENT,
    rework_minutes=SPENT,
    is_new_work=st.none() | st.booleans(),
    note=st.none() | st.sampled_from(["first", "second"]),
)
ENTRIES = st.lists(st.tuples(VERDICTS, st.none() | st.integers(1, 90)), min_size=2, max_size=5).map(
    lambda drawn: [
        an_entry(number, said, active_minutes=active) for number, (said, active) in enumerate(drawn)
    ]
)


@given(entries=ENTRIES, verdict_of=st.none() | st.integers(0, 4))
def test_the_total_stays_but_for_new_work_and_is_told_before(
    entries: list[Entry], verdict_of: int | None
) -> None:
    plan = plan_merging(entries, verdict_of)
    before = sum(counted(one.assessment, one.interaction.active_minutes) for one in entries)
    after = counted(plan.assessment, active_of_all(entries))
    assert after == pytest.approx(0 if plan.assessment and plan.assessment.is_new_work else before)
    assert (plan.net_before or 0) == pytest.approx(before)
    assert (plan.net_after or 0) == pytest.approx(after)


@given(entries=ENTRIES)
def test_new_work_has_no_minutes_that_nobody_claimed(entries: list[Entry]) -> None:
    plan = plan_merging(entries)
    if plan.assessment and plan.assessment.is_new_work:
        new = [one.assessment for one in entries if one.assessment and one.assessment.is_new_work]
        claimed = [one.net_minutes for one in new if one.net_minutes is not None]
        assert plan.assessment.net_minutes == (sum(claimed) if claimed else None)


def test_an_estimate_beside_which_no_time_is_known_does_not_become_one() -> None:
    """The run knows no time spent; beside that of the other one the estimate would say 60 less 30."""
    run = an_entry(1, Assessment(unaided_minutes=60), active_minutes=None, exchanges=0)
    plan = plan_merging([run, an_entry(2)])
    assert (said_of(plan).net_minutes, said_of(plan).unaided_minutes) == (None, None)
    assert (plan.net_before, plan.net_after) == (None, None)


def test_two_estimates_of_new_work_are_no_claim() -> None:
    new = Assessment(is_new_work=True, unaided_minutes=90)
    plan = plan_merging([an_entry(1, new), an_entry(2, new)])
    assert (said_of(plan).net_minutes, said_of(plan).unaided_minutes) == (None, 180)


def test_later_new_work_takes_saved_minutes_out_of_the_total_and_says_so() -> None:
    plan = plan_merging(
        [
            an_entry(1, Assessment(Outcome.HELPED, net_minutes=30, rework_minutes=4)),
            an_entry(2, Assessment(Outcome.HELPED, is_new_work=True, assessed_at=START)),
        ]
    )
    assert plan.chosen is plan.entries[1]
    assert (plan.net_before, plan.net_after) == (26, None)


def test_an_estimate_is_worth_what_it_was_worth_before() -> None:
    plan = plan_merging([an_entry(1, Assessment(unaided_minutes=50)), an_entry(2)])
    assert (said_of(plan).net_minutes, said_of(plan).unaided_minutes) == (20, 50)
    assert (plan.net_before, plan.net_after) == (20, 20)


def test_net_minutes_are_those_of_the_definition() -> None:
    assert net_minutes(an_entry(1)) is None
    assert net_minutes(an_entry(1, Assessment(unaided_minutes=50))) == 20
    assert net_minutes(an_entry(1, Assessment(unaided_minutes=50), active_minutes=None)) is None
    assert net_minutes(an_entry(1, Assessment(unaided_minutes=50, net_minutes=-3))) == -3


def test_the_newest_verdict_with_an_outcome_is_kept_unless_another_is_named() -> None:
    entries = [
        an_entry(1, Assessment(Outcome.HURT, assessed_at=START)),
        an_entry(2, Assessment(Outcome.HELPED, assessed_at=START - timedelta(hours=1))),
        an_entry(3, Assessment(need=Need.KNEW, assessed_at=START + timedelta(hours=9))),
        an_entry(4, Assessment(note="only", assessed_at=START + timedelta(hours=99))),
    ]
    plan = plan_merging(reversed(entries))
    assert plan.entries == tuple(entries)
    assert (plan.chosen, plan.given_up) == (entries[0], tuple(entries[1:3]))
    assert said_of(plan).note == "only"
    assert plan_merging(entries, verdict_of=2).chosen is entries[1]
    assert plan_merging(entries[2:]).chosen is entries[2], "a note is no verdict"


def test_notes_titles_and_tags_are_put_together() -> None:
    plan = plan_merging(
        [
            an_entry(1, Assessment(note="a", unblocked="x"), title="login", tags=("ci",)),
            an_entry(2, Assessment(note="b", unblocked="x"), title="login", tags=("slow", "ci")),
            an_entry(3, Assessment(note="a"), title="logout"),
        ]
    )
    assert (said_of(plan).note, said_of(plan).unblocked) == ("a\n\nb", "x")
    assert (plan.words.title, plan.words.tags) == ("login · logout", ("ci", "slow"))


HELPED = Assessment(Outcome.HELPED)


@pytest.mark.parametrize(
    ("entries", "project"),
    [
        ([an_entry(1), an_entry(2, project="maps")], "maps"),
        ([an_entry(1, project="maps"), an_entry(2, HELPED, project="bakery")], "bakery"),
        ([an_entry(1, project="maps"), an_entry(2, project="bakery")], "maps"),
        ([an_entry(1, project="maps"), an_entry(2, HELPED, project="bakery", log_project="bakery")], "maps"),
        ([an_entry(1, project=None), an_entry(2)], None),
        ([an_entry(1, project=None, log_project=None), an_entry(2)], "shop"),
        ([an_entry(1, project="a", log_project="a", exchanges=0), an_entry(2)], "shop"),
        ([an_entry(1, project="a", log_project="a"), an_entry(2, HELPED)], "a"),
    ],
)
def test_a_project_that_was_named_comes_before_a_logs_by_verdict_then_by_time(
    entries: list[Entry], project: str | None
) -> None:
    assert plan_merging(entries).words.project == project


def test_the_task_type_is_that_of_the_verdict_else_the_first() -> None:
    first, second = an_entry(1, task="tests"), an_entry(2, HELPED, task="writing")
    assert plan_merging([first, second]).words.task == "writing"
    assert plan_merging([first, replace(second, assessment=None)]).words.task == "tests"
    assert plan_merging([an_entry(1), second]).words.task == "writing"


def test_without_a_verdict_nothing_is_said() -> None:
    plan = plan_merging([an_entry(1), an_entry(2)])
    assert (plan.chosen, plan.given_up, plan.assessment) == (None, (), None)
    assert (plan.net_before, plan.net_after) == (None, None)


def test_another_verdict_changes_nothing_else() -> None:
    plan = plan_merging([an_entry(1, HELPED), an_entry(2, Assessment(Outcome.HURT))], 1, "maps")
    other = plan.with_verdict_of(2)
    assert (other.chosen, other.words.project) == (plan.entries[1], "maps")
