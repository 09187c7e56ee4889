"""The clock of tasks: counted every two seconds, shared by what runs at once, and fair to pauses."""

import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.ui.trials.task_watch import IDLE_AFTER, TICK_MS
from tests.processes import environment
from tests.ui.stage import NOW, with_journal
from tests.ui.trials.conftest import Desk, begin

MINUTE = timedelta(minutes=1)


def _touch(desk: Desk) -> None:
    """Touch the window, as somebody does who is there."""
    QTest.keyClick(desk.app.window.windowHandle(), Qt.Key.Key_Shift)


def test_one_key_starts_pauses_and_goes_on(desk: Desk) -> None:
    panel = desk.page.body.tasks.panel
    assert panel.buttons["trials.clock"].text() == "Start"
    for minutes, before, after in ((5, "Start", 5.0), (3, "Go on", 8.0)):
        assert panel.buttons["trials.clock"].text() == before
        QTest.keyClick(desk.app.window, Qt.Key.Key_T)
        desk.wait(lambda: panel.buttons["trials.clock"].text() == "Pause")
        desk.settle()
        desk.work(minutes)
        assert panel.clock.text() == f"{after:.0f} min"
        QTest.keyClick(desk.app.window, Qt.Key.Key_T)
        desk.wait(lambda: panel.buttons["trials.clock"].text() == "Go on")
        desk.settle()
        desk.moment[0] += 10 * MINUTE  # a pause
        assert desk.task().clock_minutes == pytest.approx(after)
    assert not desk.app.parts.task_watch.is_watching


def test_what_passed_is_in_the_journal_at_every_look(desk: Desk) -> None:
    desk.start()
    for looks in range(1, 4):
        desk.tick()
        assert desk.task().clock_minutes == pytest.approx(looks * TICK_MS / 60_000)


def test_looking_at_the_clock_asks_for_nothing_else(desk: Desk) -> None:
    desk.start()
    heard: list[bool] = []
    desk.app.journal.entries_changed.connect(lambda: heard.append(True))
    desk.work(1)
    assert heard == []


@pytest.mark.parametrize("fill", [partial(begin, tasks=2)])
def test_tasks_that_run_at_once_share_the_minutes(desk: Desk) -> None:
    desk.start()
    desk.work(4)
    desk.page.body.tasks.table.step(1)
    desk.start()
    desk.work(6)
    assert [desk.task(place).clock_minutes for place in (2, 1)] == pytest.approx([4 + 3, 3], abs=0.01)


