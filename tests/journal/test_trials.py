"""Trials in the journal: what is locked and drawn stays, the clock is fair, and all else can be corrected."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from aijournal.domain.assessment import Door
from aijournal.domain.draw import are_drawn, arms_of
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.entry_line import EntryLine
from aijournal.domain.kept_trial import KeptTask, KeptTrial, ReadTask, TaskToLock, TrialOutcome, TrialPlan
from aijournal.domain.trial import Arm, LockedForecast, TaskSize
from aijournal.errors import AijournalError
from aijournal.journal.content import is_empty, state_of
from aijournal.journal.journal import Journal
from aijournal.journal.purge import purge_entries
from aijournal.paths import Paths
from tests.journal.builders import NOW, add, an_exchange
from tests.journal.dumps import dump
from tests.journal.exports import export, open_in, take_in
from tests.journal.test_purge import open_journal
from tests.processes import environment, run_python

MINUTE = timedelta(minutes=1)
PLAN = TrialPlan("Speed", "Does it help?", "by hand", "with a robot", stop_tasks=50)
SIZES = (TaskSize.SMALL, TaskSize.MEDIUM, TaskSize.LARGE)
LOCKED = ("trial_task",)


def lock(
    journal: Journal, trial: KeptTrial, size: TaskSize = TaskSize.MEDIUM, refusal: str | None = None
) -> KeptTask:
    forecast = LockedForecast(60.0, 40.0, 0.7, size)
    return journal.trial_tasks.lock(trial.id, TaskToLock("a task", forecast, "tests"), NOW, refusal)


def seed_of(journal: Journal, trial: KeptTrial) -> str:
    return str(journal.trials.of(trial.id).seed)


@pytest.fixture
def trial(journal: Journal) -> KeptTrial:
    return journal.trials.begin(PLAN, NOW)


def test_a_trial_is_as_it_was_planned(journal: Journal, trial: KeptTrial) -> None:
    assert (trial.plan, trial.begun_at, trial.ended_at) == (PLAN, NOW, None)
    assert (trial.drawn, trial.done, trial.refused, trial.is_drawn_here) == (0, 0, 0, True)
    assert journal.trials.all() == (trial,)
    assert journal.trials.find(" SPEED") == trial
    assert not is_empty(journal._db.conn)
    with pytest.raises(AijournalError, match="there are: “Speed”"):
        journal.trials.find("Sleep")


def test_names_are_given_once_and_arms_are_two(journal: Journal, trial: KeptTrial) -> None:
    before = dump(journal)
    for plan, why in (
        (PLAN, "name of another"),
        (replace(PLAN, name="speed "), "name of another"),
        (replace(PLAN, name=" "), "Give it a word"),
        (replace(PLAN, name="x", control=""), "Give it a word"),
        (replace(PLAN, name="x", control="With a robot"), "Give each a name"),
        (replace(PLAN, name="x", stop_tasks=0), "It stops after 1 to"),
    ):
        with pytest.raises(AijournalError, match=why):
            journal.trials.begin(plan, NOW)
    assert dump(journal) == before
    assert journal.trials.all() == (trial,)


def test_arms_follow_from_the_seed_within_each_size(journal: Journal, trial: KeptTrial) -> None:
    sizes = [SIZES[number % 3] for number in range(30)]
    drawn = [lock(journal, trial, size) for size in sizes]
    assert [one.place for one in drawn] == [*range(1, 31)]
    seed = seed_of(journal, trial)
    assert tuple(one.arm for one in drawn) == arms_of(seed, sizes)
    kept = journal.trials.of(trial.id)
    assert are_drawn(seed, [(one.forecast.size, one.arm) for one in kept.tasks])
    assert journal.trials.tasks(trial.id) == tuple(drawn)


def test_two_trials_have_seeds_of_their_own(journal: Journal, trial: KeptTrial) -> None:
    other = journal.trials.begin(replace(PLAN, name="other"), NOW)
    assert len({seed_of(journal, one) for one in (trial, other)}) == 2
    assert len(seed_of(journal, other)) == 32


def test_a_refused_task_is_kept_and_takes_no_place_in_the_draw(journal: Journal, trial: KeptTrial) -> None:
    refused = lock(journal, trial, refusal=" too  urgent ")
    drawn = [lock(journal, trial) for _ in range(6)]
    assert (refused.arm, refused.refusal, refused.place) == (None, "too urgent", 1)
    assert tuple(one.arm for one in drawn) == arms_of(seed_of(journal, trial), [TaskSize.MEDIUM] * 6)
    kept = journal.trials.find("speed")
    assert (kept.drawn, kept.refused, journal.trials.of(trial.id).refused) == (6, 1, 1)
    acts: tuple[Callable[[], object], ...] = (
        lambda: journal.trial_tasks.done(refused.id, NOW, 20),
        lambda: journal.trial_clock.start(refused.id, NOW),
        lambda: journal.trial_tasks.claim(refused.id, 5, NOW),
    )
    for act in acts:
        with pytest.raises(AijournalError, match="not left to chance"):
            act()


@pytest.mark.parametrize(
    "forecast",
    [
        LockedForecast(0.0),
        LockedForecast(-5.0),
        LockedForecast(float("nan")),
        LockedForecast(float("inf")),
        LockedForecast(1e9),
        LockedForecast(10.0, 0.0),
        LockedForecast(10.0, None, 1.5),
    ],
)
def test_without_a_forecast_nothing_is_drawn(
    journal: Journal, trial: KeptTrial, forecast: LockedForecast
) -> None:
    with pytest.raises(AijournalError, match="Nothing was changed"):
        journal.trial_tasks.lock(trial.id, TaskToLock("a task", forecast), NOW)
    assert journal.trials.tasks(trial.id) == ()


def test_what_is_locked_is_not_changed_by_undo(journal: Journal, trial: KeptTrial) -> None:
    journal.marks.add(NOW.date(), "before", NOW)
    drawn = [lock(journal, trial) for _ in range(4)]
    for task in drawn:
        journal.trial_clock.start(task.id, NOW)
        journal.trial_tasks.done(task.id, NOW, 20)
    locked = {table: dump(journal)[table] for table in ("trial", *LOCKED)}
    while journal.undo(NOW):
        assert {table: dump(journal)[table] for table in locked} == locked
    assert journal.marks.all() == ()
    assert [one.minutes for one in journal.trials.tasks(trial.id)] == [None] * 4
    while journal.redo(NOW):
        assert {table: dump(journal)[table] for table in locked} == locked
    assert [one.minutes for one in journal.trials.tasks(trial.id)] == [20.0] * 4


def test_the_plan_is_locked_with_the_first_task(journal: Journal, trial: KeptTrial) -> None:
    changed = journal.trials.change(trial.id, replace(PLAN, stop_tasks=9), NOW)
    assert changed.plan.stop_tasks == 9
    assert journal.undo(NOW) == "Changed a trial"
    assert journal.trials.find("speed").plan == PLAN
    lock(journal, trial)
    assert journal.redo(NOW) is None, "it would change when the trial stops"
    for plan in (
        replace(PLAN, stop_tasks=9),
        replace(PLAN, treatment="x"),
        replace(PLAN, stop_day=NOW.date()),
    ):
        with pytest.raises(AijournalError, match="set before the first draw"):
            journal.trials.change(trial.id, plan, NOW)
    renamed = journal.trials.change(trial.id, replace(PLAN, name="Pace", question="Why?"), NOW)
    assert (renamed.plan.name, renamed.plan.question) == ("Pace", "Why?")
    journal.undo(NOW)
    assert journal.trials.find("speed").plan == PLAN


def test_nothing_at_all_changes_what_is_locked(journal: Journal, trial: KeptTrial) -> None:
    task = lock(journal, trial)
    for column, value in (("arm", "control"), ("control_minutes", 1.0), ("size", "S"), ("locked_at", 0)):
        with pytest.raises(sqlite.DatabaseError, match="what is locked never changes"):
            journal._db.execute(f"UPDATE trial_task SET {column} = ?", [value])  # noqa: S608 - fixed
    assert journal.trials.tasks(trial.id) == (task,)


def test_a_clock_that_is_set_back_changes_no_draw(journal: Journal, trial: KeptTrial) -> None:
    forecast = TaskToLock("a task", LockedForecast(60.0))
    times = (NOW, NOW - timedelta(days=800), NOW + timedelta(days=3650), NOW - timedelta(hours=1))
    drawn = [journal.trial_tasks.lock(trial.id, forecast, at) for at in times]
    assert [one.place for one in drawn] == [1, 2, 3, 4]
    assert tuple(one.arm for one in drawn) == arms_of(seed_of(journal, trial), [TaskSize.MEDIUM] * 4)
    assert journal.trials.tasks(trial.id) == tuple(drawn)


def test_two_windows_that_draw_take_turns(paths: Paths) -> None:
    with open_journal(paths) as one, open_journal(paths) as other:
        trial = one.trials.begin(PLAN, NOW)
        drawn = [lock(journal, trial) for _ in range(8) for journal in (one, other)]
        assert [task.place for task in drawn] == [*range(1, 17)]
        assert tuple(task.arm for task in drawn) == arms_of(seed_of(other, trial), [TaskSize.MEDIUM] * 16)
        while other.undo(NOW):
            pass
        assert one.trials.tasks(trial.id) == tuple(drawn)


# Two processes that lock tasks of one trial as fast as they can, and one that dies in the midst of a draw.
DRAW = """
import sys
from datetime import UTC, datetime
from zoneinfo import ZoneInfo
from aijournal.domain.kept_trial import TaskToLock
from aijournal.domain.trial import LockedForecast
from aijournal.journal import trial_tasks
from aijournal.journal.journal import Journal
from aijournal.paths import find_paths
from aijournal.settings import Settings
import os
if sys.argv[1] == "die":
    whole = trial_tasks.insert_task
    trial_tasks.insert_task = lambda *given: (whole(*given), os._exit(9))
