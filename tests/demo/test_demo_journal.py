"""The sample journal tells its story on whatever day it is made: a figure, a gap, a mark, and work to do."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from time import process_time
from zoneinfo import ZoneInfo

import pytest

from aijournal.analysis.trend import trend
from aijournal.analysis.value import value_report
from aijournal.demo import make_demo_journal
from aijournal.domain.assessment import Door, Outcome
from aijournal.domain.entry import Entry
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.entry_line import EntryLine
from aijournal.domain.totals import GroupBy
from aijournal.errors import AijournalError
from aijournal.export.journal_trials import experiments_of
from aijournal.journal.journal import Journal
from aijournal.paths import Paths, find_paths
from aijournal.settings import Settings

ZONE = ZoneInfo("Europe/Lisbon")
TODAY = date(2026, 11, 20)  # a Friday
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
AFTER_A_WEEKEND = date(2027, 3, 1)  # a Monday
ON_A_SUNDAY = date(2026, 11, 22)


def _places(folder: Path) -> Paths:
    return find_paths({"AIJOURNAL_HOME": str(folder)})


def _open(folder: Path) -> Journal:
    return Journal.open(_places(folder), Settings(), ZONE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the sample journal of that Friday lies."""
    made = tmp_path_factory.mktemp("demo")
    make_demo_journal(_places(made), TODAY, zone=ZONE)
    return made


@pytest.fixture
def journal(folder: Path) -> Iterator[Journal]:
    with _open(folder) as opened:
        yield opened


def _all(journal: Journal) -> tuple[Entry, ...]:
    return journal.entries(EVERYTHING, NOW, 10_000).rows


def _told(entry: Entry) -> tuple[object, ...]:
    """Return what an entry says, without what the journal itself draws."""
    one = entry.interaction
    facts = (one.started_at, one.tool, one.model, one.project, one.task, one.title, one.tags, one.usage)
    return (*facts, one.calls, one.exchanges, one.typed_tokens, one.is_audit, entry.assessment)


def test_it_says_that_it_is_sample_data(journal: Journal) -> None:
    assert journal.is_demo


def test_the_same_day_makes_the_same_entries_and_another_seed_others(folder: Path, tmp_path: Path) -> None:
    make_demo_journal(_places(tmp_path / "again"), TODAY, zone=ZONE)
    make_demo_journal(_places(tmp_path / "other"), TODAY, seed=8, zone=ZONE)
    with _open(folder) as one, _open(tmp_path / "again") as again, _open(tmp_path / "other") as other:
        told = [_told(entry) for entry in _all(one)]
        assert [_told(entry) for entry in _all(again)] == told
        assert [_told(entry) for entry in _all(other)] != told


def test_it_is_made_in_seconds(tmp_path: Path) -> None:
    began = process_time()
    make_demo_journal(_places(tmp_path), TODAY, zone=ZONE)
    assert process_time() - began < 6  # two are usual; a test's machine may have other work


def test_half_a_year_of_working_days_with_a_holiday(journal: Journal) -> None:
    days = sorted({entry.interaction.local_day for entry in _all(journal)})
    assert days[-1] == TODAY
    assert timedelta(weeks=25) < days[-1] - days[0] < timedelta(weeks=26)
    assert all(day.weekday() < 5 for day in days)
    longest = max(after - before for before, after in pairwise(days))
    assert longest >= timedelta(weeks=2)


def test_several_tools_projects_and_models_that_change(journal: Journal) -> None:
    interactions = [entry.interaction for entry in _all(journal)]
    tools = Counter(one.tool for one in interactions)
    assert set(tools) == {"claude-code", "codex", "chatgpt", "amazon-q"}
    assert {one.source for one in interactions} == {"claude-code", "codex", None}
    assert len({one.project for one in interactions} - {None}) == 6
    of_claude = [one for one in interactions if one.tool == "claude-code"]
    assert of_claude[0].model != of_claude[-1].model
    assert all(one.title and one.task for one in interactions)
    assert journal.totals(EVERYTHING).total.unpriced_calls == 0