def _be_away(desk: Desk) -> None:
    """Work ten minutes, and touch nothing from then on until the clock is paused, and ten minutes more."""
    desk.start()
    desk.work(10)
    _touch(desk)
    desk.work(IDLE_AFTER // MINUTE)
    desk.wait(desk.page.absence.isVisible)
    assert not desk.task().is_running
    assert desk.task().clock_minutes == pytest.approx(40)
    desk.moment[0] += 10 * MINUTE
    _touch(desk)
    desk.wait(lambda: "40 min of work" in desk.page.absence.words.text())


def test_nobody_there_pauses_the_clock_and_the_minutes_can_be_taken_off(desk: Desk) -> None:
    _be_away(desk)
    assert desk.page.absence.no.text() == "No, take 30 min off"
    desk.page.absence.no.click()
    desk.wait(lambda: desk.task().clock_minutes == pytest.approx(10))
    assert not desk.task().is_running
    assert not desk.page.absence.isVisible()


def test_who_was_at_work_elsewhere_has_all_of_it_counted(desk: Desk) -> None:
    _be_away(desk)
    desk.page.absence.yes.click()
    desk.wait(lambda: desk.task().is_running)
    assert desk.task().clock_minutes == pytest.approx(50)
    desk.settle()
    desk.work(5)
    assert desk.task().clock_minutes == pytest.approx(55)


def test_who_touches_the_window_is_there(desk: Desk) -> None:
    desk.start()
    for _ in range(3):
        desk.work(20)
        _touch(desk)
    assert desk.task().is_running
    assert desk.task().clock_minutes == pytest.approx(60)
    assert not desk.page.absence.isVisible()


def test_a_locked_screen_pauses_at_once(desk: Desk) -> None:
    desk.start()
    desk.work(2)
    desk.app.parts.screen_lock.locked.emit()
    desk.wait(desk.page.absence.isVisible)
    assert not desk.task().is_running
    desk.moment[0] += 20 * MINUTE
    _touch(desk)
    assert desk.page.absence.no.text() == "No, leave them out"
    desk.page.absence.no.click()
    assert desk.task().clock_minutes == pytest.approx(2)


@pytest.mark.parametrize(("minutes", "is_asked"), [(0.5, False), (20, True)])
def test_a_journal_that_was_closed_meanwhile_asks_unless_it_was_short(
    desk: Desk, minutes: float, *, is_asked: bool
) -> None:
    watch = desk.app.parts.task_watch
    desk.start()
    desk.work(2)
    watch.leave()
    desk.moment[0] += minutes * MINUTE
    watch.open()
    if is_asked:
        desk.wait(desk.page.absence.isVisible)
        assert "20 min of work" in desk.page.absence.words.text()
        assert desk.task().clock_minutes == pytest.approx(2)
        desk.page.absence.yes.click()
    desk.wait(lambda: desk.task().is_running and desk.task().clock_minutes > 2)
    assert desk.task().clock_minutes == pytest.approx(2 + minutes)
    assert not desk.page.absence.isVisible()


def _begin_and_die(journal: Journal) -> None:
    """Leave a clock running as a window does that is killed."""
    begin(journal)
    (trial,) = journal.trials.all()
    task = journal.trials.tasks(trial.id)[0].id
    journal.trial_clock.start(task, NOW - 3 * MINUTE, is_watched=True)
    journal.trial_clock.tick(NOW - 2 * MINUTE)


@pytest.mark.parametrize("fill", [_begin_and_die])
def test_a_clock_that_was_left_running_is_paused_and_told_of(desk: Desk) -> None:
    desk.wait(desk.page.absence.isVisible)
    assert "The program ended while the clock of “task 1” ran" in desk.page.absence.words.text()
    assert not desk.page.absence.yes.isVisible()
    assert not desk.task().is_running
    assert desk.task().clock_minutes == pytest.approx(1)
    desk.page.absence.no.click()
    assert not desk.page.absence.isVisible()


def _begin_elsewhere(journal: Journal) -> None:
    """Start a clock as the command line does, whose minutes nobody counts every other second."""
    begin(journal)
    (trial,) = journal.trials.all()
    journal.trial_clock.start(journal.trials.tasks(trial.id)[0].id, NOW - 30 * MINUTE)


@pytest.mark.parametrize("fill", [_begin_elsewhere])
def test_a_clock_of_the_command_line_is_seen_running_and_never_paused_by_itself(desk: Desk) -> None:
    clock = desk.page.body.tasks.panel.clock
    desk.wait(lambda: clock.text() == "30 min")
    desk.tick(2 * IDLE_AFTER)
    assert desk.task().is_running
    assert clock.text() == "1 h 30"


def test_done_stops_it(desk: Desk) -> None:
    desk.start()
    desk.work(7)
    tasks = desk.page.body.tasks
    tasks.ask_done()
    assert tasks.finish.minutes.text() == "7"
    tasks.finish.agree.click()
    desk.told("Done in 7 min.")
    desk.wait(lambda: desk.task().done_at is not None)
    assert desk.task().minutes == pytest.approx(7)
    desk.wait(lambda: not desk.app.parts.task_watch.is_watching)


WINDOW = """
import sys
from time import monotonic
from zoneinfo import ZoneInfo
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from aijournal.paths import find_paths
from aijournal.settings import Settings
from aijournal.ui.app import App
from aijournal.ui.clock import Clock
from aijournal.ui.screen import Screen
qt = QApplication(["aijournal"])
paths = find_paths({"AIJOURNAL_HOME": sys.argv[1]})
app = App(qt, paths, Settings(is_introduced=True, watches_logs=False), Clock(ZoneInfo("UTC")), (), {})
app.show()
watch, page = app.parts.task_watch, None
began = []

def look():
    global page
    if page is None and app.session.is_open:
        app.window.show_page(Screen.TRIALS)
        page = app.window.pages.trials
    elif page is not None and not began and page.is_settled:
        began.append(monotonic())
        page.body.tasks.turn_clock()
    elif began and watch.running:
        print(monotonic() - began[0], flush=True)

timer = QTimer(interval=50)
timer.timeout.connect(look)
timer.start()
qt.exec()
"""


def test_a_window_that_is_killed_loses_two_seconds_at_most(paths: Paths, fill: Callable[..., object]) -> None:
    with_journal(paths, fill)
    command = [sys.executable, "-c", WINDOW, str(paths.data.parent)]
    passed = 0.0
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, encoding="utf-8") as program:
        assert program.stdout is not None
        while passed < 5.5:
            passed = float(program.stdout.readline())
        program.kill()
    (task,) = with_journal(paths, lambda journal: journal.trial_clock.abandon())
    assert passed - 2.6 <= 60 * task.clock_minutes <= passed + 0.5