with Journal.open(find_paths({"AIJOURNAL_HOME": sys.argv[2]}), Settings(), ZoneInfo("UTC")) as journal:
    trial = journal.trials.find("speed").id
    for number in range(int(sys.argv[3])):
        task = TaskToLock(f"{os.getpid()} {number}", LockedForecast(60.0))
        print(journal.trial_tasks.lock(trial, task, datetime.now(UTC)).arm.value, flush=True)
"""


def test_a_program_that_dies_before_the_draw_is_kept_has_drawn_nothing(paths: Paths) -> None:
    with open_journal(paths) as journal:
        trial = journal.trials.begin(PLAN, NOW)
        lock(journal, trial)
    died = run_python(paths.data, "-c", DRAW, "die", str(paths.data.parent), "3")
    assert (died.returncode, died.stdout) == (9, "")
    went_on = run_python(paths.data, "-c", DRAW, "live", str(paths.data.parent), "5")
    assert went_on.returncode == 0, went_on.stderr
    with open_journal(paths) as journal:
        arms = [str(one.arm) for one in journal.trials.tasks(trial.id)]
        assert arms == [str(arm) for arm in arms_of(seed_of(journal, trial), [TaskSize.MEDIUM] * 6)]
        assert arms[1:] == went_on.stdout.split()
        assert journal.checks.full().is_sound


def test_two_programs_that_draw_at_the_same_time_get_two_places(paths: Paths) -> None:
    with open_journal(paths) as journal:
        trial = journal.trials.begin(PLAN, NOW)
    arguments = [sys.executable, "-c", DRAW, "live", str(paths.data.parent), "10"]
    both = [
        subprocess.Popen(arguments, env=environment(), stdout=subprocess.PIPE, encoding="utf-8")
        for _ in range(2)
    ]
    told = [program.communicate(timeout=60)[0].split() for program in both]
    with open_journal(paths) as journal:
        tasks = journal.trials.tasks(trial.id)
        assert [one.place for one in tasks] == [*range(1, 21)]
        assert tuple(one.arm for one in tasks) == arms_of(seed_of(journal, trial), [TaskSize.MEDIUM] * 20)
        by_program = [
            [str(one.arm) for one in tasks if one.title.split()[0] == str(program.pid)] for program in both
        ]
    assert by_program == told


def test_the_clock_counts_what_passes_between_start_and_done(journal: Journal, trial: KeptTrial) -> None:
    task = lock(journal, trial)
    assert journal.trial_clock.start(task.id, NOW).is_running
    paused = journal.trial_clock.pause(task.id, NOW + 10 * MINUTE)
    assert (paused.clock_minutes, paused.is_running) == (10.0, False)
    journal.trial_clock.start(task.id, NOW + 60 * MINUTE)
    journal.trial_clock.start(task.id, NOW + 61 * MINUTE)  # twice is once
    done = journal.trial_tasks.done(task.id, NOW + 65 * MINUTE)
    assert (done.minutes, done.clock_minutes, done.is_running) == (15.0, 15.0, False)
    with pytest.raises(AijournalError, match="The task is done"):
        journal.trial_clock.start(task.id, NOW)


def test_tasks_that_run_at_once_share_the_minutes(journal: Journal, trial: KeptTrial) -> None:
    first, second, third = (lock(journal, trial) for _ in range(3))
    journal.trial_clock.start(first.id, NOW)
    journal.trial_clock.start(second.id, NOW + 10 * MINUTE)
    journal.trial_clock.start(third.id, NOW + 20 * MINUTE)
    assert len(journal.trial_clock.running()) == 3
    journal.trial_clock.pause(first.id, NOW + 26 * MINUTE)
    journal.trial_tasks.done(second.id, NOW + 30 * MINUTE)
    journal.trial_tasks.done(third.id, NOW + 31 * MINUTE)
    shares = [one.clock_minutes for one in journal.trials.tasks(trial.id)]
    assert shares == pytest.approx([10 + 5 + 2, 5 + 2 + 2, 2 + 2 + 1])
    assert sum(shares) == pytest.approx(31)


def test_a_clock_of_day_that_jumps_takes_no_minutes(journal: Journal, trial: KeptTrial) -> None:
    task = lock(journal, trial)
    journal.trial_clock.start(task.id, NOW, is_watched=True)
    at = NOW
    for step in (2, 2, -7200, 2, 2, 10 * 365 * 86_400, 2):  # seconds between two looks
        at += timedelta(seconds=step)
        journal.trial_clock.tick(at)
    (kept,) = journal.trials.tasks(trial.id)
    assert kept.clock_minutes == pytest.approx(10 / 60), "the jumps count nothing"
    assert kept.is_running
    other = lock(journal, trial)
    journal.trial_clock.start(other.id, at)
    with pytest.raises(AijournalError, match="type its minutes"):
        journal.trial_tasks.done(other.id, at - timedelta(hours=1))
    assert journal.trial_tasks.done(other.id, at, 30).minutes == 30.0


def test_a_watched_clock_loses_nothing_but_what_nobody_watched(paths: Paths) -> None:
    with open_journal(paths) as journal:
        trial = journal.trials.begin(PLAN, NOW)
        task, other = lock(journal, trial), lock(journal, trial)
        journal.trial_clock.start(task.id, NOW, is_watched=True)
        for second in range(2, 62, 2):
            journal.trial_clock.tick(NOW + timedelta(seconds=second))
    # Here the program died: nothing stopped the clock.
    with open_journal(paths) as journal:
        journal.trial_clock.start(other.id, NOW + 60 * MINUTE)
        (left,) = journal.trial_clock.abandon()
        assert left.id == task.id
        assert left.clock_minutes == pytest.approx(1.0)
        assert not journal.trials.tasks(trial.id)[0].is_running
        done = journal.trial_tasks.done(other.id, NOW + 70 * MINUTE)
        assert done.minutes == pytest.approx(10.0), "it shares with nobody who is gone"
        assert journal.trial_tasks.done(task.id, NOW + 90 * MINUTE).minutes == pytest.approx(1.0)


def test_what_a_clock_counted_is_corrected(journal: Journal, trial: KeptTrial) -> None:
    task, other = lock(journal, trial), lock(journal, trial)
    for minutes in (10, 5):
        at = NOW + minutes * 60 * MINUTE
        journal.trial_clock.start(task.id, at)
        journal.trial_clock.pause(task.id, at + minutes * MINUTE)
    for change, left in ((-2.0, 13.0), (3.5, 16.5), (-8.0, 8.5), (-100.0, 0.0), (4.0, 4.0)):
        journal.trial_clock.correct({task.id: change, other.id: change})
        found, untouched = journal.trials.tasks(trial.id)
        assert found.clock_minutes == pytest.approx(left)
        assert untouched.clock_minutes == 0.0


def test_when_own_tasks_were_locked_is_known(journal: Journal, trial: KeptTrial) -> None:
    journal.trials.take(
        replace(PLAN, name="Theirs"), [ReadTask("one", LockedForecast(60.0), Arm.CONTROL, 50.0)], NOW
    )
    for _ in range(2):
        lock(journal, trial)
    assert journal.trials.locked_since(NOW) == (NOW, NOW)
    assert journal.trials.locked_since(NOW + MINUTE) == ()


# A window that looks at its clock every two seconds, of a time that passes quickly.
WATCH = """
import sys
from datetime import UTC, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo
from aijournal.domain.kept_trial import TaskToLock
from aijournal.domain.trial import LockedForecast
from aijournal.journal.journal import Journal
from aijournal.paths import find_paths
from aijournal.settings import Settings
at = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
with Journal.open(find_paths({"AIJOURNAL_HOME": sys.argv[1]}), Settings(), ZoneInfo("UTC")) as journal:
    trial = journal.trials.find("speed").id
    task = journal.trial_tasks.lock(trial, TaskToLock("a task", LockedForecast(60.0)), at).id
    journal.trial_clock.start(task, at, is_watched=True)
    for second in count(2, 2):
        journal.trial_clock.tick(at + timedelta(seconds=second))
        print(second, flush=True)
