"""What a person's own trials say of felt minutes: one figure, wherever it is told, of these alone."""

import json
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.kept_trial import AI_OFF, ReadTask, TaskToLock, TrialOutcome, TrialPlan
from aijournal.domain.tokens import DEFAULT_WEIGHTS
from aijournal.domain.trial import Arm, LockedForecast
from aijournal.export.formats import ReportFormat
from aijournal.export.journal_mirror import mirror_of
from aijournal.export.journal_trials import own_trials_of
from aijournal.export.making import ReportQuestion, make_report
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings
from aijournal.ui.pages.mirror_view import Span, mirror_view
from aijournal.ui.pages.trends_view import trends_rest
from tests.cli.command_line import CommandLine
from tests.journal.builders import NOW

OF_AI = TrialPlan("Speed")
OF_PLANS = TrialPlan("Plans", control="straight to it", treatment="plan first")


def run(journal: Journal, plan: TrialPlan, tasks: int = 60, claim: float | None = 40.0) -> None:
    """Run a trial in which the treatment takes a third off, and say each time that it saved so much."""
    trial = journal.trials.begin(plan, NOW, "5eed")
    for number in range(tasks):
        at = NOW - timedelta(days=1, minutes=number)
        forecast = LockedForecast(60.0 + number % 5, 40.0)
        task = journal.trial_tasks.lock(trial.id, TaskToLock("a task", forecast), at)
        is_treated = task.arm is Arm.TREATMENT
        journal.trial_tasks.done(task.id, at, (40.0 if is_treated else 60.0) * (1 + (number % 7) / 20))
        if is_treated and claim is not None:
            journal.trial_tasks.claim(task.id, claim, at)


def test_without_trials_nothing_is_said(journal: Journal) -> None:
    assert own_trials_of(journal) is None
    journal.trials.begin(OF_AI, NOW)
    assert own_trials_of(journal) is None


def test_the_share_is_that_of_trials_of_ai(journal: Journal) -> None:
    run(journal, OF_AI)
    found = own_trials_of(journal)
    assert found is not None
    assert found.felt.share is not None
    assert 0.5 < found.felt.share.point < 0.8
    assert (found.felt.trials, found.felt.claimed) == (1, found.felt.tasks)
    run(journal, OF_PLANS, claim=400.0)
    both = own_trials_of(journal)
    assert both is not None
    assert both.felt == found.felt, "what a plan saved says nothing of what AI did"
    assert both.forecasts.n == 2 * found.forecasts.n == 120


@pytest.mark.parametrize("control", [AI_OFF, "Without-AI", "no AI", "AI off"])
def test_the_arm_without_ai_may_be_spelled_otherwise(control: str) -> None:
    assert TrialPlan("x", control=control, treatment="my agent").is_of_ai


@pytest.mark.parametrize("control", ["by hand", "plan first", "with AI", "without AIs"])
def test_other_words_are_no_arm_without_ai(control: str) -> None:
    assert not TrialPlan("x", control=control, treatment="x").is_of_ai


def test_a_trial_of_somebody_else_says_nothing_of_this_person(journal: Journal) -> None:
    read = [ReadTask("x", LockedForecast(60.0), arm, 20.0) for arm in Arm for _ in range(20)]
    journal.trials.take(OF_AI, read, NOW)
    assert own_trials_of(journal) is None


def test_by_tokens_a_trial_still_has_minutes(journal: Journal) -> None:
    run(journal, TrialPlan("Tokens", outcome=TrialOutcome.WEIGHTED_TOKENS))
    found = own_trials_of(journal)
    assert found is not None
    assert found.felt.share is not None


def test_too_few_tasks_say_what_is_missing(journal: Journal) -> None:
    run(journal, OF_AI, tasks=12)
    found = own_trials_of(journal)
    assert found is not None
    assert (found.felt.share, found.felt.sentence) == (None, None)
    assert "more task" in found.felt.told


def test_every_place_tells_the_same(journal: Journal) -> None:
    run(journal, OF_AI)
    found = own_trials_of(journal)
    assert found is not None
    today = NOW.date()
    for wanted in (EVERYTHING, EntryFilter(tool="codex")):
        assert mirror_of(journal, wanted, None, today).trials == found
        assert trends_rest(journal, wanted).felt == found.felt
    view = mirror_view(journal, today=today, span=Span.TWELVE_WEEKS, quota=None)
    assert view.mirror.trials == found
    signal = next(one for one in view.mirror.signals if one.id == "G9")
    assert found.felt.share is not None
    assert signal.value == found.felt.share.point
    question = ReportQuestion(EVERYTHING, ReportFormat.JSON, frozenset(), DEFAULT_WEIGHTS, NOW, today)
    document = json.loads(make_report(journal, question).content)
    assert document["figures"]["felt_measured"]["share"] == found.felt.share.point
    assert document["figures"]["experiments"][0]["felt_measured"]["share"] == found.felt.share.point
    method = document["sections"][-1]["points"]
    assert found.felt.told in [point["text"] for point in method]


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    return CommandLine(capsys, monkeypatch)


def _documents(cli: CommandLine) -> list[object]:
    return [cli.json(*words)["felt_measured"] for words in (["mirror"], ["value"], ["trend"])]


def test_every_command_tells_the_same(cli: CommandLine, paths: Paths) -> None:
    assert cli.json("log", "robot work @codex +2 20m 12k")["id"] == 1
    assert _documents(cli) == [None] * 3
    before = [cli(*words).out for words in (["mirror"], ["value"], ["trend"])]
    with Journal.open(paths, Settings(), ZoneInfo("UTC")) as journal:
        run(journal, OF_AI)
        found = own_trials_of(journal)
    assert found is not None
    row = cli.json("trial", "result", "speed")["felt_measured"]
    assert _documents(cli) == [row] * 3
    assert (row["tier"], row["claimed"], row["guard"]) == ("randomised", found.felt.claimed, None)
    for words, old in zip((["mirror"], ["value"], ["trend"]), before, strict=True):
        out = cli(*words).out
        assert found.felt.told in out
        assert found.felt.told not in old
    assert found.felt.told in cli("report").out