@pytest.mark.parametrize("today", [TODAY, AFTER_A_WEEKEND, ON_A_SUNDAY])
def test_value_is_about_ten_with_a_gap_and_marks_in_its_trend(tmp_path: Path, today: date) -> None:
    make_demo_journal(_places(tmp_path), today, zone=ZONE)
    with _open(tmp_path) as journal:
        days, marks = journal.value_days(EVERYTHING), journal.marks.all()
    whole = value_report(days, None).total
    assert whole.vpt is not None
    assert 6 < whole.vpt < 14
    assert whole.vpt_low is not None
    assert whole.vpt_low > 3
    assert whole.coverage_interactions is not None
    assert 0.55 < whole.coverage_interactions < 0.75
    assert whole.helped > whole.hurt > 20
    assert whole.audit_answered is not None
    assert 0.75 < whole.audit_answered < 1
    line = trend(days, today, marks=marks)
    assert line.guard is None
    assert line.points[-1].vpt is not None
    assert [gap for gap in line.gaps if line.points[0].day < gap.first and gap.last < today]
    assert "new model" in [mark.text for mark in line.marks]


def test_some_verdicts_are_unsure_and_some_say_more(journal: Journal) -> None:
    verdicts = [entry.assessment for entry in _all(journal) if entry.assessment]
    outcomes = Counter(verdict.outcome for verdict in verdicts)
    assert set(outcomes) == set(Outcome)
    for part in ("need", "net_minutes", "rework_minutes", "note", "motive", "bottleneck", "unblocked"):
        assert any(getattr(verdict, part) is not None for verdict in verdicts), part


def test_some_answers_are_marked_and_minutes_fall_on_bottlenecks_that_were_named(journal: Journal) -> None:
    marked = [entry for entry in journal.mirror.entries(EVERYTHING) if entry.tail_weight is not None]
    assert len(marked) > 30
    assert any(entry.tail_weight for entry in marked)
    named = journal.bottlenecks.all()
    assert [one.last_day for one in named if one.last_day is None or one.entries == 0] == [None]
    days = journal.value_days(EVERYTHING)
    assert 0 < sum(day.relieved_minutes for day in days) < sum(day.gained_minutes for day in days) / 2


def test_the_last_days_wait_in_the_inbox(journal: Journal) -> None:
    waiting = journal.inbox(NOW, 100)
    assert 5 <= len(waiting) <= 16
    assert TODAY in {entry.interaction.local_day for entry in waiting}
    old = [entry for entry in waiting if entry.interaction.local_day < TODAY - timedelta(days=7)]
    assert all(entry.interaction.is_audit for entry in old)
    assert len(old) < 6


def test_calls_are_read_from_logs_and_the_rest_is_typed(journal: Journal) -> None:
    by_tool = {row.key: row for row in journal.totals(EVERYTHING, GroupBy.TOOL).rows}
    assert by_tool["claude-code"].calls > by_tool["codex"].calls > 1000
    assert by_tool["chatgpt"].typed_tokens
    assert (by_tool["amazon-q"].calls, by_tool["amazon-q"].typed_tokens) == (0, None)
    assert any(entry.interaction.usage.output_is_lower_bound for entry in _all(journal))


def test_it_never_mixes_with_entries_that_are_there(tmp_path: Path) -> None:
    with _open(tmp_path) as journal:
        journal.log(EntryLine("my own work"), NOW, Door.QUICK_LOG)
    with pytest.raises(AijournalError, match="sample data never mixes"):
        make_demo_journal(_places(tmp_path), TODAY, zone=ZONE)
    with _open(tmp_path) as journal:
        assert not journal.is_demo
        assert [entry.interaction.title for entry in _all(journal)] == ["my own work"]


@pytest.mark.parametrize("today", [TODAY, AFTER_A_WEEKEND, ON_A_SUNDAY])
def test_three_trials_show_what_becomes_of_trials(tmp_path: Path, today: date) -> None:
    make_demo_journal(_places(tmp_path), today, zone=ZONE)
    with _open(tmp_path) as journal:
        by_name = {one.kept.plan.name: one for one in experiments_of(journal, EVERYTHING)}
        now = datetime.combine(today, time(), ZONE)
        tasks = [task for one in journal.trials.all() for task in journal.trials.tasks(one.id)]
    concluded, undecided, small = (by_name[name] for name in ("AI for tests", "Plan first", "Small model"))
    assert concluded.effect.estimate is not None
    assert concluded.effect.estimate.high < 0
    assert concluded.felt is not None
    assert concluded.felt.share is not None
    assert 0.3 < concluded.felt.share.point < 0.9
    assert undecided.effect.estimate is not None
    assert undecided.effect.estimate.low < 0 < undecided.effect.estimate.high
    assert small.effect.guard is not None
    assert (small.kept.ended_at, small.kept.drawn + small.kept.refused) == (None, 9)
    assert all(one.is_as_drawn for one in by_name.values())
    assert all(0 < one.kept.refused < 4 for one in by_name.values())
    assert all(task.locked_at < now and (task.arm is None or task.done_at) for task in tasks)