"""


@pytest.mark.parametrize("looks", [1, 2, 40])
def test_a_window_that_is_killed_loses_no_task_and_two_seconds_at_most(paths: Paths, looks: int) -> None:
    with open_journal(paths) as journal:
        trial = journal.trials.begin(PLAN, NOW)
    command = [sys.executable, "-c", WATCH, str(paths.data.parent)]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, encoding="utf-8") as program:
        assert program.stdout is not None
        seen = [int(program.stdout.readline()) for _ in range(looks)]
        program.kill()
        seen += [int(line) for line in program.stdout if line.endswith("\n")]
    with open_journal(paths) as journal:
        (left,) = journal.trial_clock.abandon()
        assert seen[-1] <= round(60 * left.clock_minutes, 3) <= seen[-1] + 2
        assert journal.trials.tasks(trial.id)[0].arm is not None
        assert journal.trial_clock.running() == ()
        assert journal.checks.full().is_sound


def test_minutes_are_corrected_and_taken_back(journal: Journal, trial: KeptTrial) -> None:
    task = lock(journal, trial)
    for wrong in (0, -5, float("nan"), 1e9):
        with pytest.raises(AijournalError, match="no minutes"):
            journal.trial_tasks.done(task.id, NOW, wrong)
    with pytest.raises(AijournalError, match="type its minutes"):
        journal.trial_tasks.done(task.id, NOW)
    journal.trial_tasks.done(task.id, NOW, 30)
    again = journal.trial_tasks.done(task.id, NOW + MINUTE, 45)
    assert (again.minutes, again.done_at) == (45.0, NOW)
    journal.undo(NOW)
    assert journal.trials.tasks(trial.id)[0].minutes == 30.0
    journal.undo(NOW)
    assert journal.trials.tasks(trial.id) == (task,)


def test_rework_is_asked_about_a_week_later_and_once(journal: Journal, trial: KeptTrial) -> None:
    task, other = lock(journal, trial), lock(journal, trial)
    with pytest.raises(AijournalError, match="not done"):
        journal.trial_tasks.answer_rework(task.id, 5, NOW)
    for one in (task, other):
        journal.trial_tasks.done(one.id, NOW, 30)
    week = timedelta(days=7)
    assert journal.trial_tasks.rework_due(NOW + week - MINUTE) == ()
    assert [one.id for one in journal.trial_tasks.rework_due(NOW + week)] == [task.id, other.id]
    assert journal.trial_tasks.answer_rework(task.id, 0.0, NOW + week).rework_minutes == 0.0
    cannot_say = journal.trial_tasks.answer_rework(other.id, None, NOW + week)
    assert (cannot_say.rework_minutes, cannot_say.rework_asked_at) == (None, NOW + week)
    assert journal.trial_tasks.rework_due(NOW + 2 * week) == ()
    assert [one.rework_minutes for one in journal.trials.of(trial.id).tasks] == [0.0, None]
    journal.undo(NOW)
    assert [one.id for one in journal.trial_tasks.rework_due(NOW + week)] == [other.id]


def test_claims_violations_and_titles_can_be_said_and_taken_back(journal: Journal, trial: KeptTrial) -> None:
    drawn = [lock(journal, trial) for _ in range(4)]
    treated = next(one for one in drawn if one.arm is Arm.TREATMENT)
    control = next(one for one in drawn if one.arm is Arm.CONTROL)
    with pytest.raises(AijournalError, match="nothing to save"):
        journal.trial_tasks.claim(control.id, 5, NOW)
    states = [dump(journal)]
    acts: tuple[Callable[[], object], ...] = (
        lambda: journal.trial_tasks.claim(treated.id, -12.5, NOW),
        lambda: journal.trial_tasks.mark_violated(treated.id, NOW),
        lambda: journal.trial_tasks.mark_violated(treated.id, NOW, is_violated=False),
        lambda: journal.trial_tasks.retitle(control.id, " a better  title ", NOW),
        lambda: journal.trials.end(trial.id, NOW),
    )
    for act in acts:
        act()
        states.append(dump(journal))
    assert journal.trials.of(trial.id).tasks[treated.place - 1].claimed_net_minutes == -12.5
    assert journal.trials.tasks(trial.id)[control.place - 1].title == "a better title"
    for state in reversed(states[:-1]):
        assert journal.undo() is not None
        assert dump(journal) == state
    for state in states[1:]:
        assert journal.redo() is not None
        assert dump(journal) == state


def test_a_trial_draws_no_more_than_was_set(journal: Journal) -> None:
    few = journal.trials.begin(replace(PLAN, name="few", stop_tasks=2), NOW)
    lock(journal, few)
    lock(journal, few, refusal="no")
    lock(journal, few)
    with pytest.raises(AijournalError, match="to stop after 2 tasks"):
        lock(journal, few)
    short = journal.trials.begin(replace(PLAN, name="short", stop_day=NOW.date()), NOW)
    task = TaskToLock("a task", LockedForecast(60.0))
    journal.trial_tasks.lock(short.id, task, NOW)
    with pytest.raises(AijournalError, match="to stop after 2026-11-20"):
        journal.trial_tasks.lock(short.id, task, NOW + timedelta(days=1))
    ended = journal.trials.begin(replace(PLAN, name="ended"), NOW)
    assert journal.trials.end(ended.id, NOW).ended_at == NOW
    with pytest.raises(AijournalError, match="has ended"):
        lock(journal, ended)


def test_a_deleted_trial_comes_back_whole(journal: Journal, trial: KeptTrial) -> None:
    task = lock(journal, trial)
    entry = journal.log(EntryLine("work"), NOW, Door.QUICK_LOG).interaction.id
    journal.trial_clock.start(task.id, NOW)
    journal.trial_tasks.link(task.id, [entry], NOW)
    before = dump(journal)
    journal.trials.delete(trial.id, NOW)
    assert (journal.trials.all(), is_empty(journal._db.conn)) == ((), False)
    other = journal.trials.begin(replace(PLAN, name="other"), NOW)
    assert other.id != trial.id, "numbers of what may come back are not given again"
    fresh = lock(journal, other)
    journal.trial_clock.start(fresh.id, NOW)
    assert journal.undo(NOW) == "Deleted a trial", "the other one has drawn, and cannot be taken back"
    after = dump(journal)
    assert all(set(before[table]) <= set(after[table]) for table in before)
    assert [one.plan.name for one in journal.trials.all()] == ["other", "Speed"]
    journal.trial_clock.start(lock(journal, trial).id, NOW)
    assert journal.redo(NOW) is None, "it would take the new draw away"
    assert journal.checks.full().is_sound


def test_an_undone_trial_can_be_begun_again(journal: Journal, trial: KeptTrial) -> None:
    seed = seed_of(journal, trial)
    assert journal.undo(NOW) == "Began a trial"
    assert journal.trials.all() == ()
    assert journal.redo(NOW) == "Began a trial"
    assert seed_of(journal, trial) == seed


def read_tasks(number: int = 24) -> Iterator[ReadTask]:
    for place in range(number):
        arm = Arm.TREATMENT if place % 2 else Arm.CONTROL
        yield ReadTask(f"task {place}", LockedForecast(60.0, 50.0), arm, 40.0 + place, None, NOW, "p-1")


def test_a_trial_of_somebody_else_is_one_act_and_draws_nothing(journal: Journal) -> None:
    before = dump(journal)
    taken = journal.trials.take(replace(PLAN, stop_tasks=None), [*read_tasks()], NOW)
    assert (taken.drawn, taken.done, taken.is_drawn_here) == (24, 24, False)
    found = journal.trials.of(taken.id)
    assert (found.seed, [one.minutes for one in found.tasks]) == (None, [40.0 + place for place in range(24)])
    assert journal.trials.tasks(taken.id)[0].participant == "p-1"
    assert journal.trial_tasks.rework_due(NOW + timedelta(days=30)) == ()
    with pytest.raises(AijournalError, match="has ended"):
        lock(journal, taken)
    after = dump(journal)
    assert journal.undo(NOW) == "Imported a trial"
    assert dump(journal) == before
    journal.redo(NOW)
    assert dump(journal) == after


def test_a_whole_journal_that_was_read_in_cannot_take_a_draw_away(
    journal: Journal, trial: KeptTrial, tmp_path: Path
) -> None:
    task = lock(journal, trial)
    journal.trial_clock.start(task.id, NOW)
    exported = export(journal)
    with open_in(tmp_path / "other") as other:
        take_in(other, exported, tmp_path)
        assert other.undo(NOW) == "Imported an export"
        assert other.trials.all() == ()
        assert other.redo(NOW) == "Imported an export"
        (taken,) = other.trials.all()
        drawn = lock(other, taken)
        assert other.undo(NOW) is None, "nothing is left of the import but what was drawn upon"
        assert len(other.trials.tasks(taken.id)) == 2
        assert drawn.arm is arms_of(seed_of(journal, trial), [TaskSize.MEDIUM] * 2)[1]
        again = take_in(other, exported, tmp_path).imported
        assert (again.imported, len(other.trials.all())) == (0, 1)


def test_a_deleted_trial_that_came_again_stays_as_it_came(
    journal: Journal, trial: KeptTrial, tmp_path: Path
) -> None:
    lock(journal, trial)
    exported = export(journal)
    journal.trials.delete(trial.id, NOW)
    take_in(journal, exported, tmp_path)
    (came,) = journal.trials.all()
    drawn = lock(journal, came)
    while journal.undo(NOW):
        pass
    assert [one.id for one in journal.trials.all()] == [came.id]
    assert journal.trials.tasks(came.id)[-1] == drawn
    assert journal.checks.full().is_sound


def test_another_trial_of_the_same_name_gets_a_name_of_its_own(
    journal: Journal, trial: KeptTrial, tmp_path: Path
) -> None:
    with open_in(tmp_path / "other") as other:
        other.trials.begin(replace(PLAN, name="SPEED"), NOW)
        take_in(other, export(journal), tmp_path)
        assert sorted(one.plan.name for one in other.trials.all()) == ["SPEED", "Speed (2)"]
        assert other.trials.find("speed (2)").plan.question == trial.plan.question


def test_tokens_of_a_task_are_those_of_its_entries(journal: Journal) -> None:
    trial = journal.trials.begin(replace(PLAN, outcome=TrialOutcome.WEIGHTED_TOKENS), NOW)
    first, second, third = (lock(journal, trial) for _ in range(3))
    for number in (1, 2, 3):
        add(journal, an_exchange(number, NOW - timedelta(days=number), conversation_id=f"c-{number}"))
    entries = journal.numbers(EVERYTHING)
    unknown = journal.log(EntryLine("no tokens"), NOW, Door.QUICK_LOG).interaction.id
    assert journal.trial_tasks.link(first.id, entries[:2], NOW).entries == tuple(sorted(entries[:2]))
    journal.trial_tasks.link(second.id, entries[1:2], NOW)  # an entry is of one task alone
    journal.trial_tasks.link(third.id, [entries[2], unknown], NOW)
    for task in (first, second, third):
        journal.trial_tasks.done(task.id, NOW, 10)
    weighted = journal.entries(EVERYTHING, NOW, 9).rows[-1].interaction.weighted_tokens
    assert [one.minutes for one in journal.trials.of(trial.id).tasks] == [weighted, weighted, None]
    assert [one.minutes for one in journal.trials.of(trial.id, TrialOutcome.MINUTES).tasks] == [10.0] * 3
    with pytest.raises(AijournalError, match="not in the journal"):
        journal.trial_tasks.link(first.id, [999], NOW)
    journal.trial_tasks.unlink([entries[0]], NOW)
    assert journal.trials.of(trial.id).tasks[0].minutes is None
    journal.undo(NOW)
    journal.reshaping.merge(entries[:2], NOW)
    tokens = [one.minutes for one in journal.trials.of(trial.id).tasks]
    assert tokens == [None, 2 * (weighted or 0), None], "the entry that is left has taken the other one in"


def linked_tasks(journal: Journal, tasks: int) -> tuple[KeptTrial, list[KeptTask], list[int]]:
    """Return a trial by tokens with so many tasks done, each with an entry of its own, the earliest first."""
    trial = journal.trials.begin(replace(PLAN, outcome=TrialOutcome.WEIGHTED_TOKENS), NOW)
    for number in range(tasks):
        at = NOW - timedelta(days=tasks - number)
        add(journal, *(an_exchange(10 * number + part, at + 2 * part * MINUTE) for part in range(2)))
    entries = [row.interaction.id for row in reversed(journal.entries(EVERYTHING, NOW, 99).rows)]
    done = [lock(journal, trial) for _ in range(tasks)]
    for task, entry in zip(done, entries, strict=True):
        journal.trial_tasks.link(task.id, [entry], NOW)
        journal.trial_tasks.done(task.id, NOW, 10)
    return trial, done, entries


def weights(journal: Journal, trial: KeptTrial) -> list[float | None]:
    return [one.minutes for one in journal.trials.of(trial.id).tasks]


def links(journal: Journal, trial: KeptTrial) -> list[tuple[int, ...]]:
    return [one.entries for one in journal.trials.tasks(trial.id)]


def test_tokens_of_a_merged_entry_are_of_one_task_until_the_merging_is_undone(journal: Journal) -> None:
    trial, _, (first, second, third) = linked_tasks(journal, 3)
    before, apart = weights(journal, trial), links(journal, trial)
    weight = before[0]
    assert weight is not None
    assert before == [weight] * 3
    kept = journal.reshaping.merge([third, second, first], NOW).interaction.id
    assert links(journal, trial) == [(kept,), (), ()], "it was given to the first task itself"
    assert weights(journal, trial) == [3 * weight, None, None]
    journal.undo(NOW)
    assert (links(journal, trial), weights(journal, trial)) == (apart, before)
    journal.redo(NOW)
    assert weights(journal, trial) == [3 * weight, None, None]


def test_parts_alone_belong_to_the_task_that_was_named_last(journal: Journal) -> None:
    trial, (_, second, third), (first, middle, last) = linked_tasks(journal, 3)
    journal.trial_tasks.unlink([first], NOW)
    journal.trial_tasks.link(second.id, [middle], NOW)
    kept = journal.reshaping.merge([first, middle, last], NOW).interaction.id
    assert links(journal, trial) == [(), (), (kept,)]
    journal.trial_tasks.link(second.id, [kept], NOW)
    assert links(journal, trial) == [(), (kept,), ()], "what the person says now holds"
    journal.trial_tasks.unlink([kept], NOW)
    assert links(journal, trial) == [(), (), ()]
    assert third.id


def test_a_link_of_an_entry_that_is_there_again_is_its_own(journal: Journal) -> None:
    trial, (first, second), (one, other) = linked_tasks(journal, 2)
    journal.reshaping.merge([one, other], NOW)
    journal.undo(NOW)
    journal.trial_tasks.link(second.id, [one], NOW)
    assert links(journal, trial) == [(), (one, other)], "the other one is no part of it any more"
    journal.trial_tasks.link(first.id, [one], NOW)
    journal.trash.delete([other], NOW)
    assert links(journal, trial) == [(one,), ()]


def test_a_typed_entry_that_became_an_imported_one_is_of_one_task(journal: Journal) -> None:
    trial, (first, second), (one, other) = linked_tasks(journal, 2)
    journal.trial_tasks.unlink([one, other], NOW)
    typed = journal.log(EntryLine("by hand", typed_tokens=5_000), NOW, Door.QUICK_LOG).interaction.id
    journal.trial_tasks.link(second.id, [typed], NOW)
    journal.trial_tasks.link(first.id, [one], NOW)
    journal.same_work.join(typed, one, NOW)
    assert links(journal, trial) == [(one,), ()]
    journal.undo(NOW)
    assert links(journal, trial) == [(one,), (typed,)]


def test_a_part_that_is_split_off_is_of_no_task_and_nothing_counts_twice(journal: Journal) -> None:
    trial, (first, second), (one, other) = linked_tasks(journal, 2)
    before = weights(journal, trial)
    weight = before[0]
    assert weight is not None
    detail = journal.entry(one, NOW)
    assert detail is not None
    kept, new = journal.reshaping.split(one, detail.exchanges[1].id, NOW)
    assert kept.interaction.id == one
    assert links(journal, trial) == [(one,), (other,)]
    assert weights(journal, trial) == [weight / 2, weight]
    journal.trial_tasks.link(second.id, [new.interaction.id], NOW)
    assert weights(journal, trial) == [weight / 2, 1.5 * weight]
    journal.trial_tasks.link(first.id, [new.interaction.id], NOW)
    assert weights(journal, trial) == before
    for _ in range(3):
        journal.undo(NOW)
    assert (links(journal, trial), weights(journal, trial)) == ([(one,), (other,)], before)


def test_what_is_merged_and_split_again_is_of_the_task_of_what_is_left(journal: Journal) -> None:
    trial, (_, second), (one, other) = linked_tasks(journal, 2)
    whole = [weights(journal, trial)[0] or 0.0] * 2
    merged = journal.reshaping.merge([one, other], NOW).interaction.id
    detail = journal.entry(merged, NOW)
    assert detail is not None
    _, new = journal.reshaping.split(merged, detail.exchanges[2].id, NOW)
    assert weights(journal, trial) == [whole[0], None], "the new part has no task yet"
    journal.trial_tasks.link(second.id, [new.interaction.id], NOW)
    assert weights(journal, trial) == whole


def test_links_that_were_merged_count_once_in_another_journal_too(journal: Journal, tmp_path: Path) -> None:
    trial, _, (one, other) = linked_tasks(journal, 2)
    journal.reshaping.merge([one, other], NOW)
    told = weights(journal, trial)
    with open_in(tmp_path / "other") as there:
        take_in(there, export(journal), tmp_path)
        assert weights(there, there.trials.find("speed")) == told


def test_a_purged_entry_leaves_no_link(paths: Paths) -> None:
    with open_journal(paths) as journal:
        trial = journal.trials.begin(PLAN, NOW)
        task = lock(journal, trial)
        gone, kept = (
            journal.log(EntryLine(title), NOW, Door.QUICK_LOG).interaction.id for title in ("gone", "kept")
        )
        journal.trial_tasks.link(task.id, [gone, kept], NOW)
        (uid,) = journal._db.execute("SELECT uid FROM interaction WHERE id = ?", [gone]).fetchone()
        purge_entries(journal.trash, paths, [gone])
    assert not [path for path in paths.data.glob("journal.db*") if uid.encode() in path.read_bytes()]
    with open_journal(paths) as journal:
        assert journal.trials.tasks(trial.id)[0].entries == (kept,)


def test_draws_and_clocks_are_content_that_backups_notice(journal: Journal, trial: KeptTrial) -> None:
    states = [state_of(journal._db.conn)]
    task = lock(journal, trial)
    states.append(state_of(journal._db.conn))
    journal.trial_clock.start(task.id, NOW, is_watched=True)
    states.append(state_of(journal._db.conn))
    journal.trial_clock.tick(NOW + timedelta(seconds=2))
    states.append(state_of(journal._db.conn))
    assert len(set(states)) == 4


def test_a_journal_of_another_edition_without_trials_is_told_apart(tmp_path: Path) -> None:
    with closing(sqlite.connect(str(tmp_path / "old.db"))) as connection:
        assert is_empty(connection)
