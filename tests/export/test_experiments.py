"""Trials in a report: by aliases unless asked for, each as a whole, and those of the period alone."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from aijournal.analysis.summary import ReportDays
from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.kept_trial import TaskToLock, TrialPlan
from aijournal.domain.period import Period
from aijournal.domain.trial import LockedForecast
from aijournal.export.document import Point
from aijournal.export.journal_trials import experiments_of
from aijournal.export.json_document import to_json
from aijournal.export.markdown import to_markdown
from aijournal.export.redaction import Redaction
from aijournal.journal.journal import Journal
from tests.export.experiments import OF_AI, OF_PLANS, drawn, told
from tests.export.reviews import ALL, REVIEWS, report_of, review_of
from tests.journal.builders import NOW

HEADING = "Experiments"
SMALL = told(OF_PLANS, drawn(-0.9, 12))
NAMED = Redaction(names=True)


def _points(redaction: Redaction, *plans: TrialPlan) -> Sequence[Point]:
    trials = [told(plan, drawn(-0.9, 12)) for plan in plans]
    made = review_of(report_of(ReportDays([], experiments=trials)), redaction)
    (section,) = [one for one in made.document.sections if one.heading == HEADING]
    return section.points


def test_without_trials_there_is_no_such_section() -> None:
    assert HEADING not in {one.heading for one in REVIEWS["first_week"].document.sections}
    assert json.loads(to_json(REVIEWS["first_week"]))["figures"]["experiments"] == []


def test_words_are_aliases_but_ai_on_and_off() -> None:
    of_ai, of_plans = _points(Redaction(), OF_AI, OF_PLANS)
    assert (of_ai.name, of_plans.name) == ("Trial A", "Trial B")
    assert [(one.name, one.text) for one in of_ai.points[:2]] == [
        ("Treatment", "with AI"),
        ("Control", "without AI"),
    ]
    assert [one.text for one in of_plans.points[:2]] == ["Way of working A", "Way of working B"]
    assert "more finished task" in of_plans.points[2].text


def test_names_tell_the_words_with_the_question_first() -> None:
    (point,) = _points(NAMED, OF_AI)
    assert (point.name, point.points[0].text) == ("Sundew speed", "Is Sundew worth it?")
    assert point.points[0].is_own
    (without,) = _points(NAMED, replace(OF_AI, question=""))
    assert without.points[0].text == "with AI"


def test_own_words_are_no_markup() -> None:
    plan = TrialPlan("*Speed*", "[why](x)", "<b>slow</b>", "`quick`")
    made = review_of(report_of(ReportDays([], experiments=[told(plan, drawn(-0.9, 12))])), NAMED)
    written = to_markdown(made.document)
    section = written[written.index(f"## {HEADING}") :]
    assert "- **\\*Speed\\***\n" in section
    assert [markup for markup in ("[why](x)", "<b>", ": `quick`") if markup in section] == []


def test_fields_have_no_figure_without_its_basis() -> None:
    rows = json.loads(to_json(REVIEWS["full"]))["figures"]["experiments"]
    assert len(rows) == 7
    for row in rows:
        ends = [row[name] is None for name in ("effect", "low", "high", "sequence_low", "permutation_p")]
        assert set(ends) == {row["guard"] is not None}
        assert row["tier"] == "randomised"
        assert row["n"] == row["n_treatment"] + row["n_control"]
        assert row["drawn"] >= row["n"]
    assert {row["name"] for row in rows} == {f"Trial {letter}" for letter in "ABCDEFG"}
    assert {row["as_drawn"] for row in rows} == {True, False, None}
    felt = [row["felt_measured"] for row in rows if row["felt_measured"]]
    assert felt
    assert all((one["share"] is None) is (one["guard"] is not None) for one in felt)


@pytest.fixture
def two(journal: Journal) -> Journal:
    """Return a journal with a trial around the turn of two weeks, and one without tasks a month later."""
    trial = journal.trials.begin(OF_AI, NOW - timedelta(days=40))
    for days in (30, 24):
        at = NOW - timedelta(days=days)
        task = journal.trial_tasks.lock(trial.id, TaskToLock("a task", LockedForecast(60.0)), at)
    journal.trial_tasks.done(task.id, NOW - timedelta(days=20), 5)
    journal.trials.begin(OF_PLANS, NOW)
    return journal


@pytest.mark.parametrize(
    ("first", "last", "names"),
    [
        (None, None, ["Sundew plans", "Sundew speed"]),
        (-40, -31, []),
        (-40, -30, ["Sundew speed"]),
        (-28, -26, ["Sundew speed"]),
        (-20, -10, ["Sundew speed"]),
        (-19, -1, []),
        (0, None, ["Sundew plans"]),
    ],
)
def test_a_trial_is_told_where_its_tasks_lie(
    two: Journal, first: int | None, last: int | None, names: list[str]
) -> None:
    def day(number: int | None) -> date | None:
        return None if number is None else (NOW + timedelta(days=number)).date()

    found = experiments_of(two, EntryFilter(Period(day(first), day(last))))
    assert [one.kept.plan.name for one in found] == names


def test_a_report_of_some_entries_alone_has_no_trials(two: Journal) -> None:
    assert len(experiments_of(two, EVERYTHING)) == 2
    assert experiments_of(two, EntryFilter(project="field-notes")) == ()


def test_everything_asked_for_tells_every_trial_by_its_name() -> None:
    assert ALL.names
    written = to_markdown(REVIEWS["everything"].document)
    for name in ("speed", "plans", "small", "none", "tokens", "elsewhere", "tampered"):
        assert f"**Sundew {name}**" in written
    assert "Sundew" not in to_markdown(REVIEWS["full"].document)
